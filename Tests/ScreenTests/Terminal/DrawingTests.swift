import Glibc
import Screen
import TestSupport
import Testing

@Suite("What goes to the terminal")
struct DrawingTests {
    @Test("one moved cell of a large screen is less than 50 bytes")
    func damage() throws {
        let sitting = try Sitting.started(size: Size(200, 50))
        let start = sitting.terminal.settle()
        sitting.terminal.send("x")
        #expect(sitting.terminal.wait { $0.output.count > start })
        let sent = sitting.terminal.settle() - start
        #expect((1..<50).contains(sent), "\(sent) bytes")
    }

    @Test("nothing changed sends nothing")
    func still() throws {
        let sitting = try Sitting.started(size: Size(200, 50))
        let start = sitting.terminal.settle()
        sitting.terminal.send("nnn")
        sitting.terminal.settle(300)
        #expect(sitting.terminal.output.count == start)
    }

    @Test("a person sees what was drawn", arguments: ["xterm-256color", "linux", "vt100", "tmux-256color"])
    func seen(_ term: String) throws {
        let sitting = try Sitting.started(term: term)
        let braille = term == "linux" ? "#" : "⣿"
        #expect(sitting.terminal.screen.text(row: 0) == "fixture 80x24 é ─│┌ 日本 \(braille) ready")
        #expect(sitting.terminal.screen.text(row: 1) == "running   critical")
        sitting.terminal.send("xxxk")
        #expect(sitting.terminal.shows("key k"))
        #expect(sitting.terminal.screen.text(row: 2) == "             @")
        #expect(sitting.terminal.screen.cursor == Point(0, 1))
    }

    @Test("Ctrl-L draws all again")
    func redraw() throws {
        let sitting = try Sitting.started()
        let start = sitting.terminal.settle()
        sitting.terminal.send("r")
        #expect(sitting.terminal.sees("fixture 80x24", since: start))
    }

    @Test("a new size is drawn at once")
    func resize() throws {
        let sitting = try Sitting.started()
        sitting.terminal.resize(Size(100, 30))
        #expect(sitting.terminal.sees("100x30"))
        sitting.terminal.resize(Size(20, 5))
        #expect(sitting.terminal.sees("20x5"))
        sitting.terminal.send("q")
        #expect(sitting.terminal.waitForEnd() == .exited(0))
    }

    @Test("20 columns and 5 rows are enough to start")
    func small() throws {
        let sitting = try Sitting.started(size: Size(20, 5))
        sitting.terminal.send("q")
        #expect(sitting.terminal.waitForEnd() == .exited(0))
    }

    @Test(
        "every usual terminal draws and is given back",
        arguments: ["xterm-256color", "tmux-256color", "screen-256color", "xterm", "linux", "vt100", "vt220", "rxvt"])
    func terminals(_ term: String) throws {
        let sitting = try Sitting.started(term: term)
        let console = sitting.console
        sitting.terminal.send("q")
        #expect(sitting.terminal.waitForEnd() == .exited(0))
        sitting.expectRestored(console: console)
    }

    @Test("in the C locale only ASCII is sent, of the same width")
    func ascii() throws {
        let sitting = try Sitting.started(locale: "C")
        #expect(sitting.terminal.output.allSatisfy { $0 < 0x80 })
        #expect(sitting.terminal.sees("e -|+ ???? # ready"))
    }

    @Test("NO_COLOR takes the colours and leaves the attributes")
    func noColour() throws {
        let sitting = try Sitting.started(environment: ["NO_COLOR": "1"])
        let text = String(decoding: sitting.terminal.output, as: UTF8.self)
        #expect(!text.contains("[38;") && !text.contains("[48;") && !text.contains("[32m"))
        #expect(text.contains("1m"))
    }

    @Test("the Linux console gets its eight colours and no braille")
    func console() throws {
        let sitting = try Sitting.started(term: "linux")
        let text = String(decoding: sitting.terminal.output, as: UTF8.self)
        #expect(text.contains("[32m") && !text.contains("38;5"))
        #expect(text.contains("─│┌ 日本 # ready"))
    }

    @Test("marks of synchronized output are written once the terminal has answered")
    func synchronized() throws {
        let sitting = try Sitting.started()
        #expect(sitting.terminal.sees("\u{1B}[?2026$p"))
        #expect(!sitting.terminal.sees("\u{1B}[?2026h", within: 0.1))
        sitting.terminal.send("\u{1B}[?2026;2$y")
        let start = sitting.terminal.settle()
        sitting.terminal.send("x")
        #expect(sitting.terminal.sees("\u{1B}[?2026l", since: start))
        let frame = String(decoding: sitting.terminal.output[start...], as: UTF8.self)
        #expect(frame.hasPrefix("\u{1B}[?2026h") && frame.contains("@"))
        let console = sitting.console
        kill(console, SIGKILL)
        #expect(sitting.terminal.waitForEnd() == .signalled(SIGKILL))
        sitting.expectRestored(console: console)
    }

    @Test("standard error comes back as text on the screen, and harmless")
    func standardError() throws {
        let sitting = try Sitting.started()
        sitting.terminal.send("e")
        #expect(sitting.terminal.sees("stderr to standard error^[[2J"))
    }

    @Test("a copy goes to the clipboard by OSC 52")
    func copy() throws {
        let sitting = try Sitting.started()
        sitting.terminal.send("c")
        #expect(sitting.terminal.sees("\u{1B}]52;c;Y29waWVkIMOp\u{07}"))
    }

    @Test("a screen stopped by ^S catches up when it goes on")
    func stopped() throws {
        let sitting = try Sitting.started()
        var modes = sitting.terminal.modes
        #expect(modes.c_lflag & tcflag_t(ICANON) == 0)
        modes.c_iflag |= tcflag_t(IXON)
        sitting.terminal.set(modes)
        sitting.terminal.send("\u{13}")
        let start = sitting.terminal.settle()
        sitting.terminal.send("z")
        sitting.terminal.settle(200)
        #expect(sitting.terminal.output.count == start)
        sitting.terminal.send("\u{11}")
        #expect(sitting.terminal.sees("key z", since: start))
    }
}

@Suite("Terminals that cannot be used")
struct RefusalTests {
    @Test("without TERM the answer says what to set, with status 2")
    func unset() throws {
        let sitting = try Sitting(term: nil)
        #expect(sitting.terminal.waitForEnd() == .exited(2))
        #expect(sitting.terminal.sees("TERM is not set"))
        sitting.expectRestored(console: -1)
    }

    @Test("an unknown TERM is named", arguments: ["no-such-terminal", "dumb", ""])
    func unknown(_ term: String) throws {
        let sitting = try Sitting(term: term)
        #expect(sitting.terminal.waitForEnd() == .exited(2))
        #expect(sitting.terminal.sees(term.isEmpty ? "TERM is not set" : "TERM=\(term)"))
        sitting.expectRestored(console: -1)
    }
}
