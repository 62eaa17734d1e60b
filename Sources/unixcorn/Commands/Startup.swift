import ArgumentParser
import Glibc
import UnixcornCore

/// What happens before and after a command: whether a guard is needed, and what the exit code is.
enum Startup {
    /// Whether these arguments open a screen on a terminal.
    static func wantsGuard(_ arguments: [String]) -> Bool {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return false }
        let words = arguments.dropFirst().filter { !$0.hasPrefix("-") }
        if arguments.contains("--help") || arguments.contains("-h") || arguments.contains("--version") { return false }
        let screens: Set = ["demo", "wall"]
        if Array(words.prefix(2)) == ["guest", "console"] { return true }
        return !words.contains { Root.commandNames.contains($0) } || words.contains { screens.contains($0) }
    }

    /// Runs the command line. 0: done, 1: it failed, 2: usage or configuration.
    static func run(_ arguments: [String]) -> Int32 {
        do {
            var command = try Root.parseAsRoot(arguments)
            try command.run()
            return 0
        } catch let failure as OperationFailure {
            Output.complain(failure)
            return failure.area == "configuration" || failure.area == "usage" ? 2 : 1
        } catch let code as ExitCode {
            return code == .validationFailure ? 2 : code.rawValue
        } catch {
            let code = Root.exitCode(for: error)
            let text = Root.fullMessage(for: error)
            if code == .success { print(text) } else { Output.complain(text) }
            return code == .success ? 0 : code == .validationFailure ? 2 : 1
        }
    }
}
