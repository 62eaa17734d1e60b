import Foundation
import TestSupport
import Text

@testable import UnixcornCore

/// A machine's account files in a folder of a test's own, for `--prefix` of the real tools.
struct UnixFixture {
    let folder: TemporaryFolder
    var root: String { folder.path }
    var directory: UnixDirectory { UnixDirectory(root: root) }

    static let marie = "marie:x:1001:1001:Marie Curie,,,:/home/marie:/bin/bash"

    init(_ passwd: [String] = [marie], shadow: [String]? = nil, group: [String] = []) throws {
        folder = try TemporaryFolder()
        for path in ["etc", "var/log", "var/mail", "var/spool/cron/crontabs", "home"] {
            try FileManager.default.createDirectory(atPath: root + "/" + path, withIntermediateDirectories: true)
        }
        let system = ["root:x:0:0:root:/root:/bin/bash", "www-data:x:33:33::/var/www:/usr/sbin/nologin"]
        let last = "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin"
        try write(lines(system + passwd + [last]), to: "/etc/passwd")
        let logins = passwd.map { $0.prefix { $0 != ":" } }
        try write(
            lines(["root:*:19000:0:99999:7:::"] + (shadow ?? logins.map { "\($0):$y$hash:19000:0:99999:7:::" })),
            to: "/etc/shadow")
        try write(lines(["root:x:0:", "sudo:x:27:", "club:x:2000:marie"] + group), to: "/etc/group")
        try write("root:*::\n", to: "/etc/gshadow")
    }

    private func lines(_ all: [String]) -> String { all.map { $0 + "\n" }.joined() }

    func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: root + path))
    }

    func read(_ path: String) throws -> String { try String(contentsOfFile: root + path, encoding: .utf8) }

    /// `lastlog`: seconds by UID, a record of 292 bytes each.
    func lastlog(_ seconds: [Int: Int32]) throws {
        var bytes = [UInt8](repeating: 0, count: ((seconds.keys.max() ?? 0) + 1) * 292)
        for (uid, value) in seconds { bytes.replaceSubrange(uid * 292..<uid * 292 + 4, with: Self.number(value)) }
        try Data(bytes).write(to: URL(fileURLWithPath: root + "/var/log/lastlog"))
    }

    /// `wtmp`: type, line, login, seconds.
    func wtmp(_ records: [(Int16, String, String, Int32)], name: String = "wtmp", cut: Int = 0) throws {
        var bytes: [UInt8] = []
        for (kind, line, login, seconds) in records {
            var record = [UInt8](repeating: 0, count: 384)
            record.replaceSubrange(0..<4, with: Self.number(Int32(kind)))
            record.replaceSubrange(8..<8 + line.utf8.count, with: line.utf8)
            record.replaceSubrange(44..<44 + login.utf8.count, with: login.utf8)
            record.replaceSubrange(340..<344, with: Self.number(seconds))
            bytes += record
        }
        try Data(bytes.dropLast(cut)).write(to: URL(fileURLWithPath: root + "/var/log/" + name))
    }

    private static func number(_ value: Int32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: UInt32(bitPattern: value) >> (8 * UInt32($0))) }
    }
}

/// What a directory's call threw; nil where it went well.
func refusal(_ deed: () async throws(OperationFailure) -> Void) async -> OperationFailure? {
    do throws(OperationFailure) {
        try await deed()
        return nil
    } catch { return error }
}
