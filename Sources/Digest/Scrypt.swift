import CCrypto

/// scrypt (RFC 7914): a key out of a password, slow and hungry on purpose.
public struct Scrypt: Sendable, Hashable, Codable {
    /// Cost (a power of two), block size and parallelism. It takes 128 * n * r bytes.
    public var n: UInt64
    public var r: UInt64
    public var p: UInt64

    /// More memory than this is refused: a stranger's key file must not take the machine down.
    public static let mostMemory: UInt64 = 1 << 30

    public init(n: UInt64, r: UInt64, p: UInt64) {
        self.n = n
        self.r = r
        self.p = p
    }

    /// `length` bytes from `password`. Blocks for as long as the cost says, a second or so; any thread.
    public func key(password: [UInt8], salt: [UInt8], length: Int) throws(DigestError) -> [UInt8] {
        let (block, isBlockTooMuch) = r.multipliedReportingOverflow(by: 128)
        let (memory, isTooMuch) = block.multipliedReportingOverflow(by: n)
        guard n > 1, n & (n - 1) == 0, r > 0, p > 0, p < 1 << 16, !isBlockTooMuch, !isTooMuch,
            memory <= Scrypt.mostMemory, length > 0
        else { throw DigestError(call: "EVP_PBE_scrypt", message: "cost n=\(n) r=\(r) p=\(p) is not taken") }
        var key = [UInt8](repeating: 0, count: length)
        let characters = password.map { CChar(bitPattern: $0) }
        guard
            EVP_PBE_scrypt(
                characters, password.count, salt, salt.count, n, r, p, memory + block * (p + 2) + (1 << 20), &key,
                length
            ) == 1
        else { throw DigestError(afterCall: "EVP_PBE_scrypt") }
        return key
    }
}
