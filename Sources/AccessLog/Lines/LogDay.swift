import Text

/// A day of the calendar as the server wrote it, in the zone that it wrote it in.
public struct LogDay: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public let number: Int

    /// A day by its number since 1970-01-01.
    public init(number: Int) {
        self.number = number
    }

    /// From year, month and day; nil where there is no such day. The Gregorian calendar, year 1 to 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), let date = CivilDate(year: year, month: month, day: day) else { return nil }
        number = date.daysSinceEpoch
    }

    /// From `2026-11-29`.
    public init?(_ text: String) {
        guard let date = CivilDate(iso8601: text), date.year >= 1 else { return nil }
        number = date.daysSinceEpoch
    }

    public static func < (left: LogDay, right: LogDay) -> Bool { left.number < right.number }
}

extension LogDay: CustomStringConvertible, Codable {
    /// `2026-11-29`.
    public var description: String { CivilDate(daysSinceEpoch: number).iso8601 }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = LogDay(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a day as 2026-11-29")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
