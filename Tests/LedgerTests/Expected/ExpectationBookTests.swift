import Testing
import Text

import struct Ledger.Expectation

@testable import Ledger

@Suite("A book keeps what is expected")
struct ExpectationBookTests {
    let fixture: BookFixture
    var book: Book { fixture.book }
    init() throws { fixture = try BookFixture() }

    private func rent() -> Expectation {
        Expectation(
            "Loyer du serveur", .expense, .exactly(Money(4800)), account: "6135", .monthly(day: 5),
            first: day("2026-09-01"), words: ["loyer", "serveur"])
    }

    @Test("as it was told, changed and ended")
    func keeps() throws {
        var rent = try book.expect(rent())
        let open = try book.expect(
            Expectation("Dons", .income, .open(), account: "754", .weekly(weekday: 2), first: day("2026-01-07")))
        #expect(try book.expectations() == [rent, open])
        rent.amount = .between(4000, 5000)
        rent.rhythm = .monthly(day: 31, every: 3)
        try book.change(rent)
        try book.endExpectation(rent.id, on: day("2026-12-31"))
        rent.last = day("2026-12-31")
        #expect(try book.expectations() == [rent, open])
        try book.removeExpectation(rent.id)
        #expect(try book.expectations() == [open])
    }

    @Test("what cannot be expected is refused, and says why")
    func refuses() throws {
        var account = rent(), amount = rent(), span = rent(), tolerance = rent(), words = rent(), rhythm = rent()
        var money = rent()
        account.account = "699"
        money.account = "512"
        amount.amount = .exactly(Money(0))
        span.last = day("2026-08-31")
        tolerance.tolerance = 181
        words.words = ["a\nb"]
        rhythm.rhythm = .monthly(day: 5, every: 7_000)
        for (draft, part) in [
            (account, "no account 699"), (money, "class 6 or 7"), (amount, "more than nothing"), (span, "end after"),
            (tolerance, "181"),
            (words, "one line"), (rhythm, "no rhythm"),
        ] {
            let error = #expect(throws: LedgerError.self) { try book.expect(draft) }
            #expect(error?.message.english.contains(part) == true, "\(error?.message.english ?? "-")")
        }
        #expect(throws: LedgerError.self) { try book.endExpectation(7, on: fixture.today) }
        #expect(try book.expectations().isEmpty)
    }

    @Test("rent of three months: paid, taken back, late")
    func occurrences() throws {
        let rent = try book.expect(rent())
        try fixture.add(fixture.rent(4800, day("2026-09-04")), fixture.rent(4800, day("2026-10-06")))
        let span = day("2026-09-01")...day("2026-12-31")
        let before = try book.occurrences(in: span, today: day("2026-11-12"))
        #expect(before.map { $0.settlement?.entry } == [1, 2, nil, nil])
        #expect(before[2].state == .late(days: 7) && before[3].state == .toCome)
        _ = try book.reverse(2, today: fixture.today, now: fixture.now)
        #expect(try book.occurrences(in: span, today: day("2026-11-12"))[1].state == .missing(days: 38))
        #expect(rent.id == 1)
    }

    @Test("a link is kept, moved and taken back")
    func links() throws {
        let rent = try book.expect(rent())
        try fixture.add(fixture.rent(9999, day("2026-09-30")))
        let span = day("2026-09-01")...day("2026-11-30")
        func linked() throws -> [CivilDate] {
            try book.occurrences(in: span, today: fixture.today).filter { $0.settlement?.isLinked == true }.map(\.day)
        }
        try book.link(OccurrenceLink(expectation: rent.id, day: day("2026-11-05"), entry: 1))
        #expect(try linked() == [day("2026-11-05")])
        try book.link(OccurrenceLink(expectation: rent.id, day: day("2026-09-05"), entry: 1))
        #expect(try linked() == [day("2026-09-05")])
        try book.unlinkOccurrence(entry: 1)
        #expect(try linked().isEmpty)
        for link in [
            OccurrenceLink(expectation: rent.id, day: day("2026-09-06"), entry: 1),
            OccurrenceLink(expectation: 99, day: day("2026-09-05"), entry: 1),
            OccurrenceLink(expectation: rent.id, day: day("2026-09-05"), entry: 99),
        ] { #expect(throws: LedgerError.self) { try book.link(link) } }
    }
}
