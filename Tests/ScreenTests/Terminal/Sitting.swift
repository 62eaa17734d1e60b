import Glibc
import Screen
import TestSupport
import Testing

/// The fixture program at a terminal, started and drawn, with what the terminal was before.
struct Sitting {
    let terminal: PseudoTerminal
    let before: termios

    init(
        _ arguments: [String] = [], term: String? = "xterm-256color", locale: String = "C.UTF-8",
        environment: [String: String] = [:], size: Size = Size(80, 24)
    ) throws {
        var variables = environment
        variables["LC_ALL"] = locale
        variables["PATH"] = "/usr/bin:/bin"
        // What happens before `main` is the Swift runtime's: on a crash it would ask questions at the terminal.
        variables["SWIFT_BACKTRACE"] = "enable=no"
        if let term { variables["TERM"] = term }
        terminal = try PseudoTerminal(
            Processes.built("screen-fixture"), arguments, environment: variables, size: size)
        before = Sitting.untouched
    }

    /// Starts and waits for the first frame.
    static func started(
        _ arguments: [String] = [], term: String = "xterm-256color", locale: String = "C.UTF-8",
        environment: [String: String] = [:], size: Size = Size(80, 24)
    ) throws -> Sitting {
        let sitting = try Sitting(arguments, term: term, locale: locale, environment: environment, size: size)
        #expect(sitting.terminal.sees("fixture \(size.columns)x\(size.rows)"), "the first frame never came")
        sitting.terminal.settle()
        return sitting
    }

    /// The console, which is the guard's child.
    var console: pid_t { terminal.children.first ?? -1 }

    /// Modes of a new pseudo-terminal.
    private static var untouched: termios {
        var (near, far): (Int32, Int32) = (-1, -1)
        openpty(&near, &far, nil, nil, nil)
        defer {
            close(near)
            close(far)
        }
        var modes = termios()
        tcgetattr(far, &modes)
        return modes
    }

    /// Expects the terminal as a shell would want it, and nobody left.
    func expectRestored(console: pid_t, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(hasModesBack, "the modes are not as before", sourceLocation: sourceLocation)
        let modes = PrivateModes(terminal.output)
        #expect(modes.isClean, "left behind: \(modes)", sourceLocation: sourceLocation)
        #expect(
            Eventually.holds { !Processes.isAlive(console) }, "the console is still there",
            sourceLocation: sourceLocation)
    }

    var hasModesBack: Bool {
        let now = terminal.modes
        return now.c_iflag == before.c_iflag && now.c_oflag == before.c_oflag && now.c_cflag == before.c_cflag
            && now.c_lflag == before.c_lflag
    }
}
