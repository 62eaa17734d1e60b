import Testing
import Text

/// Text as an enemy, or a bad day, writes it into the name of a guest.
enum Hostile {
    static let corpus: [String] = [
        "\u{1B}[2J\u{1B}]0;owned\u{07}", "\u{9B}31m red", "web\u{202E}moc.live", "zero\u{200B}width\u{200D}join",
        "soft\u{AD}hyphen", "\u{FEFF}mark", "tag\u{E0041}\u{E0042}", "line\nbreak\r\nand\u{2028}more\u{2029}",
        "tab\there",
        "null\u{0}byte", "del\u{7F}", "heap a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}", "\u{301}leading",
        "\u{20E3}key",
        "private \u{E000}\u{F8FF}\u{10FFFF}", "[red]markup[bold]", "emoji 👩‍👩‍👧 👍🏽 🇫🇷 ☺️", "\u{1160}\u{11A8}lone jamo",
        "\u{1112}\u{1161}\u{11AB}", "हिन्दी", "العربية עברית", "日本語ＷＩＤＥ", "a\u{FE0F}b\u{180B}",
        "\u{115F}\u{3164}\u{FFA0}filler",
        "\u{17B4}\u{2800}", "%s%n%x", "$(reboot)`id`", "../../etc/passwd", "<domain/>&amp;",
        "\u{FFFE}\u{FFFF}\u{1FFFE}",
        String(repeating: "\u{301}", count: 300), "\u{1F1EB}", "\u{378}unassigned", "\u{1FADC}young", "",
        " \u{301}mark on a space", "\u{85}next line\u{8D}",
    ]
}

@Suite("Safe text")
struct SafeTextTests {
    @Test("nothing that a terminal obeys or hides is left", arguments: Hostile.corpus)
    func clean(_ raw: String) {
        for scalar in SafeText(raw).string.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                Issue.record("U+\(String(scalar.value, radix: 16)) is left")
            default:
                #expect(!scalar.properties.isDefaultIgnorableCodePoint)
            }
        }
    }

    @Test("cleaning twice is cleaning once", arguments: Hostile.corpus)
    func idempotent(_ raw: String) {
        let once = SafeText(raw)
        #expect(SafeText(once.string) == once)
    }

    @Test("random scalars: no crash, idempotent, the width is the sum of the cells")
    func random() {
        var generator = SystemRandomNumberGenerator()
        let pools: [ClosedRange<UInt32>] = [
            0...0x7F, 0x80...0x36F, 0x590...0x6FF, 0x900...0x97F, 0x1100...0x11FF, 0x2000...0x206F, 0xD7B0...0xD7FB,
            0xFE00...0xFFFF, 0x1F1E0...0x1FAFF, 0xE0000...0xE01EF, 0x300...0x10FFFF,
        ]
        for _ in 0..<3000 {
            var raw = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &generator) {
                let pool = pools[Int.random(in: 0..<pools.count, using: &generator)]
                if let scalar = Unicode.Scalar(UInt32.random(in: pool, using: &generator)) { raw.append(scalar) }
            }
            let text = SafeText(String(raw))
            #expect(SafeText(text.string) == text)
            #expect(text.cells.reduce(0) { $0 + $1.width } == text.width)
            #expect(text.cells.allSatisfy { $0.width > 0 })
            #expect(text.cells.map { String($0.character) }.joined() == text.string)
        }
    }

    @Test("escapes show what was there")
    func escapes() {
        #expect(SafeText("\u{1B}[2J").string == "^[[2J")
        #expect(SafeText("a\u{202E}b").string == "a<U+202E>b")
        #expect(SafeText("\u{7F}\u{9B}").string == "^?<U+009B>")
        #expect(SafeText("a\nb").string == "a^Jb")
    }

    @Test("names in many scripts stay as they were")
    func kept() {
        for name in ["café", "cafe\u{301}", "日本語", "Ελλάδα", "हिन्दी", "العربية", "한국", "\u{1112}\u{1161}\u{11AB}", "😀"] {
            #expect(SafeText(name).string.unicodeScalars.elementsEqual(name.unicodeScalars))
        }
    }

    @Test("a heap of marks is cut after two")
    func marks() {
        #expect(SafeText("a\u{300}\u{301}\u{302}").string == "a\u{300}\u{301}<U+0302>")
    }

    @Test("several lines become several texts, tabs become spaces")
    func lines() {
        #expect(SafeText.lines(of: "a\tb\r\nsecond\n").map(\.string) == ["a       b", "second", ""])
        #expect(SafeText.lines(of: "日\tb").map(\.string) == ["日      b"])
    }

    @Test("interpolated text is cleaned too")
    func interpolation() {
        let name = "\u{1B}[31m"
        let text: SafeText = "guest \(name)"
        #expect(text.string == "guest ^[[31m")
    }
}
