public import Digest
import GRDB
public import Text

extension Book {
    /// Lines of statements by day.
    /// - Parameters:
    ///   - account: nil: of all accounts.
    ///   - state: nil: all.
    public func statementLines(
        _ state: LineState? = nil, account: String? = nil, from: CivilDate? = nil, until: CivilDate? = nil
    ) throws(LedgerError) -> [StoredLine] {
        try read { database in
            try Book.lines(
                database, "state = coalesce(?, state) AND account = coalesce(?, account) AND day BETWEEN ? AND ?",
                [
                    state?.rawValue, account, from?.iso8601 ?? "0000-00-00", until?.iso8601 ?? "9999-99-99",
                ])
        }
    }

    /// One line of a statement.
    public func statementLine(_ id: Int) throws(LedgerError) -> StoredLine { try read { try Book.line(id, $0) } }

    static func line(_ id: Int, _ database: Database) throws -> StoredLine {
        guard let line = try lines(database, "id = ?", [id]).first else { throw LedgerError(.missing, .noLine(id)) }
        return line
    }

    static func lines(
        _ database: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [StoredLine] {
        let sql = """
            SELECT id, account, format, source, day, value_day, amount, currency, label, identifier, reference, state,
                entry, reason, twin_line, twin_entry
            FROM statement_line WHERE \(condition) ORDER BY day, id
            """
        return try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
            let id: Int = row[0]
            guard let format = StatementFormat(rawValue: row[2]), let day = CivilDate(iso8601: row[4]),
                let state = LineState(rawValue: row[11])
            else { throw LedgerError(.damaged, .lineUnreadable(id)) }
            let line = StatementLine(
                day, Money(row[6], try currency(row[7])), row[8], identifier: row[9], reference: row[10],
                valueDay: (row[5] as String?).flatMap { CivilDate(iso8601: $0) })
            let twin = (row[14] as Int?).map { LineTwin.line($0) } ?? (row[15] as Int?).map { .entry($0) }
            return StoredLine(
                id: id, account: row[1], format: format, source: row[3], line: line, state: state, entry: row[12],
                reason: row[13], twin: twin)
        }
    }

    /// Books a line that waits.
    /// - Parameters:
    ///   - shares: what of the line's amount belongs to which account, with the line's own sign; they sum to it.
    ///   - label: nil: the account's name for gifts and dues, else the bank's label, cleaned.
    public func book(
        line id: Int, to shares: [Posting], label: String? = nil, piece: String? = nil, documents: [Digest256] = [],
        today: CivilDate, now: Moment = .now
    ) throws(LedgerError) -> Entry {
        let year = try statementLine(id).line.day.year
        try keepJournals(of: [year])
        let entry = try write { database -> Entry in
            let stored = try Book.waiting(id, database)
            let sum = shares.reduce(0) { $0 &+ $1.amount.minor }
            let isOne = shares.allSatisfy { $0.amount.currency == stored.line.amount.currency }
            guard isOne, sum == stored.line.amount.minor else {
                throw LedgerError(.refused, .sharesDiffer(id, stored.line.amount), hint: .sayShares)
            }
            let rules = try Book.ruleList(database)
            let text = rules.label(for: stored.line, given: label, accounts: shares.map(\.account))
            var draft = EntryDraft(stored.line, text, shares, on: stored.account, source: stored.source)
            (draft.piece, draft.documents) = (piece, documents)
            let entries = try seal([draft], today, now, database)
            guard let entry = entries.first else { throw LedgerError(.refused, .tooFewPostings) }
            try Book.link(id, entry.number, database)
            try Book.linkKnownGifts(after: entry.number - 1, database)
            return entry
        }
        try writeJournals(of: [year])
        return entry
    }

    /// Books all of a line that waits to one account.
    public func book(
        line id: Int, to account: String, label: String? = nil, piece: String? = nil, today: CivilDate,
        now: Moment = .now
    ) throws(LedgerError) -> Entry {
        let amount = try statementLine(id).line.amount
        return try book(
            line: id, to: [Posting(account, amount)], label: label, piece: piece, today: today, now: now)
    }

    static func waiting(_ id: Int, _ database: Database) throws -> StoredLine {
        let stored = try line(id, database)
        guard stored.state == .waiting else {
            throw LedgerError(.exists, .lineIsDone(id, stored.state, stored.entry), hint: .bringBack(id))
        }
        return stored
    }

    static func link(_ id: Int, _ entry: Int, _ database: Database) throws {
        try database.cachedStatement(sql: "UPDATE statement_line SET state = 'booked', entry = ? WHERE id = ?")
            .execute(arguments: [entry, id])
    }
}
