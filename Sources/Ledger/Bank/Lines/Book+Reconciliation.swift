import GRDB
public import Text

/// An entry that touches an account of the bank and that no line of a statement proves.
public struct UnprovenEntry: Sendable, Hashable {
    public let number: Int
    public let date: CivilDate
    public let label: String
    public let source: String
    /// What it moves in the account.
    public let amount: Money
}

/// A bank's balance beside the book's.
public struct Reconciliation: Sendable, Hashable {
    public let account: String
    public let day: CivilDate
    public let bank: Money
    public let book: Money
    /// Lines that wait, until that day: the bank has them, the book does not.
    public let waiting: [StoredLine]
    /// Lines that were dismissed, until that day: the same, on purpose.
    public let dismissed: [StoredLine]
    /// Lines whose entry was taken back.
    public let undone: [StoredLine]
    /// Entries that the book has and no line of the bank.
    public let unproven: [UnprovenEntry]
    /// Lines on one side of the day, their entries on the other.
    public let shifted: [StoredLine]

    /// What the bank has more than the book; zero where they agree.
    public var difference: Money { Money(bank.minor - book.minor, bank.currency) }
    public var agrees: Bool { difference.isZero }

    /// The one line that is all of the difference, where there is one.
    public var likelyLine: StoredLine? { (waiting + undone + dismissed).first { $0.line.amount == difference } }
    /// The one entry that is all of the difference, where there is one.
    public var likelyEntry: UnprovenEntry? { unproven.first { $0.amount == -difference } }
}

extension Book {
    /// Compares what the bank says that an account holds at the end of a day with the book.
    public func reconcile(_ account: String, with balance: StatementBalance) throws(LedgerError) -> Reconciliation {
        let (day, code) = (balance.day.iso8601, balance.amount.currency.code)
        return try read { database in
            try Book.checkAccount(account, database)
            let sum = try Int.fetchOne(
                database,
                sql: """
                    SELECT coalesce(sum(amount), 0) FROM entry JOIN posting ON entry = number
                    WHERE account = ? AND currency = ? AND date <= ?
                    """, arguments: [account, code, day])
            func lines(_ condition: String) throws -> [StoredLine] {
                try Book.lines(
                    database, "account = ? AND currency = ? AND day <= ? AND (\(condition))", [account, code, day])
            }
            let shifted = try Book.lines(
                database,
                """
                account = ? AND currency = ?
                AND (day <= ?) <> (SELECT e.date <= ? FROM entry e WHERE e.number = statement_line.entry)
                """, [account, code, day, day])
            return Reconciliation(
                account: account, day: balance.day, bank: balance.amount,
                book: Money(sum ?? 0, balance.amount.currency), waiting: try lines("state = 'waiting'"),
                dismissed: try lines("state = 'dismissed'"),
                undone: try lines("EXISTS (SELECT 1 FROM entry e WHERE e.reverses = statement_line.entry)"),
                unproven: try Book.unlinked(account, from: nil, until: balance.day, pairedToo: true, database)
                    .filter { $0.amount.currency == balance.amount.currency },
                shifted: shifted)
        }
    }

    /// Keeps a balance read from a paper statement. One a day, the last one counts.
    public func keep(_ balance: StatementBalance, of account: String) throws(LedgerError) {
        try write { database in
            try Book.checkAccount(account, database)
            try Book.keep(balance, account, "hand", database)
        }
    }

    static func keep(_ balance: StatementBalance, _ account: String, _ origin: String, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO statement_balance VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET amount = excluded.amount, origin = excluded.origin
                """,
            arguments: [
                account, balance.day.iso8601, balance.amount.currency.code, balance.amount.minor, origin,
            ])
    }

    /// The balances that files and papers told of an account, the newest first.
    public func statementBalances(of account: String) throws(LedgerError) -> [StatementBalance] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT day, amount, currency FROM statement_balance WHERE account = ? ORDER BY day DESC, currency
                    """, arguments: [account]
            ).compactMap { row in
                let money = Money(row[1], try Book.currency(row[2]))
                return CivilDate(iso8601: row[0]).map { StatementBalance($0, money) }
            }
        }
    }

    /// Entries of an account that are not taken back, not of a year's beginning or end, and without a statement line.
    /// - Parameter pairedToo: also those that a doubtful line points at.
    static func unlinked(
        _ account: String, from: CivilDate?, until: CivilDate, pairedToo: Bool, _ database: Database
    ) throws -> [UnprovenEntry] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT e.number, e.date, e.label, e.source, sum(p.amount), p.currency
                FROM entry e JOIN posting p ON p.entry = e.number
                WHERE p.account = :account AND e.date BETWEEN :from AND :until AND e.journal NOT IN ('AN', 'CL')
                    AND e.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.reverses = e.number)
                    AND NOT EXISTS (SELECT 1 FROM statement_line l WHERE l.entry = e.number AND l.account = :account)
                    AND (:paired OR NOT EXISTS (
                        SELECT 1 FROM statement_line l WHERE l.twin_entry = e.number AND l.account = :account))
                GROUP BY e.number, p.currency HAVING sum(p.amount) <> 0 ORDER BY e.date, e.number
                """,
            arguments: [
                "account": account, "from": from?.iso8601 ?? "0000-00-00", "until": until.iso8601, "paired": pairedToo,
            ])
        return try rows.compactMap { row in
            let money = Money(row[4], try currency(row[5]))
            return CivilDate(iso8601: row[1]).map {
                UnprovenEntry(number: row[0], date: $0, label: row[2], source: row[3], amount: money)
            }
        }
    }
}
