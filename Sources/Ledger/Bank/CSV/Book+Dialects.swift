import FoundationEssentials
import GRDB
import Text

extension Book {
    /// How the account's CSV files are read.
    public func dialect(of account: String) throws(LedgerError) -> CSVDialect? {
        let text = try read { database in
            try String.fetchOne(
                database, sql: "SELECT dialect FROM csv_dialect WHERE account = ?", arguments: [account])
        }
        return text.flatMap { try? JSONDecoder().decode(CSVDialect.self, from: Data($0.utf8)) }
    }

    /// Keeps how the account's CSV files are read; nil: it is detected again.
    public func set(_ dialect: CSVDialect?, of account: String) throws(LedgerError) {
        try write { database in
            try Book.checkAccount(account, database)
            try Book.set(dialect, account, database)
        }
    }

    static func set(_ dialect: CSVDialect?, _ account: String, _ database: Database) throws {
        guard let dialect else {
            return try database.execute(sql: "DELETE FROM csv_dialect WHERE account = ?", arguments: [account])
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try database.execute(
            sql: "INSERT INTO csv_dialect VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET dialect = excluded.dialect",
            arguments: [account, String(decoding: try encoder.encode(dialect), as: UTF8.self)])
    }

    /// Says which account of the book a bank's account is.
    public func set(bank: String, to account: String) throws(LedgerError) {
        try write { database in
            try Book.checkAccount(account, database)
            try Book.set(bank, account, database)
        }
    }

    static func set(_ bank: String, _ account: String, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO bank_account VALUES (?, ?) ON CONFLICT (bank) DO UPDATE SET account = excluded.account",
            arguments: [bank, account])
    }
}
