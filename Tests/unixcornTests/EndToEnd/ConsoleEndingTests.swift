import Foundation
import Glibc
import Screen
import TestSupport
import Testing

/// What ends a console, and its name in the report.
struct Ending: CustomTestStringConvertible, Sendable {
    let name: String
    let number: Int32
    var testDescription: String { name }

    static let all = [
        Ending(name: "INT", number: SIGINT), Ending(name: "TERM", number: SIGTERM),
        Ending(name: "HUP", number: SIGHUP), Ending(name: "QUIT", number: SIGQUIT),
        Ending(name: "SEGV", number: SIGSEGV), Ending(name: "ABRT", number: SIGABRT),
        Ending(name: "BUS", number: SIGBUS), Ending(name: "ILL", number: SIGILL),
        Ending(name: "TRAP", number: SIGTRAP), Ending(name: "FPE", number: SIGFPE),
        Ending(name: "KILL", number: SIGKILL),
    ]
}

@Suite("Whatever ends the real console, the terminal is as it was")
struct ConsoleEndingTests {
    private let program: Installed

    init() throws { program = try Installed() }

    /// The console with its first whole frame, and its process, the guard's child.
    private func started() throws -> (PseudoTerminal, console: pid_t) {
        let terminal = try program.open(["demo"])
        #expect(terminal.shows("licorne"), "no first frame: \(terminal.standing)")
        #expect(PrivateModes(terminal.output).isOnOtherScreen)
        #expect(!terminal.hasFirstModes)
        return (terminal, try #require(terminal.children.first))
    }

    @Test("a signal to the console", arguments: Ending.all)
    func console(_ ending: Ending) throws {
        let (terminal, console) = try started()
        kill(console, ending.number)
        #expect(terminal.waitForEnd(within: 30) == .signalled(ending.number))
        #expect(terminal.isRestored)
        #expect(Eventually.holds { !Processes.isAlive(console) })
    }

    @Test("a signal to the guard", arguments: Ending.all)
    func guardProcess(_ ending: Ending) throws {
        let (terminal, console) = try started()
        terminal.signal(ending.number)
        #expect(terminal.waitForEnd(within: 30) == .signalled(ending.number))
        #expect(terminal.wait(30) { _ in !Processes.isAlive(console) })
        terminal.settle()
        #expect(terminal.isRestored)
    }

    @Test("no core file may be written, of the console or of its guard")
    func noCore() throws {
        let (terminal, console) = try started()
        for process in [console, terminal.process] {
            let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
            let line = try #require(limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") })
            #expect(["0", "1"].contains(line.split(separator: " ")[4]), "\(line)")
        }
    }

    @Test("a lost terminal ends both processes")
    func lost() throws {
        let (terminal, console) = try started()
        terminal.hangUp()
        #expect(terminal.waitForEnd(within: 30) != nil)
        #expect(Eventually.holds(within: 30) { !Processes.isAlive(console) })
    }

    @Test("^Z gives the shell a clean terminal, fg draws all again")
    func suspended() throws {
        let shell = try PseudoTerminal(
            "/bin/bash", ["--norc", "--noprofile", "-i"],
            environment: program.environment(["PS1": "ready> ", "HISTFILE": ""]))
        #expect(shell.sees("ready> "))
        var start = shell.settle()
        shell.send(Processes.built("unixcorn") + " demo --state " + program.state + "\n")
        #expect(shell.shows("licorne"))
        start = shell.output.count
        shell.send("\u{1A}")
        #expect(shell.sees("Stopped", since: start))
        #expect(shell.sees("ready> ", since: start))
        #expect(PrivateModes(ours(shell)).isClean)
        start = shell.settle()
        shell.send("echo alive $((6*7))\n")
        #expect(shell.sees("alive 42", since: start))
        start = shell.settle()
        shell.send("fg\n")
        #expect(shell.sees("licorne", since: start))
        #expect(PrivateModes(shell.output).isOnOtherScreen)
        shell.send("gv")
        #expect(shell.shows("sauvegarde-test"))
        start = shell.output.count
        shell.send("q")
        #expect(shell.sees("ready> ", since: start))
        #expect(PrivateModes(ours(shell)).isClean)
        start = shell.settle()
        shell.send("echo status $?\n")
        #expect(shell.sees("status 0", since: start))
    }

    /// The output without the paste mode that bash's own line editor switches on.
    private func ours(_ shell: PseudoTerminal) -> [UInt8] {
        Array(String(decoding: shell.output, as: UTF8.self).replacing("\u{1B}[?2004h", with: "").utf8)
    }
}
