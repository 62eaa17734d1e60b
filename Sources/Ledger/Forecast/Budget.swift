import GRDB
public import Text

/// What a year was meant to bring or cost in an account, and what it did.
public struct BudgetLine: Sendable, Hashable {
    /// The account, or how its number begins: a plan for `6` takes all expenses that have no plan of their own.
    public let account: String
    /// Empty where no account has just this number.
    public let name: String
    /// Nil: nobody planned anything.
    public let planned: Money?
    /// Positive for what is usual: costs of class 6, income of class 7. Negative where more was given back.
    public let done: Money
    /// What a steady year would have brought by now; nil without a plan.
    public let due: Money?

    /// How much of the plan is done, in thousandths; nil where that would say nothing: no plan, less than nothing done,
    /// more than ten times the plan.
    public var share: Int? {
        guard let planned, planned.minor > 0, done.minor >= 0 else { return nil }
        let share = Int128(done.minor) * 1000 / Int128(planned.minor)
        return share <= 10_000 ? Int(share) : nil
    }
}

/// A year's plan beside its books.
public struct BudgetReport: Sendable, Hashable {
    public let year: Int
    /// How many of its days are gone, today with them.
    public let daysGone: Int
    /// 365 or 366.
    public let days: Int
    /// By account.
    public let lines: [BudgetLine]

    /// How much of the year is gone, in thousandths.
    public var yearShare: Int { daysGone * 1000 / max(days, 1) }
}

extension Book {
    /// Plans an account's year; nil or nothing takes the plan away.
    /// - Parameters:
    ///   - account: of class 6 or 7, or how its number begins.
    ///   - amount: positive.
    public func plan(_ year: Int, _ account: String, _ amount: Money?) throws(LedgerError) {
        guard (1970...9998).contains(year) else { throw LedgerError(.refused, .noBudgetYear(year)) }
        guard account.hasPrefix("6") || account.hasPrefix("7"),
            try accounts().contains(where: { $0.number.hasPrefix(account) })
        else { throw LedgerError(.refused, .noBudgetAccount(SafeText(account)), hint: .listAccounts) }
        guard let amount, !amount.isZero else {
            return try write {
                try $0.execute(sql: "DELETE FROM budget WHERE year = ? AND account = ?", arguments: [year, account])
            }
        }
        guard (1...Money.most).contains(amount.minor) else {
            throw LedgerError(.refused, .noBudgetAmount(SafeText(account)))
        }
        try write {
            try $0.execute(
                sql: "INSERT OR REPLACE INTO budget VALUES (?, ?, ?, ?)",
                arguments: [year, account, amount.currency.code, amount.minor])
        }
    }

    /// A year's plan beside its books; accounts of classes 6 and 7 that moved without a plan are in it too. Each
    /// account counts for the longest plan that its number begins with.
    public func budget(of year: Int, today: CivilDate) throws(LedgerError) -> BudgetReport {
        let begin = CivilDate(daysSinceEpoch: CivilDate.daysSinceEpoch(year: min(max(year, 1), 9998), month: 1, day: 1))
        let (end, days) = (begin.adding(months: 12).adding(days: -1), CivilDate.length(of: 2, begin.year) + 337)
        let gone = min(max(today.daysSinceEpoch - begin.daysSinceEpoch + 1, 0), days)
        let names = Dictionary(uniqueKeysWithValues: try accounts().map { ($0.number, $0.name) })
        let plans = try read { database in
            try Row.fetchAll(
                database, sql: "SELECT account, currency, amount FROM budget WHERE year = ?", arguments: [year]
            ).map { row in (account: row[0] as String, amount: Money(row[2], try Book.currency(row[1]))) }
        }
        let planned = Dictionary(uniqueKeysWithValues: plans.map { ($0.account, $0.amount) })
        var done: [BudgetKey: Int] = [:]
        for plan in plans { done[BudgetKey(plan.account, plan.amount.currency)] = 0 }
        for sum in try months(["6", "7"], from: begin, until: end) {
            let lengths = (1...max(sum.account.count, 1)).reversed()
            let owner = lengths.lazy.map { String(sum.account.prefix($0)) }
                .first { planned[$0]?.currency == sum.amount.currency }
            done[BudgetKey(owner ?? sum.account, sum.amount.currency), default: 0] += sum.amount.minor
        }
        let lines = done.sorted { $0.key < $1.key }.map { key, sum in
            let plan = planned[key.account].flatMap { $0.currency == key.currency ? $0 : nil }
            return BudgetLine(
                account: key.account, name: names[key.account] ?? "", planned: plan,
                done: Money(key.account.hasPrefix("7") ? -sum : sum, key.currency),
                due: plan.map { Money(Int(Int128($0.minor) * Int128(gone) / Int128(days)), $0.currency) })
        }
        return BudgetReport(year: begin.year, daysGone: gone, days: days, lines: lines)
    }
}

private struct BudgetKey: Hashable, Comparable {
    let account: String
    let currency: Currency

    init(_ account: String, _ currency: Currency) { (self.account, self.currency) = (account, currency) }

    static func < (left: BudgetKey, right: BudgetKey) -> Bool {
        (left.account, left.currency) < (right.account, right.currency)
    }
}
