import Digest
import Testing

@Suite("Ciphers and tags, by their published vectors")
struct CipherTests {
    private func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.filter { !$0.isWhitespace }
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            let start = digits.index(digits.startIndex, offsetBy: $0)
            return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16)
        }
    }

    @Test("AES-256 in counter mode: NIST SP 800-38A, F.5.5")
    func counterMode() throws {
        let cipher = try AES256CTR(
            key: bytes("603deb1015ca71be2b73aef0857d7781 1f352c073b6108d72d9810a30914dff4"))
        let counter = bytes("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff")
        let plain = bytes("6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51")
        let sealed = try cipher.applied(to: plain, counter: counter)
        #expect(sealed == bytes("601ec313775789a5b7a7f504bbf3d228 f443e3ca4d62b59aca84e990cacaf5c5"))
        #expect(try cipher.applied(to: sealed, counter: counter) == plain)
        #expect(try cipher.applied(to: [], counter: counter) == [])
    }

    @Test("Poly1305-AES: the examples of its paper")
    func tags() throws {
        let first = try Poly1305AES(
            k: bytes("ec074c835580741701425b623235add6"), r: bytes("851fc40c3467ac0be05cc20404f3f700"))
        let nonce = bytes("fb447350c4e868c52ac3275cf9d4327e")
        let tag = try first.tag(of: bytes("f3f6"), nonce: nonce)
        #expect(tag == bytes("f4c633c3044fc145f84f335cb81953de"))
        #expect(try first.holds(tag, of: bytes("f3f6"), nonce: nonce))
        #expect(try !first.holds(tag, of: bytes("f3f7"), nonce: nonce))
        #expect(try !first.holds(tag.dropLast(), of: bytes("f3f6"), nonce: nonce))
        let empty = try Poly1305AES(
            k: bytes("75deaa25c09f208e1dc4ce6b5cad3fbf"), r: bytes("a0f3080000f46400d0c7e9076c834403"))
        #expect(
            try empty.tag(of: [], nonce: bytes("61ee09218d29b0aaed7e154a2c5509cc"))
                == bytes("dd3fab2251f11ac759f0887129cc2ee7"))
    }

    @Test("scrypt: RFC 7914, section 12")
    func scrypt() throws {
        let key = try Scrypt(n: 1024, r: 8, p: 16).key(
            password: Array("password".utf8), salt: Array("NaCl".utf8), length: 64)
        #expect(key.prefix(8) == bytes("fdbabe1c9d347200")[...])
    }

    @Test(
        "a cost that no machine could pay is refused at once",
        arguments: [
            Scrypt(n: 1 << 40, r: 8, p: 1), Scrypt(n: 3, r: 8, p: 1), Scrypt(n: 1 << 63, r: 1 << 60, p: 1),
            Scrypt(n: 0, r: 0, p: 0),
        ])
    func dear(_ cost: Scrypt) {
        #expect(throws: DigestError.self) { try cost.key(password: [1], salt: [2], length: 32) }
    }

    @Test("keys of a wrong length are refused")
    func lengths() {
        #expect(throws: DigestError.self) { try AES256CTR(key: [1, 2, 3]) }
        #expect(throws: DigestError.self) { try Poly1305AES(k: [], r: []) }
    }
}
