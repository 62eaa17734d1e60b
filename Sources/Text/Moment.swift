import Glibc

/// A point in time: whole microseconds since 1970-01-01T00:00:00Z. Stored in UTC, shown in the site's zone.
public struct Moment: Sendable, Hashable, Comparable, Codable {
    /// Microseconds since the Unix epoch.
    public let microseconds: Int64

    /// A moment from microseconds since the Unix epoch.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// A moment from whole seconds since the Unix epoch.
    public init(seconds: Int64) {
        let (product, isTooMuch) = seconds.multipliedReportingOverflow(by: 1_000_000)
        microseconds = isTooMuch ? (seconds < 0 ? .min : .max) : product
    }

    /// The system's wall clock (`clock_gettime(CLOCK_REALTIME)`).
    public static var now: Moment {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// Seconds from `earlier` to this moment. Negative when `earlier` is later.
    public func seconds(since earlier: Moment) -> Double {
        let (difference, isTooMuch) = microseconds.subtractingReportingOverflow(earlier.microseconds)
        guard isTooMuch else { return Double(difference) / 1_000_000 }
        return (Double(microseconds) - Double(earlier.microseconds)) / 1_000_000
    }

    /// This moment moved by `seconds`: as far as there are moments. Not moved by what is not a number.
    public func adding(seconds: Double) -> Moment {
        guard !seconds.isNaN else { return self }
        let step = Int64(max(-9e18, min(9e18, seconds * 1_000_000)))
        let (sum, isTooMuch) = microseconds.addingReportingOverflow(step)
        return Moment(microseconds: isTooMuch ? (step < 0 ? .min : .max) : sum)
    }

    public static func < (left: Moment, right: Moment) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension Moment {
    /// ISO 8601 with the zone of the process (`TZ`): `2026-11-24T06:03:28+01:00`.
    public var iso8601: String {
        let zone = formatted("%z")
        return formatted("%Y-%m-%dT%H:%M:%S") + zone.prefix(3) + ":" + zone.suffix(2)
    }

    /// The local time of day, minutes: `06:03`.
    public var clock: String { formatted("%H:%M") }

    /// The local date and time to the second: `2026-11-24 06:03:28`.
    public var dateAndTime: String { formatted("%Y-%m-%d %H:%M:%S") }

    /// The local time as short as it is clear beside `now`, in eleven cells: `06:03:28` of today, `11-23 06:03` of this
    /// year, else `2025-11-23`.
    public func short(beside now: Moment) -> String {
        if formatted("%Y-%m-%d") == now.formatted("%Y-%m-%d") { return formatted("%H:%M:%S") }
        return formatted(formatted("%Y") == now.formatted("%Y") ? "%m-%d %H:%M" : "%Y-%m-%d")
    }

    /// This moment in the zone of the process, by `strftime`.
    public func formatted(_ format: String) -> String {
        var seconds = time_t(microseconds.quotientFlooringMillion)
        var fields = unsafe tm()
        unsafe localtime_r(&seconds, &fields)
        var buffer = [CChar](repeating: 0, count: 128)
        let count = unsafe strftime(&buffer, buffer.count, format, &fields)
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension Int64 {
    fileprivate var quotientFlooringMillion: Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
