package import Digest
import Text

/// The keys that seal everything in a repository, and the seal itself: AES-256-CTR, then Poly1305-AES over the cipher
/// text (restic's design document, "Keys, Encryption and MAC").
public struct SealingKey: Sendable {
    /// Bytes that a seal adds: 16 of counter before, 16 of tag behind.
    public static let overhead = 32

    let encryption: [UInt8]
    let macK: [UInt8]
    let macR: [UInt8]
    private let cipher: AES256CTR
    private let mac: Poly1305AES

    init(encryption: [UInt8], macK: [UInt8], macR: [UInt8]) throws(DigestError) {
        self.encryption = encryption
        self.macK = macK
        self.macR = macR
        cipher = try AES256CTR(key: encryption)
        mac = try Poly1305AES(k: macK, r: macR)
    }

    /// What a password gives: 64 bytes of scrypt, in this order.
    package init(derived: [UInt8]) throws(DigestError) {
        try self.init(
            encryption: Array(derived.prefix(32)), macK: Array(derived.dropFirst(32).prefix(16)),
            macR: Array(derived.dropFirst(48)))
    }

    /// Keys that nobody had before.
    static func random() throws(DigestError) -> SealingKey {
        var r = try randomBytes(16)
        // Poly1305 ignores these bits of its point; restic stores it without them.
        for index in [3, 7, 11, 15] { r[index] &= 15 }
        for index in [4, 8, 12] { r[index] &= 252 }
        return try SealingKey(encryption: try randomBytes(32), macK: try randomBytes(16), macR: r)
    }

    /// Opens `sealed`; nil where the seal does not hold.
    package func open(_ sealed: some RandomAccessCollection<UInt8>) throws(DigestError) -> [UInt8]? {
        guard sealed.count >= SealingKey.overhead else { return nil }
        let counter = Array(sealed.prefix(16))
        let text = sealed.dropFirst(16).dropLast(16)
        guard try mac.holds(sealed.suffix(16), of: text, nonce: counter) else { return nil }
        return try cipher.applied(to: text, counter: counter)
    }

    /// Seals `plain` under a counter of its own.
    package func seal(_ plain: [UInt8]) throws(DigestError) -> [UInt8] {
        let counter = try randomBytes(16)
        let count = plain.count + SealingKey.overhead
        var failure: DigestError?
        let sealed = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            let buffer = UnsafeMutableRawBufferPointer(buffer)
            do throws(DigestError) {
                buffer.copyBytes(from: counter)
                let text = UnsafeMutableRawBufferPointer(rebasing: buffer[16..<16 + plain.count])
                try cipher.apply(to: plain, counter: counter, into: text)
                let tag = try mac.tag(of: UnsafeRawBufferPointer(text), nonce: counter)
                UnsafeMutableRawBufferPointer(rebasing: buffer[(16 + plain.count)...]).copyBytes(from: tag)
                written = count
            } catch { failure = error }
        }
        if let failure { throw failure }
        return sealed
    }
}
