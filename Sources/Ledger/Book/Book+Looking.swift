public import Digest
import FoundationEssentials
import GRDB
public import Text

/// What an account holds.
public struct Balance: Sendable, Hashable, Codable {
    public let account: Account
    /// Positive where debits outweigh.
    public let amount: Money

    /// What accounts of money hold together in a currency.
    public static func money(_ balances: [Balance], _ currency: Currency = .euro) -> Money {
        Money(
            balances.filter { $0.amount.currency == currency && Book.isMoney($0.account.number) }
                .reduce(0) { $0 + $1.amount.minor }, currency)
    }
}

/// Which entries are meant.
public struct EntryFilter: Sendable, Hashable {
    public var from: CivilDate?
    /// Included.
    public var until: CivilDate?
    public var account: String?
    /// Only entries whose label or piece has this in it, whatever the case.
    public var words: String?
    /// At most so many, the newest by date first; nil: all, in the order of sealing.
    public var newest: Int?

    public init(
        from: CivilDate? = nil, until: CivilDate? = nil, account: String? = nil, words: String? = nil,
        newest: Int? = nil
    ) {
        (self.from, self.until, self.account, self.words, self.newest) = (from, until, account, words, newest)
    }
}

extension Book {
    /// All accounts by number.
    public func accounts() throws(LedgerError) -> [Account] {
        try read { database in
            try Row.fetchAll(database, sql: "SELECT number, name FROM account ORDER BY number")
                .map { try Account(number: $0[0], name: $0[1]) }
        }
    }

    /// Adds an account, or gives one another name: journals of all years are written anew.
    public func set(_ account: Account) throws(LedgerError) {
        let years = try years()
        try keepJournals(of: Set(years))
        try write { database in
            try database.execute(
                sql: "INSERT INTO account VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET name = excluded.name",
                arguments: [account.number, account.name])
        }
        try writeJournals(of: Set(years))
    }

    /// The years that have entries.
    public func years() throws(LedgerError) -> [Int] {
        try read { database in
            try Int.fetchAll(
                database, sql: "SELECT DISTINCT CAST(substr(date, 1, 4) AS INTEGER) FROM entry ORDER BY 1")
        }
    }

    /// How many entries there are, and the seal of the last: what a printed page can hold the books to.
    public func head() throws(LedgerError) -> (number: Int, seal: Digest256) {
        try read { database in try Book.head(database) }
    }

    public func entry(_ number: Int) throws(LedgerError) -> Entry {
        let found = try read { database in try Book.entries(database, "WHERE number = ?", [number]).first }
        guard let found else { throw LedgerError(.missing, .noEntry(number)) }
        return found
    }

    public func entries(_ filter: EntryFilter = EntryFilter()) throws(LedgerError) -> [Entry] {
        var (terms, arguments): ([String], StatementArguments) = ([], [])
        if let from = filter.from { (terms, arguments) = (terms + ["date >= ?"], arguments + [from.iso8601]) }
        if let until = filter.until { (terms, arguments) = (terms + ["date <= ?"], arguments + [until.iso8601]) }
        if let account = filter.account {
            terms.append("number IN (SELECT entry FROM posting WHERE account = ? OR account GLOB ?)")
            arguments += [account, account + "*"]
        }
        if let words = filter.words {
            terms.append("(instr(lower(label), lower(?)) > 0 OR instr(lower(coalesce(piece, '')), lower(?)) > 0)")
            arguments += [words, words]
        }
        let condition = terms.isEmpty ? "" : "WHERE " + terms.joined(separator: " AND ")
        let order = filter.newest.map { "ORDER BY date DESC, number DESC LIMIT \($0)" } ?? "ORDER BY number"
        let (wanted, values) = (condition + " " + order, arguments)
        return try read { database in try Book.entries(database, wanted, values) }
    }

    /// What each account holds; those with nothing in them are left out.
    /// - Parameter until: the last day that counts.
    public func balances(from: CivilDate? = nil, until: CivilDate? = nil) throws(LedgerError) -> [Balance] {
        try read { database in
            let moved = try Movements(from: from, until: until, database)
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT number, name, currency, sum(amount) FROM (\(moved.sql)) JOIN account ON number = account
                    GROUP BY account, currency HAVING sum(amount) <> 0 ORDER BY account, currency
                    """, arguments: moved.arguments
            ).map { row in
                Balance(
                    account: try Account(number: row[0], name: row[1]),
                    amount: Money(row[3], try Book.currency(row[2])))
            }
        }
    }

    /// What went through accounts in each month that has entries: sums by account and month (`2026-11`).
    /// - Parameter accounts: prefixes of their numbers: `6` is all expenses.
    public func months(
        _ accounts: [String], from: CivilDate, until: CivilDate, withClosing: Bool = false
    ) throws(LedgerError) -> [(month: String, account: String, amount: Money)] {
        let which = accounts.map { _ in "account GLOB ?" }.joined(separator: " OR ")
        return try read { database in
            let moved = try Movements(from: from, until: until, database)
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT month, account, currency, sum(amount) FROM (\(moved.sql))
                    WHERE (\(which)) \(withClosing ? "" : "AND closing = 0") GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                    """, arguments: moved.arguments + StatementArguments(accounts.map { $0 + "*" })
            ).map { ($0[0], $0[1], Money($0[3], try Book.currency($0[2]))) }
        }
    }

    /// The last day of the last year that was closed.
    public func closedUntil() throws(LedgerError) -> CivilDate? { try read { try Book.closedUntil($0) } }

    static func closedUntil(_ database: Database) throws -> CivilDate? {
        try String.fetchOne(database, sql: "SELECT max(date) FROM entry WHERE journal = 'CL'")
            .flatMap { CivilDate(iso8601: $0) }
    }

    static func currency(_ code: String) throws -> Currency {
        guard let currency = Currency(code: code) else {
            throw LedgerError(.malformed, .unknownCurrency(SafeText(code)))
        }
        return currency
    }

    /// Entries with their postings and documents, by one statement each.
    static func entries(
        _ database: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [Entry] {
        let rows = try Row.fetchAll(
            database,
            sql:
                "SELECT number, date, journal, label, piece, source, reverses, sealed, previous, seal FROM entry \(condition)",
            arguments: arguments)
        let postings = try database.cachedStatement(
            sql: "SELECT account, currency, amount FROM posting WHERE entry = ? ORDER BY line")
        let documents = try database.cachedStatement(sql: "SELECT digest FROM document WHERE entry = ? ORDER BY line")
        return try rows.map { row in
            let number: Int = row[0]
            guard let date = CivilDate(iso8601: row[1]), let journal = JournalCode(rawValue: row[2]),
                let previous = Digest256(bytes: [UInt8](row[8] as Data)),
                let seal = (row[9] as Data?).flatMap({ Digest256(bytes: [UInt8]($0)) })
            else { throw LedgerError(.damaged, .entryUnreadable(number), hint: .rebuildBook) }
            let content = EntryDraft(
                date, row[3], journal: journal, piece: row[4], source: row[5], reverses: row[6],
                postings: try Row.fetchAll(postings, arguments: [number]).map {
                    Posting($0[0], Money($0[2], try currency($0[1])))
                },
                documents: try Data.fetchAll(documents, arguments: [number])
                    .compactMap { Digest256(bytes: [UInt8]($0)) })
            return Entry(
                number: number, content, sealed: Moment(seconds: row[7]), previous: previous, seal: seal)
        }
    }
}

/// What went through accounts in a span of days: the months' sums that the database keeps where the span is one of whole
/// months, else from the entries.
private struct Movements {
    /// Columns: month, account, currency, closing, amount.
    let sql: String
    let arguments: StatementArguments

    init(from: CivilDate?, until: CivilDate?, _ database: Database) throws {
        let newest = try String.fetchOne(database, sql: "SELECT max(date) FROM entry") ?? ""
        let (first, last) = (from?.iso8601 ?? "0000-00-00", until?.iso8601 ?? "9999-99-99")
        let beginsWhole = from.map { $0.day == 1 } ?? true
        let endsWhole = newest <= last || until.map { $0.day == CivilDate.length(of: $0.month, $0.year) } ?? true
        if beginsWhole && endsWhole {
            sql = "SELECT month, account, currency, closing, amount FROM movement WHERE month BETWEEN ? AND ?"
            arguments = [String(first.prefix(7)), String(last.prefix(7))]
        } else {
            sql = """
                SELECT substr(date, 1, 7) AS month, account, currency, journal = 'CL' AS closing, amount
                FROM entry JOIN posting ON entry = number WHERE date BETWEEN ? AND ?
                """
            arguments = [first, last]
        }
    }
}
