import Foundation
import Synchronization

/// How a directory runs programs of this machine. Tests put something else in its place.
struct DirectoryProgram: Sendable {
    /// How it ended: its exit status (127: it could not be run, 124: it took too long) and what it printed, apart.
    struct Outcome: Sendable, Equatable {
        var status: Int32
        var output: [UInt8] = []
        var complaint = ""

        var text: String { String(decoding: output, as: UTF8.self) }
        /// What to tell a person about a failure: the last line of its complaint, else of its output; cut.
        var reason: SafeText {
            let lines = SafeText.lines(of: complaint.isEmpty ? text : complaint).filter { !$0.isEmpty }
            return SafeText(String((lines.last?.string ?? "").prefix(200)))
        }
    }

    /// Runs the command: a program, found by `PATH`, and its arguments, no shell. Gives it `input` and waits `seconds`.
    var run: @Sendable (_ command: [String], _ input: String, _ seconds: Double) async -> Outcome

    static let local = DirectoryProgram { command, input, seconds in
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(returning: runBlocking(command, input, seconds))
            }
        }
    }

    private static func runBlocking(_ command: [String], _ input: String, _ seconds: Double) -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        // The words of programs are compared: in English.
        var environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"]
        // Keys of ssh, in the home or in an agent.
        for name in ["HOME", "SSH_AUTH_SOCK"] { environment[name] = ProcessInfo.processInfo.environment[name] }
        process.environment = environment
        let (into, out, err) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (into, out, err)
        do { try process.run() } catch {
            return Outcome(status: 127, complaint: "\(command.first ?? ""): \(TOMLDocument.reason(of: error))")
        }
        let watchdog = ProcessWatchdog(process.processIdentifier, seconds: seconds)
        // A program that does not read its input is told by its status.
        _ = signal(SIGPIPE, SIG_IGN)
        try? into.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try? into.fileHandleForWriting.close()
        let complaint = Mutex(Data())
        let both = DispatchGroup()
        DispatchQueue.global(qos: .utility).async(group: both) {
            let data = err.fileHandleForReading.readDataToEndOfFile()
            complaint.withLock { $0 = data }
        }
        let output = out.fileHandleForReading.readDataToEndOfFile()
        both.wait()
        process.waitUntilExit()
        let isLate = watchdog.stop()
        return Outcome(
            status: isLate ? 124 : process.terminationStatus, output: [UInt8](output),
            complaint: complaint.withLock { String(decoding: $0.suffix(64 << 10), as: UTF8.self) })
    }
}
