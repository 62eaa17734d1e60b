import Foundation
import Testing
import Text

@testable import Ledger

@Suite("The FEC of a year")
struct FiscalFileTests {
    let fixture: TwoYearBook
    init() throws { fixture = try TwoYearBook() }

    private func check(_ file: FiscalFile) throws -> (text: String, code: Int32) {
        let path = fixture.folder + "/" + file.name
        try Data(file.bytes).write(to: URL(fileURLWithPath: path))
        return try TwoYearBook.run(["/usr/bin/python3", TwoYearBook.checker, path])
    }

    private func text(_ file: FiscalFile) throws -> [String] {
        try #require(String(bytes: file.bytes, encoding: .utf8)).components(separatedBy: "\r\n")
    }

    @Test("a year of 500 random entries passes the checker", arguments: FiscalFile.Encoding.allCases, [2025, 2026])
    func passes(_ encoding: FiscalFile.Encoding, _ year: Int) throws {
        try fixture.book.add(fixture.random(500, seed: 5), today: fixture.today, now: fixture.now)
        let file = try fixture.book.fiscalFile(of: year, siren: fixture.siren, encoding: encoding)
        #expect(file.name == "732829320FEC\(year)1231.txt" && file.entries > 200)
        let found = try check(file)
        #expect(found.code == 0 && found.text.isEmpty, "\(found.text.prefix(2000))")
    }

    @Test("lines have 18 columns, commas, and the number of the entry where there is no piece")
    func columns() throws {
        try fixture.add("2026-03-05", "Loyer du serveur", ("6135", 4_805), ("512", -4_805))
        let lines = try text(fixture.book.fiscalFile(of: 2026, siren: fixture.siren, encoding: .utf8))
        #expect(lines[0] == FiscalFile.columns.joined(separator: "\t") && FiscalFile.columns.count == 18)
        #expect(
            lines[1]
                == "BQ\tBanque\t1\t20260305\t6135\tLocation de serveurs\t\t\t1\t20260305\tLoyer du serveur\t48,05\t0,00\t\t\t20270105\t\t"
        )
    }

    @Test("opening lines are the balances before, the year before closed or not, and no closing is in the file")
    func opens() throws {
        try fixture.fill()
        let open = try fixture.book.fiscalFile(of: 2026, siren: fixture.siren, encoding: .utf8)
        try fixture.close(2025, 2026)
        let closed = try fixture.book.fiscalFile(of: 2026, siren: fixture.siren, encoding: .utf8)
        #expect(open == closed)
        let opening = try text(closed).filter { $0.hasPrefix("AN\t") }.map { $0.components(separatedBy: "\t") }
        #expect(opening.map { [$0[4], $0[11], $0[12]] } == [["120", "0,00", "552,00"], ["512", "552,00", "0,00"]])
        #expect(try !text(closed).contains { $0.hasPrefix("CL\t") })
        #expect(try check(closed).code == 0)
        // What opens the next year is what the balance sheet says.
        let next = try text(fixture.book.fiscalFile(of: 2027, siren: fixture.siren, encoding: .utf8))
        let sheet = try fixture.book.balanceSheet(at: TwoYearBook.day("2026-12-31")).accounts
        #expect(next.count - 2 == sheet.count)
    }

    @Test("its debits and credits are the balances of the book, account by account")
    func agrees() throws {
        try fixture.book.add(fixture.random(500, seed: 21), today: fixture.today, now: fixture.now)
        try fixture.close(2025)
        var sums: [String: Int] = [:]
        for line in try text(fixture.book.fiscalFile(of: 2026, siren: fixture.siren, encoding: .utf8)).dropFirst() {
            let cells = line.components(separatedBy: "\t")
            guard cells.count == 18 else { continue }
            let (debit, credit) = (Int(cells[11].filter(\.isNumber)), Int(cells[12].filter(\.isNumber)))
            sums[cells[4], default: 0] += try #require(debit) - #require(credit)
        }
        let sheet = try fixture.book.balanceSheet(at: TwoYearBook.day("2026-12-31"))
        #expect(
            sums.filter { $0.value != 0 }
                == Dictionary(uniqueKeysWithValues: sheet.accounts.map { ($0.account.number, $0.amount.minor) }))
    }

    @Test("ISO 8859-15 has the euro and the ligature; what it lacks becomes what is near")
    func latin() throws {
        try fixture.add("2026-03-05", "Œuvre à 5 € — l’Ştefan 東", ("6135", 4_805), ("512", -4_805))
        let file = try fixture.book.fiscalFile(of: 2026, siren: fixture.siren)
        let path = fixture.folder + "/" + file.name
        try Data(file.bytes).write(to: URL(fileURLWithPath: path))
        let text = try TwoYearBook.run(["iconv", "-f", "ISO-8859-15", "-t", "UTF-8", path]).text
        #expect(text.contains("\tŒuvre à 5 € - l'Stefan ?\t"))
        #expect(file.replaced == 8)
        #expect(file.description(.french).contains("ISO-8859-15"))
    }

    @Test("another currency has its euros where the entry exchanges it, the last line the lost cent")
    func exchanged() throws {
        let francs = try #require(Currency(code: "CHF"))
        let draft = EntryDraft(
            try TwoYearBook.day("2026-04-01"), "Domaine .ch",
            postings: [
                Posting("512", Money(-950)), Posting("580", Money(950)), Posting("580", Money(-1_000, francs)),
                Posting("651", Money(333, francs)), Posting("627", Money(333, francs)),
                Posting("658", Money(334, francs)),
            ])
        try fixture.book.add([draft], today: fixture.today, now: fixture.now)
        let file = try fixture.book.fiscalFile(of: 2026, siren: fixture.siren, encoding: .utf8)
        let cells = try text(file).dropFirst().dropLast().map { $0.components(separatedBy: "\t") }
        #expect(
            cells.map { [$0[4], $0[11], $0[12], $0[16], $0[17]].joined(separator: " ") } == [
                "512 0,00 9,50  ", "580 9,50 0,00  ", "580 0,00 9,50 10,00 CHF", "651 3,16 0,00 3,33 CHF",
                "627 3,16 0,00 3,33 CHF", "658 3,18 0,00 3,34 CHF",
            ])
        #expect(try check(file).code == 0)
    }

    @Test("another currency without its euros is refused, with the entry")
    func refusesForeign() throws {
        let francs = try #require(Currency(code: "CHF"))
        let draft = EntryDraft(
            try TwoYearBook.day("2025-04-01"), "Don",
            postings: [Posting("512", Money(1_000, francs)), Posting("7541", Money(-1_000, francs))])
        try fixture.book.add([draft], today: fixture.today, now: fixture.now)
        for year in [2025, 2026] {
            let error = #expect(throws: LedgerError.self) {
                try fixture.book.fiscalFile(of: year, siren: fixture.siren)
            }
            #expect(error?.message.english.contains("entry 1 ") == true && error?.hint != nil)
        }
    }

    @Test("no SIREN, no name", arguments: ["", "73282932", "732829321", "000000000", "７３２８２９３２０", "73282932A"])
    func siren(_ text: String) { #expect(throws: LedgerError.self) { try Siren(text) } }

    @Test("3,000 entries are written in moments, and pass")
    func large() throws {
        try fixture.book.add(fixture.random(3_000, seed: 9), today: fixture.today, now: fixture.now)
        let clock = ContinuousClock()
        let start = clock.now
        let file = try fixture.book.fiscalFile(of: 2026, siren: fixture.siren)
        #expect(clock.now - start < .seconds(20))
        print("FEC of 3,000 entries: \(clock.now - start), \(file.lines) lines")
        #expect(try check(file).code == 0)
    }
}
