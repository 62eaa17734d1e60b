public import Foundation

extension CivilDate {
    /// Its first moment in UTC.
    var start: Moment { Moment(seconds: Int64(daysSinceEpoch) * 86_400) }
    /// The last second of the day where it ends last on Earth (UTC-12): a sign of life without a time is not later.
    var endAnywhere: Moment { Moment(seconds: Int64(daysSinceEpoch + 1) * 86_400 + 12 * 3600 - 1) }
}

/// Turns moments into days where the site stands, and days into the moments at which they end.
///
/// Whatever is doubtful is decided so that a person has more time, never less.
public struct SiteClock: Sendable, Equatable {
    public let zone: TimeZone

    /// The zone's name in the database: `Europe/Paris`.
    public var zoneName: String { zone.identifier }

    public init(zone: TimeZone) {
        self.zone = zone
    }

    /// The machine's own clock.
    public static var machine: SiteClock { SiteClock(zone: .current) }

    /// The site's zone; where none is declared, or none of that name is known, the machine's own.
    public init(_ configuration: Configuration) {
        zone = configuration.timezone.flatMap(TimeZone.init(identifier:)) ?? .current
    }

    /// The day on which a moment falls.
    public func day(of moment: Moment) -> CivilDate {
        let seconds = Self.seconds(moment)
        return CivilDate(daysSinceEpoch: Self.floored(seconds + offset(at: seconds), by: 86_400))
    }

    /// The first moment after a day. Where clocks show that midnight twice the second one; where they jump over it the
    /// later of the two that may be meant.
    public func end(of day: CivilDate) -> Moment {
        let wall = (day.daysSinceEpoch + 1) * 86_400
        let candidates = [offset(at: wall - 86_400), offset(at: wall + 86_400)].map { wall - $0 }
        let exact = candidates.filter { $0 + offset(at: $0) == wall }
        return Moment(seconds: Int64(exact.max() ?? candidates.max() ?? wall))
    }

    /// When `months` without a sign of life are over: at the end of the day with the same number.
    public func deadline(after moment: Moment, months: Int) -> Moment {
        end(of: day(of: moment).adding(months: months))
    }

    /// When `days` are over: at the end of the last one.
    public func deadline(after moment: Moment, days: Int) -> Moment {
        end(of: day(of: moment).adding(days: days))
    }

    private func offset(at seconds: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }

    private static func seconds(_ moment: Moment) -> Int { floored(Int(moment.microseconds), by: 1_000_000) }

    private static func floored(_ number: Int, by divisor: Int) -> Int {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}
