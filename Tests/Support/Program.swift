import Foundation

/// A program of this package, run to its end.
public struct Program: Sendable {
    public var status: Int32
    public var output: String
    public var complaint: String

    /// Runs it with nothing on its standard input, in the language `LANG` says.
    public init(
        _ path: String, _ arguments: [String], environment: [String: String] = ["LANG": "C.UTF-8", "TERM": "dumb"]
    ) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment.merging(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]) { said, _ in said }
        process.standardInput = FileHandle.nullDevice
        let (output, complaint) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = complaint
        try process.run()
        // Complaints are short; a pipe holds them while the output is read.
        self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.complaint = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationStatus
    }
}
