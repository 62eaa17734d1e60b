public import Text

/// How often a service was asked on a day whether it works, and how often it answered.
public struct HealthDay: Sendable, Hashable {
    public let day: CivilDate
    public var asked: Int
    public var answered: Int

    public init(_ day: CivilDate, asked: Int, answered: Int) {
        (self.day, self.asked, self.answered) = (day, asked, answered)
    }
}

/// The share of the minutes of some days in which a service answered.
///
/// Each minute of a day counts: one in which nobody asked is one in which the machine was off, so it is lost. A day on
/// which nobody asked at all is not known and left out; so is a first day that was not asked about from its beginning.
public struct Availability: Sendable, Hashable {
    public let answered: Int
    public let minutes: Int

    /// Nil unless nine days of ten are known.
    /// - Parameters:
    ///   - days: what is known, in any order.
    ///   - until: the last day that counts; it and `from` are over.
    public init?(_ days: [HealthDay], from: CivilDate, until: CivilDate, clock: SiteClock) {
        guard from <= until else { return nil }
        let first = days.map(\.day).min()
        let known = days.filter { day in
            let isWhole = day.day != first || day.asked >= clock.minutes(of: day.day) - 1
            return (from...until).contains(day.day) && day.asked > 0 && isWhole
        }
        guard !known.isEmpty, known.count * 10 >= (until.daysSinceEpoch - from.daysSinceEpoch + 1) * 9 else {
            return nil
        }
        minutes = known.reduce(0) { $0 + clock.minutes(of: $1.day) }
        answered = min(minutes, known.reduce(0) { $0 + $1.answered })
    }

    /// Hundredths of a percent, rounded down: nothing but all of it is 100 %.
    public var hundredths: Int { answered * 10_000 / minutes }
}

extension SiteClock {
    /// 1,440, and an hour more or less when the clocks change.
    func minutes(of day: CivilDate) -> Int {
        max(1, Int((end(of: day).microseconds - end(of: day.adding(days: -1)).microseconds) / 60_000_000))
    }
}
