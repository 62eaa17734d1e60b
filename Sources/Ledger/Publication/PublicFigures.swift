public import Text

/// A month of a year.
public struct PublicMonth: Sendable, Hashable, Comparable, Codable {
    public let year: Int
    /// 1 to 12.
    public let month: Int

    /// The month of a day.
    public init(_ day: CivilDate) { (year, month) = (day.year, day.month) }

    /// `2026-11`.
    public var text: String { String(first.iso8601.prefix(7)) }

    var first: CivilDate { CivilDate(year: year, month: month, day: 1) ?? CivilDate(daysSinceEpoch: 0) }
    var last: CivilDate { first.adding(months: 1).adding(days: -1) }

    public static func < (left: PublicMonth, right: PublicMonth) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }
}

/// The numbers of one service. There is no field for a person, and none for text.
public struct ServiceFigures: Sendable, Hashable, Codable {
    /// The service they belong to: `key` of its fields.
    public var key: String
    /// Accounts at the end of the last month.
    public var accounts: Int?
    /// Visits of people in each month of the figures, from the first one on; nil where nobody counted.
    public var visits: [Int?]
    /// How long it answered, in hundredths of a percent: 9_995 is 99.95 %.
    public var uptime: Int?

    public init(key: String, accounts: Int? = nil, visits: [Int?] = [], uptime: Int? = nil) {
        (self.key, self.accounts, self.visits, self.uptime) = (key, accounts, visits, uptime)
    }
}

/// What a site publishes about some months: one set of numbers for all the files.
public struct PublicFigures: Sendable, Hashable, Codable {
    /// Amounts of one kind in one currency: a cell a month, positive both ways.
    public struct Row: Sendable, Hashable, Codable {
        public let kind: PublicKind
        public let currency: Currency
        /// Smallest units.
        public var amounts: [Int]
    }

    public let months: [PublicMonth]
    public let rows: [Row]
    public var services: [ServiceFigures]

    var currencies: [Currency] { Set(rows.map(\.currency)).sorted() }

    /// Rows of one side and currency.
    func rows(isIncome: Bool, _ currency: Currency) -> [Row] {
        rows.filter { $0.kind.isIncome == isIncome && $0.currency == currency }
    }

    /// Visits of a service, a cell a month.
    func visits(_ service: ServiceFigures) -> [PublishedCount] {
        months.indices.map { PublishedCount($0 < service.visits.count ? service.visits[$0] : nil) }
    }
}

extension Book {
    /// The figures of some whole months: income and expenses by kind out of the book, the rest as the caller counted it.
    /// - Parameters:
    ///   - from: a day of the first month.
    ///   - until: a day of the last month; at most 120 months.
    public func publicFigures(
        from: CivilDate, until: CivilDate, services: [ServiceFigures]
    ) throws(LedgerError) -> PublicFigures {
        let (first, last) = (PublicMonth(from), PublicMonth(until))
        let count = (last.year - first.year) * 12 + last.month - first.month + 1
        guard (1...120).contains(count) else { throw LedgerError(.refused, .noMonths(from, until)) }
        let months = (0..<count).map { PublicMonth(first.first.adding(months: $0)) }
        let places = Dictionary(uniqueKeysWithValues: months.enumerated().map { ($1.text, $0) })
        var cells: [PublicKind: [Currency: [Int]]] = [:]
        for sum in try self.months(["6", "7"], from: first.first, until: last.last) {
            guard let kind = PublicKind(account: sum.account), let place = places[sum.month] else { continue }
            cells[kind, default: [:]][sum.amount.currency, default: Array(repeating: 0, count: count)][place] +=
                kind.isIncome ? -sum.amount.minor : sum.amount.minor
        }
        let rows = PublicKind.allCases.flatMap { kind in
            (cells[kind] ?? [:]).sorted { $0.key < $1.key }
                .map { PublicFigures.Row(kind: kind, currency: $0.key, amounts: $0.value) }
        }
        return PublicFigures(months: months, rows: rows, services: services)
    }
}
