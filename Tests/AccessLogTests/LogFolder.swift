import AccessLog
import Foundation
import TestSupport
import Text

/// A folder of its own for the logs of one test.
final class LogFolder {
    private let folder: TemporaryFolder
    var url: URL { URL(fileURLWithPath: folder.path) }

    init() throws { folder = try TemporaryFolder() }

    var path: String { url.appendingPathComponent("access.log").path }
    var log: AccessLog { AccessLog(path) }

    func write(_ text: String, as name: String = "access.log") throws {
        try write(Data(text.utf8), as: name)
    }

    func write(_ data: Data, as name: String = "access.log") throws {
        try data.write(to: url.appendingPathComponent(name))
    }

    /// Packs what is there as gzip does: the file is gone, `name.gz` is there.
    func pack(_ name: String) throws {
        try run("/usr/bin/gzip", ["-n", name])
    }

    @discardableResult
    func run(_ program: String, _ words: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = words
        process.currentDirectoryURL = url
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }
}

/// One line in the combined format.
func line(
    _ address: String = "192.0.2.1", user: String = "-", at time: String = "29/Nov/2026:10:00:00 +0100",
    _ request: String = "GET / HTTP/1.1", _ status: Int = 200, agent: String = "Mozilla/5.0 Firefox/130.0",
    more: String = ""
) -> String {
    "\(address) - \(user) [\(time)] \"\(request)\" \(status) 512 \"-\" \"\(agent)\"\(more)\n"
}

/// 2026-11-30T12:00:00Z: the time by which the logs of these tests are read.
let noon = Moment(seconds: 1_796_040_000)

func options(_ change: (inout VisitOptions) -> Void = { _ in }) -> VisitOptions {
    var options = VisitOptions()
    options.now = noon
    change(&options)
    return options
}
