import Glibc
import Testing
import Text

import struct Ledger.Expectation

@testable import Ledger

/// Seconds of work that this thread has done: other tests beside it do not count.
func threadSeconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec
}

@Suite("What is expected is to come, due, settled, late or missing")
struct OccurrenceTests {
    private let rent = Expectation(
        id: 1, "Loyer", .expense, .exactly(Money(4800)), account: "6135", .monthly(day: 5), first: day("2026-01-01"))
    private let year = day("2026-01-01")...day("2026-12-31")

    private func paid(_ number: Int, _ date: String, _ cents: Int = 4800, _ label: String = "Loyer du serveur")
        -> BookedEntry
    {
        BookedEntry(
            number: number, date: day(date), label: label,
            postings: [Posting("6135", Money(cents)), Posting("512", Money(-cents))])
    }

    private func given(_ number: Int, _ date: String, _ cents: Int, _ label: String) -> BookedEntry {
        BookedEntry(
            number: number, date: day(date), label: label,
            postings: [Posting("512", Money(cents)), Posting("7541", Money(-cents))])
    }

    private func state(_ entries: [BookedEntry], _ wanted: String, today: String, of other: Expectation? = nil)
        -> Occurrence.State?
    {
        Occurrence.all(of: [other ?? rent], entries: entries, in: year, today: day(today))
            .first { $0.day == day(wanted) }?.state
    }

    @Test("without an entry, the day decides")
    func days() {
        #expect(state([], "2026-03-05", today: "2026-02-27") == .toCome)
        #expect(state([], "2026-03-05", today: "2026-02-28") == .due)
        #expect(state([], "2026-03-05", today: "2026-03-10") == .due)
        #expect(state([], "2026-03-05", today: "2026-03-11") == .late(days: 6))
        #expect(state([], "2026-03-05", today: "2026-04-04") == .late(days: 30))
        #expect(state([], "2026-03-05", today: "2026-04-05") == .missing(days: 31))
    }

    @Test("what is not there when the next one is, is missing")
    func next() {
        #expect(state([paid(1, "2026-04-03")], "2026-03-05", today: "2026-04-04") == .missing(days: 30))
    }

    @Test("an entry settles the nearest occurrence")
    func settled() throws {
        let entries = [paid(7, "2026-03-09"), paid(8, "2026-04-02")]
        guard case .settled(let march)? = state(entries, "2026-03-05", today: "2026-04-10") else {
            Issue.record("not settled")
            return
        }
        #expect(march.entry == 7 && march.amount == Money(4800) && !march.isLinked)
        #expect(state(entries, "2026-04-05", today: "2026-04-10").map { "\($0)".contains("entry: 8") } == true)
    }

    @Test("an entry late by more than half a month goes to what is open, if the next one has its own")
    func late() {
        let found = Occurrence.all(
            of: [rent], entries: [paid(1, "2026-03-30"), paid(2, "2026-04-05")], in: year, today: day("2026-04-20"))
        #expect(found.first { $0.day == day("2026-03-05") }?.settlement?.entry == 1)
        #expect(found.first { $0.day == day("2026-04-05") }?.settlement?.entry == 2)
    }

    @Test("another amount is told, and gives way to an expected one")
    func amounts() {
        guard case .differing(let found)? = state([paid(1, "2026-03-05", 5000)], "2026-03-05", today: "2026-03-05")
        else {
            Issue.record("not differing")
            return
        }
        #expect(found.amount == Money(5000))
        let both = [paid(1, "2026-03-05", 500), paid(2, "2026-03-06")]
        guard case .settled(let right)? = state(both, "2026-03-05", today: "2026-03-06") else {
            Issue.record("not settled")
            return
        }
        #expect(right.entry == 2)
    }

    @Test("other accounts, directions, currencies and labels do not count")
    func others() throws {
        let francs = try #require(Currency(code: "CHF"))
        var words = rent
        words.words = ["hébergeur", "SARL"]
        let foreign = BookedEntry(
            number: 3, date: day("2026-03-05"), label: "Loyer",
            postings: [Posting("6135", Money(4800, francs)), Posting("512", Money(-4800, francs))])
        for entry in [given(1, "2026-03-05", 4800, "Don"), paid(2, "2026-03-05", -4800), foreign] {
            #expect(state([entry], "2026-03-05", today: "2026-03-05") == .due)
        }
        #expect(
            state([paid(4, "2026-03-05", 4800, "PRLV AUTRE")], "2026-03-05", today: "2026-03-05", of: words) == .due)
        let label = "PRLV HEBERGEUR-Sarl 2026"
        guard case .settled? = state([paid(5, "2026-03-05", 4800, label)], "2026-03-05", today: "2026-03-05", of: words)
        else {
            Issue.record("words with accents were not found")
            return
        }
    }

    @Test("of two expectations the one whose words are there takes the entry")
    func words() {
        let open = Expectation(
            id: 1, "Dons", .income, .open(), account: "754", .monthly(day: 5), first: day("2026-03-01"))
        let donor = Expectation(
            id: 2, "Don mensuel", .income, .exactly(Money(1000)), account: "7541", .monthly(day: 8),
            first: day("2026-03-01"), words: ["don-7f3k"])
        let found = Occurrence.all(
            of: [open, donor],
            entries: [given(1, "2026-03-05", 1000, "VIR don-7f3k"), given(2, "2026-03-09", 300, "Chèque don-abcd")],
            in: day("2026-03-01")...day("2026-03-31"), today: day("2026-03-10"))
        #expect(found.map { $0.settlement?.entry } == [2, 1])
    }

    @Test("a link of the user wins over day, account and amount")
    func links() {
        let entries = [paid(1, "2026-03-05"), given(2, "2026-06-20", 7, "x")]
        let found = Occurrence.all(
            of: [rent], entries: entries,
            links: [
                OccurrenceLink(expectation: 1, day: day("2026-02-05"), entry: 1),
                OccurrenceLink(expectation: 1, day: day("2026-02-06"), entry: 2),
                OccurrenceLink(expectation: 9, day: day("2026-02-05"), entry: 2),
            ], in: year, today: day("2026-03-05"))
        #expect(found.first { $0.day == day("2026-02-05") }?.settlement?.isLinked == true)
        #expect(found.first { $0.day == day("2026-03-05") }?.state == .due)
        #expect(found.filter { $0.settlement != nil }.count == 1)
    }

    @Test("what was ended is not expected any more")
    func ended() {
        var rent = rent
        rent.last = day("2026-02-28")
        #expect(Occurrence.all(of: [rent], entries: [], in: year, today: day("2026-12-31")).count == 2)
    }

    @Test("the answer is the same for any order of the entries and any span, and no entry is used twice")
    func deterministic() {
        var dice = SplitMix(state: 5)
        let payday = Expectation(
            id: 2, "Paie", .expense, .between(1000, 6000), account: "6", .weekly(weekday: 2), first: day("2026-01-01"))
        let entries = (1...120).map { number in
            paid(
                number, day("2026-01-01").adding(days: Int(dice.next() % 365)).iso8601,
                4000 + Int(dice.next() % 2) * 800)
        }
        let today = day("2026-12-31")
        let whole = Occurrence.all(of: [rent, payday], entries: entries, in: year, today: today)
        #expect(whole == Occurrence.all(of: [rent, payday], entries: entries.reversed(), in: year, today: today))
        let part = day("2026-05-10")...day("2026-07-20")
        #expect(
            whole.filter { part.contains($0.day) }
                == Occurrence.all(of: [rent, payday], entries: entries, in: part, today: today))
        let used = whole.compactMap { $0.settlement?.entry }
        #expect(used.count > 50 && Set(used).count == used.count)
    }

    @Test("five thousand entries of one account are matched in a moment")
    func many() {
        let entries = (1...5000).map { paid($0, day("2024-01-01").adding(days: $0 / 5).iso8601) }
        var rent = rent
        rent.words = ["loyer"]
        let start = threadSeconds()
        #expect(Occurrence.all(of: [rent], entries: entries, in: year, today: day("2026-12-31")).count == 12)
        // A debug build; quadratic work would take an hour.
        #expect(threadSeconds() - start < 30)
    }
}
