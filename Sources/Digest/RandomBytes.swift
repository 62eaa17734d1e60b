import CCrypto

/// `count` bytes that nobody can guess (`RAND_bytes`). Throws when the system gives no entropy. Any thread.
public func randomBytes(_ count: Int) throws(DigestError) -> [UInt8] {
    guard count >= 0, let length = Int32(exactly: count) else {
        throw DigestError(call: "RAND_bytes", message: "\(count) bytes cannot be asked for at once")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    guard length == 0 || RAND_bytes(&bytes, length) == 1 else { throw DigestError(afterCall: "RAND_bytes") }
    return bytes
}
