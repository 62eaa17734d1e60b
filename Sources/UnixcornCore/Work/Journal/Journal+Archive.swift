import Foundation
import GRDB
import Glibc
public import Text

/// A part of the journal that was moved out of the database: entries up to `until`, whose digest the chain goes on from.
public struct JournalArchive: Sendable, Equatable {
    public var first: Int64
    public var until: Int64
    public var digest: String
    /// Lines of JSON, one an entry, as stored.
    public var file: String
}

extension Journal {
    /// Moves entries older than `moment` into a file beside the database, and notes so in the journal. The chain is
    /// verified first: a journal with a fault is not archived. Stops before the first action without its outcome.
    /// Nil where there is nothing to move.
    @discardableResult
    public func archive(before moment: Moment, by person: Operator = .current()) async throws(OperationFailure)
        -> JournalArchive?
    {
        let folder = store.folder
        return try await append(.archivingJournal) { database in
            guard try Self.check(database, heads: []).isIntact else { throw OperationFailure.archiveRefused(folder) }
            let start = try Self.archived(database)
            let last = try Self.lastArchivable(database, before: moment)
            let lines = try Row.fetchAll(
                database, sql: "SELECT \(JournalLine.columns) FROM journal WHERE id <= ? ORDER BY id", arguments: [last]
            ).map { JournalLine(row: $0) }
            guard let end = lines.last else { return nil }
            let archive = JournalArchive(
                first: start.count + 1, until: end.id, digest: end.digest,
                file: folder + "/journal-\(start.count + 1)-\(end.id).jsonl")
            try ArchiveFile.write(lines, to: archive.file)
            do {
                try Self.remove(archive, database, by: person)
            } catch {
                unsafe unlink(archive.file)
                throw error
            }
            return archive
        }
    }

    /// The last entry older than `moment` with every action up to it complete.
    private static func lastArchivable(_ database: Database, before moment: Moment) throws -> Int64 {
        var last =
            try Int64.fetchOne(
                database, sql: "SELECT max(id) FROM journal WHERE at < ?", arguments: [moment.microseconds]) ?? 0
        while let open = try Int64.fetchOne(
            database,
            sql: """
                SELECT min(intent.id) FROM journal intent LEFT JOIN journal outcome ON outcome.intent = intent.id
                WHERE intent.kind = 'intent' AND intent.id <= ? AND (outcome.id IS NULL OR outcome.id > ?)
                """, arguments: [last, last])
        {
            last = open - 1
        }
        return last
    }

    private static func remove(_ archive: JournalArchive, _ database: Database, by person: Operator) throws {
        // The note goes first, while the last line is there to chain to.
        try append(
            database, .note, by: person,
            words: .archived(archive))
        try database.execute(
            sql: "INSERT INTO journal_archive (until, digest, file, at) VALUES (?,?,?,?)",
            arguments: [archive.until, archive.digest, archive.file, Moment.now.microseconds])
        try database.execute(sql: "DROP TRIGGER journal_no_delete; DROP TRIGGER journal_no_update")
        try database.execute(sql: "DELETE FROM journal WHERE id <= ?", arguments: [archive.until])
        try database.execute(sql: StateSchema.journalTriggers)
    }

    /// The archives, oldest first.
    static func archives(_ database: Database) throws -> [JournalArchive] {
        var first: Int64 = 1
        return try Row.fetchAll(database, sql: "SELECT until, digest, file FROM journal_archive ORDER BY until").map {
            let head = JournalHead(row: $0)
            defer { first = head.count + 1 }
            return JournalArchive(
                first: first, until: head.count, digest: head.digest, file: $0.stored(2, String.self) ?? "")
        }
    }
}

/// The file of an archive: JSON lines.
enum ArchiveFile {
    /// Makes the file (0640), which must not be there yet, and waits until it is on the disk.
    static func write(_ lines: [JournalLine], to path: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw OperationFailure.file(path, code: errno, tried: .archivingJournal) }
        defer { close(descriptor) }
        do {
            let bytes = Array(try lines.map { try StoredJSON.text($0) + "\n" }.joined().utf8)
            var done = 0
            while done < bytes.count {
                let rest = Array(bytes[done..<min(bytes.count, done + 1 << 20)])
                let count = unsafe Glibc.write(descriptor, rest, rest.count)
                guard count > 0 else { throw OperationFailure.file(path, code: errno, tried: .archivingJournal) }
                done += count
            }
            guard fsync(descriptor) == 0 else {
                throw OperationFailure.file(path, code: errno, tried: .archivingJournal)
            }
        } catch {
            unsafe unlink(path)
            throw error
        }
    }

    static func read(_ path: String) throws -> [JournalLine] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .map { try StoredJSON.value(JournalLine.self, from: String($0)) }
    }
}
