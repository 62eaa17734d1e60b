import Text

/// An amount of money a month, exact: a week is twelve fifty-seconds of a month, a third of a year four months. Rounded
/// only where it is shown.
public struct MonthlyAmount: Sendable, Hashable, Comparable {
    /// In 1/55,440 of the currency's smallest unit: what every rhythm's share of a month divides without a rest.
    let parts: Int128
    public let currency: Currency

    /// The least common multiple of `Rhythm.months` and of the 3 in 52/12.
    static let unit: Int128 = 55_440

    init(parts: Int128, _ currency: Currency) {
        self.parts = parts
        self.currency = currency
    }

    /// So much each time; what comes once is nothing a month.
    public init(_ money: Money, each rhythm: Rhythm) {
        let parts = Int128(money.minor) * MonthlyAmount.unit
        let share: Int128 =
            switch rhythm {
            case .once: 0
            case .weekly: parts * 52 / 12
            case .monthly(_, let every): parts / Int128(max(every, 1))
            case .yearly: parts / 12
            }
        self.init(parts: share, money.currency)
    }

    /// The mean of what went through in some months.
    public init(sum: Money, months: Int) {
        let isExact = (1...12).contains(months)
        self.init(
            parts: isExact ? Int128(sum.minor) * (MonthlyAmount.unit / Int128(months)) : 0, sum.currency)
    }

    public static func zero(_ currency: Currency) -> MonthlyAmount { MonthlyAmount(parts: 0, currency) }

    /// To the smallest unit, halves away from zero: 47.52.
    public var money: Money { Money(rounded(parts, MonthlyAmount.unit), currency) }

    /// What it makes in a year: 0.11 a week are 5.72.
    public var yearly: Money { Money(rounded(parts * 12, MonthlyAmount.unit), currency) }

    /// With more decimals than the currency has: `47.5233`.
    /// - Parameter decimals: 0...12.
    public func digits(_ decimals: Int) -> String {
        let wanted = min(max(decimals, 0), 12)
        let more = max(0, wanted - currency.decimals), fewer = max(0, currency.decimals - wanted)
        let power = (0..<max(more, fewer)).reduce(Int128(1)) { power, _ in power * 10 }
        let number = rounded(
            more > 0 ? parts * power : parts, MonthlyAmount.unit * (fewer > 0 ? power : 1))
        var figures = String(number.magnitude)
        if figures.count <= wanted { figures = String(repeating: "0", count: wanted + 1 - figures.count) + figures }
        let whole = figures.dropLast(wanted) + (wanted > 0 ? "." : "")
        return (number < 0 ? "-" : "") + whole + figures.suffix(wanted)
    }

    private func rounded(_ value: Int128, _ unit: Int128) -> Int {
        let half = (value.magnitude * 2 + unit.magnitude) / (unit.magnitude * 2)
        let size = Int(clamping: half)
        return value < 0 ? -size : size
    }

    /// Both of one currency.
    public static func + (left: MonthlyAmount, right: MonthlyAmount) -> MonthlyAmount {
        MonthlyAmount(parts: left.parts + right.parts, left.currency)
    }
    public static func - (left: MonthlyAmount, right: MonthlyAmount) -> MonthlyAmount {
        MonthlyAmount(parts: left.parts - right.parts, left.currency)
    }
    public static func < (left: MonthlyAmount, right: MonthlyAmount) -> Bool { left.parts < right.parts }
}
