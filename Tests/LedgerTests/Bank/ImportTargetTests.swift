import Foundation
import Testing
import Text

@testable import Ledger

@Suite("A file goes to its account and no other")
struct ImportTargetTests {
    let fixture: ImportFixture
    init() throws { fixture = try ImportFixture() }

    @Test("an OFX says its account once, and is known from then on")
    func remembers() throws {
        let text = ImportFixture.ofx(ImportFixture.lines(3, until: fixture.today))
        #expect(throws: LedgerError.self) { try fixture.preview(text, ImportTarget()) }
        try fixture.take(text)
        #expect(try fixture.preview(text, ImportTarget()).parts[0].account == "512")
        #expect(throws: LedgerError.self) { try fixture.preview(text, ImportTarget(account: "517")) }
        try fixture.book.set(bank: "42559/10000/00012345678", to: "517")
        #expect(try fixture.preview(text, ImportTarget()).parts[0].account == "517")
    }

    @Test("two accounts of a bank never go to one, and one identifier may be in both")
    func several() throws {
        let line = StatementLine(fixture.today, Money(500), "DON", identifier: "A1")
        let (one, two) = (ImportFixture.ofx([line], account: "11"), ImportFixture.ofx([line], account: "22"))
        let start = try #require(two.range(of: "<STMTTRNRS>")).lowerBound
        let end = try #require(two.range(of: "</STMTTRNRS>")).upperBound
        let place = try #require(one.range(of: "</STMTTRNRS>")).upperBound
        let both = one[..<place] + two[start..<end] + one[place...]
        let banks = ["42559/10000/11": "512", "42559/10000/22": "517"]
        #expect(throws: LedgerError.self) { try fixture.preview(String(both)) }
        #expect(throws: LedgerError.self) {
            try fixture.preview(String(both), ImportTarget(accounts: banks.mapValues { _ in "512" }))
        }
        let report = try fixture.take(String(both), ImportTarget(accounts: banks))
        #expect(report.added == 2 && report.doubtful == 0)
        #expect(try fixture.take(String(both), ImportTarget()).known == 2)
    }

    @Test("a dialect is kept with its account, and given up where it does not fit")
    func dialect() throws {
        let english = "Date,Description,Amount\n05/11/2026,A,1.00\n"
        #expect(throws: LedgerError.self) { try fixture.preview(english) }
        try fixture.take(english, ImportTarget(account: "512", hints: CSVHints(days: .dayFirst)))
        #expect(try fixture.book.dialect(of: "512")?.days == .dayFirst)
        let next = try fixture.preview("Date,Description,Amount\n06/11/2026,A,1.00\n")
        #expect(next.parts[0].isDialectKept && next.parts[0].lines[0].line.day.day == 6)
        let other = try fixture.preview("Date;Libellé;Montant\n06/11/2026;A;1,00\n")
        #expect(!other.parts[0].isDialectKept && other.parts[0].statement.dialect?.separator == ";")
        try fixture.book.set(nil, of: "512")
        #expect(throws: LedgerError.self) { try fixture.preview(english) }
    }

    @Test("sum, new sum and closing balance of a preview")
    func sums() throws {
        try fixture.take("Date;Libellé;Montant;Solde\n05/11/2026;A;1,00;1,00\n")
        let part = try fixture.preview("Date;Libellé;Montant;Solde\n05/11/2026;A;1,00;1,00\n06/11/2026;B;2,00;3,00\n")
            .parts[0]
        #expect(part.sum == Money(300) && part.newSum == Money(200))
        #expect(part.statement.balances.map(\.amount) == [Money(300)])
    }
}
