public import Text

/// One time that something is expected, and what became of it.
public struct Occurrence: Sendable, Hashable {
    /// The expectation's id.
    public let expectation: Int
    public let day: CivilDate
    public internal(set) var state: State

    /// What is known of an occurrence on a day.
    public enum State: Sendable, Hashable {
        /// Its day is further away than the tolerance.
        case toCome
        /// It may come any day now.
        case due
        /// Received or paid by an entry, with an expected amount.
        case settled(Settlement)
        /// There is an entry, but not of the amount that was expected.
        case differing(Settlement)
        /// Past its tolerance, by so many days after its day.
        case late(days: Int)
        /// A whole period late, or what comes after it is there.
        case missing(days: Int)
    }

    /// The entry of an occurrence.
    public struct Settlement: Sendable, Hashable {
        public let entry: Int
        public let date: CivilDate
        /// Positive.
        public let amount: Money
        /// Whether the user said so.
        public let isLinked: Bool
    }

    /// The entry, where there is one.
    public var settlement: Settlement? {
        switch state {
        case .settled(let settlement), .differing(let settlement): settlement
        case .toCome, .due, .late, .missing: nil
        }
    }

    /// Whether somebody has to look at it.
    public var isAlarming: Bool {
        switch state {
        case .late, .missing, .differing: true
        case .toCome, .due, .settled: false
        }
    }
}

/// That an entry belongs to an occurrence, because the user says so.
public struct OccurrenceLink: Sendable, Hashable, Codable {
    public let expectation: Int
    public let day: CivilDate
    public let entry: Int

    public init(expectation: Int, day: CivilDate, entry: Int) {
        self.expectation = expectation
        self.day = day
        self.entry = entry
    }
}

/// What matching needs of an entry.
public struct BookedEntry: Sendable, Hashable {
    public let number: Int
    public let date: CivilDate
    public let label: String
    public let postings: [Posting]

    public init(number: Int, date: CivilDate, label: String, postings: [Posting]) {
        self.number = number
        self.date = date
        self.label = label
        self.postings = postings
    }

    /// What came from or went to accounts whose numbers begin so, positive in the direction that is asked for.
    func amount(_ account: String, _ direction: MoneyDirection, _ currency: Currency) -> Int {
        let sum = postings.reduce(0) { sum, posting in
            posting.account.hasPrefix(account) && posting.amount.currency == currency ? sum + posting.amount.minor : sum
        }
        return direction == .income ? -sum : sum
    }
}
