import Foundation
import Testing
import Text

@testable import Ledger

@Suite("Donors in the bank's lines")
struct DonorLineTests {
    let fixture: BookFixture
    init() throws { fixture = try BookFixture() }

    private func take(_ lines: String) throws -> ImportReport {
        let preview = try fixture.book.preview(
            Array(("Date;Libellé;Montant\n" + lines).utf8), name: "b.csv", into: ImportTarget(account: "512"),
            today: fixture.today)
        return try fixture.book.take(preview, today: fixture.today, now: fixture.now)
    }

    @Test("a gift's line is linked to its donor, and no name is sealed")
    func linked() throws {
        let book = fixture.book
        let donor = try book.addDonor(name: "Jeanne Martin", words: ["martin jeanne"])
        try book.add(StatementRule("vir", to: "7541"))
        try book.add(StatementRule("prlv", to: "758"))
        _ = try take("03/10/2026;VIR MARTIN JEANNE;5,00\n04/10/2026;PRLV Jeanne Martin;6,00\n")
        #expect(try book.gifts(of: donor.id).map(\.amount) == [Money(500)])
        let labels = try book.entries().map(\.content.label)
        #expect(labels.allSatisfy { !$0.lowercased().contains("martin") && $0.contains(donor.pseudonym) }, "\(labels)")
    }

    @Test("a donor who becomes known later finds the gifts of before")
    func later() throws {
        let book = fixture.book
        try book.add(StatementRule("vir", to: "7541"))
        _ = try take("03/10/2026;VIR ZOE;5,00\n")
        let donor = try book.addDonor(words: ["zoe"])
        #expect(try book.gifts(of: donor.id).count == 1)
    }

    @Test("a label by hand that names a donor is refused, with what to write instead")
    func refused() throws {
        let donor = try fixture.book.addDonor(name: "Jeanne Martin")
        var draft = fixture.rent()
        draft.label = "Don de Jeanne Martin"
        let error = #expect(throws: LedgerError.self) { try fixture.add(draft) }
        #expect(error?.hint?.english.contains(donor.pseudonym) == true)
        #expect(try fixture.book.entries().isEmpty)
    }

    @Test("who is erased is in no line of the bank any more, and the books hold")
    func erased() throws {
        let book = fixture.book
        let donor = try book.addDonor(name: "Zoé Quillivic", words: ["quillivic"])
        try book.add(StatementRule("vir", to: "7541"))
        _ = try take("03/10/2026;VIR QUILLIVIC Z;5,00\n05/10/2026;CB QUILLIVIC;-5,00\n")
        try book.erase(donor: donor.id)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Book.path(in: book.folder)))
        #expect(bytes.range(of: Data("QUILLIVIC".utf8)) == nil)
        #expect(try book.verify().faults.isEmpty && book.gifts(of: donor.id).count == 1)
        #expect(try take("03/10/2026;VIR QUILLIVIC Z;5,00\n05/10/2026;CB QUILLIVIC;-5,00\n").added == 0)
    }

    @Test("a statement belongs to an account of money")
    func account() throws {
        #expect(throws: LedgerError.self) {
            try fixture.book.preview(
                Array("Date;Libellé;Montant\n03/10/2026;x;5,00\n".utf8), name: "b.csv",
                into: ImportTarget(account: "6135"), today: fixture.today)
        }
    }

    @Test("a slip in a file does not change how the bank's files are read")
    func slip() throws {
        _ = try take("25/10/2026;UN;5,00\n05/11/2026;DEUX;6,00\n")
        #expect(throws: LedgerError.self) { try take("05/11/2026;DEUX;6,00\n10/13/2026;TROIS;7,00\n") }
        #expect(try fixture.book.dialect(of: "512")?.days == .dayFirst)
    }
}
