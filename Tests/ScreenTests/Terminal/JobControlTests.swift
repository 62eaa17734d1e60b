import Glibc
import Screen
import TestSupport
import Testing

@Suite("Stopping and going on", .serialized)
struct JobControlTests {
    /// A shell with job control that runs the fixture.
    private func shell() throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            "/bin/bash", ["--norc", "--noprofile", "-i"],
            environment: [
                "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PS1": "ready> ", "PATH": "/usr/bin:/bin",
                "HISTFILE": "", "HOME": "/nonexistent",
            ])
        #expect(terminal.sees("ready> "))
        let start = terminal.settle()
        terminal.send(Processes.built("screen-fixture") + " mouse\n")
        #expect(terminal.sees("fixture 80x24", since: start))
        terminal.settle()
        return terminal
    }

    private func isCooked(_ terminal: PseudoTerminal) -> Bool {
        // bash edits lines itself between commands: what counts is ^C and the translation of output.
        terminal.modes.c_lflag & tcflag_t(ISIG) != 0 && terminal.modes.c_oflag & tcflag_t(OPOST) != 0
    }

    @Test("^Z gives the shell a clean terminal, fg draws all again")
    func stopped() throws {
        let terminal = try shell()
        var start = terminal.output.count
        terminal.send("\u{1A}")
        #expect(terminal.sees("Stopped", since: start))
        #expect(terminal.sees("ready> ", since: start))
        #expect(PrivateModes(withoutShell(terminal)).isClean)
        #expect(isCooked(terminal))
        start = terminal.settle()
        terminal.send("echo alive $((6*7))\n")
        #expect(terminal.sees("alive 42", since: start))
        start = terminal.settle()
        terminal.send("fg\n")
        #expect(terminal.sees("fixture 80x24", since: start))
        #expect(terminal.wait(30) { PrivateModes($0.output).isOnOtherScreen })
        #expect(terminal.wait(30) { PrivateModes($0.output).mouse })
        start = terminal.settle()
        terminal.send("z")
        #expect(terminal.sees("key z", since: start))
        start = terminal.settle()
        terminal.send("q")
        #expect(terminal.sees("ready> ", since: start))
        #expect(PrivateModes(withoutShell(terminal)).isClean)
        start = terminal.settle()
        terminal.send("echo status $?\n")
        #expect(terminal.sees("status 0", since: start))
    }

    @Test("a console stopped from outside gives the terminal back too", arguments: [SIGSTOP, SIGTSTP])
    func stoppedFromOutside(_ number: Int32) throws {
        let terminal = try shell()
        let guardProcess = try #require(terminal.children.first)
        let console = try #require(Processes.children(of: guardProcess).first)
        var start = terminal.output.count
        kill(console, number)
        #expect(terminal.sees("ready> ", since: start))
        #expect(PrivateModes(withoutShell(terminal)).isClean)
        #expect(isCooked(terminal))
        start = terminal.settle()
        terminal.send("fg\n")
        #expect(terminal.sees("fixture 80x24", since: start))
        start = terminal.settle()
        terminal.send("q")
        #expect(terminal.sees("ready> ", since: start))
        #expect(PrivateModes(withoutShell(terminal)).isClean)
    }

    @Test("a console killed while stopped leaves the shell alone")
    func killedWhileStopped() throws {
        let terminal = try shell()
        let guardProcess = try #require(terminal.children.first)
        let console = try #require(Processes.children(of: guardProcess).first)
        terminal.send("\u{1A}")
        #expect(terminal.sees("Stopped"))
        var start = terminal.settle()
        kill(console, SIGKILL)
        terminal.send("fg\n")
        #expect(terminal.sees("Killed", since: start))
        start = terminal.settle()
        terminal.send("echo alive $((6*7))\n")
        #expect(terminal.sees("alive 42", since: start))
        #expect(Eventually.holds { !Processes.isAlive(console) && !Processes.isAlive(guardProcess) })
    }

    @Test("without job control ^Z changes nothing")
    func orphan() throws {
        let sitting = try Sitting.started()
        let start = sitting.terminal.settle()
        sitting.terminal.send("\u{1A}")
        #expect(sitting.terminal.sees("fixture 80x24", since: start))
        sitting.terminal.send("q")
        #expect(sitting.terminal.waitForEnd() == .exited(0))
    }

    @Test("another program has the terminal meanwhile, and its interrupts")
    func outside() throws {
        let sitting = try Sitting.started()
        let console = sitting.console
        var start = sitting.terminal.settle()
        sitting.terminal.send("o")
        #expect(sitting.terminal.sees("outside", since: start))
        #expect(sitting.hasModesBack)
        #expect(!PrivateModes(sitting.terminal.output).isOnOtherScreen)
        sitting.terminal.send("\u{3}")
        #expect(sitting.terminal.sees("fixture 80x24", since: start))
        start = sitting.terminal.settle()
        sitting.terminal.send("z")
        #expect(sitting.terminal.sees("key z", since: start))
        sitting.terminal.send("q")
        #expect(sitting.terminal.waitForEnd() == .exited(0))
        sitting.expectRestored(console: console)
    }

    /// What was written, without the paste mode that bash's own line editor switches.
    private func withoutShell(_ terminal: PseudoTerminal) -> [UInt8] {
        let text = String(decoding: terminal.output, as: UTF8.self)
        return Array(text.replacing("\u{1B}[?2004h", with: "").utf8)
    }
}
