public import Text

/// What was earned and spent in a span of days, account by account (classes 7 and 6). Closing entries do not count.
public struct IncomeStatement: Sendable, Hashable, Codable {
    public let from: CivilDate
    /// Included.
    public let until: CivilDate
    /// Class 7; positive is earned.
    public let income: [Balance]
    /// Class 6; positive is spent.
    public let expenses: [Balance]

    /// Every currency that something was earned or spent in.
    public var currencies: [Currency] { Set((income + expenses).map(\.amount.currency)).sorted() }

    /// What was earned in one currency.
    public func totalIncome(_ currency: Currency = .euro) -> Money { income.total(currency) }

    /// What was spent in one currency.
    public func totalExpenses(_ currency: Currency = .euro) -> Money { expenses.total(currency) }

    /// Income less expenses: positive is a surplus.
    public func result(_ currency: Currency = .euro) -> Money {
        Money(totalIncome(currency).minor - totalExpenses(currency).minor, currency)
    }
}

extension [Balance] {
    /// The sum of what is in one currency.
    func total(_ currency: Currency) -> Money {
        Money(reduce(0) { $0 + ($1.amount.currency == currency ? $1.amount.minor : 0) }, currency)
    }

    /// The same with every sign turned.
    var turned: [Balance] { map { Balance(account: $0.account, amount: -$0.amount) } }
}
