import Foundation

/// A server of HTTPS that answers what a test tells it: `Tests/Fixtures/scripted-https/scripted-https.py`, whose head
/// describes its scripts.
public final class ScriptedServer: Sendable {
    public let folder: TemporaryFolder
    /// Nil where it speaks plain HTTP.
    public let certificates: Certificates?
    private let server: AnnouncedServer

    public static let isPossible = FaultyServer.isPossible

    /// - Parameter script: a JSON list.
    public init(_ script: String, tls: Bool = true, name: String = "localhost", days: Int = 2) throws {
        folder = try TemporaryFolder()
        certificates = tls ? try Certificates(in: folder.path, name: name, days: days) : nil
        try write(script, to: folder.path + "/script")
        try write("", to: folder.path + "/requests")
        let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/scripted-https/scripted-https.py").path
        var command = ["/usr/bin/python3", program, folder.path + "/script", folder.path + "/requests"]
        if let certificates { command.append(certificates.server) }
        server = try AnnouncedServer(command, log: folder.path + "/log")
    }

    public var url: String { "\(certificates == nil ? "http" : "https")://127.0.0.1:\(server.port)" }

    /// An answer in JSON, as an entry of a script.
    public static func json(_ body: String, status: String = "200 OK", headers: [String] = []) -> String {
        let fields =
            ["HTTP/1.1 \(status)", "Content-Type: application/json", "Content-Length: \(body.utf8.count)"] + headers
        return entry(fields.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// An entry of a script that sends these characters.
    public static func entry(_ raw: String, _ more: String = "") -> String {
        let data = try? JSONSerialization.data(withJSONObject: raw, options: [.fragmentsAllowed])
        let text = String(decoding: data ?? Data(), as: UTF8.self)
        return "{\"send\": \(text)\(more.isEmpty ? "" : ", " + more)}"
    }

    /// The requests that it got so far, each whole.
    public var requests: [String] {
        get throws {
            try lines.compactMap { line in
                guard line != "CONNECT" else { return nil }
                return try JSONSerialization.jsonObject(with: Data(line.utf8), options: [.fragmentsAllowed]) as? String
            }
        }
    }

    /// Lines that were opened so far.
    public var connections: Int { get throws { try lines.count { $0 == "CONNECT" } } }

    private var lines: [Substring] {
        get throws { try String(contentsOfFile: folder.path + "/requests", encoding: .utf8).split(separator: "\n") }
    }

    public func stop() { server.stop() }
}
