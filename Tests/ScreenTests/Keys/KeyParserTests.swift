import Testing

@testable import Screen

@Suite("Bytes of a terminal become keys")
struct KeyParserTests {
    private func keys(_ text: String) -> [Key] { keys(Array(text.utf8)) }

    private func keys(_ bytes: [UInt8]) -> [Key] {
        var parser = KeyParser()
        return parser.feed(bytes) + parser.flush()
    }

    @Test("letters, accents and wide characters are characters")
    func characters() {
        #expect(keys("aé日😀") == [.character("a"), .character("é"), .character("日"), .character("😀")])
    }

    @Test("control characters have their names")
    func controls() {
        #expect(
            keys("\r\t\u{7F}\u{8}\u{C}\u{1A}\u{0}") == [
                .enter, .tab, .backspace, .backspace, .control("l"), .control("z"), .control(" "),
            ])
        #expect(keys("\u{1C}\u{1F}") == [.control("\\"), .control("_")])
    }

    @Test(
        "sequences of xterm, the Linux console, rxvt and old terminals",
        arguments: [
            ("\u{1B}[A", Key.up), ("\u{1B}OA", .up), ("\u{1B}[1;5B", .down), ("\u{1B}[C", .right), ("\u{1B}OD", .left),
            ("\u{1B}[H", .home), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home), ("\u{1B}OF", .end), ("\u{1B}[4~", .end),
            ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp), ("\u{1B}[6;5~", .pageDown),
            ("\u{1B}[Z", .backTab), ("\u{1B}OP", .function(1)), ("\u{1B}[[E", .function(5)),
            ("\u{1B}[11~", .function(1)),
            ("\u{1B}[15~", .function(5)), ("\u{1B}[17~", .function(6)), ("\u{1B}[24~", .function(12)),
            ("\u{1B}[1;2P", .function(1)), ("\u{1B}OM", .enter), ("\u{1B}x", .alt("x")), ("\u{1B}é", .alt("é")),
            ("\u{1B}\u{7F}", .control("w")), ("\u{1B}", .escape), ("\u{1B}[", .alt("[")), ("\u{1B}O", .alt("O")),
        ])
    func sequences(_ text: String, _ key: Key) {
        #expect(keys(text) == [key])
        var parser = KeyParser()
        var one: [Key] = []
        for byte in text.utf8 { one += parser.feed([byte]) }
        #expect(one + parser.flush() == [key], "byte by byte")
    }

    @Test("Esc twice is Esc twice")
    func escapes() {
        #expect(keys("\u{1B}\u{1B}") == [.escape, .escape])
        #expect(keys("\u{1B}\u{1B}[A") == [.escape, .up])
        #expect(keys("\u{1B}\r") == [.escape, .enter])
    }

    @Test("an unknown sequence is dropped whole, what follows stands")
    func unknown() {
        #expect(keys("\u{1B}[99;99xj") == [.character("j")])
        #expect(keys("\u{1B}[?1;2cj") == [.character("j")])
        #expect(keys("\u{1B}]11;rgb:0000/0000/0000\u{7}j\u{1B}P1+r\u{1B}\\k") == [.character("j"), .character("k")])
        #expect(keys("\u{1B}[12;4Rj") == [.character("j")])
    }

    @Test("the answer about synchronized output is noted and is no key", arguments: ["1", "2"])
    func synchronized(_ state: String) {
        var parser = KeyParser()
        #expect(parser.feed(Array("\u{1B}[?2026;\(state)$yj".utf8)) == [.character("j")])
        #expect(parser.sawSynchronized)
        var other = KeyParser()
        #expect(other.feed(Array("\u{1B}[?2026;0$y".utf8)) == [])
        #expect(!other.sawSynchronized)
    }

    @Test("a paste is one key, whatever is in it, however it is cut")
    func paste() {
        let text = "\u{1B}[200~rm -rf\r\u{1B}[A\u{3}é\u{1B}[201~j"
        let wanted: [Key] = [.paste("rm -rf\n\u{1B}[A\u{3}é"), .character("j")]
        #expect(keys(text) == wanted)
        let bytes = Array(text.utf8)
        for cut in 1..<bytes.count {
            var parser = KeyParser()
            #expect(parser.feed(bytes[..<cut]) + parser.feed(bytes[cut...]) == wanted, "cut at \(cut)")
        }
    }

    @Test("a paste without an end is given after a while")
    func endless() {
        var parser = KeyParser()
        #expect(parser.feed(Array("\u{1B}[200~abc".utf8)) == [])
        #expect(parser.isWaiting)
        #expect(parser.patience > 500)
        #expect(parser.flush() == [.paste("abc")])
        #expect(!parser.isWaiting)
    }

    @Test("a press of the mouse and the wheel are keys, releases are not")
    func mouse() {
        #expect(keys("\u{1B}[<0;5;3M") == [.mouse(MouseEvent(button: .left, at: Point(4, 2)))])
        #expect(keys("\u{1B}[<65;1;1M\u{1B}[<0;5;3m") == [.mouse(MouseEvent(button: .wheelDown, at: Point(0, 0)))])
        #expect(keys("\u{1B}[<;;M\u{1B}[<9999999999999999999;1;1M") == [])
    }

    @Test("bytes that are not UTF-8 are dropped")
    func invalid() {
        #expect(
            keys([0xFF, 0x61, 0xC3, 0x62, 0x80, 0xED, 0xA0, 0x80, 0x63]) == [
                .character("a"), .character("b"), .character("c"),
            ])
        #expect(keys([0xC2, 0x9B]) == [])
    }

    @Test("random bytes never crash, never hang, and the parser is usable after")
    func fuzz() {
        var generator = SystemRandomNumberGenerator()
        let spice: [[UInt8]] = [
            "\u{1B}[", "\u{1B}O", "\u{1B}[200~", "\u{1B}[201~", "\u{1B}]", "\u{1B}[<", "é", "\u{1B}",
        ].map { Array($0.utf8) }
        for _ in 0..<2000 {
            var parser = KeyParser()
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                var bytes = spice.randomElement(using: &generator) ?? []
                for _ in 0..<Int.random(in: 0...40, using: &generator) {
                    bytes.append(.random(in: 0...255, using: &generator))
                }
                _ = parser.feed(bytes)
            }
            var flushes = 0
            while parser.isWaiting, flushes < 10_000 {
                _ = parser.flush()
                flushes += 1
            }
            #expect(!parser.isWaiting)
            #expect(parser.feed([0x6A]) == [.character("j")])
        }
    }

    @Test("a megabyte of anything is read quickly")
    func large() {
        var parser = KeyParser()
        let keys = parser.feed([UInt8](repeating: 0x61, count: 1 << 20))
        #expect(keys.count == 1 << 20)
        #expect(parser.feed(Array("\u{1B}]".utf8) + [UInt8](repeating: 0x61, count: 1 << 16)).isEmpty)
    }
}

@Suite("Names of keys")
struct KeyNameTests {
    @Test(
        "a name gives the key that has it",
        arguments: ["g", "enter", "esc", "ctrl-l", "alt-x", "f2", "f12", "space", "shift-tab", "page-up", "é"])
    func names(_ name: String) {
        #expect(Key(name: name)?.name == name)
    }

    @Test("nonsense has no key", arguments: ["", "f13", "f0", "ctrl-", "hyper-x", "enterr"])
    func nonsense(_ name: String) {
        #expect(Key(name: name) == nil)
    }
}
