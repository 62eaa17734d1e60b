import Testing
import Text

@testable import Ledger

@Suite("A budget stands beside the year's books")
struct BudgetTests {
    let fixture: BookFixture
    var book: Book { fixture.book }
    init() throws { fixture = try BookFixture() }

    private func cost(_ account: String, _ cents: Int, _ date: String = "2026-03-01") -> EntryDraft {
        EntryDraft(day(date), "Frais", postings: [Posting(account, Money(cents)), Posting("512", Money(-cents))])
    }

    @Test("planned, done, due by now, and the share of the year")
    func lines() throws {
        try book.plan(2026, "6135", Money(57_600))
        try book.plan(2026, "754", Money(10_000))
        try fixture.add(cost("6135", 4800), cost("6135", 4800), cost("7541", -500), cost("627", 100))
        let report = try book.budget(of: 2026, today: day("2026-07-02"))
        #expect(report.daysGone == 183 && report.days == 365 && report.yearShare == 501)
        #expect(report.lines.map(\.account) == ["6135", "627", "754"])
        #expect(report.lines.map(\.done) == [Money(9600), Money(100), Money(500)])
        #expect(report.lines.map(\.share) == [166, nil, 50])
        #expect(report.lines[0].due == Money(57_600 * 183 / 365) && report.lines[1].planned == nil)
        #expect(report.lines[0].name == "Location de serveurs")
    }

    @Test("an account counts for the longest plan that its number begins with")
    func prefixes() throws {
        try book.plan(2026, "6", Money(1000))
        try book.plan(2026, "62", Money(500))
        try fixture.add(cost("627", 70), cost("6281", 30), cost("6135", 11))
        let lines = try book.budget(of: 2026, today: fixture.today).lines
        #expect(lines.map { "\($0.account) \($0.done.plain)" } == ["6 0.11", "62 1.00"])
    }

    @Test(
        "a percentage that would say nothing is not given", arguments: [(-5, nil), (1000, 10_000), (1001, nil), (0, 0)])
    func nonsense(_ cents: Int, _ share: Int?) throws {
        try book.plan(2026, "627", Money(100))
        if cents != 0 { try fixture.add(cost("627", cents)) }
        #expect(try book.budget(of: 2026, today: fixture.today).lines[0].share == share)
    }

    @Test("other years do not count; a leap year has 366 days; a plan can be taken back")
    func years() throws {
        try book.plan(2024, "627", Money(100))
        try fixture.add(cost("627", 1, "2023-12-31"), cost("627", 2, "2024-12-31"), cost("627", 4, "2025-01-01"))
        let report = try book.budget(of: 2024, today: day("2024-12-31"))
        #expect(report.lines.map(\.done) == [Money(2)] && report.days == 366 && report.yearShare == 1000)
        #expect(try book.budget(of: 2024, today: day("2023-05-01")).daysGone == 0)
        try book.plan(2024, "627", nil)
        #expect(try book.budget(of: 2024, today: fixture.today).lines.map(\.planned) == [nil])
    }

    @Test("a plan for what is neither cost nor income is refused", arguments: ["512", "", "69", "x"])
    func refuses(_ account: String) {
        #expect(throws: LedgerError.self) { try book.plan(2026, account, Money(1)) }
        #expect(throws: LedgerError.self) { try book.plan(2026, "627", Money(-1)) }
        #expect(throws: LedgerError.self) { try book.plan(1, "627", Money(1)) }
    }
}
