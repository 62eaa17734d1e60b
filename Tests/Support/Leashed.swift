import Foundation
import Synchronization

/// A program that never outlives the test's process: a shell between the two waits for the end of a pipe, which the
/// kernel closes whatever ends the tests, and then ends the program's whole session.
final class Leashed: Sendable {
    private let leash: Mutex<Int32>
    private let shell: pid_t

    /// What it says goes to the file `log`.
    init(_ command: [String], environment: [String: String] = [:], log: String) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw FTPServer.Failed(description: "pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c",
            #"log=$1; shift; setsid "$@" </dev/null >>"$log" 2>&1 9<&- & job=$!; cat >/dev/null; kill -9 -$job; wait"#,
            "sh", log,
        ]
        process.arguments? += command
        process.environment = environment.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { said, _ in said }
        let input = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try input.close()
        leash = Mutex(ends[1])
        shell = process.processIdentifier
    }

    /// Ends the program and waits for that.
    func end() {
        let descriptor = leash.withLock { descriptor in
            defer { descriptor = -1 }
            return descriptor
        }
        guard descriptor >= 0 else { return }
        close(descriptor)
        _ = Eventually.holds(within: 5) { !Processes.isAlive(shell) }
    }

    deinit { end() }
}
