import Foundation
import Glibc
import Text

extension SystemLog {
    /// The lines of the system's log that tell a head: from `file`, or else from systemd's journal and the files that
    /// rsyslog writes. Nil where this host keeps none that this user may read. Blocks.
    public static func headLines(file: String? = nil) throws(OperationFailure) -> [String]? {
        if let file { return try headLines(in: file) }
        let fromSystemd = journalctl()
        let files = try ["auth.log.1", "syslog.1", "messages.1", "auth.log", "syslog", "messages"]
            .map { "/var/log/" + $0 }.filter { unsafe access($0, R_OK) == 0 }
            .map { path throws(OperationFailure) in try headLines(in: path) }
        if fromSystemd == nil && files.isEmpty { return nil }
        return (fromSystemd ?? []) + files.joined()
    }

    /// Reads in pieces: a system's log can be larger than memory.
    private static func headLines(in path: String) throws(OperationFailure) -> [String] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path, code: errno, tried: .readingSystemLog) }
        defer { close(descriptor) }
        var found: [String] = []
        var rest: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(descriptor, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .file(path, code: errno, tried: .readingSystemLog) }
            rest.append(contentsOf: piece[..<count])
            let end = count == 0 ? rest.endIndex : (rest.lastIndex(of: UInt8(ascii: "\n")) ?? 0)
            found += heads(in: String(decoding: rest[..<end], as: UTF8.self))
            if count == 0 { return found }
            rest.removeFirst(end)
            // What never ends is no line of a log.
            if rest.count > 1 << 20 { rest = [] }
        }
    }

    private static func heads(in text: String) -> [String] {
        guard text.contains("journal head ") else { return [] }
        return text.split(whereSeparator: \.isNewline).map(String.init).filter { JournalHead(line: $0) != nil }
    }

    /// What systemd's journal holds, nil where there is none or it refuses.
    private static func journalctl() -> [String]? {
        guard ["/run/log/journal", "/var/log/journal"].contains(where: StateFolder.exists) else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/journalctl")
        process.arguments = ["--quiet", "--no-pager", "--output=short-iso", "--identifier=unixcorn"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        // Not installed: then this origin is not there, and the files are asked.
        guard (try? process.run()) != nil else { return nil }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return process.terminationStatus == 0 ? heads(in: text) : nil
    }
}
