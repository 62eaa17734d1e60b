import Screen
import Testing

@Suite("Terminal emulator") struct EmulatorTests {
    private func screen(_ columns: Int, _ rows: Int, _ text: String) -> TerminalEmulator {
        var terminal = TerminalEmulator(Size(columns, rows))
        terminal.feed(text)
        return terminal
    }

    @Test(
        "bytes in, screen out",
        arguments: [
            ("hello\r\nworld", "hello\nworld\n"),
            ("abcdefghijkl", "abcdefghij\nkl\n"),
            ("one\r\ntwo\r\nthree\r\nfour", "two\nthree\nfour"),
            ("abc\u{8}X", "abX\n\n"),
            ("a\tb", "a       b\n\n"),
            ("\u{1B}[2;3Hxy\u{1B}[Hz", "z\n  xy\n"),
            ("abcdef\u{1B}[3G\u{1B}[K", "ab\n\n"),
            ("abcdef\u{1B}[3G\u{1B}[1K", "   def\n\n"),
            ("abcdef\u{1B}[3G\u{1B}[2P", "abef\n\n"),
            ("abcdef\u{1B}[3G\u{1B}[2@", "ab  cdef\n\n"),
            ("abcdef\u{1B}[3G\u{1B}[2X", "ab  ef\n\n"),
            ("ab\u{1B}[3b", "abbbb\n\n"),
            ("a\r\nb\r\nc\u{1B}[1;1H\u{1B}[M", "b\nc\n"),
            ("a\r\nb\r\nc\u{1B}[1;1H\u{1B}[L", "\na\nb"),
            ("a\r\nb\r\nc\u{1B}[S", "b\nc\n"),
            ("a\r\nb\r\nc\u{1B}[T", "\na\nb"),
            ("a\r\nb\r\nc\u{1B}[2;3r\u{1B}[3;1H\nX", "a\nc\nX"),
            ("a\u{1B}M", " \na\n"),
            ("x\u{1B}[2J\u{1B}[Hy", "y\n\n"),
            ("\u{1B}(0lqqk\u{1B}(B q", "┌──┐ q\n\n"),
            ("\u{1B}7abc\u{1B}8X", "Xbc\n\n"),
            ("\u{1B}[?7labcdefghijkl", "abcdefghil\n\n"),
            ("\u{1B}[4hb\ra", "ab\n\n"),
            ("\u{1B}[999;999Hx\u{1B}[99A\u{1B}[99Dy", "y\n\n         x"),
        ])
    func feeds(_ input: String, _ expected: String) {
        let rows = screen(10, 3, input).text.split(separator: "\n", omittingEmptySubsequences: false)
        let wanted = expected.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(rows.map { $0.trimmedEnd } == wanted.map { $0.trimmedEnd })
    }

    @Test("wide characters take two cells, and no half is left alone")
    func wide() {
        #expect(screen(10, 1, "名前x").text == "名前x")
        #expect(screen(10, 1, "名前\u{1B}[2Gx").text == " x前")
        #expect(screen(10, 1, "名前\u{1B}[1Gx").text == "x 前")
        #expect(screen(3, 2, "ab名").text == "ab\n名")
        #expect(screen(10, 1, "名前\u{1B}[2G\u{1B}[P").text == " 前")
    }

    @Test("a mark joins the character before it")
    func marks() {
        #expect(screen(10, 1, "e\u{301}x").lines[0][0].character == "e\u{301}")
        #expect(screen(10, 1, "e\u{301}x").text(row: 0) == "e\u{301}x")
    }

    @Test("characters arrive in pieces, and broken ones as a sign of it")
    func pieces() {
        var terminal = TerminalEmulator(Size(8, 1))
        for byte in "é名€".utf8 { terminal.feed([byte]) }
        #expect(terminal.text == "é名€")
        terminal.feed([0x0D, 0xC3, 0x41, 0xFF, 0xE2, 0x82, 0x1B, 0x5B, 0x4B])
        #expect(terminal.text == "\u{FFFD}A\u{FFFD}\u{FFFD}")
    }

    @Test(
        "colours of every kind",
        arguments: [
            ("\u{1B}[31mx", Look(foreground: .rgb(205, 0, 0))),
            ("\u{1B}[92;44mx", Look(foreground: .rgb(0, 255, 0), background: .rgb(0, 0, 238))),
            ("\u{1B}[38;5;208mx", Look(foreground: .rgb(255, 135, 0))),
            ("\u{1B}[48;5;233mx", Look(background: .rgb(18, 18, 18))),
            ("\u{1B}[38;2;1;2;3mx", Look(foreground: .rgb(1, 2, 3))),
            ("\u{1B}[38:2::1:2:3mx", Look(foreground: .rgb(1, 2, 3))),
            ("\u{1B}[38:5:208;1mx", Look(foreground: .rgb(255, 135, 0), attributes: .bold)),
            ("\u{1B}[1;4;7mx", Look(attributes: [.bold, .underline, .reverse])),
            ("\u{1B}[1;4;7;22;24;27mx", Look()),
            ("\u{1B}[4:3mx", Look(attributes: .underline)),
            ("\u{1B}[31;1m\u{1B}[mx", Look()),
            ("\u{1B}[38;5mx", Look()),
        ])
    func colours(_ input: String, _ look: Look) {
        #expect(screen(4, 1, input).lines[0][0].look == look)
    }

    @Test("the alternate screen comes blank and leaves what was there")
    func alternate() {
        var terminal = screen(10, 2, "shell$ \u{1B}[?1049h")
        #expect(terminal.modes.alternateScreen)
        #expect(terminal.text == "\n")
        terminal.feed("\u{1B}[Htop\u{1B}[?1049lx")
        #expect(!terminal.modes.alternateScreen)
        #expect(terminal.text == "shell$ x\n")
    }

    @Test("what a program switched is known")
    func modes() {
        var terminal = screen(10, 2, "\u{1B}[?25l\u{1B}[?1000;1002h\u{1B}[?2004h\u{1B}[?1h\u{1B}=")
        #expect(!terminal.modes.cursorVisible)
        #expect(terminal.modes.mouse == [1000, 1002])
        #expect(terminal.modes.bracketedPaste)
        #expect(terminal.modes.applicationCursorKeys)
        terminal.feed("\u{1B}[?25h\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?2004l\u{1B}[?1l\u{1B}>")
        #expect(terminal.modes == TerminalEmulator.Modes())
    }

    @Test(
        "what is dangerous is read and dropped",
        arguments: [
            "\u{1B}]0;title\u{7}", "\u{1B}]52;c;aGFsbG8=\u{1B}\\", "\u{1B}P$q\"p\u{1B}\\", "\u{1B}[c", "\u{1B}[6n",
            "\u{1B}[8;50;200t", "\u{1B}_G\u{1B}\\", "\u{1B}[>0q", "\u{1B}[?2026$p", "\u{1B}]8;;http://x\u{1B}\\",
        ])
    func dropped(_ sequence: String) {
        let terminal = screen(10, 2, "a" + sequence + "b")
        #expect(terminal.text == "ab\n")
        #expect(terminal.droppedSequences > 0)
        #expect(terminal.size == Size(10, 2))
    }

    @Test("characters that a real terminal would obey are shown as unknown")
    func hostile() {
        #expect(screen(10, 1, "a\u{9B}b").text == "a\u{FFFD}b")
        #expect(screen(10, 1, "a\u{202E}\u{200D}b").text == "ab")
        #expect(screen(10, 1, "a\u{E000}b").text == "a\u{FFFD}b")
    }

    @Test("rows that leave at the top are kept, the newest of them")
    func scrollback() {
        var terminal = TerminalEmulator(Size(10, 2), scrollbackLimit: 5)
        for line in 1...100 { terminal.feed("line \(line)\r\n") }
        #expect(terminal.scrollback.count >= 5)
        #expect(terminal.scrollback.count <= 10)
        #expect(drawn(10, 2) { terminal.draw(on: &$0, back: 2) } == "line 98\nline 99")
    }

    @Test("another size keeps the rows near the cursor")
    func resize() {
        var terminal = screen(10, 4, "1\r\n2\r\n3\r\n4x")
        terminal.resize(Size(5, 2))
        #expect(terminal.text == "3\n4x")
        #expect(terminal.cursor == Point(2, 1))
        terminal.resize(Size(12, 3))
        #expect(terminal.text == "3\n4x\n")
    }

    @Test("it draws what it holds, with its own colours and its cursor")
    func drawing() {
        let terminal = screen(6, 2, "ab\u{1B}[31mc名")
        var canvas = Canvas(Size(8, 3))
        canvas.within(Rect(1, 1, 6, 2)) { terminal.draw(on: &$0) }
        #expect(canvas.text == "\n abc名\n")
        #expect(canvas[3, 1].style == Style(direct: Look(foreground: .rgb(205, 0, 0))))
        #expect(canvas.cursor == Point(6, 1))
        #expect(canvas.showsCursor)
    }
}

extension Substring {
    fileprivate var trimmedEnd: String {
        var text = String(self)
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
