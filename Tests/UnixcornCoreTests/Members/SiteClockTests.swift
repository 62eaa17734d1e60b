import Foundation
import Testing

@testable import UnixcornCore

@Suite("The clock of the members")
struct SiteClockTests {
    private static func clock(_ zone: String) throws -> SiteClock {
        SiteClock(zone: try #require(TimeZone(identifier: zone)))
    }

    private static func moment(_ text: String) throws -> Moment { try #require(Moment(rfc3339: text)) }

    /// A sign of life, months, zone, and the first moment at which the months are over.
    static let edges: [(String, Int, String, String)] = [
        // The same number a month later, with its whole last day.
        ("2026-03-15T12:00:00Z", 1, "Europe/Paris", "2026-04-15T22:00:00Z"),
        ("2026-01-15T00:00:00Z", 1, "Europe/Paris", "2026-02-15T23:00:00Z"),
        // 31 January: the last of February, of a leap year too.
        ("2026-01-31T10:00:00Z", 1, "Europe/Paris", "2026-02-28T23:00:00Z"),
        ("2028-01-31T10:00:00Z", 1, "Europe/Paris", "2028-02-29T23:00:00Z"),
        ("2028-01-30T10:00:00Z", 1, "Europe/Paris", "2028-02-29T23:00:00Z"),
        ("2026-01-29T10:00:00Z", 1, "Europe/Paris", "2026-02-28T23:00:00Z"),
        ("2100-01-31T10:00:00Z", 1, "UTC", "2100-03-01T00:00:00Z"),
        ("2000-01-31T10:00:00Z", 1, "UTC", "2000-03-01T00:00:00Z"),
        // 28 February is 28 March, and 29 February a year later the 28th.
        ("2026-02-28T10:00:00Z", 1, "Europe/Paris", "2026-03-28T23:00:00Z"),
        ("2028-02-29T10:00:00Z", 12, "Europe/Paris", "2029-02-28T23:00:00Z"),
        ("2026-03-31T10:00:00Z", 1, "Europe/Paris", "2026-04-30T22:00:00Z"),
        ("2026-08-31T10:00:00Z", 1, "Europe/Paris", "2026-09-30T22:00:00Z"),
        ("2026-12-31T10:00:00Z", 1, "Europe/Paris", "2027-01-31T23:00:00Z"),
        ("2026-12-31T10:00:00Z", 2, "Europe/Paris", "2027-02-28T23:00:00Z"),
        ("2026-10-31T10:00:00Z", 13, "Europe/Paris", "2027-11-30T23:00:00Z"),
        // Clocks go forward on 2026-03-29 and back on 2026-10-25 in Paris.
        ("2026-02-28T22:30:00Z", 1, "Europe/Paris", "2026-03-28T23:00:00Z"),
        ("2026-03-28T23:30:00Z", 1, "Europe/Paris", "2026-04-29T22:00:00Z"),
        ("2026-02-28T23:30:00Z", 1, "Europe/Paris", "2026-04-01T22:00:00Z"),
        ("2026-09-25T10:00:00Z", 1, "Europe/Paris", "2026-10-25T23:00:00Z"),
        ("2026-09-24T10:00:00Z", 1, "Europe/Paris", "2026-10-24T22:00:00Z"),
        ("2026-10-25T00:30:00Z", 1, "Europe/Paris", "2026-11-25T23:00:00Z"),
        ("2026-10-25T01:30:00Z", 1, "Europe/Paris", "2026-11-25T23:00:00Z"),
        // The last second of a day in Paris, and the first of the next.
        ("2026-06-15T21:59:59Z", 1, "Europe/Paris", "2026-07-15T22:00:00Z"),
        ("2026-06-15T22:00:00Z", 1, "Europe/Paris", "2026-07-16T22:00:00Z"),
        // Paydays: a gift of every Wednesday keeps an account from Wednesday to the month's end and more.
        ("2026-04-29T08:00:00Z", 1, "Europe/Paris", "2026-05-29T22:00:00Z"),
        ("2026-09-30T08:00:00Z", 1, "Europe/Paris", "2026-10-30T23:00:00Z"),
        // Midnight that is jumped over (São Paulo, 2018-11-04) ends the day when clocks show one.
        ("2018-10-03T15:00:00Z", 1, "America/Sao_Paulo", "2018-11-04T03:00:00Z"),
        // Midnight that is shown twice (the Azores, 2026-10-25, one o'clock back to midnight): the second one.
        ("2026-09-24T15:00:00Z", 1, "Atlantic/Azores", "2026-10-25T01:00:00Z"),
        // No months at all: the end of the day itself.
        ("2026-05-05T10:00:00Z", 0, "Europe/Paris", "2026-05-05T22:00:00Z"),
    ]

    @Test("months end where the table says", arguments: SiteClockTests.edges)
    func edge(_ start: String, _ months: Int, _ zone: String, _ end: String) throws {
        let found = try Self.clock(zone).deadline(after: try Self.moment(start), months: months)
        #expect(found == (try Self.moment(end)), "\(found.formatted("%FT%T"))")
    }

    @Test("four and five Wednesdays in a month")
    func paydays() throws {
        func wednesdays(_ year: Int, _ month: Int) throws -> Int {
            let first = try #require(CivilDate(year: year, month: month, day: 1))
            return (0..<CivilDate.length(of: month, year)).filter { first.adding(days: $0).weekday == 2 }.count
        }
        #expect(try wednesdays(2026, 4) == 5)
        #expect(try wednesdays(2026, 2) == 4)
        #expect(try (1...12).map { try wednesdays(2026, $0) }.reduce(0, +) == 52)
    }

    @Test("days and numbers are each other's way back, for four thousand years")
    func days() throws {
        var before = CivilDate(daysSinceEpoch: -800_001)
        for number in -800_000...800_000 {
            let day = CivilDate(daysSinceEpoch: number)
            guard day.daysSinceEpoch == number, before < day else {
                Issue.record("\(day.iso8601) is \(day.daysSinceEpoch), not \(number)")
                return
            }
            before = day
        }
        #expect(CivilDate(daysSinceEpoch: 0).iso8601 == "1970-01-01")
        #expect(CivilDate(iso8601: "2026-02-29") == nil)
        #expect(CivilDate(iso8601: "2028-02-29") != nil)
        #expect(CivilDate(iso8601: "2028-2-29") == nil)
    }

    @Test("more life never ends sooner")
    func monotone() throws {
        let clock = try Self.clock("Europe/Paris")
        var last = Moment(microseconds: .min)
        for hour in 0..<(366 * 24 * 2) {
            let end = clock.deadline(after: Moment(seconds: 1_767_225_600 + Int64(hour) * 3600), months: 1)
            #expect(end >= last)
            last = end
        }
    }
}
