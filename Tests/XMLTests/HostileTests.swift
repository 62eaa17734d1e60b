import Testing
import XML

private func refusal(_ text: String) -> XMLError? {
    do throws(XMLError) {
        _ = try Document(parsing: text)
        return nil
    } catch { return error }
}

@Suite("Hostile XML") struct HostileTests {
    @Test("an error names its line")
    func errorLine() {
        let error = refusal("<a>\n<b>\n</c></a>")
        #expect(error?.line == 3)
        #expect(error?.message.contains("mismatch") == true)
    }

    @Test("a document that fetches a file is refused")
    func externalEntity() {
        let text = "<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>\n<a>&f;</a>"
        #expect(refusal(text)?.message == "document type declarations are refused")
    }

    @Test("a billion laughs are refused before the first one")
    func billionLaughs() {
        var text = "<!DOCTYPE l [<!ENTITY l0 'ha'>"
        for level in 1..<30 { text += "<!ENTITY l\(level) '" + String(repeating: "&l\(level - 1);", count: 10) + "'>" }
        #expect(refusal(text + "]><l>&l29;</l>")?.message == "document type declarations are refused")
    }

    @Test(
        "an external subset is refused",
        arguments: ["<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>", "<!DOCTYPE a><a/>"])
    func externalSubset(_ text: String) {
        #expect(refusal(text)?.message == "document type declarations are refused")
    }

    @Test("an entity that nobody declared is an error")
    func undeclaredEntity() {
        #expect(refusal("<a>&b;</a>") != nil)
        #expect(refusal("<a b='&c;'/>") != nil)
    }

    @Test("a prefix that nobody declared is an error")
    func undeclaredPrefix() {
        #expect(refusal("<x:a/>") != nil)
    }

    @Test("elements may nest to the limit and no deeper")
    func depth() {
        func nested(_ levels: Int) -> String {
            String(repeating: "<a>", count: levels) + String(repeating: "</a>", count: levels)
        }
        #expect(refusal(nested(Limits.depth)) == nil)
        #expect(refusal(nested(Limits.depth + 2)) != nil)
        #expect(refusal(nested(100_000)) != nil)
        #expect(refusal(String(repeating: "<a>", count: 500_000)) != nil)
    }

    @Test("a document past the size limit is refused")
    func size() {
        let long = "<a>" + String(repeating: "x", count: Limits.bytes) + "</a>"
        #expect(refusal(long)?.message.contains("longer") == true)
    }

    @Test("NUL is refused with its line", arguments: ["<a>\n\0</a>", "\n\0"])
    func nul(_ text: String) {
        #expect(refusal(text) == XMLError(line: 2, message: "the document holds a NUL byte"))
    }

    @Test("nothing, blanks and a lone comment are errors", arguments: ["", " \n", "<!-- a -->", "text"])
    func nothing(_ text: String) {
        #expect(refusal(text) != nil)
    }

    @Test("bytes that are not UTF-8 are an error")
    func badUTF8() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80]] {
            let document = Array("<a>".utf8) + bytes + Array("</a>".utf8)
            #expect(throws: XMLError.self) { _ = try Document(parsing: document) }
        }
    }

    @Test("every truncation of a document is an error")
    func truncations() {
        let bytes = Array(guestXML.utf8)
        for end in bytes.indices {
            #expect(throws: XMLError.self) { _ = try Document(parsing: Array(bytes[..<end])) }
        }
    }

    @Test("random bytes and random damage never crash and never hang")
    func noise() {
        var random = SplitMix(state: 7)
        let good = Array(guestXML.utf8)
        for _ in 0..<2000 {
            let noise = (0..<Int(random.next() % 200)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            #expect(throws: XMLError.self) { _ = try Document(parsing: noise) }
            var damaged = good
            for _ in 0..<3 {
                damaged[Int(random.next() % UInt64(good.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            // Some damage leaves a document that is well-formed; then it must survive being written and read again.
            if let document = try? Document(parsing: damaged) {
                #expect(throws: Never.self) { _ = try Document(parsing: document.xml()) }
            }
        }
    }

    @Test("documents are read on many threads at once")
    func threads() async throws {
        try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<64 { group.addTask { try Element(parsing: guestXML)["name"] } }
            for try await name in group { #expect(name == "web & mail") }
        }
    }
}

/// A small generator with a seed, so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
