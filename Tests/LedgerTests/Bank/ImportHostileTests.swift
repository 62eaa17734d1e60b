import Foundation
import TestSupport
import Testing
import Text

@testable import Ledger

@Suite("Whatever the bytes, an import ends with lines or with a reason")
struct ImportHostileTests {
    /// Well-formed files with a few bytes changed, moved, repeated or taken away; and noise.
    private func broken(_ good: [UInt8], _ dice: inout SplitMix) -> [UInt8] {
        var bytes = good
        for _ in 0..<Int(1 + dice.next() % 6) where !bytes.isEmpty {
            let place = Int(dice.next() % UInt64(bytes.count))
            switch dice.next() % 5 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(Array("<>\"';,\n\r\t-/&0\u{C3}".utf8)[Int(dice.next() % 14)], at: place)
            case 3: bytes.removeSubrange(place...)
            default: bytes.insert(contentsOf: bytes[place...].prefix(40), at: Int(dice.next() % UInt64(bytes.count)))
            }
        }
        return bytes
    }

    @Test("changed files and noise")
    func bytes() throws {
        var dice = SplitMix(state: 20_261_130)
        var good = try [
            latin1(CSVDialectTests.cooperative), latin1(CSVDialectTests.general), latin1(OFXReadingTests.sgml),
        ]
        good += [Array(CSVDialectTests.bourse.utf8), Array(LiberapayFileTests.profile.utf8)]
        var (read, refused) = (0, 0)
        for round in 0..<3000 {
            let bytes =
                round % 10 == 0
                ? (0..<Int(dice.next() % 300)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
                : broken(good[round % good.count], &dice)
            _ = try? LiberapayFile.read(bytes, name: "x")
            do {
                for line in try BankStatement.read(bytes, name: "x").flatMap(\.lines) {
                    #expect(line.amount.minor.magnitude <= UInt(Money.most) && line.day.year >= 1970)
                }
                read += 1
            } catch { refused += 1 }
        }
        #expect(read > 100 && refused > 100, "\(read) \(refused)")
    }

    @Test(
        "labels that would harm a journal or a terminal are sealed harmless",
        arguments: [
            "A ; x | y", "* (1) x", "\u{1B}[31mred", "a\u{202E}b", "", "  ", ";;;", "=", "\u{301}",
            "é\u{301}\u{301}\u{301}",
        ])
    func labels(_ label: String) throws {
        let fixture = try ImportFixture()
        try fixture.book.add(StatementRule("", to: "471", direction: .outgoing))
        let line = StatementLine(fixture.today, Money(-100), label, identifier: "a b\u{1B};<\(label)")
        let part = ImportPart(
            account: "512", statement: BankStatement(format: .ofx, bank: "1", currency: .euro, lines: [line]),
            isDialectKept: false, taken: nil,
            lines: try fixture.book.read { database in
                try ImportPlanning.lines(
                    BankStatement(format: .ofx, bank: "1", currency: .euro, lines: [line]), account: "512",
                    today: fixture.today, rules: Book.ruleList(database), database)
            })
        let preview = ImportPreview(name: "x", digest: try Book.digest([1]), parts: [part])
        #expect(try fixture.book.take(preview, today: fixture.today).entries.count == 1)
        let journal = try fixture.book.journal(of: fixture.today.year)
        _ = try Book.rebuild(fixture.base.folder.path + "/other", from: [("a", journal)])
    }

    @Test("10,000 lines of one day and amount are taken in time, twice, by both formats")
    func speed() throws {
        let fixture = try ImportFixture()
        try fixture.book.add(StatementRule("don", to: "7541"))
        let lines = (0..<10_000).map {
            StatementLine(
                fixture.today.adding(days: -$0 % 3), Money(500), "VIR DON \($0 / 2)", identifier: "F2026\($0)")
        }
        // Ten times what is promised; code without optimisation has five times as long again.
        #if DEBUG
            let most = Duration.seconds(50)
        #else
            let most = Duration.seconds(10)
        #endif
        let clock = ContinuousClock()
        for (text, entries) in [(ImportFixture.csv(lines), 10_000), (ImportFixture.ofx(lines), 0)] {
            var report = ImportReport()
            let time = try clock.measure { report = try fixture.take(text) }
            #expect(report.added == 10_000 && report.entries.count == entries)
            #expect(time < most, "\(time)")
            let again = try clock.measure { report = try fixture.take(text) }
            #expect(report.added == 0 && again < most, "\(again)")
            print("10,000 lines: \(time), again \(again)")
        }
    }
}
