import Dispatch
import Foundation

/// QR codes by the program `qrencode`. What they hold goes to it over a pipe: nobody reads it in the list of processes.
struct QRCode: Sendable {
    private static let program = "qrencode"
    /// Seconds.
    private static let patience = 20.0

    let text: String

    /// A picture to print.
    var picture: Result<Data, Unavailable> { drawn(["-t", "PNG", "-s", "8", "-m", "4"]) }

    /// Lines of half blocks, black on white as paper has it.
    var lines: Result<[String], Unavailable> {
        drawn(["-t", "UTF8i", "-m", "2"]).map { data in
            String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }

    /// Why there is none.
    struct Unavailable: Error {
        var why: Phrase
    }

    private var path: String? {
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return folders.split(separator: ":").map { $0 + "/" + QRCode.program }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private func drawn(_ form: [String]) -> Result<Data, Unavailable> {
        guard let path else { return .failure(Unavailable(why: .noQRProgram)) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        // Medium correction: paper gets folds and stains.
        process.arguments = form + ["-8", "-l", "M", "-o", "-"]
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return .failure(Unavailable(why: .qrProgramFailed)) }
        let watchdog = ProcessWatchdog(process.processIdentifier, seconds: QRCode.patience)
        // A program that ends early is told by its status.
        _ = signal(SIGPIPE, SIG_IGN)
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try? input.fileHandleForWriting.close()
        let drawn = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        watchdog.stop()
        guard process.terminationStatus == 0, !drawn.isEmpty else {
            return .failure(Unavailable(why: .qrProgramFailed))
        }
        return .success(drawn)
    }
}
