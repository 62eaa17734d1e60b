import Foundation
import Testing
import Text

@testable import Ledger

@Suite("Income statement and balance sheet")
struct StatementTests {
    let fixture: TwoYearBook
    init() throws { fixture = try TwoYearBook() }

    private func year() throws -> IncomeStatement {
        try fixture.book.incomeStatement(from: TwoYearBook.day("2026-01-01"), until: TwoYearBook.day("2026-12-31"))
    }

    @Test("a year of rent and gifts: 1.32 in, 576.00 out")
    func amounts() throws {
        try fixture.fill()
        let statement = try year()
        #expect(statement.totalIncome() == Money(132) && statement.totalExpenses() == Money(57_600))
        #expect(statement.result() == Money(-57_468))
        #expect(statement.expenses.map(\.account.number) == ["6135"])
    }

    @Test("closing a year does not empty its income statement")
    func closed() throws {
        try fixture.fill()
        let before = try year()
        try fixture.close(2025, 2026)
        #expect(try year() == before)
    }

    @Test("what is owned is what is owed, given and left over", arguments: [false, true])
    func balances(_ isClosed: Bool) throws {
        try fixture.book.add(fixture.random(500, seed: 3), today: fixture.today, now: fixture.now)
        if isClosed { try fixture.close(2025, 2026) }
        let sheet = try fixture.book.balanceSheet(at: TwoYearBook.day("2026-12-31"))
        let right = sheet.funds.total(.euro).minor + sheet.debts.total(.euro).minor + sheet.openResult().minor
        #expect(sheet.assets.total(.euro).minor == right && right != 0)
        #expect(sheet.openResult().isZero == isClosed)
        #expect((1...8).reduce(0) { $0 + sheet.ofClass($1).minor } == 0)
    }

    @Test("an overdraft is a debt, not an asset of less than nothing")
    func overdraft() throws {
        try fixture.add("2026-01-05", "Loyer", ("6135", 4_800), ("512", -4_800))
        let sheet = try fixture.book.balanceSheet(at: TwoYearBook.day("2026-12-31"))
        #expect(sheet.assets.isEmpty && sheet.debts.map(\.amount) == [Money(4_800)])
    }

    @Test("hledger comes to the same income statement and balance sheet on 500 random entries")
    func hledger() throws {
        let base = fixture.base
        try fixture.book.add(base.random(500, seed: 11), today: base.today, now: base.now)
        let all = fixture.folder + "/all.journal"
        try fixture.book.years().map { "include \(fixture.book.journalPath(of: $0))\n" }.joined()
            .write(toFile: all, atomically: true, encoding: .utf8)
        let (from, until) = (try TwoYearBook.day("2025-01-01"), try TwoYearBook.day("2025-12-31"))
        let ours = try fixture.book.incomeStatement(from: from, until: until)
        let span = ["-b", "2025-01-01", "-e", "2026-01-01"]
        #expect(
            try judged("incomestatement", all, span)
                == lines(["Revenues": ours.income, "Expenses": ours.expenses]))
        let sheet = try fixture.book.balanceSheet(at: until)
        #expect(
            try judged("balancesheet", all, ["-e", "2026-01-01"])
                == lines([
                    "Assets": sheet.accounts.filter { $0.account.kind == .asset },
                    "Liabilities": sheet.accounts.filter { $0.account.kind == .liability }.turned,
                ]))
    }

    private func lines(_ parts: [String: [Balance]]) -> [String] {
        parts.flatMap { part, balances in
            balances.map { "\(part)|\($0.account.title)|\($0.amount.plain) \($0.amount.currency.code)" }
        }.sorted()
    }

    /// What hledger says, in the same lines.
    private func judged(_ report: String, _ journal: String, _ span: [String]) throws -> [String] {
        let found = try TwoYearBook.run(
            ["hledger", "-f", journal, report, "-O", "csv", "--layout=bare", "--flat"] + span)
        #expect(found.code == 0, "\(found.text)")
        var (part, out): (String, [String]) = ("", [])
        for line in found.text.split(separator: "\n").dropFirst(2) {
            let cells = line.dropFirst().dropLast().components(separatedBy: "\",\"")
            guard cells.count == 3 else { continue }
            if cells[1].isEmpty, cells[2].isEmpty { part = cells[0] }
            guard cells[0].first?.isNumber == true, cells[2] != "0" else { continue }
            out.append("\(part)|\(cells[0])|\(cells[2]) \(cells[1])")
        }
        #expect(out.count > 40, "\(found.text)")
        return out.sorted()
    }

    @Test("a name of an account cannot end a cell or begin a tag")
    func escapes() throws {
        try fixture.book.set(try Account(number: "6136", name: "a <b> *c* [d](e)"))
        try fixture.add("2026-01-05", "x", ("6136", 1), ("512", -1))
        let page = try year().markdown(.french)
        #expect(page.contains("| 6136 | a \\<b\\> \\*c\\* \\[d\\](e) | 0,01\u{A0}€ |"), "\(page)")
    }
}
