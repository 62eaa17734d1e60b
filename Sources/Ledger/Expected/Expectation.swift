public import Text

/// Where money goes.
public enum MoneyDirection: String, Sendable, Hashable, Codable, CaseIterable {
    /// To us.
    case income = "in"
    /// From us.
    case expense = "out"
}

/// How much is expected: exactly so much, something in a range, or nobody knows.
public struct ExpectedAmount: Sendable, Hashable, Codable {
    public let currency: Currency
    /// In the currency's smallest units, positive; nil: open.
    public let bounds: ClosedRange<Int>?

    public static func exactly(_ money: Money) -> ExpectedAmount { between(money.minor, money.minor, money.currency) }
    public static func open(_ currency: Currency = .euro) -> ExpectedAmount {
        ExpectedAmount(currency: currency, bounds: nil)
    }
    /// Both ends count; given in any order.
    public static func between(_ one: Int, _ other: Int, _ currency: Currency = .euro) -> ExpectedAmount {
        ExpectedAmount(currency: currency, bounds: min(one, other)...max(one, other))
    }

    func fits(_ amount: Money) -> Bool {
        amount.currency == currency && (bounds?.contains(amount.minor) ?? true)
    }
}

/// Money that comes or goes by a rhythm: rent on the 5th, payday each Wednesday, a donor's monthly transfer.
public struct Expectation: Sendable, Hashable, Codable {
    /// Given by the book; 0 before.
    public var id: Int
    /// `Loyer du serveur`. No person's name: a donor has a pseudonym.
    public var name: String
    public var direction: MoneyDirection
    public var amount: ExpectedAmount
    /// The account that money comes from or goes to, or how its number begins: `6135`, `754`.
    public var account: String
    public var rhythm: Rhythm
    /// No occurrence is before it.
    public var first: CivilDate
    /// No occurrence is after it; nil: it goes on.
    public var last: CivilDate?
    /// Days before and after an occurrence that are neither early nor late; 0...180.
    public var tolerance: Int
    /// Each of them stands in its entry's label, whatever the case and the accents.
    public var words: [String]

    public init(
        id: Int = 0, _ name: String, _ direction: MoneyDirection, _ amount: ExpectedAmount, account: String,
        _ rhythm: Rhythm, first: CivilDate, last: CivilDate? = nil, tolerance: Int = 5, words: [String] = []
    ) {
        self.id = id
        self.name = name
        self.direction = direction
        self.amount = amount
        self.account = account
        self.rhythm = rhythm
        self.first = first
        self.last = last
        self.tolerance = tolerance
        self.words = words
    }

    /// The days of a span on which it comes.
    public func days(in span: ClosedRange<CivilDate>) -> [CivilDate] {
        let end = last.map { min($0, span.upperBound) } ?? span.upperBound
        guard span.lowerBound <= end else { return [] }
        return rhythm.days(from: first, in: span.lowerBound...end)
    }

    /// What comes or goes in a span if all comes, least and most: a month of five Wednesdays has five paydays. Nil for
    /// an open amount.
    public func sum(in span: ClosedRange<CivilDate>) -> (least: Money, most: Money)? {
        guard let bounds = amount.bounds else { return nil }
        let count = days(in: span).count
        func times(_ minor: Int) -> Money { Money(Int(clamping: Int128(minor) * Int128(count)), amount.currency) }
        return (times(bounds.lowerBound), times(bounds.upperBound))
    }

    /// Refuses what cannot be expected.
    func check() throws(LedgerError) {
        _ = try Label(name)
        guard amount.bounds.map({ $0.lowerBound > 0 && $0.upperBound <= Money.most }) ?? true else {
            throw LedgerError(.refused, .noExpectedAmount(SafeText(name)))
        }
        guard rhythm.isSound else { throw LedgerError(.refused, .noRhythm(SafeText(rhythm.text)), hint: .rhythms) }
        guard (1970...9998).contains(first.year), last.map({ $0 >= first && $0.year <= 9998 }) ?? true else {
            throw LedgerError(.refused, .noExpectedSpan(SafeText(name)))
        }
        guard (0...180).contains(tolerance) else { throw LedgerError(.refused, .noTolerance(tolerance)) }
        for word in words { try PersonalText.check(word) }
        guard words.allSatisfy({ !FoldedText($0).isEmpty }) else { throw LedgerError(.refused, .noWords) }
    }
}
