import Foundation
import Testing
import Text

@testable import Ledger

@Suite("Rules name the account, and what waits is booked by hand")
struct StatementRuleTests {
    let fixture: ImportFixture
    init() throws { fixture = try ImportFixture() }

    private func fits(_ words: String, _ label: String) -> Bool {
        let list = RuleList([StatementRule(words, to: "606")], names: [:])
        return list.first(for: StatementLine(fixture.today, Money(-100), label), on: "512") != nil
    }

    @Test(
        "words of a label, whatever their case and accents",
        arguments: [
            ("hebergeur", "PRLV HÉBERGEUR 11", true), ("Hébergeur", "prlv hebergeur", true),
            ("heberg", "HEBERGEUR", false),
            ("heberg*", "HEBERGEUR", true), ("*geur", "HEBERGEUR", true), ("*berg*", "HEBERGEUR", true),
            ("prlv hebergeur", "PRLV SEPA HEBERGEUR", false), ("prlv*hebergeur", "PRLV SEPA HEBERGEUR", true),
            ("prlv * hebergeur", "PRLV HEBERGEUR", true), ("hebergeur*prlv", "PRLV HEBERGEUR", false),
            ("don don", "DON", false), ("don * don", "DON", false), ("", "X", true),
        ])
    func words(_ words: String, _ label: String, _ isFit: Bool) {
        #expect(fits(words, label) == isFit)
    }

    private let text = """
        Date;Libellé;Montant
        05/11/2026;PRLV HEBERGEUR;-48,00
        06/11/2026;VIR SEPA DUPONT JEANNE;5,00
        07/11/2026;VIR SEPA MARTIN PAUL;20,00
        08/11/2026;CHQ 42 ; -12,00

        """.replacingOccurrences(of: " ; ", with: ";")

    private func take() throws {
        try fixture.book.add(StatementRule("hebergeur", to: "6135", direction: .outgoing, amount: Money(4800)))
        try fixture.book.add(StatementRule("vir sepa", to: "7541", direction: .incoming, amount: Money(500)))
        try fixture.take(text)
    }

    private func waiting() throws -> [StoredLine] { try fixture.book.statementLines(.waiting) }

    @Test("a preview says the rule, its account and the label; taking does the same")
    func books() throws {
        try take()
        let entries = try fixture.book.entries()
        #expect(entries.map(\.content.label) == ["PRLV HEBERGEUR", "Dons manuels"])
        #expect(entries.map(\.content.source) == ["csv:2026-11-05:-48.00", "csv:2026-11-06:5.00"])
        #expect(entries.allSatisfy { $0.content.journal == .bank })
        #expect(entries[0].content.postings == [Posting("6135", Money(4800)), Posting("512", Money(-4800))])
        #expect(try waiting().map(\.line.amount.minor) == [2000, -1200])
        #expect(try fixture.book.statementLines(.booked).map(\.entry) == [1, 2])
    }

    @Test("a rule's label stands in the entry instead of a person's name")
    func label() throws {
        try fixture.book.add(StatementRule("dupont", to: "411", label: "Usager 17"))
        try fixture.take(text)
        #expect(try fixture.book.entries().map(\.content.label) == ["Usager 17"])
        #expect(try !fixture.book.journal(of: 2026).contains("DUPONT"))
    }

    @Test("the first rule counts; a rule can be put before another, and removed")
    func order() throws {
        let last = try fixture.book.add(StatementRule("vir", to: "471"))
        let first = try fixture.book.add(StatementRule("dupont", to: "7541"), before: last.id)
        #expect(try fixture.book.rules() == [first, last])
        let preview = try fixture.preview(text)
        #expect(
            preview.parts[0].lines[1].fate
                == .booked(rule: try #require(first.id), account: "7541", label: "Dons manuels"))
        try fixture.book.removeRule(try #require(first.id))
        #expect(try fixture.book.rules() == [last])
        #expect(throws: LedgerError.self) { try fixture.book.removeRule(99) }
    }

    @Test("what is no rule is refused")
    func noRules() {
        for rule in [
            StatementRule("", to: "471"), StatementRule("**", to: "471"), StatementRule("a", to: "999"),
            StatementRule("a", to: "471", label: "a;b"), StatementRule("a", to: "471", amount: Money(0)),
        ] {
            #expect(throws: LedgerError.self, "\(rule)") { try fixture.book.add(rule) }
        }
    }

    @Test("new rules book what waits, once")
    func applies() throws {
        try take()
        try fixture.book.add(StatementRule("martin", to: "756"))
        #expect(try fixture.book.ruled(today: fixture.today).map(\.line.line.amount.minor) == [2000])
        #expect(try fixture.book.applyRules(today: fixture.today).map(\.content.label) == ["Cotisations des adhérents"])
        #expect(try fixture.book.applyRules(today: fixture.today).isEmpty)
        #expect(try waiting().count == 1)
    }

    @Test("a line is split over several accounts, to the cent")
    func splits() throws {
        try take()
        let id = try waiting()[1].id
        #expect(throws: LedgerError.self) {
            try fixture.book.book(line: id, to: [Posting("606", Money(-1199))], today: fixture.today)
        }
        let entry = try fixture.book.book(
            line: id, to: [Posting("606", Money(-1000)), Posting("627", Money(-200))], label: "Timbres",
            today: fixture.today)
        #expect(entry.content.postings.map(\.amount.minor) == [1000, 200, -1200])
        #expect(throws: LedgerError.self) { try fixture.book.book(line: id, to: "606", today: fixture.today) }
    }

    @Test("a line is dismissed with a reason, and brought back")
    func dismisses() throws {
        try take()
        let id = try waiting()[0].id
        #expect(throws: LedgerError.self) { try fixture.book.dismiss(line: id, reason: " ") }
        try fixture.book.dismiss(line: id, reason: "deux fois")
        #expect(try fixture.book.statementLine(id).reason == "deux fois")
        #expect(try fixture.take(text).added == 0)
        try fixture.book.bringBack(line: id)
        #expect(try waiting().map(\.id).contains(id))
    }

    @Test("a booked line comes back only after its entry was taken back, and is booked anew")
    func reversed() throws {
        try take()
        let line = try #require(try fixture.book.statementLines(.booked).first)
        #expect(throws: LedgerError.self) { try fixture.book.bringBack(line: line.id) }
        _ = try fixture.book.reverse(1, today: fixture.today, now: fixture.base.now)
        try fixture.book.bringBack(line: line.id)
        let entry = try fixture.book.book(line: line.id, to: "606", today: fixture.today)
        #expect(try fixture.book.statementLine(line.id).entry == entry.number)
        #expect(try fixture.take(text).added == 0)
    }

    @Test("a forgotten label is gone, and its line is still known")
    func forgets() throws {
        try take()
        let id = try waiting()[0].id
        try fixture.book.forgetLabel(line: id)
        #expect(try fixture.book.statementLine(id).line.label.isEmpty)
        #expect(try fixture.take(text).added == 0)
    }

    @Test("a line of a day to come is left out, one of a closed year waits")
    func days() throws {
        try fixture.book.add(StatementRule("don", to: "7541"))
        try fixture.base.add(
            EntryDraft(
                try #require(CivilDate(iso8601: "2025-12-31")), "Clôture", journal: .closing,
                postings: [Posting("7541", Money(1)), Posting("120", Money(-1))]))
        let next = fixture.today.adding(days: 1)
        let lines = [("2025-12-30", 100), (next.iso8601, 200), (fixture.today.iso8601, 0)].map { day, cents in
            StatementLine(CivilDate(iso8601: day) ?? next, Money(cents), "DON")
        }
        let preview = try fixture.preview(ImportFixture.csv(lines))
        #expect(
            preview.parts[0].lines.map(\.fate) == [
                .waiting(inClosedYear: true), .leftOut(.toCome), .leftOut(.noAmount),
            ])
        #expect(try fixture.take(ImportFixture.csv(lines)).added == 1)
    }
}
