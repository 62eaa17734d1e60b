public import Text

/// Which backups stay, by restic's rules and with their exact meaning (`restic forget`, its `ExpirePolicy`).
public struct Retention: Sendable, Hashable, Codable {
    /// A length of time as restic writes it: `1y5m7d2h`.
    public struct Span: Sendable, Hashable, Codable, CustomStringConvertible {
        public var years = 0
        public var months = 0
        public var days = 0
        public var hours = 0

        public init(years: Int = 0, months: Int = 0, days: Int = 0, hours: Int = 0) {
            (self.years, self.months, self.days, self.hours) = (years, months, days, hours)
        }

        /// Nil for what is none, or more than a hundred years.
        public init?(_ text: String) {
            var number: Int?
            guard !text.isEmpty else { return nil }
            for sign in text {
                if let digit = sign.wholeNumberValue, sign.isASCII {
                    number = (number ?? 0) * 10 + digit
                    guard number ?? 0 <= 876_000 else { return nil }
                    continue
                }
                guard let value = number else { return nil }
                switch sign {
                case "y": years += value
                case "m": months += value
                case "d": days += value
                case "h": hours += value
                default: return nil
                }
                number = nil
            }
            guard number == nil, years <= 100 else { return nil }
        }

        public var isZero: Bool { self == Span() }

        public var description: String {
            [(years, "y"), (months, "m"), (days, "d"), (hours, "h")].filter { $0.0 != 0 }
                .map { "\($0.0)\($0.1)" }.joined()
        }
    }

    public var last = 0
    public var hourly = 0
    public var daily = 0
    public var weekly = 0
    public var monthly = 0
    public var yearly = 0
    public var within = Span()
    public var withinHourly = Span()
    public var withinDaily = Span()
    public var withinWeekly = Span()
    public var withinMonthly = Span()
    public var withinYearly = Span()
    /// A backup that has all tags of one of these lists stays.
    public var tags: [[String]] = []

    public init() {}

    /// Without any rule everything stays.
    public var isEmpty: Bool { self == Retention() }

    /// Whether a backup stays, and by which rules.
    public struct Verdict: Sendable {
        public var backup: Snapshot
        /// In English restic's own words: `last snapshot`, `daily within 7d`. None: it goes.
        public var words: [Phrase]
        public var reasons: [String] { words.map(\.english) }
        public var stays: Bool { !words.isEmpty }

        public init(backup: Snapshot, words: [Phrase]) {
            self.backup = backup
            self.words = words
        }
    }

    /// The verdicts on the backups of one group, newest first.
    public func verdicts(on backups: [Snapshot]) -> [Verdict] {
        let sorted = backups.sorted { ($0.time, $0.id) > ($1.time, $1.id) }
        guard !isEmpty, let latest = sorted.first else {
            return sorted.map { Verdict(backup: $0, words: [Phrase("policy is empty", "aucune règle")]) }
        }
        let newest = CivilTime(latest.time, offset: latest.utcOffset)
        var counted = countedBuckets
        var timed = timedBuckets.filter { !$0.span.isZero }
        return sorted.enumerated().map { number, backup in
            let time = CivilTime(backup.time, offset: backup.utcOffset)
            var words = tags.filter { Retention.has(backup, $0) }.map { list in
                let names = list.joined(separator: ", ")
                return Phrase("has tags [\(names)]", "étiquettes [\(names)]")
            }
            if !within.isZero, backup.time > newest.before(within) {
                words.append(Phrase("within \(within)", "depuis \(within)"))
            }
            for index in counted.indices where counted[index].left > 0 {
                let value = counted[index].period.value(time, number)
                guard value != counted[index].seen else { continue }
                counted[index].seen = value
                counted[index].left -= 1
                words.append(counted[index].words)
            }
            for index in timed.indices where backup.time > newest.before(timed[index].span) {
                let value = timed[index].period.value(time, number)
                guard value != timed[index].seen else { continue }
                timed[index].seen = value
                let (name, span) = (timed[index].words, timed[index].span)
                words.append(Phrase("\(name.english) within \(span)", "\(name.french) depuis \(span)"))
            }
            return Verdict(backup: backup, words: words)
        }
    }

    /// An empty tag stands for a backup that has none.
    private static func has(_ backup: Snapshot, _ list: [String]) -> Bool {
        for tag in list {
            if tag.isEmpty, backup.tags.isEmpty { return true }
            guard backup.tags.contains(tag) else { return false }
        }
        return true
    }

    /// The verdicts on all of a repository: restic groups by host and paths.
    public func verdictsByGroup(on backups: [Snapshot]) -> [Verdict] { groups(of: backups).flatMap { $0 } }

    /// The verdicts on all of a repository, group by group.
    public func groups(of backups: [Snapshot]) -> [[Verdict]] {
        Dictionary(grouping: backups) { [$0.hostname] + $0.paths.sorted() }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { verdicts(on: $0.value) }
    }

    private enum Period {
        case always, hour, day, week, month, year

        func value(_ time: CivilTime, _ number: Int) -> Int {
            switch self {
            case .always: number
            case .hour: time.dayNumber * 24 + time.hour
            case .day: time.dayNumber
            case .week: time.week.year * 100 + time.week.number
            case .month: time.year * 12 + time.month
            case .year: time.year
            }
        }
    }

    private var countedBuckets: [(left: Int, period: Period, seen: Int?, words: Phrase)] {
        [
            (last, .always, nil, Phrase("last snapshot", "parmi les dernières")),
            (hourly, .hour, nil, Phrase("hourly snapshot", "de l’heure")),
            (daily, .day, nil, Phrase("daily snapshot", "du jour")),
            (weekly, .week, nil, Phrase("weekly snapshot", "de la semaine")),
            (monthly, .month, nil, Phrase("monthly snapshot", "du mois")),
            (yearly, .year, nil, Phrase("yearly snapshot", "de l’année")),
        ]
    }

    private var timedBuckets: [(span: Span, period: Period, seen: Int?, words: Phrase)] {
        [
            (withinHourly, .hour, nil, Phrase("hourly", "par heure")),
            (withinDaily, .day, nil, Phrase("daily", "par jour")),
            (withinWeekly, .week, nil, Phrase("weekly", "par semaine")),
            (withinMonthly, .month, nil, Phrase("monthly", "par mois")),
            (withinYearly, .year, nil, Phrase("yearly", "par an")),
        ]
    }
}
