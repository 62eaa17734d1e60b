import CCrypto

/// Poly1305-AES (D. J. Bernstein, 2005): a tag of 16 bytes that only the holder of both keys can make.
public struct Poly1305AES: Sendable {
    /// Bytes of a tag, a nonce and each of the two keys.
    public static let length = 16

    private let k: [UInt8]
    private let r: [UInt8]

    /// `k` is the AES-128 key that hides the sum, `r` the point of the polynomial; 16 bytes each.
    public init(k: [UInt8], r: [UInt8]) throws(DigestError) {
        guard k.count == Poly1305AES.length, r.count == Poly1305AES.length else {
            throw DigestError(call: "Poly1305AES", message: "keys of \(k.count) and \(r.count) bytes instead of 16")
        }
        self.k = k
        self.r = r
    }

    /// The tag of `message` under `nonce`, which must never be used twice with one key.
    public func tag(of message: some Collection<UInt8>, nonce: [UInt8]) throws(DigestError) -> [UInt8] {
        let oneTime = r + (try aes128Block(nonce, key: k))
        guard let algorithm = EVP_MAC_fetch(nil, "POLY1305", nil) else { throw DigestError(afterCall: "EVP_MAC_fetch") }
        defer { EVP_MAC_free(algorithm) }
        guard let context = EVP_MAC_CTX_new(algorithm) else { throw DigestError(afterCall: "EVP_MAC_CTX_new") }
        defer { EVP_MAC_CTX_free(context) }
        guard EVP_MAC_init(context, oneTime, oneTime.count, nil) == 1 else {
            throw DigestError(afterCall: "EVP_MAC_init")
        }
        let isTaken = message.withBytes {
            EVP_MAC_update(context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count)
        }
        guard isTaken == 1 else { throw DigestError(afterCall: "EVP_MAC_update") }
        var tag = [UInt8](repeating: 0, count: Poly1305AES.length)
        var count = 0
        guard EVP_MAC_final(context, &tag, &count, tag.count) == 1, count == tag.count else {
            throw DigestError(afterCall: "EVP_MAC_final")
        }
        return tag
    }

    /// Whether `tag` is that of `message`. Takes as long for a wrong tag as for the right one.
    public func holds(
        _ tag: some Collection<UInt8>, of message: some Collection<UInt8>, nonce: [UInt8]
    ) throws(DigestError) -> Bool {
        let right = try self.tag(of: message, nonce: nonce)
        let given = Array(tag)
        return given.count == right.count && CRYPTO_memcmp(given, right, right.count) == 0
    }
}
