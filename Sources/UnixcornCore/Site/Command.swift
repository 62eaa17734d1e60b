import Foundation

/// Runs a program of the system and takes what it prints. For `journalctl` and `systemctl`: no shell, no terminal.
enum Command {
    /// How a program ended: its exit status (127: it could not be run, 124: it took too long) and all that it printed.
    struct Outcome: Sendable {
        var status: Int32
        var text: String
    }

    /// Waits without holding a thread of the pool. Output past four mebibytes is cut at the front.
    static func run(_ program: String, _ arguments: [String], seconds: Double) async -> Outcome {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(returning: runBlocking(program, arguments, seconds))
            }
        }
    }

    private static func runBlocking(_ program: String, _ arguments: [String], _ seconds: Double) -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        do { try process.run() } catch {
            return Outcome(status: 127, text: "\(program): \(TOMLDocument.reason(of: error))")
        }
        let watchdog = ProcessWatchdog(process.processIdentifier, seconds: seconds)
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let isLate = watchdog.stop()
        let text = String(decoding: data.suffix(4 << 20), as: UTF8.self)
        return Outcome(status: isLate ? 124 : process.terminationStatus, text: text)
    }
}
