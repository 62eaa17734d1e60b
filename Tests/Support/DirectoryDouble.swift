import Foundation

/// A service whose accounts are looked after, as a double on this machine: `Tests/Fixtures/directories/double.py`, whose
/// README describes it.
public final class DirectoryDouble: Sendable {
    public let folder: TemporaryFolder
    public let certificates: Certificates
    /// Holds the administrator's password, or a token.
    public var passwordFile: String { folder.path + "/password" }
    public let login = "admin"
    private let server: AnnouncedServer
    private static let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/directories/double.py").path

    public static let isPossible = FaultyServer.isPossible

    /// - Parameters:
    ///   - users: a number of made-up accounts, or a JSON list of accounts.
    ///   - faults: rules.
    public init(_ kind: String, users: String = "12", faults: [String] = [], more: [String] = []) throws {
        folder = try TemporaryFolder()
        certificates = try Certificates(in: folder.path)
        try write("une-phrase-de-passe\n", to: folder.path + "/password")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path + "/password")
        var list = users
        if Int(users) == nil {
            list = folder.path + "/users.json"
            try write(users, to: list)
        }
        server = try AnnouncedServer(
            [
                "/usr/bin/python3", DirectoryDouble.program, "--kind", kind, "--users", list, "--login", login,
                "--password-file", folder.path + "/password", "--cert", certificates.server, "--state",
                folder.path + "/state.json",
            ] + faults.flatMap { ["--fault", $0] } + more, log: folder.path + "/log")
    }

    public var url: String { "https://127.0.0.1:\(server.port)" }

    /// Speaks to the double itself: `state`, `fault RULE;RULE`, `change ID JSON`, `add JSON`, `remove ID`.
    @discardableResult
    public func ask(_ words: String...) throws -> String {
        let done = try Program("/usr/bin/python3", [DirectoryDouble.program, "--ask", url] + words)
        guard done.status == 0 else { throw FTPServer.Failed(description: done.complaint) }
        return done.output
    }

    /// What was changed, in its order: `DELETE /ocs/...`.
    public func calls() throws -> [String] {
        let state = try JSONSerialization.jsonObject(with: Data(try ask("state").utf8)) as? [String: Any]
        let calls = state?["calls"] as? [[String: Any]] ?? []
        return calls.map { "\($0["method"] ?? "") \($0["path"] ?? "")" }
    }

    /// GETs so far.
    public func reads() throws -> Int {
        let state = try JSONSerialization.jsonObject(with: Data(try ask("state").utf8)) as? [String: Any]
        return state?["reads"] as? Int ?? 0
    }

    public func stop() { server.stop() }
}
