public import Text

/// When there is no money any more.
public enum MoneyEnd: Sendable, Hashable {
    /// There is none today.
    case now
    /// The last day that the money reaches.
    case day(CivilDate)
    /// Not in the next hundred years.
    case beyondCentury
    /// As much comes as goes.
    case never
}

/// How long the money lasts, from what is expected and from what was. All exact until it is shown.
public struct Forecast: Sendable, Hashable {
    public let figures: ForecastFigures
    /// What is expected to come and go a month, of ranges the middle; nil where nothing of known size is expected.
    public let expected: MonthlyFlow?
    /// The mean of the last whole months, at most twelve; nil where the books are younger than a month.
    public let past: MonthlyFlow?
    /// Income and expenses, each as expected where any of it is expected, else as it was.
    public let likelyFlow: MonthlyFlow
    /// What is the worst of both: the most that is expected to go or what went, the least that is expected to come or
    /// what came. Income that is late or missing is not counted.
    public let lowFlow: MonthlyFlow
    /// What is the best of both.
    public let highFlow: MonthlyFlow
    public let low: MoneyEnd
    public let likely: MoneyEnd
    public let high: MoneyEnd

    public init(_ figures: ForecastFigures) {
        self.figures = figures
        let past = figures.pastMean
        self.past = past
        let zero = MonthlyAmount.zero(figures.currency)
        let (income, expense) = (figures.expected(.income, .middle), figures.expected(.expense, .middle))
        expected = income == nil && expense == nil ? nil : MonthlyFlow(income: income ?? zero, expense: expense ?? zero)
        func choose(
            _ expected: MonthlyAmount?, _ past: MonthlyAmount?, _ rule: (MonthlyAmount, MonthlyAmount) -> MonthlyAmount
        )
            -> MonthlyAmount
        {
            guard let expected, let past else { return expected ?? past ?? zero }
            return rule(expected, past)
        }
        likelyFlow = MonthlyFlow(
            income: income ?? past?.income ?? zero, expense: expense ?? past?.expense ?? zero)
        lowFlow = MonthlyFlow(
            income: choose(figures.expected(.income, .least, onlySure: true), past?.income, min),
            expense: choose(figures.expected(.expense, .most), past?.expense, max))
        highFlow = MonthlyFlow(
            income: choose(figures.expected(.income, .most), past?.income, max),
            expense: choose(figures.expected(.expense, .least), past?.expense, min))
        let balance = Int128(figures.balance.minor)
        low = Forecast.end(figures.today, balance - figures.once(.expense, .most), lowFlow.burn)
        likely = Forecast.end(
            figures.today, balance + figures.once(.income, .middle) - figures.once(.expense, .middle), likelyFlow.burn)
        high = Forecast.end(
            figures.today, balance + figures.once(.income, .most) - figures.once(.expense, .least), highFlow.burn)
    }

    /// What is expected without an amount, and is in no sum.
    public var uncounted: [String] {
        figures.expected.filter { $0.amount.bounds == nil || $0.amount.currency != figures.currency }.map(\.name)
    }

    /// How many gifts of a size balance what is likely to go.
    public struct Gifts: Sendable, Hashable {
        /// All of them, if nothing else came.
        public let inAll: Int
        /// Beside what comes already.
        public let more: Int
    }

    /// - Parameter gift: more than nothing, in the currency of the books; else nil is returned.
    public func gifts(of gift: MonthlyAmount) -> Gifts? {
        guard gift.parts > 0, gift.currency == figures.currency else { return nil }
        func count(_ amount: MonthlyAmount) -> Int {
            amount.parts <= 0 ? 0 : Int(clamping: (amount.parts + gift.parts - 1) / gift.parts)
        }
        return Gifts(inAll: count(likelyFlow.expense), more: count(likelyFlow.burn))
    }

    /// Whole months of the calendar first, then days of the month that is left.
    private static func end(_ today: CivilDate, _ balance: Int128, _ burn: MonthlyAmount) -> MoneyEnd {
        guard balance > 0 else { return .now }
        guard burn.parts > 0 else { return .never }
        let (months, rest) = (balance * MonthlyAmount.unit).quotientAndRemainder(dividingBy: burn.parts)
        guard months < 1200 else { return .beyondCentury }
        let (start, next) = (today.adding(months: Int(months)), today.adding(months: Int(months) + 1))
        let length = Int128(next.daysSinceEpoch - start.daysSinceEpoch)
        return .day(start.adding(days: Int(rest * length / burn.parts)))
    }
}
