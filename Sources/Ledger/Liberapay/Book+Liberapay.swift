import GRDB
public import Text

/// What patrons promised on a day. A rate, not cash: it is never booked.
public struct LiberapayRate: Sendable, Hashable {
    public let username: String
    public let day: CivilDate
    /// Nil: hidden.
    public let weekly: Money?
    public let patrons: Int?

    /// 52 weeks, as Liberapay counts a year. 0.11 EUR a week are 5.72 EUR a year.
    public var yearly: Money? { weekly.map { Money($0.minor * 52, $0.currency) } }
}

extension Book {
    /// Keeps what a file of Liberapay tells; the same again changes nothing. No patron's name is kept.
    /// - Parameters:
    ///   - username: for `charts.json` and lists of patrons, which do not say it.
    ///   - day: the day that the file is of.
    public func keep(_ file: LiberapayFile, username: String, day: CivilDate) throws(LedgerError) {
        let username = StatementText.squeezed(username)
        try write { database in
            switch file {
            case .profile(let profile):
                try Book.keep(
                    profile.username, day, "public", profile.weekly?.currency ?? profile.goal?.currency ?? .euro,
                    profile.weekly?.minor, profile.patrons, database)
            case .paydays(let paydays):
                for payday in paydays { try Book.keep(payday, username, database) }
            case .patrons(let patrons): try Book.keep(patrons, username, day, database)
            }
        }
    }

    /// One row a currency; a private amount makes the sum of its currency unknown.
    private static func keep(
        _ patrons: [LiberapayPatron], _ username: String, _ day: CivilDate, _ database: Database
    ) throws {
        try database.execute(
            sql: "DELETE FROM liberapay_rate WHERE username = ? AND day = ? AND origin = 'patrons'",
            arguments: [username, day.iso8601])
        guard !patrons.isEmpty else { return try keep(username, day, "patrons", .euro, 0, 0, database) }
        let known = patrons.compactMap(\.weekly)
        let isWhole = known.count == patrons.count
        for (currency, amounts) in Dictionary(grouping: known, by: \.currency) {
            let sum = amounts.reduce(0) { $0 &+ $1.minor }
            try keep(username, day, "patrons", currency, isWhole ? sum : nil, patrons.count, database)
        }
        if known.isEmpty { try keep(username, day, "patrons", .euro, nil, patrons.count, database) }
    }

    private static func keep(
        _ username: String, _ day: CivilDate, _ origin: String, _ currency: Currency, _ weekly: Int?, _ patrons: Int?,
        _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO liberapay_rate VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET weekly = excluded.weekly, patrons = excluded.patrons
                """,
            arguments: [username, day.iso8601, origin, currency.code, weekly, patrons])
    }

    /// What was told before and is left out now stays.
    private static func keep(_ payday: LiberapayPayday, _ username: String, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO liberapay_payday VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET currency = coalesce(excluded.currency, currency),
                    receipts = coalesce(excluded.receipts, receipts), patrons = coalesce(excluded.patrons, patrons)
                """
        ).execute(
            arguments: [
                username, payday.day.iso8601, payday.receipts?.currency.code, payday.receipts?.minor, payday.patrons,
            ])
    }

    /// The rates that were told, by day; the public ones before those of lists of patrons.
    public func liberapayRates() throws(LedgerError) -> [LiberapayRate] {
        try read { database in
            let sql = """
                SELECT username, day, weekly, currency, patrons FROM liberapay_rate
                ORDER BY username, day, origin = 'patrons', currency
                """
            return try Row.fetchAll(database, sql: sql).compactMap { row in
                let weekly = try (row[2] as Int?).map { Money($0, try Book.currency(row[3])) }
                return CivilDate(iso8601: row[1]).map {
                    LiberapayRate(username: row[0], day: $0, weekly: weekly, patrons: row[4])
                }
            }
        }
    }

    /// What the paydays brought, by day.
    public func liberapayPaydays(_ username: String) throws(LedgerError) -> [LiberapayPayday] {
        try read { database in
            let sql = "SELECT day, receipts, currency, patrons FROM liberapay_payday WHERE username = ? ORDER BY day"
            return try Row.fetchAll(database, sql: sql, arguments: [username]).compactMap { row in
                let receipts = try (row[1] as Int?).map { Money($0, try Book.currency(row[2])) }
                return CivilDate(iso8601: row[0]).map { LiberapayPayday(day: $0, receipts: receipts, patrons: row[3]) }
            }
        }
    }
}
