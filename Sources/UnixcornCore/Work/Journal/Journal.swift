import GRDB
import Text

/// The append-only record of who did what: an intent before acting, an outcome after, each line chained to the last.
public struct Journal: Sendable {
    let store: StateStore
    /// Tells the head to somebody who keeps it elsewhere: `syslog`, by default.
    let announce: @Sendable (JournalHead) -> Void

    /// The journal in `store`; each new head goes to `announce`, on the database's queue, after the commit.
    public init(
        _ store: StateStore, announce: @escaping @Sendable (JournalHead) -> Void = { SystemLog.announce($0) }
    ) {
        self.store = store
        self.announce = announce
    }

    /// Adds a note: a sentence for the record that belongs to no operation.
    @discardableResult
    public func note(_ words: Phrase, by person: Operator = .current()) async throws(OperationFailure) -> JournalEntry {
        try await append(.writingJournal) { database in
            try Self.append(database, .note, by: person, words: words)
        }
    }

    /// The same for a text that is one in every language.
    @discardableResult
    public func note(_ message: String, by person: Operator = .current()) async throws(OperationFailure) -> JournalEntry
    {
        try await note(Phrase(verbatim: SafeText(message)), by: person)
    }

    /// The newest entries, newest first; `before` pages on to older ones.
    public func entries(limit: Int, before: Int64? = nil) async throws(OperationFailure) -> [JournalEntry] {
        try await store.read(.readingJournal) { try Self.entries($0, limit: limit, before: before) }
    }

    /// The last line's number and digest; nil for an empty journal.
    public func head() async throws(OperationFailure) -> JournalHead? {
        try await store.read(.readingJournal) { try Self.head($0) }
    }

    /// One transaction that appends lines; the last one's digest is announced once it is on the disk.
    func append<Value: Sendable>(
        _ tried: Phrase, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(OperationFailure) -> Value {
        let (announce, path) = (announce, store.path)
        return try await store.write(tried) { database in
            let before = try Self.head(database)
            let value = try body(database)
            if var head = try Self.head(database), head != before {
                head.database = path
                let head = head
                database.afterNextTransaction(onCommit: { _ in announce(head) })
            }
            return value
        }
    }
}

extension Journal {
    /// Inside a transaction begun with `BEGIN IMMEDIATE`, so that no other process appends in between.
    @discardableResult
    static func append(
        _ database: Database, _ kind: JournalEntry.Kind, by person: Operator, operation: Operation? = nil,
        intent: Int64? = nil, undoes: Int64? = nil, result: JournalEntry.Result? = nil, words: Phrase = .nothing,
        job: JobID? = nil
    ) throws -> JournalEntry {
        let head = try head(database) ?? JournalHead(count: 0, digest: JournalLine.origin)
        var line = JournalLine(
            id: head.count + 1, at: Moment.now.microseconds, kind: kind.rawValue, person: try StoredJSON.text(person),
            process: ProcessIdentity.current.text, operation: try operation.map { try StoredJSON.text($0) },
            intent: intent, undoes: undoes, result: result?.rawValue, message: words.english, job: job?.rawValue,
            messageFrench: words.french == words.english ? nil : words.french)
        line.previous = head.digest
        line.digest = try line.chained(after: head.digest)
        try line.insert(database)
        return line.entry
    }

    static func head(_ database: Database) throws -> JournalHead? {
        let last = "SELECT id, digest FROM journal ORDER BY id DESC LIMIT 1"
        let archived = "SELECT until, digest FROM journal_archive ORDER BY until DESC LIMIT 1"
        let row = try Row.fetchOne(database, sql: last) ?? Row.fetchOne(database, sql: archived)
        return row.map(JournalHead.init(row:))
    }

    static func entries(_ database: Database, limit: Int, before: Int64?) throws -> [JournalEntry] {
        try Row.fetchAll(
            database, sql: "SELECT \(JournalLine.columns) FROM journal WHERE id < ? ORDER BY id DESC LIMIT ?",
            arguments: [before ?? Int64.max, limit]
        ).map { JournalLine(row: $0).entry }
    }
}
