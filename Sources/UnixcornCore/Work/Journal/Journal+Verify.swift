import GRDB
public import Text

/// What a check of the journal found.
public struct JournalVerdict: Sendable, Equatable {
    /// Lines checked, those in archives included.
    public var checked: Int64 = 0
    /// The head that was found; nil for an empty journal.
    public var head: JournalHead?
    /// How many heads of the system's log were compared; nil where none was given.
    public var compared: Int?
    /// What is wrong, in the order of the chain; at most `JournalVerdict.limit`.
    public var faults: [JournalFault] = []
    public var isIntact: Bool { faults.isEmpty }

    static let limit = 100
}

/// One thing wrong with the journal, at one entry.
public struct JournalFault: Sendable, Equatable {
    public enum Kind: String, Sendable, Codable { case altered, missing, reordered, cut, unreadable }

    public var kind: Kind
    /// The number of the entry.
    public var entry: Int64
    public var words: Phrase
}

extension Journal {
    /// Recomputes the whole chain. `syslog`: lines of the system's log, whose heads tell a cut tail and a rewritten
    /// whole; nil when there are none to compare with.
    public func verify(syslog lines: [String]? = nil) async throws(OperationFailure) -> JournalVerdict {
        let path = store.path
        // Heads of other databases on this host say nothing about this one.
        let heads = lines?.compactMap(JournalHead.init(line:)).filter { $0.database == nil || $0.database == path }
        return try await store.read(.verifyingJournal) { database in
            var verdict = try Self.check(database, heads: heads ?? [])
            verdict.compared = heads?.count
            return verdict
        }
    }

    /// The archives first, then what is in the database.
    static func check(_ database: Database, heads: [JournalHead]) throws -> JournalVerdict {
        var check = ChainCheck(heads: heads)
        for archive in try archives(database) { try check.take(archive) }
        let lines = try Row.fetchCursor(database, sql: "SELECT \(JournalLine.columns) FROM journal ORDER BY id")
        while let row = try lines.next() { try check.take(JournalLine(row: row)) }
        check.finish()
        return check.verdict
    }

    /// The last line that an archive took; the origin where none was made.
    static func archived(_ database: Database) throws -> JournalHead {
        let sql = "SELECT until, digest FROM journal_archive ORDER BY until DESC LIMIT 1"
        return try Row.fetchOne(database, sql: sql).map(JournalHead.init(row:))
            ?? JournalHead(count: 0, digest: JournalLine.origin)
    }
}

/// Walks the chain once, in order.
struct ChainCheck {
    var verdict = JournalVerdict()
    /// Digests that the system's log knows, by the entry's number.
    private var known: [Int64: Set<String>]
    private var last = JournalHead(count: 0, digest: JournalLine.origin)

    init(heads: [JournalHead]) {
        known = heads.reduce(into: [:]) { $0[$1.count, default: []].insert($1.digest) }
    }

    /// The lines of an archive; one that is gone is a gap, and the chain goes on after it.
    mutating func take(_ archive: JournalArchive) throws {
        do {
            for line in try ArchiveFile.read(archive.file) { try take(line) }
        } catch {
            report(.missing, archive.first, .archiveUnreadable(archive.file, archive.first, archive.until))
            last = JournalHead(count: archive.until, digest: archive.digest)
        }
        if last.count != archive.until || last.digest != archive.digest {
            report(.altered, archive.until, .archiveDiffers(archive.file, archive.until))
            last = JournalHead(count: archive.until, digest: archive.digest)
        }
    }

    mutating func take(_ line: JournalLine) throws {
        if line.id > last.count + 1 { report(.missing, last.count + 1, .missing(last.count + 1, line.id - 1)) }
        if !JournalLine.forms.contains(line.form) { report(.unreadable, line.id, .unknownForm(line.id, line.form)) }
        let isWhole = try line.chained(after: line.previous) == line.digest
        let follows = line.previous == last.digest
        if !isWhole {
            let isMoved = try wasElsewhere(line)
            report(isMoved ? .reordered : .altered, line.id, isMoved ? .reordered(line.id) : .altered(line.id))
        } else if !follows && line.id == last.count + 1 {
            report(.reordered, line.id, .reordered(line.id))
        }
        compare(line)
        verdict.checked += 1
        last = JournalHead(count: line.id, digest: line.digest)
    }

    mutating func finish() {
        verdict.head = last.count > 0 ? last : nil
        guard let told = known.keys.max(), told > last.count else { return }
        report(.cut, last.count + 1, .cut(last.count, told))
    }

    /// Whether the line is whole under another number near by: it changed places.
    private func wasElsewhere(_ line: JournalLine) throws -> Bool {
        guard line.previous != last.digest else { return false }
        var other = line
        for id in max(1, line.id - 50)...line.id + 50 where id != line.id {
            other.id = id
            if try other.chained(after: line.previous) == line.digest { return true }
        }
        return false
    }

    private mutating func compare(_ line: JournalLine) {
        guard let digests = known[line.id], !digests.contains(line.digest) else { return }
        report(.altered, line.id, .otherThanSyslog(line.id))
    }

    private mutating func report(_ kind: JournalFault.Kind, _ entry: Int64, _ words: Phrase) {
        guard verdict.faults.count < JournalVerdict.limit else { return }
        verdict.faults.append(JournalFault(kind: kind, entry: entry, words: words))
    }
}
