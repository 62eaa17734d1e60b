import Testing
import Text

@testable import Ledger

@Suite("The bank's balance beside the book's")
struct ReconciliationTests {
    let fixture: ImportFixture
    let balance = "<LEDGERBAL><BALAMT>45.50<DTASOF>20261130</LEDGERBAL>"
    init() throws { fixture = try ImportFixture() }

    private var lines: [StatementLine] {
        [(5, 10_000, "A"), (6, -4800, "B"), (7, -650, "C")].map { day, cents, label in
            StatementLine(
                CivilDate(year: 2026, month: 11, day: day) ?? fixture.today, Money(cents), label, identifier: "ID\(day)"
            )
        }
    }

    private func reconcile() throws -> Reconciliation {
        let balance = try #require(try fixture.book.statementBalances(of: "512").first)
        return try fixture.book.reconcile("512", with: balance)
    }

    @Test("all booked: they agree")
    func agrees() throws {
        for words in ["a", "b", "c"] { try fixture.book.add(StatementRule(words, to: "471")) }
        try fixture.take(ImportFixture.ofx(lines, balance: balance))
        let found = try reconcile()
        #expect(found.agrees && found.bank == Money(4550) && found.unproven.isEmpty && found.waiting.isEmpty)
    }

    @Test("a line that waits is told as the difference")
    func waits() throws {
        for words in ["a", "b"] { try fixture.book.add(StatementRule(words, to: "471")) }
        try fixture.take(ImportFixture.ofx(lines, balance: balance))
        let found = try reconcile()
        #expect(found.difference == Money(-650) && found.likelyLine?.line.label == "C")
        #expect(found.unproven.isEmpty && found.waiting.count == 1)
        _ = try fixture.book.book(line: found.waiting[0].id, to: "606", today: fixture.today)
        #expect(try reconcile().agrees)
    }

    @Test("an entry that the bank does not know is told as the difference")
    func unproven() throws {
        for words in ["a", "b", "c"] { try fixture.book.add(StatementRule(words, to: "471")) }
        try fixture.take(ImportFixture.ofx(lines, balance: balance))
        try fixture.base.add(fixture.base.rent(4811, fixture.today.adding(days: -9)))
        let found = try reconcile()
        #expect(found.difference == Money(4811) && found.likelyEntry?.number == 4 && found.waiting.isEmpty)
        _ = try fixture.book.reverse(4, today: fixture.today)
        #expect(try reconcile().agrees)
    }

    @Test("a line whose entry was taken back, and one dismissed, are told")
    func undone() throws {
        for words in ["a", "b", "c"] { try fixture.book.add(StatementRule(words, to: "471")) }
        try fixture.take(ImportFixture.ofx(lines, balance: balance))
        _ = try fixture.book.reverse(2, today: fixture.today)
        let found = try reconcile()
        #expect(found.difference == Money(-4800) && found.undone.map(\.entry) == [2] && found.likelyLine?.entry == 2)
        let id = found.undone[0].id
        try fixture.book.bringBack(line: id)
        try fixture.book.dismiss(line: id, reason: "x")
        #expect(try reconcile().dismissed.map(\.id) == [id])
    }

    @Test("an entry on the other side of the day is told")
    func shifted() throws {
        let day = try #require(CivilDate(iso8601: "2026-11-06"))
        try fixture.base.add(fixture.base.rent(4800, day.adding(days: 1)))
        try fixture.take(ImportFixture.ofx([lines[1]]))
        try fixture.book.match(line: try fixture.book.statementLines()[0].id, with: 1)
        let found = try fixture.book.reconcile("512", with: StatementBalance(day, Money(-4800)))
        #expect(found.difference == Money(-4800) && found.shifted.count == 1)
    }

    @Test("a balance from paper; the last one of a day counts")
    func paper() throws {
        for cents in [1, 2] { try fixture.book.keep(StatementBalance(fixture.today, Money(cents)), of: "512") }
        #expect(try fixture.book.statementBalances(of: "512").map(\.amount) == [Money(2)])
        #expect(try reconcile().difference == Money(2))
        #expect(throws: LedgerError.self) {
            try fixture.book.keep(StatementBalance(fixture.today, Money(1)), of: "999")
        }
    }
}
