import GRDB
import Text

extension MemberBook {
    /// Writes a line into the register.
    @discardableResult
    public func enter(_ entry: RegisterEntry) async throws(OperationFailure) -> Int64 {
        guard entry.why.contains(where: { !$0.isWhitespace }) else { throw .entryWithoutWhy }
        if let until = entry.until, until <= entry.madeAt { throw .entryIsOver(until) }
        return try await store.write(.keepingRegister) { database in
            try database.execute(
                sql: """
                    INSERT INTO member_register (kind, service, account, why, proof, from_at, until, by, made_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    entry.kind.rawValue, entry.service, entry.account, entry.why, entry.proof,
                    entry.from.microseconds, entry.until?.microseconds, entry.by, entry.madeAt.microseconds,
                ])
            return database.lastInsertedRowID
        }
    }

    /// Ends a line; it stays in the register as what once held. Throws where there is none that holds.
    public func end(_ id: Int64, by person: String, at now: Moment = .now) async throws(OperationFailure) {
        let changed = try await store.write(.keepingRegister) { database in
            try database.execute(
                sql: """
                    UPDATE member_register SET ended_at = ?1, ended_by = ?2
                    WHERE id = ?3 AND ended_at IS NULL AND (until IS NULL OR until > ?1)
                    """, arguments: [now.microseconds, person, id])
            return database.changesCount
        }
        guard changed > 0 else { throw .noSuchEntry(id) }
    }

    /// All lines, of one service or of all, newest first.
    public func register(of service: String? = nil) async throws(OperationFailure) -> [RegisterEntry] {
        try await store.read(.readingRegister) { database in
            try Self.rows(service, database).reversed()
        }
    }

    static func entries(_ service: String, _ database: Database) throws -> [String: [RegisterEntry]] {
        Dictionary(grouping: try rows(service, database), by: \.account)
    }

    private static func rows(_ service: String?, _ database: Database) throws -> [RegisterEntry] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT id, kind, service, account, why, proof, from_at, until, by, made_at, ended_at, ended_by
                FROM member_register WHERE ?1 IS NULL OR service = ?1 ORDER BY id
                """, arguments: [service]
        ).compactMap { row in
            guard let kind = RegisterEntry.Kind(rawValue: row[1]) else { return nil }
            var entry = RegisterEntry(
                id: row[0], kind: kind, service: row[2], account: row[3], why: row[4], proof: row[5],
                from: Moment(microseconds: row[6]), until: (row[7] as Int64?).map(Moment.init(microseconds:)),
                by: row[8], madeAt: Moment(microseconds: row[9]))
            entry.endedAt = (row[10] as Int64?).map(Moment.init(microseconds:))
            entry.endedBy = row[11]
            return entry
        }
    }
}
