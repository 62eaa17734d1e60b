import Testing

@testable import UnixcornCore

@Suite("Hostile policies")
struct PolicyHostileTests {
    @Test("control characters come out as visible text")
    func controls() throws {
        let lines = PolicyText.lines(
            "[host]\naccept = [\"\\u001B[31mx\\n\\u202E\"]\n[kinds.\"\\u001B]0;x\\u0007\"]\n[guests.\"\\u0001\"]\nkind = \"\\u0007\""
        )
        #expect(lines.count == 3)
        for line in lines {
            #expect(
                line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0x202E }, "\(line)"
            )
        }
    }

    @Test("a zero byte in the text is told, since the rules behind it would be lost")
    func zeros() {
        for zero in ["\0", "\"a\\u0000b\" = 1", "title = \"\\U00000000\""] {
            let found = PolicyText.problems("[host]\naccept = [\"ssh\"]\n\(zero)\nrefuse = true\n")
            #expect(found.map(\.line) == [3] && found.first?.message.english == "not TOML: a text must not hold a zero")
        }
    }

    @Test("a long text is cut in the message")
    func long() {
        let lines = PolicyText.lines("[host]\naccept = [\"" + String(repeating: "a\u{301}", count: 50_000) + "\"]")
        #expect(lines.count == 1 && (lines.first?.utf8.count ?? .max) < 2000)
    }

    @Test("a chain of thousands of kinds and sets needs no deep stack")
    func deep() throws {
        let count = 1000
        let kinds = (0..<count).map { "[kinds.k\($0)]\ninclude = [\"k\(($0 + 1) % count)\"]\n" }.joined()
        #expect(PolicyText.problems(kinds).map(\.line) == [2])
        #expect(PolicyText.problems(kinds + "[kinds.more]\n").map(\.key) == ["kinds"])
        let sets = "[sets]\n" + (0..<count).map { "s\($0) = [\"@s\($0 + 1)\"]\n" }.joined() + "s\(count) = [\"::1\"]\n"
        #expect(try PolicyReading.parse(sets, file: "f").sets["s0"]?.blocks.count == 1)
    }

    @Test("a policy that is cut off anywhere does no harm")
    func cut() {
        let text = FirewallPolicy.manualExample
        for length in stride(from: 0, to: text.count, by: 7) { _ = PolicyText.problems(String(text.prefix(length))) }
    }

    @Test(
        "numbers with signs, blanks or too many digits are no numbers",
        arguments: ["+24", "-1", " 24", "２４", "9999999999"])
    func numbers(_ text: String) {
        #expect(PolicyText.problems("admins = [\"192.0.2.0/\(text)\"]").count == 1)
        #expect(PolicyText.problems("[host]\naccept = [\"tcp/\(text)\"]").count == 1)
        #expect(PolicyText.problems("log = \"\(text)/hour\"").count == 1)
    }
}
