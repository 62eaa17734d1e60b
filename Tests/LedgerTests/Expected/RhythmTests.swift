import Testing
import Text

import struct Ledger.Expectation

@testable import Ledger

/// A day written in a test; a mistake in it is the epoch, which no test expects.
func day(_ text: String) -> CivilDate { CivilDate(iso8601: text) ?? CivilDate(daysSinceEpoch: 0) }

@Suite("A rhythm gives the days on which something comes")
struct RhythmTests {
    private func days(_ rhythm: Rhythm, _ first: String, _ from: String, _ until: String) -> [String] {
        rhythm.days(from: day(first), in: day(from)...day(until)).map(\.iso8601)
    }

    @Test("the 31st of a month that has none is its last day")
    func monthEnds() {
        #expect(
            days(.monthly(day: 31), "2027-12-31", "2027-12-01", "2028-05-01") == [
                "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30",
            ])
        #expect(days(.monthly(day: 30), "2026-01-01", "2026-02-01", "2026-03-01") == ["2026-02-28"])
    }

    @Test("29 February is the 28th in other years")
    func leapYears() {
        #expect(
            days(.yearly(month: 2, day: 29), "2024-02-29", "2024-01-01", "2028-12-31") == [
                "2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29",
            ])
    }

    @Test("every third month is counted from the first day that comes")
    func quarters() {
        #expect(
            days(.monthly(day: 5, every: 3), "2026-01-10", "2026-01-01", "2026-12-31") == [
                "2026-02-05", "2026-05-05", "2026-08-05", "2026-11-05",
            ])
        #expect(days(.monthly(day: 5, every: 3), "2026-01-05", "2026-06-01", "2026-08-01") == ["2026-07-05"])
    }

    @Test("what comes once comes on its first day")
    func once() {
        #expect(days(.once, "2026-03-01", "2026-01-01", "2026-12-31") == ["2026-03-01"])
        #expect(days(.once, "2026-03-01", "2026-03-02", "2026-12-31").isEmpty)
    }

    @Test("the Wednesdays of each month of fifty years are those that a calendar counts", arguments: [0, 2, 6])
    func weekdays(_ weekday: Int) {
        let first = day("2026-01-01")
        var fives = 0
        for month in 0..<600 {
            let begin = first.adding(months: month)
            let end = begin.adding(months: 1).adding(days: -1)
            // Counted by the length of the month and the weekday of its first, by Sakamoto's table.
            let table = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
            let year = begin.month < 3 ? begin.year - 1 : begin.year
            let sunday = (year + year / 4 - year / 100 + year / 400 + table[begin.month - 1] + 1) % 7
            let length = CivilDate.length(of: begin.month, begin.year)
            let wanted = (0..<length).filter { (sunday + $0 + 6) % 7 == weekday }.map { $0 + 1 }
            #expect(Rhythm.weekly(weekday: weekday).days(from: first, in: begin...end).map(\.day) == wanted)
            if wanted.count == 5 { fives += 1 }
        }
        // 50 years have 2608 or 2609 of a weekday: 600 months of four, and the rest.
        #expect(fives == 208 || fives == 209)
    }

    @Test("a month of five Wednesdays has five paydays")
    func fiveWednesdays() throws {
        let payday = Expectation(
            "Liberapay", .income, .exactly(Money(11)), account: "754", .weekly(weekday: 2), first: day("2026-01-01"))
        #expect(try #require(payday.sum(in: day("2026-04-01")...day("2026-04-30"))).least == Money(55))
        #expect(try #require(payday.sum(in: day("2026-05-01")...day("2026-05-31"))).least == Money(44))
        #expect(try #require(payday.sum(in: day("2026-01-01")...day("2026-12-31"))).most == Money(572))
    }

    @Test(
        "a rhythm is read as it is written",
        arguments: [
            Rhythm.once, .weekly(weekday: 2), .monthly(day: 5), .monthly(day: 31, every: 3), .yearly(month: 2, day: 29),
        ])
    func text(_ rhythm: Rhythm) { #expect(Rhythm(text: rhythm.text) == rhythm) }

    @Test(
        "what is no rhythm is refused",
        arguments: [
            "", "weekly", "weekly 7", "weekly -1", "monthly 0", "monthly 32", "monthly 5/7/1", "monthly 5/13",
            "monthly 5/",
            "yearly 02-30", "yearly 2", "once 3", "monthly ٥", "weekly 99999999999999999999", "monthly /3",
            "yearly 13-01",
        ])
    func noRhythm(_ text: String) { #expect(Rhythm(text: text) == nil) }

    @Test("what is typed may be French, and in capitals")
    func typed() {
        #expect(
            Rhythm(typed: "Mensuel 5") == .monthly(day: 5)
                && Rhythm(typed: " mensuel 31/3 ") == .monthly(day: 31, every: 3))
        #expect(
            Rhythm(typed: "hebdomadaire 2") == .weekly(weekday: 2)
                && Rhythm(typed: "annuel 06-30") == .yearly(month: 6, day: 30))
        #expect(
            Rhythm(typed: "une fois") == .once && Rhythm(typed: "once") == .once
                && Rhythm(typed: "monthly 5") == .monthly(day: 5))
        #expect(Rhythm(typed: "") == nil && Rhythm(typed: "mensuel") == nil && Rhythm(typed: "une") == nil)
    }

    @Test("random texts and days at the ends of time do no harm")
    func hostile() {
        var dice = SplitMix(state: 11)
        var read = 0
        for _ in 0..<5000 {
            let bytes = (0..<Int(dice.next() % 12)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
            let start = ["weekly ", "monthly ", "yearly ", ""][Int(dice.next() % 4)]
            if Rhythm(text: start + String(decoding: bytes, as: UTF8.self)) != nil { read += 1 }
        }
        #expect(read < 200)
        let far = CivilDate(daysSinceEpoch: 4_000_000_000)
        for rhythm in [Rhythm.weekly(weekday: 9), .monthly(day: 40, every: 0), .yearly(month: 99, day: 99)] {
            #expect(rhythm.days(from: day("2026-01-01"), in: day("2026-01-01")...far).isEmpty)
        }
        #expect(Rhythm.monthly(day: 5).days(from: day("9990-01-01"), in: day("9998-11-01")...far).count == 14)
        #expect(Rhythm.monthly(day: 5).days(from: far, in: far...far).isEmpty)
    }
}
