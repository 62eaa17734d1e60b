public import Text

/// What comes and goes in a month.
public struct MonthlyFlow: Sendable, Hashable {
    public var income: MonthlyAmount
    public var expense: MonthlyAmount

    public init(income: MonthlyAmount, expense: MonthlyAmount) {
        self.income = income
        self.expense = expense
    }

    /// What a month takes away. Negative where more comes than goes.
    public var burn: MonthlyAmount { expense - income }

    /// How much of the expenses is covered, in hundredths of a percent, halves up; nil where nothing goes out.
    public var coverage: Int? {
        guard expense.parts > 0, income.parts >= 0 else { return nil }
        return Int(clamping: (income.parts * 20_000 + expense.parts) / (expense.parts * 2))
    }
}

/// What a forecast is made of.
public struct ForecastFigures: Sendable, Hashable {
    public var today: CivilDate
    /// What is in the bank, in purses, in the cash box and in cheques that wait (51, 53).
    public var balance: Money
    /// What is expected, and whether its last occurrence failed.
    public var expected: [ExpectedFlow]
    /// What went through classes 7 and 6 in the last whole months, at most twelve, oldest first.
    public var past: [PastMonth]

    /// Something that is expected on `today`, or once and still open.
    public struct ExpectedFlow: Sendable, Hashable {
        public var name: String
        public var direction: MoneyDirection
        public var amount: ExpectedAmount
        public var rhythm: Rhythm
        /// Whether the last occurrence is late or missing.
        public var isFailing: Bool

        public init(
            _ name: String, _ direction: MoneyDirection, _ amount: ExpectedAmount, _ rhythm: Rhythm,
            isFailing: Bool = false
        ) {
            (self.name, self.direction, self.amount, self.rhythm) = (name, direction, amount, rhythm)
            self.isFailing = isFailing
        }
    }

    /// Income and expenses of a whole month. Each is negative where more was given back than came.
    public struct PastMonth: Sendable, Hashable {
        /// Its first day.
        public let month: CivilDate
        public var income: Money
        public var expense: Money

        public init(_ month: CivilDate, income: Money, expense: Money) {
            (self.month, self.income, self.expense) = (month, income, expense)
        }
    }

    public init(today: CivilDate, balance: Money, expected: [ExpectedFlow] = [], past: [PastMonth] = []) {
        (self.today, self.balance, self.expected, self.past) = (today, balance, expected, past)
    }

    var currency: Currency { balance.currency }

    /// The mean of the past months; nil where there is none.
    var pastMean: MonthlyFlow? {
        guard !past.isEmpty, past.count <= 12 else { return nil }
        func mean(_ amount: (PastMonth) -> Money) -> MonthlyAmount {
            MonthlyAmount(
                sum: Money(past.reduce(0) { $0 + amount($1).minor }, currency), months: past.count)
        }
        return MonthlyFlow(income: mean(\.income), expense: mean(\.expense))
    }

    /// Which end of a range is taken.
    enum Side { case least, middle, most }

    /// The sum of what comes again and again in a direction; nil where nothing of known size does.
    func expected(_ direction: MoneyDirection, _ side: Side, onlySure: Bool = false) -> MonthlyAmount? {
        let known = flows(direction).filter { $0.rhythm != .once }
        guard !known.isEmpty else { return nil }
        return known.filter { !onlySure || !$0.isFailing }.reduce(.zero(currency)) { sum, flow in
            let least = MonthlyAmount(Money(flow.amount.bounds?.lowerBound ?? 0, currency), each: flow.rhythm)
            let most = MonthlyAmount(Money(flow.amount.bounds?.upperBound ?? 0, currency), each: flow.rhythm)
            return switch side {
            case .least: sum + least
            case .middle: MonthlyAmount(parts: sum.parts + (least.parts + most.parts) / 2, currency)
            case .most: sum + most
            }
        }
    }

    /// The sum of what comes once.
    func once(_ direction: MoneyDirection, _ side: Side) -> Int128 {
        flows(direction).filter { $0.rhythm == .once }.reduce(0) { sum, flow in
            let (least, most) = (
                Int128(flow.amount.bounds?.lowerBound ?? 0), Int128(flow.amount.bounds?.upperBound ?? 0)
            )
            return switch side {
            case .least: sum + least
            case .middle: sum + (least + most) / 2
            case .most: sum + most
            }
        }
    }

    private func flows(_ direction: MoneyDirection) -> [ExpectedFlow] {
        expected.filter { $0.direction == direction && $0.amount.currency == currency && $0.amount.bounds != nil }
    }
}
