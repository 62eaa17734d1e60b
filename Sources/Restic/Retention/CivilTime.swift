import Text

/// The calendar at some place: what a clock with this offset from UTC shows. Days by the proleptic Gregorian calendar.
struct CivilTime: Sendable, Hashable {
    var year: Int
    var month: Int
    var day: Int
    /// Microseconds since midnight.
    var microseconds: Int64
    /// Seconds east of UTC.
    var offset: Int

    private static let perDay: Int64 = 86_400_000_000

    init(_ moment: Moment, offset: Int) {
        self.offset = offset
        // Years 1 to 9999 are what a repository's text can say: sums stay far from overflow.
        let local = moment.microseconds + Int64(offset) * 1_000_000
        let days = local >= 0 ? local / CivilTime.perDay : -((CivilTime.perDay - 1 - local) / CivilTime.perDay)
        microseconds = local - days * CivilTime.perDay
        let date = CivilDate(daysSinceEpoch: Int(days))
        (year, month, day) = (date.year, date.month, date.day)
    }

    var hour: Int { Int(microseconds / 3_600_000_000) }

    /// Days since 1970-01-01.
    var dayNumber: Int { CivilDate.daysSinceEpoch(year: year, month: month, day: day) }

    /// Year and week of ISO 8601: weeks begin on Monday and belong to the year of their Thursday.
    var week: (year: Int, number: Int) {
        let weekday = ((dayNumber + 3) % 7 + 7) % 7
        let thursday = CivilDate(daysSinceEpoch: dayNumber - weekday + 3)
        let first = CivilDate.daysSinceEpoch(year: thursday.year, month: 1, day: 1)
        return (thursday.year, (dayNumber - weekday + 3 - first) / 7 + 1)
    }

    /// That long ago, as Go's `AddDate` counts: a day that a month does not have runs over into the next.
    func before(_ span: Retention.Span) -> Moment {
        let months = year * 12 + (month - 1) - span.years * 12 - span.months
        let (year, month) = (months >= 0 ? months / 12 : (months - 11) / 12, (months % 12 + 12) % 12)
        let days = CivilDate.daysSinceEpoch(year: year, month: month + 1, day: 1) + day - 1 - span.days
        return Moment(
            microseconds: Int64(days) * CivilTime.perDay + microseconds - Int64(offset) * 1_000_000
                - Int64(span.hours) * 3_600_000_000)
    }
}
