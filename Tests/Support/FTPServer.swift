import Foundation

/// A real FTP server on a loopback port of its own. It ends with this value, or with the test's process, however that ends.
public final class FTPServer: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case vsftpd, proftpd, pureFTPd
    }

    public struct Failed: Error, CustomStringConvertible {
        public let description: String
    }

    public let kind: Kind
    public let port: Int
    /// Holds the space, the configuration and the logs.
    public let folder: TemporaryFolder
    /// The space on this disk: what the login sees as `folder` of `url`.
    public var root: String { folder.path + "/home/space" }
    public let user: String
    public let password: String
    /// Mode 0600.
    public var passwordFile: String { folder.path + "/password" }
    /// Nil without TLS.
    public let certificates: Certificates?
    private let process: Leashed

    /// `ftp://user@127.0.0.1:port/space`, or `ftps://`.
    public var url: String {
        (certificates == nil ? "ftp" : "ftps") + "://\(user)@127.0.0.1:\(port)/space"
    }

    /// Whether servers can be started here. Says so when not.
    public static let isPossible: Bool = {
        guard let trouble = FTPPrograms.trouble else { return true }
        print("skipped: needs \(trouble)")
        return false
    }()

    /// Starts one and waits until it listens.
    /// - Parameters:
    ///   - tls: requires explicit TLS.
    ///   - certificate: other than one for `localhost`, made in the folder that it gets.
    ///   - more: lines of configuration (vsftpd, proftpd) or options (pure-ftpd).
    public static func start(
        _ kind: Kind, tls: Bool = false, name: String = "localhost", more: [String] = []
    ) throws -> FTPServer {
        try FTPServer(kind, tls: tls, name: name, more: more)
    }

    private init(_ kind: Kind, tls: Bool, name: String, more: [String]) throws {
        self.kind = kind
        folder = try TemporaryFolder()
        port = try FreePort.find()
        user = kind == .vsftpd ? "ftp" : "licorne"
        password = kind == .vsftpd ? "anyone@example.org" : "corne d'abondance"
        let home = folder.path + "/home"
        let files = FileManager.default
        try files.createDirectory(atPath: home + "/space", withIntermediateDirectories: true)
        try files.createDirectory(atPath: folder.path + "/empty", withIntermediateDirectories: true)
        // The user of the server's sessions: `daemon` or `nobody`.
        let owner: uid_t = kind == .vsftpd ? 1 : 65534
        guard chown(home + "/space", owner, owner) == 0 else { throw Failed(description: "chown: needs root") }
        certificates = tls ? try Certificates(in: folder.path, name: name) : nil
        try write(password + "\n", to: folder.path + "/password")
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path + "/password")
        let setup = FTPSetup(
            folder: folder.path, home: home, port: port, user: user, password: password,
            certificate: certificates?.server, more: more)
        process = try Leashed(
            try setup.command(for: kind), environment: ["LD_LIBRARY_PATH": FTPPrograms.libraries],
            log: folder.path + "/log")
        let isUp = Eventually.holds(within: 20, pause: { usleep(20_000) }) { FreePort.answers(port) }
        guard isUp else {
            let log = (try? String(contentsOfFile: folder.path + "/log", encoding: .utf8)) ?? ""  // none: said nothing
            throw Failed(description: "\(kind) does not answer: \(log.suffix(500))")
        }
    }

    /// Ends it at once, with all its sessions.
    public func stop() { process.end() }
}
