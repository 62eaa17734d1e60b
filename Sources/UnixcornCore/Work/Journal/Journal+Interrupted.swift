import GRDB

extension Journal {
    /// Intents without an outcome whose process is gone, newest first.
    public func interrupted() async throws(OperationFailure) -> [JournalEntry] {
        try await store.read(.readingJournal) { try Self.interrupted($0) }
    }

    static func interrupted(_ database: Database) throws -> [JournalEntry] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT job.state, job.process, \(JournalLine.columns(of: "journal")) FROM job
                JOIN journal ON journal.id = job.intent
                WHERE job.state IN ('waiting', 'running', 'lost')
                AND NOT EXISTS (SELECT 1 FROM journal outcome WHERE outcome.intent = job.intent)
                ORDER BY journal.id DESC
                """)
        return rows.compactMap { row in
            let isLost = row.stored(0, String.self) == Job.State.lost.rawValue
            let process = row.stored(1, String.self).flatMap(ProcessIdentity.init(text:))
            guard isLost || !(process?.isAlive ?? false) else { return nil }
            return JournalLine(row: row, from: 2).entry
        }
    }
}
