import Foundation
import GRDB
import TestSupport
import Testing
import Text

@testable import Ledger

@Suite("Nothing is taken twice")
struct ImportOverlapTests {
    let fixture: ImportFixture
    init() throws { fixture = try ImportFixture() }

    /// A form of file, and what makes two of its lines the same.
    enum Form: String, CaseIterable {
        case csv, ofx
        case ofxWithoutIdentifiers, ofxWithOneIdentifier, ofxWithRepeatedIdentifiers

        func lines(_ lines: [StatementLine]) -> [StatementLine] {
            lines.enumerated().map { place, line in
                var line = line
                switch self {
                case .ofxWithoutIdentifiers, .csv: line.identifier = nil
                case .ofxWithOneIdentifier: line.identifier = "NONREF"
                case .ofxWithRepeatedIdentifiers: line.identifier = "R\(place % 7)"
                case .ofx: break
                }
                return line
            }
        }

        func text(_ lines: some Sequence<StatementLine>) -> String {
            self == .csv ? ImportFixture.csv(lines) : ImportFixture.ofx(lines)
        }
    }

    @Test("the same file twice", arguments: Form.allCases)
    func twice(_ form: Form) throws {
        try fixture.book.add(StatementRule("n°", to: "606", direction: .outgoing))
        let text = form.text(form.lines(ImportFixture.lines(40, until: fixture.today)))
        let first = try fixture.take(text)
        #expect(first.added == 40 && first.leftOut == 0)
        let (lines, head) = (try fixture.book.statementLines(), try fixture.book.head().number)
        let preview = try fixture.preview(text)
        #expect(preview.parts[0].taken != nil && preview.parts[0].count { $0 == .known } == 40)
        let second = try fixture.take(text)
        #expect(second.added == 0 && second.known == 40 && second.entries.isEmpty)
        #expect(try fixture.book.statementLines() == lines && fixture.book.head().number == head)
        #expect(try fixture.book.verify().faults.isEmpty)
    }

    @Test("every beginning and every end of a file of 40 lines, in both orders", arguments: Form.allCases)
    func windows(_ form: Form) throws {
        let lines = form.lines(ImportFixture.lines(40, until: fixture.today))
        func statement(_ lines: ArraySlice<StatementLine>) -> BankStatement {
            BankStatement(
                format: form == .csv ? .csv : .ofx, bank: form == .csv ? nil : "1/2", currency: .euro,
                lines: Array(lines))
        }
        let digest = try Book.digest([1, 2, 3])
        let (book, today) = (fixture.book, fixture.today)
        func take(_ window: ArraySlice<StatementLine>, _ database: Database) throws {
            let parts = try Book.parts([statement(window)], ["512"], digest, false, today, database)
            _ = try book.book(ImportPreview(name: "x", digest: digest, parts: parts), today, fixture.base.now, database)
        }
        var (wrong, pairs): ([String], Int) = ([], 0)
        // What two lines have in common that are one.
        func keys(_ lines: ArraySlice<StatementLine>) -> [String: Int] {
            Dictionary(
                lines.map { ("\($0.day) \($0.amount.minor) \($0.identifier ?? $0.label)", 1) }, uniquingKeysWith: +)
        }
        func check(_ one: ArraySlice<StatementLine>, _ two: ArraySlice<StatementLine>, _ database: Database) throws {
            try take(two, database)
            let sql = "SELECT count(*), coalesce(sum(amount), 0) FROM statement_line"
            let row = try #require(try Row.fetchOne(database, sql: sql))
            let most = keys(one).merging(keys(two), uniquingKeysWith: max)
            let isWhole = most == keys(lines[...])
            if row[0] != most.values.reduce(0, +) || (isWhole && row[1] != lines.reduce(0) { $0 + $1.amount.minor }) {
                wrong.append("\(one.indices) \(two.indices): \(row)")
            }
            pairs += 1
        }
        try book.queue.writeWithoutTransaction { database in
            // The two forms that banks write at every place, their odd kin at every third.
            for place in stride(from: 0, through: 40, by: form == .csv || form == .ofx ? 1 : 3) {
                let one = place % 2 == 0 ? lines[..<place] : lines[place...]
                try database.inTransaction {
                    try take(one, database)
                    for other in 0...40 {
                        try database.inSavepoint {
                            try check(one, place % 2 == 0 ? lines[other...] : lines[..<other], database)
                            return .rollback
                        }
                    }
                    return .rollback
                }
            }
        }
        #expect(pairs >= 14 * 41 && wrong.isEmpty, "\(wrong.prefix(5))")
    }

    @Test("of equal lines the book has as many as one file had")
    func equal() throws {
        let line = StatementLine(fixture.today, Money(500), "DON")
        for (count, all) in [(1, 1), (3, 3), (2, 3), (4, 4)] {
            try fixture.take(ImportFixture.csv(Array(repeating: line, count: count)))
            #expect(try fixture.book.statementLines().count == all)
        }
    }

    @Test("a label's case, accents and blanks make no other line")
    func labels() throws {
        try fixture.take("Date;Libellé;Montant\n15/11/2026;VIR  Hélène;1,00\n")
        #expect(try fixture.take("Date;Libellé;Montant\n15/11/2026;\"vir HELENE \";1,00\n").added == 0)
    }

    @Test("lines that came by the other format wait and are not booked")
    func formats() throws {
        let lines = ImportFixture.lines(40, until: fixture.today)
        try fixture.take(ImportFixture.csv(lines[..<30]))
        try fixture.book.add(StatementRule("vir", to: "471"))
        let report = try fixture.take(ImportFixture.ofx(lines))
        #expect(report.doubtful == 30 && report.entries.count == 10)
        #expect(try fixture.book.applyRules(today: fixture.today).count == 30)
        #expect(try fixture.book.statementLines(.waiting).allSatisfy { $0.twin != nil })
        #expect(try fixture.take(ImportFixture.csv(lines)).entries.isEmpty)
    }

    @Test("an identifier that comes again with another amount is asked about")
    func changed() throws {
        var line = StatementLine(fixture.today, Money(500), "DON", identifier: "A1")
        try fixture.take(ImportFixture.ofx([line]))
        line.amount = Money(600)
        try fixture.book.add(StatementRule("don", to: "7541"))
        let report = try fixture.take(ImportFixture.ofx([line]))
        #expect(report.doubtful == 1 && report.entries.isEmpty)
    }

    @Test("an entry made by hand before is not made again")
    func hand() throws {
        try fixture.base.add(fixture.base.rent(4800, fixture.today.adding(days: -2)))
        try fixture.book.add(StatementRule("loyer", to: "6135"))
        let line = StatementLine(fixture.today, Money(-4800), "LOYER", identifier: "A1")
        #expect(try fixture.preview(ImportFixture.ofx([line])).parts[0].lines[0].fate == .doubtful(.entry(1)))
        let report = try fixture.take(ImportFixture.ofx([line]))
        #expect(report.doubtful == 1 && report.entries.isEmpty)
        let id = try #require(try fixture.book.statementLines().first).id
        try fixture.book.match(line: id, with: 1)
        #expect(try fixture.book.statementLine(id).entry == 1)
    }

    @Test(
        "a book rebuilt of its journals knows what it took", arguments: [Form.csv, .ofx, .ofxWithRepeatedIdentifiers])
    func rebuilt(_ form: Form) throws {
        try fixture.book.add(StatementRule("vir", to: "471"))
        let text = form.text(form.lines(ImportFixture.lines(40, until: fixture.today)))
        let first = try fixture.take(text)
        let journals = try fixture.book.years().map { (name: "\($0)", text: try fixture.book.journal(of: $0)) }
        let other = try Book.rebuild(fixture.base.folder.path + "/other", from: journals)
        try other.add(StatementRule("vir", to: "471"))
        let preview = try other.preview(
            Array(text.utf8), name: "x", into: ImportTarget(account: "512"), today: fixture.today)
        #expect(try other.take(preview, today: fixture.today).entries.isEmpty)
        #expect(try other.statementLines(.booked).count == first.entries.count)
    }

    @Test("killed in the middle of it, the book is as it was before")
    func killed() throws {
        try fixture.base.add(fixture.base.rent())
        try fixture.book.add(StatementRule("vir", to: "471"))
        let preview = try fixture.preview(ImportFixture.ofx(ImportFixture.lines(3000, until: fixture.today)))
        let copy = fixture.base.folder.path + "/copy"
        try fixture.book.write { database in
            // So little memory that half of it is in the file already.
            try database.execute(sql: "PRAGMA cache_size = 5")
            _ = try fixture.book.take(preview, fixture.today, fixture.base.now, database)
            try FileManager.default.copyItem(atPath: fixture.book.folder, toPath: copy)
        }
        let size = { (folder: String) in
            try FileManager.default.attributesOfItem(atPath: folder + "/book.db")[.size] as? Int
        }
        #expect(try (size(copy) ?? 0) > 500_000, "nothing was on the disk yet")
        let book = try Book(copy)
        #expect(try book.head().number == 1 && book.statementLines().isEmpty)
        #expect(try book.verify().faults.isEmpty)
        #expect(try fixture.book.head().number == 3001)
    }

    @Test("a preview of a book that changed since is refused, and nothing is taken")
    func stale() throws {
        let text = ImportFixture.csv(ImportFixture.lines(10, until: fixture.today))
        let preview = try fixture.preview(text)
        try fixture.take(text)
        #expect(throws: LedgerError.self) { try fixture.book.take(preview, today: fixture.today) }
        #expect(try fixture.book.statementLines().count == 10)
    }
}
