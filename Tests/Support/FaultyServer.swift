import Foundation

/// The FTP server that fails on purpose: `Tests/Fixtures/fault-ftp/fault-ftp.py`, whose head describes its plans. Without
/// a plan it is a plain, well-behaved server without TLS.
public final class FaultyServer: Sendable {
    public let port: Int
    public let folder: TemporaryFolder
    /// The space on this disk.
    public var root: String { folder.path + "/space" }
    public let user = "licorne"
    public let password = "corne"
    public var passwordFile: String { folder.path + "/password" }
    public var url: String { "ftp://\(user)@127.0.0.1:\(port)/" }
    private let process: Leashed

    public static let isPossible: Bool = {
        let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
        if !isPossible { print("skipped: needs python3") }
        return isPossible
    }()

    /// - Parameter plan: a JSON object.
    public init(_ plan: String = "{}") throws {
        folder = try TemporaryFolder()
        port = try FreePort.find()
        let files = FileManager.default
        try files.createDirectory(atPath: folder.path + "/space", withIntermediateDirectories: true)
        try write(password + "\n", to: folder.path + "/password")
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path + "/password")
        try write(plan, to: folder.path + "/plan")
        try write("", to: folder.path + "/commands")
        let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/fault-ftp/fault-ftp.py").path
        process = try Leashed(
            [
                "/usr/bin/python3", program, String(port), folder.path + "/space", folder.path + "/plan",
                folder.path + "/commands",
            ], log: folder.path + "/log")
        let port = port
        guard Eventually.holds(within: 20, pause: { usleep(20_000) }, { FreePort.answers(port) }) else {
            throw FTPServer.Failed(description: "the fault server does not answer")
        }
    }

    /// Another plan from the next command on.
    public func plan(_ plan: String) throws {
        try write(plan, to: folder.path + "/plan.new")
        guard rename(folder.path + "/plan.new", folder.path + "/plan") == 0 else {
            throw FTPServer.Failed(description: "rename: \(errno)")
        }
    }

    /// The commands that it got so far, each with its arguments; the password is left out.
    public var commands: [String] {
        get throws {
            try String(contentsOfFile: folder.path + "/commands", encoding: .utf8).split(separator: "\n").map(
                String.init)
        }
    }

    public func stop() { process.end() }
}
