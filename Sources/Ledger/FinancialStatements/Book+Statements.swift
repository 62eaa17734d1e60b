import GRDB
public import Text

extension Book {
    /// What was earned and spent from one day until another, both included.
    public func incomeStatement(from: CivilDate, until: CivilDate) throws(LedgerError) -> IncomeStatement {
        try read { try Book.incomeStatement($0, from: from, until: until) }
    }

    /// What each account holds at the end of a day.
    public func balanceSheet(at date: CivilDate) throws(LedgerError) -> BalanceSheet {
        try read { database in
            BalanceSheet(date: date, accounts: try Book.sums(database, until: date))
        }
    }

    static func incomeStatement(_ database: Database, from: CivilDate, until: CivilDate) throws -> IncomeStatement {
        let sums = try sums(database, from: from, until: until, withClosing: false)
        return IncomeStatement(
            from: from, until: until, income: sums.filter { $0.account.kind == .income }.turned,
            expenses: sums.filter { $0.account.kind == .expense })
    }

    /// What went through each account in a span; accounts whose sum is nothing are left out.
    static func sums(
        _ database: Database, from: CivilDate? = nil, until: CivilDate, withClosing: Bool = true
    ) throws -> [Balance] {
        let sql = """
            SELECT account.number, name, currency, sum(amount) FROM entry JOIN posting ON entry = entry.number
            JOIN account ON account.number = account
            WHERE date BETWEEN ? AND ? \(withClosing ? "" : "AND journal <> 'CL'")
            GROUP BY account, currency HAVING sum(amount) <> 0 ORDER BY account, currency
            """
        return try Row.fetchAll(database, sql: sql, arguments: [from?.iso8601 ?? "0000-00-00", until.iso8601])
            .map { row in
                Balance(
                    account: try Account(number: row[0], name: row[1]),
                    amount: Money(row[3], try currency(row[2])))
            }
    }
}
