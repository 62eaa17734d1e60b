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
        (year, month, day) = CivilTime.date(ofDay: Int(days))
    }

    var hour: Int { Int(microseconds / 3_600_000_000) }

    /// Days since 1970-01-01.
    var dayNumber: Int { CivilTime.dayNumber(year, month, day) }

    /// Year and week of ISO 8601: weeks begin on Monday and belong to the year of their Thursday.
    var week: (year: Int, number: Int) {
        let weekday = ((dayNumber + 3) % 7 + 7) % 7
        let thursday = CivilTime.date(ofDay: dayNumber - weekday + 3)
        let first = CivilTime.dayNumber(thursday.year, 1, 1)
        return (thursday.year, (dayNumber - weekday + 3 - first) / 7 + 1)
    }

    /// That long ago, as Go's `AddDate` counts: a day that a month does not have runs over into the next.
    func before(_ span: Retention.Span) -> Moment {
        let months = year * 12 + (month - 1) - span.years * 12 - span.months
        let (year, month) = (months >= 0 ? months / 12 : (months - 11) / 12, (months % 12 + 12) % 12)
        let days = CivilTime.dayNumber(year, month + 1, 1) + day - 1 - span.days
        return Moment(
            microseconds: Int64(days) * CivilTime.perDay + microseconds - Int64(offset) * 1_000_000
                - Int64(span.hours) * 3_600_000_000)
    }

    /// Howard Hinnant's `civil_from_days` and `days_from_civil`.
    private static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        return (
            year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9,
            ofYear - (153 * month + 2) / 5 + 1
        )
    }

    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let ofEra = year - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    }
}
