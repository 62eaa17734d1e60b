import Glibc
import Screen
import TestSupport
import Testing

/// A cause of an end, and its name in the test's report.
struct Cause: CustomTestStringConvertible, Sendable {
    let name: String
    let number: Int32
    var testDescription: String { name }

    static let asked = [
        Cause(name: "INT", number: SIGINT), Cause(name: "TERM", number: SIGTERM), Cause(name: "HUP", number: SIGHUP),
        Cause(name: "QUIT", number: SIGQUIT),
    ]
    static let crashes = [
        Cause(name: "SEGV", number: SIGSEGV), Cause(name: "ABRT", number: SIGABRT), Cause(name: "BUS", number: SIGBUS),
        Cause(name: "ILL", number: SIGILL), Cause(name: "TRAP", number: SIGTRAP), Cause(name: "FPE", number: SIGFPE),
        Cause(name: "KILL", number: SIGKILL),
    ]
    static let all = asked + crashes
}

@Suite("Whatever ends the console, the terminal is as it was")
struct EndingTests {
    @Test("the key to quit leaves with status 0")
    func quit() throws {
        let sitting = try Sitting.started(["mouse"])
        let console = sitting.console
        #expect(!sitting.hasModesBack)
        #expect(PrivateModes(sitting.terminal.output).mouse)
        sitting.terminal.send("q")
        #expect(sitting.terminal.waitForEnd() == .exited(0))
        sitting.expectRestored(console: console)
    }

    @Test("a signal to the console restores, and the guard ends by the same signal", arguments: Cause.all)
    func console(_ cause: Cause) throws {
        let sitting = try Sitting.started(["mouse"])
        let console = sitting.console
        kill(console, cause.number)
        #expect(sitting.terminal.waitForEnd() == .signalled(cause.number))
        sitting.expectRestored(console: console)
    }

    @Test("a signal to the guard ends the console too, and restores", arguments: Cause.all)
    func guardProcess(_ cause: Cause) throws {
        let sitting = try Sitting.started(["mouse"])
        let console = sitting.console
        sitting.terminal.signal(cause.number)
        #expect(sitting.terminal.waitForEnd() == .signalled(cause.number))
        #expect(sitting.terminal.wait { _ in !Processes.isAlive(console) })
        sitting.terminal.settle()
        sitting.expectRestored(console: console)
    }

    @Test(
        "without a guard, every signal that can be caught restores", arguments: Cause.all.filter { $0.name != "KILL" })
    func noGuard(_ cause: Cause) throws {
        let sitting = try Sitting.started(["noguard", "mouse"])
        sitting.terminal.signal(cause.number)
        #expect(sitting.terminal.waitForEnd() == .signalled(cause.number))
        sitting.expectRestored(console: sitting.terminal.process)
    }

    @Test("a Swift trap restores and its last words stand on the terminal")
    func trap() throws {
        let sitting = try Sitting.started()
        let console = sitting.console
        sitting.terminal.send("T")
        #expect(sitting.terminal.waitForEnd() == .signalled(SIGILL))
        sitting.expectRestored(console: console)
        #expect(sitting.terminal.sees("Index out of range"))
    }

    @Test("a console that hangs is killed and leaves nothing behind")
    func hang() throws {
        let sitting = try Sitting.started()
        let console = sitting.console
        sitting.terminal.send("H")
        kill(console, SIGKILL)
        #expect(sitting.terminal.waitForEnd() == .signalled(SIGKILL))
        sitting.expectRestored(console: console)
    }

    @Test("a console that hangs still ends when it is asked to, within seconds", arguments: [[], ["noguard"]])
    func hangAndAsk(_ arguments: [String]) throws {
        let sitting = try Sitting.started(arguments)
        let console = arguments.isEmpty ? sitting.console : sitting.terminal.process
        sitting.terminal.send("H")
        sitting.terminal.settle()
        sitting.terminal.signal(SIGTERM)
        #expect(sitting.terminal.waitForEnd(within: 30) == .signalled(SIGTERM))
        sitting.expectRestored(console: console)
    }

    @Test("a console that hangs when its guard is killed gives the terminal back")
    func hangWithoutGuard() throws {
        let sitting = try Sitting.started()
        let console = sitting.console
        sitting.terminal.send("H")
        sitting.terminal.settle()
        sitting.terminal.signal(SIGKILL)
        #expect(sitting.terminal.waitForEnd() == .signalled(SIGKILL))
        #expect(sitting.terminal.wait(30) { _ in !Processes.isAlive(console) })
        sitting.terminal.settle()
        sitting.expectRestored(console: console)
    }

    @Test("a lost terminal ends both processes", arguments: [["mouse"], ["noguard"]])
    func lost(_ arguments: [String]) throws {
        let sitting = try Sitting.started(arguments)
        let console = sitting.console
        sitting.terminal.hangUp()
        #expect(sitting.terminal.waitForEnd() != nil)
        #expect(Eventually.holds { !Processes.isAlive(console) })
    }

    @Test("the guard is a process of its own name")
    func name() throws {
        let sitting = try Sitting.started()
        #expect(Processes.name(of: sitting.terminal.process) == "unixcorn-guard")
        sitting.terminal.send("q")
        #expect(sitting.terminal.waitForEnd() == .exited(0))
    }

    @Test("terminals without another screen are cleared and restored", arguments: ["linux", "vt100"])
    func old(_ term: String) throws {
        let sitting = try Sitting.started(term: term)
        let console = sitting.console
        let start = sitting.terminal.output.count
        kill(console, SIGKILL)
        #expect(sitting.terminal.waitForEnd() == .signalled(SIGKILL))
        sitting.expectRestored(console: console)
        #expect(sitting.terminal.sees("\u{1B}[H\u{1B}[J", since: start))
    }
}
