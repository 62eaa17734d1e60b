import Glibc

/// Days of the calendar where this machine stands, numbered: 0 is 1970-01-01.
public struct LocalDay: Sendable, Hashable, Comparable {
    public var number: Int

    public init(number: Int) { self.number = number }

    /// The day on which a moment falls (`localtime_r`).
    public init(_ moment: Moment) {
        let seconds = moment.microseconds / 1_000_000 - (moment.microseconds % 1_000_000 < 0 ? 1 : 0)
        var time = time_t(seconds)
        var fields = unsafe tm()
        unsafe localtime_r(&time, &fields)
        let local = unsafe seconds + Int64(fields.tm_gmtoff)
        number = Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
    }

    /// 0 is Monday.
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 }

    public static func < (left: LocalDay, right: LocalDay) -> Bool { left.number < right.number }

    public func adding(_ days: Int) -> LocalDay { LocalDay(number: number + days) }

    /// The moment on this day at which a clock shows that many seconds since midnight (`mktime`); where clocks jump over
    /// it, as near as there is one.
    public func at(_ secondsOfDay: Int) -> Moment {
        var noon = time_t(number * 86_400)
        var fields = unsafe tm()
        unsafe gmtime_r(&noon, &fields)
        unsafe fields.tm_hour = Int32(secondsOfDay / 3600)
        unsafe fields.tm_min = Int32(secondsOfDay / 60 % 60)
        unsafe fields.tm_sec = Int32(secondsOfDay % 60)
        unsafe fields.tm_isdst = -1
        return unsafe Moment(seconds: Int64(mktime(&fields)))
    }

    /// `11-24`: month and day.
    public var short: String { at(43_200).formatted("%m-%d") }
}
