import Foundation
public import Screen

/// The built program as a person or a script runs it, with a home and a state folder of its own.
public struct Installed: Sendable {
    /// Holds home and state; goes with this value.
    public let folder: TemporaryFolder
    /// The state folder.
    public var state: String { folder.path + "/state" }

    /// What a program that ran to its end left behind.
    public struct Ended: Sendable {
        public let out, err: String
        public let code: Int32
    }

    public init() throws { folder = try TemporaryFolder() }

    /// The whole environment of the program: nothing of the tester's own.
    public func environment(_ changes: [String: String?] = [:]) -> [String: String] {
        var all: [String: String?] = [
            "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": folder.path, "TMPDIR": folder.path,
        ]
        for (name, value) in changes { all.updateValue(value, forKey: name) }
        return all.compactMapValues { $0 }
    }

    /// Runs a command to its end. It has no terminal; its input is empty, or `closed`.
    /// - Parameters:
    ///   - through: a command before it, which gets program and arguments: `unshare --mount`...
    ///   - seconds: after which it is ended.
    public func run(
        _ arguments: [String], environment changes: [String: String?] = [:], closesInput: Bool = false,
        isOwnState: Bool = true, through: [String] = [], seconds: Int = 60
    ) throws -> Ended {
        let process = Process()
        let shell = closesInput ? #"exec timeout \#(seconds) "$0" "$@" <&-"# : #"exec timeout \#(seconds) "$0" "$@""#
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments =
            ["-c", shell] + through + [Processes.built("unixcorn")]
            + (isOwnState ? arguments + ["--state", state] : arguments)
        process.environment = environment(changes)
        process.standardInput = FileHandle.nullDevice
        let name = UUID().uuidString
        let files = ["out", "err"].map { folder.path + "/" + name + "." + $0 }
        for file in files { try write("", to: file) }
        let handles = try files.map { try FileHandle(forWritingTo: URL(fileURLWithPath: $0)) }
        (process.standardOutput, process.standardError) = (handles[0], handles[1])
        try process.run()
        process.waitUntilExit()
        for handle in handles { try handle.close() }
        let texts = try files.map { try String(contentsOfFile: $0, encoding: .utf8) }
        return Ended(out: texts[0], err: texts[1], code: process.terminationStatus)
    }

    /// Opens a screen of the program on a terminal of its own.
    public func open(
        _ arguments: [String], environment changes: [String: String?] = [:], size: Size = Size(80, 24)
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            Processes.built("unixcorn"), arguments + ["--state", state], environment: environment(changes), size: size)
    }
}
