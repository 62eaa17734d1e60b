import CCrypto

/// AES-256 in counter mode (NIST SP 800-38A, 6.5), by OpenSSL's EVP interface: the same call seals and opens.
public struct AES256CTR: Sendable {
    /// Bytes of a key, and of the counter block that a text begins with.
    public static let keyLength = 32
    public static let counterLength = 16

    private let key: [UInt8]

    /// Throws where `key` is not 32 bytes.
    public init(key: [UInt8]) throws(DigestError) {
        guard key.count == AES256CTR.keyLength else {
            throw DigestError(call: "AES256CTR", message: "a key of \(key.count) bytes instead of 32")
        }
        self.key = key
    }

    /// Turns `text` into its cipher text and back. `counter` is the first counter block, 16 bytes, and must never be used
    /// twice with one key.
    public func applied(
        to text: some Collection<UInt8>, counter: some Collection<UInt8>
    ) throws(DigestError) -> [UInt8] {
        let count = text.count
        var failure: DigestError?
        let output = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            do throws(DigestError) {
                try apply(to: text, counter: counter, into: UnsafeMutableRawBufferPointer(buffer))
                written = count
            } catch { failure = error }
        }
        if let failure { throw failure }
        return output
    }

    /// The same into memory that is there: as many bytes as `text` has, at the beginning of `result`.
    public func apply(
        to text: some Collection<UInt8>, counter: some Collection<UInt8>, into result: UnsafeMutableRawBufferPointer
    ) throws(DigestError) {
        guard counter.count == AES256CTR.counterLength else {
            throw DigestError(call: "AES256CTR", message: "a counter block of \(counter.count) bytes instead of 16")
        }
        try encrypt(text, EVP_aes_256_ctr(), key: key, counter: Array(counter), into: result)
    }
}

/// One block of AES-128, encrypted (FIPS 197): what Poly1305-AES makes its one-time key of.
func aes128Block(_ block: [UInt8], key: [UInt8]) throws(DigestError) -> [UInt8] {
    guard block.count == 16, key.count == 16 else {
        throw DigestError(call: "AES-128", message: "a block or a key that is not 16 bytes")
    }
    var result = [UInt8](repeating: 0, count: 16)
    try result.withBytes { buffer throws(DigestError) in
        try encrypt(block, EVP_aes_128_ecb(), key: key, counter: nil, into: buffer)
    }
    return result
}

private func encrypt(
    _ text: some Collection<UInt8>, _ cipher: OpaquePointer?, key: [UInt8], counter: [UInt8]?,
    into result: UnsafeMutableRawBufferPointer
) throws(DigestError) {
    guard let length = Int32(exactly: text.count), text.count <= result.count else {
        throw DigestError(call: "EVP_EncryptUpdate", message: "\(text.count) bytes are too many for one call")
    }
    guard length > 0 else { return }
    guard let context = EVP_CIPHER_CTX_new() else { throw DigestError(afterCall: "EVP_CIPHER_CTX_new") }
    defer { EVP_CIPHER_CTX_free(context) }
    guard EVP_EncryptInit_ex(context, cipher, nil, key, counter) == 1 else {
        throw DigestError(afterCall: "EVP_EncryptInit_ex")
    }
    _ = EVP_CIPHER_CTX_set_padding(context, 0)
    var count: Int32 = 0
    let isDone = text.withBytes { EVP_EncryptUpdate(context, result.baseAddress, &count, $0.baseAddress, length) }
    guard isDone == 1, count == length else { throw DigestError(afterCall: "EVP_EncryptUpdate") }
}
