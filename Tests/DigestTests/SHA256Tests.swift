import Digest
import Testing

@Suite("SHA-256") struct SHA256Tests {
    /// From FIPS 180-4's examples.
    @Test(
        "the published vectors come out",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func vectors(_ text: String, _ hex: String) throws {
        #expect(try SHA256.digest(of: text).hex == hex)
    }

    @Test("a million letters, in pieces of every size, give the published digest")
    func pieces() throws {
        var hash = try SHA256()
        var left = 1_000_000
        var size = 1
        while left > 0 {
            let count = min(size, left)
            try hash.update(repeatElement(UInt8(ascii: "a"), count: count))
            left -= count
            size = size % 4093 + 1
        }
        #expect(try hash.finish().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("an empty piece changes nothing")
    func emptyPiece() throws {
        var hash = try SHA256()
        try hash.update([])
        try hash.update(Array("abc".utf8))
        try hash.update([])
        #expect(try hash.finish() == SHA256.digest(of: "abc"))
    }
}

@Suite("A digest as a value") struct Digest256Tests {
    @Test("hexadecimal digits of either case are read and written in lower case")
    func hex() {
        let upper = String(repeating: "AB0F", count: 16)
        #expect(Digest256(hex: upper)?.hex == upper.lowercased())
    }

    @Test(
        "anything but 64 hexadecimal digits is refused",
        arguments: ["", "ab", String(repeating: "g", count: 64), String(repeating: "a", count: 65), "é"])
    func notHex(_ text: String) {
        #expect(Digest256(hex: text) == nil)
    }

    @Test("anything but 32 bytes is refused")
    func notBytes() {
        #expect(Digest256(bytes: [1, 2, 3]) == nil)
    }
}

@Suite("Random bytes") struct RandomBytesTests {
    @Test("as many as were asked for, never the same twice")
    func count() throws {
        #expect(try randomBytes(0).isEmpty)
        let first = try randomBytes(32)
        #expect(first.count == 32)
        #expect(try randomBytes(32) != first)
    }

    @Test("an impossible count is an error", arguments: [-1, Int.max])
    func impossible(_ count: Int) {
        #expect(throws: DigestError.self) { _ = try randomBytes(count) }
    }
}
