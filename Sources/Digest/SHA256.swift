import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that come in pieces, by OpenSSL's EVP interface.
///
/// One use: `update` any number of times, then `finish` consumes it. It can move between threads; nothing blocks.
public struct SHA256: ~Copyable, @unchecked Sendable {
    // Unchecked: the context belongs to this value alone, which cannot be copied.
    private let context: OpaquePointer

    /// Begins a digest (`EVP_DigestInit_ex`). Throws when memory is out or the library offers no SHA-256.
    public init() throws(DigestError) {
        guard let context = EVP_MD_CTX_new() else { throw DigestError(afterCall: "EVP_MD_CTX_new") }
        guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            let error = DigestError(afterCall: "EVP_DigestInit_ex")
            EVP_MD_CTX_free(context)
            throw error
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Takes more bytes.
    public mutating func update(_ bytes: some Sequence<UInt8>) throws(DigestError) {
        let result = bytes.withContiguousStorageIfAvailable { feed(UnsafeRawBufferPointer($0)) }
        let done = result ?? Array(bytes).withUnsafeBytes { feed($0) }
        guard done == 1 else { throw DigestError(afterCall: "EVP_DigestUpdate") }
    }

    /// Ends the digest and gives it.
    public consuming func finish() throws(DigestError) -> Digest256 {
        var bytes = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        guard EVP_DigestFinal_ex(context, &bytes, &count) == 1 else {
            throw DigestError(afterCall: "EVP_DigestFinal_ex")
        }
        guard count == 32, let digest = Digest256(bytes: bytes) else {
            throw DigestError(call: "EVP_DigestFinal_ex", message: "a digest of \(count) bytes instead of 32")
        }
        return digest
    }

    /// The digest of `bytes` in one step.
    public static func digest(of bytes: some Sequence<UInt8>) throws(DigestError) -> Digest256 {
        var hash = try SHA256()
        try hash.update(bytes)
        return try hash.finish()
    }

    /// The digest of a text's UTF-8 bytes.
    public static func digest(of text: String) throws(DigestError) -> Digest256 {
        try digest(of: text.utf8)
    }

    private func feed(_ raw: UnsafeRawBufferPointer) -> Int32 {
        EVP_DigestUpdate(context, raw.baseAddress, raw.count)
    }
}
