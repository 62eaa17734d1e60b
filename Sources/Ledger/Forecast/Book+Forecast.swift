import GRDB
public import Text

extension Book {
    /// Prefixes of the accounts that hold money: banks, purses, cheques to be cashed; cash.
    public static let moneyAccounts = ["51", "53"]

    /// Whether an account holds money.
    public static func isMoney(_ account: String) -> Bool { moneyAccounts.contains { account.hasPrefix($0) } }

    /// What the books say for a forecast.
    public func forecastFigures(today: CivilDate, currency: Currency = .euro) throws(LedgerError) -> ForecastFigures {
        try outlook(today: today, currency: currency).forecast.figures
    }

    public func forecast(today: CivilDate, currency: Currency = .euro) throws(LedgerError) -> Forecast {
        try outlook(today: today, currency: currency).forecast
    }

    /// How long the money lasts, and what is expected, from one look at the books.
    public func outlook(today: CivilDate, currency: Currency = .euro) throws(LedgerError) -> Outlook {
        let expectations = try expectations()
        let first = expectations.map(\.first).min() ?? today
        let occurrences = try occurrences(in: first...max(first, today.adding(months: 12)), today: today)
        let figures = ForecastFigures(
            today: today, balance: Balance.money(try balances(until: today), currency),
            expected: Book.flows(expectations, occurrences, today), past: try pastMonths(before: today, currency))
        return Outlook(forecast: Forecast(figures), expectations: expectations, occurrences: occurrences)
    }

    /// Income and expenses of the last whole months, at most twelve, from the one of the first entry on.
    public func pastMonths(
        before today: CivilDate, _ currency: Currency = .euro
    ) throws(LedgerError) -> [ForecastFigures.PastMonth] {
        let current = today.adding(days: 1 - today.day)
        let first = try read { try String.fetchOne($0, sql: "SELECT min(date) FROM entry") }
            .flatMap { CivilDate(iso8601: $0) }
        guard let first, first < current else { return [] }
        let begin = max(current.adding(months: -12), first.adding(days: 1 - first.day))
        var sums: [String: (income: Int, expense: Int)] = [:]
        for sum in try months(["6", "7"], from: begin, until: current.adding(days: -1))
        where sum.amount.currency == currency {
            if sum.account.hasPrefix("7") {
                sums[sum.month, default: (0, 0)].income -= sum.amount.minor
            } else {
                sums[sum.month, default: (0, 0)].expense += sum.amount.minor
            }
        }
        return (0..<12).map { begin.adding(months: $0) }.prefix { $0 < current }.map { month in
            let sum = sums[String(month.iso8601.prefix(7))] ?? (0, 0)
            return ForecastFigures.PastMonth(
                month, income: Money(sum.income, currency), expense: Money(sum.expense, currency))
        }
    }

    /// What runs today, and what comes once and is still open.
    private static func flows(
        _ all: [Expectation], _ occurrences: [Occurrence], _ today: CivilDate
    ) -> [ForecastFigures.ExpectedFlow] {
        let occurrences = Dictionary(grouping: occurrences, by: \.expectation)
        return all.compactMap { expectation in
            let own = occurrences[expectation.id] ?? []
            let last = own.last { $0.state != .toCome && $0.state != .due }
            if expectation.rhythm == .once {
                // What is missing for a month may never come; what was paid is in the balance.
                guard own.contains(where: { $0.settlement == nil && !$0.isMissing }) else { return nil }
            } else {
                guard expectation.first <= today, expectation.last.map({ $0 >= today }) ?? true else { return nil }
            }
            return ForecastFigures.ExpectedFlow(
                expectation.name, expectation.direction, expectation.amount, expectation.rhythm,
                isFailing: last.map { $0.isMissing || $0.isLate } ?? false)
        }
    }
}

/// What the books say of the time to come.
public struct Outlook: Sendable {
    public let forecast: Forecast
    /// All that is and was expected, in the order it was told.
    public let expectations: [Expectation]
    /// By day: from the first that was ever expected until a year from today, or until the first where that is later.
    public let occurrences: [Occurrence]
}

extension Occurrence {
    var isMissing: Bool { if case .missing = state { true } else { false } }
    var isLate: Bool { if case .late = state { true } else { false } }
}
