public import Text

/// How often something comes, and on which day. A day that a month has not is the month's last.
public enum Rhythm: Sendable, Hashable {
    /// On the first day of the expectation, and never again.
    case once
    /// Each week on a weekday; 0 is Monday.
    case weekly(weekday: Int)
    /// On a day (1...31) of each month, of each third month and so on: `every` is one of `Rhythm.months`.
    case monthly(day: Int, every: Int = 1)
    /// Once a year.
    case yearly(month: Int, day: Int)

    /// Every how many months something may come. Few enough that all their shares of a month add up exactly.
    public static let months = Set(1...12).union([18, 24, 36, 48, 60])

    /// Whether its days exist.
    public var isSound: Bool {
        switch self {
        case .once: true
        case .weekly(let weekday): (0...6).contains(weekday)
        case .monthly(let day, let every): (1...31).contains(day) && Rhythm.months.contains(every)
        // 29 February is a day of leap years, and clamped in others.
        case .yearly(let month, let day): CivilDate(year: 2024, month: month, day: day) != nil
        }
    }

    /// As it is stored and typed: `once`, `weekly 2`, `monthly 5`, `monthly 31/3`, `yearly 02-29`.
    public var text: String {
        switch self {
        case .once: "once"
        case .weekly(let weekday): "weekly \(weekday)"
        case .monthly(let day, let every): every == 1 ? "monthly \(day)" : "monthly \(day)/\(every)"
        case .yearly(let month, let day):
            "yearly " + (month < 10 ? "0" : "") + "\(month)-" + (day < 10 ? "0" : "") + "\(day)"
        }
    }

    /// Reads what somebody typed: `text`, or the same in French (`mensuel 5`, `hebdomadaire 2`, `annuel 06-30`, `une fois`).
    public init?(typed: String) {
        let words = typed.lowercased().split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        if words == ["une", "fois"] {
            self = .once
        } else {
            let english = ["mensuel": "monthly", "hebdomadaire": "weekly", "annuel": "yearly"][first] ?? first
            self.init(text: ([english] + words.dropFirst()).joined(separator: " "))
        }
    }

    /// Reads `text`; nil for what is no rhythm.
    public init?(text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        func numbers(_ sign: Character) -> [Int] {
            guard words.count == 2, words[1].allSatisfy({ $0.isASCII && ($0.isNumber || $0 == sign) }) else {
                return []
            }
            let parts = words[1].split(separator: sign, omittingEmptySubsequences: false)
            let read = parts.compactMap { $0.count <= 2 ? Int($0) : nil }
            return read.count == parts.count ? read : []
        }
        let rhythm: Rhythm
        switch (words.first ?? "", numbers(words.first == "yearly" ? "-" : "/")) {
        case ("once", _) where words.count == 1: rhythm = .once
        case ("weekly", let parts) where parts.count == 1: rhythm = .weekly(weekday: parts[0])
        case ("monthly", let parts) where parts.count == 1: rhythm = .monthly(day: parts[0])
        case ("monthly", let parts) where parts.count == 2: rhythm = .monthly(day: parts[0], every: parts[1])
        case ("yearly", let parts) where parts.count == 2: rhythm = .yearly(month: parts[0], day: parts[1])
        default: return nil
        }
        guard rhythm.isSound else { return nil }
        self = rhythm
    }
}

extension Rhythm {
    /// The days of a span on which it comes.
    /// - Parameters:
    ///   - first: no day is before it; where every third month is meant, it is counted from the first day on or after.
    ///   - span: both ends count.
    public func days(from first: CivilDate, in span: ClosedRange<CivilDate>) -> [CivilDate] {
        guard isSound, (1...9998).contains(first.year), span.upperBound.year >= 1 else { return [] }
        let last = span.upperBound.year > 9999 ? CivilDate(daysSinceEpoch: 2_932_896) : span.upperBound
        let start = max(first, span.lowerBound)
        guard start <= last else { return [] }
        switch self {
        case .once: return start == first ? [first] : []
        case .weekly(let weekday):
            let begin = start.adding(days: (weekday - start.weekday + 7) % 7)
            return stride(from: begin.daysSinceEpoch, through: last.daysSinceEpoch, by: 7)
                .map { CivilDate(daysSinceEpoch: $0) }
        case .monthly(let day, let every):
            return Rhythm.days(Rhythm.month(of: first, day), day, every, start, last)
        case .yearly(let month, let day):
            let year = Rhythm.day(day, first.year * 12 + month - 1) >= first ? first.year : first.year + 1
            return Rhythm.days(year * 12 + month - 1, day, 12, start, last)
        }
    }

    /// The day after `day` on which it comes again. What comes once is given a month.
    func following(_ day: CivilDate) -> CivilDate {
        switch self {
        case .once: day.adding(months: 1)
        case .weekly: day.adding(days: 7)
        case .monthly(let wanted, let every): Rhythm.day(wanted, day.year * 12 + day.month - 1 + every)
        case .yearly(let month, let wanted): Rhythm.day(wanted, (day.year + 1) * 12 + month - 1)
        }
    }

    /// Months are counted from the year 0.
    private static func days(
        _ firstMonth: Int, _ day: Int, _ every: Int, _ start: CivilDate, _ last: CivilDate
    ) -> [CivilDate] {
        let gap = max(0, start.year * 12 + start.month - 1 - firstMonth)
        let begin = firstMonth + (gap + every - 1) / every * every
        return stride(from: begin, through: last.year * 12 + last.month - 1, by: every)
            .map { Rhythm.day(day, $0) }.filter { $0 >= start && $0 <= last }
    }

    /// The month of the first such day on or after `date`.
    private static func month(of date: CivilDate, _ day: Int) -> Int {
        let month = date.year * 12 + date.month - 1
        return Rhythm.day(day, month) >= date ? month : month + 1
    }

    private static func day(_ day: Int, _ month: Int) -> CivilDate {
        CivilDate(
            daysSinceEpoch: CivilDate.daysSinceEpoch(
                year: month / 12, month: month % 12 + 1, day: min(day, CivilDate.length(of: month % 12 + 1, month / 12))
            ))
    }
}
