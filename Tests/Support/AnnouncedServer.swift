import Foundation

/// A program that says on its first line on which port of this machine it listens: `{"port": 40123}`. It never outlives
/// the test's process.
final class AnnouncedServer: Sendable {
    let port: Int
    private let process: Leashed

    init(_ command: [String], log: String) throws {
        process = try Leashed(command, log: log)
        var port = 0
        _ = Eventually.holds(within: 60, pause: { usleep(20_000) }) {
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            let digits = said.split(separator: "\n").first { $0.hasPrefix("{\"port\":") }?.filter(\.isNumber) ?? ""
            port = Int(digits) ?? 0
            return port > 0
        }
        guard port > 0 else {
            throw FTPServer.Failed(description: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "no log")
        }
        self.port = port
    }

    func stop() { process.end() }
}
