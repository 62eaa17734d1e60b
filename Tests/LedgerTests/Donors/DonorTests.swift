import Foundation
import Testing
import Text

@testable import Ledger

@Suite("Donors are known by pseudonyms, and can be forgotten")
struct DonorTests {
    let fixture: BookFixture
    var book: Book { fixture.book }
    init() throws { fixture = try BookFixture() }

    private func give(_ cents: Int, _ date: CivilDate, to account: String = "7541", from donor: Donor) throws {
        let entries = try fixture.add(
            EntryDraft(
                date, "VIR " + donor.pseudonym, journal: .bank,
                postings: [Posting("512", Money(cents)), Posting(account, Money(-cents))]))
        try book.link(entry: entries[0].number, to: donor.id)
    }

    @Test("a pseudonym is made of chance, and of letters that are told apart")
    func pseudonyms() throws {
        let made = try (0..<50).map { _ in try book.addDonor(name: "Jeanne Martin").pseudonym }
        #expect(Set(made).count == 50)
        #expect(made.allSatisfy { $0.wholeMatch(of: /don-[a-hj-km-np-z2-9]{4}/) != nil })
    }

    @Test("erasing a name leaves books and chain whole, and nothing of the name in any file")
    func erases() throws {
        let donor = try book.addDonor(
            name: "Zoé Quillévéré", isPublished: true, words: ["QUILLEVERE Z"], member: "cloud/zoequille")
        try give(1000, day("2026-10-05"), from: donor)
        let (head, journal) = (try book.head(), try book.journal(of: 2026))
        try book.erase(donor: donor.id)
        #expect(try book.donors() == [Donor(id: donor.id, pseudonym: donor.pseudonym)])
        #expect(try book.head() == head && book.journal(of: 2026) == journal)
        #expect(try book.verify().faults.isEmpty)
        #expect(try book.gifts(of: donor.id).count == 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: book.folder) {
            let bytes = try Data(contentsOf: URL(filePath: book.folder + "/" + name))
            for word in ["Quillévéré", "QUILLEVERE", "zoequille"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(name)")
            }
        }
    }

    @Test("a name is published only where it may be")
    func publishes() throws {
        var donor = try book.addDonor(name: "Jeanne Martin")
        #expect(donor.publicName == donor.pseudonym)
        donor.isPublished = true
        try book.change(donor)
        #expect(try book.donors()[0].publicName == "Jeanne Martin")
        #expect(throws: LedgerError.self) { try book.addDonor(isPublished: true) }
    }

    @Test(
        "what is no name, no member's account is refused",
        arguments: ["", " a", "a\u{1B}[0m", String(repeating: "x", count: 201)])
    func refuses(_ text: String) throws {
        #expect(throws: LedgerError.self) { try book.addDonor(name: text) }
        #expect(throws: LedgerError.self) { try book.addDonor(words: [text]) }
        for member in [text, "cloud", "/x", "cloud/", "cloud/a b"] {
            #expect(throws: LedgerError.self) { try book.addDonor(member: member) }
        }
        #expect(try book.donors().isEmpty)
    }

    @Test("a statement's label names its donor, and gets a pseudonym instead")
    func labels() throws {
        let jeanne = try book.addDonor(name: "Jeanne Martin", words: ["MLE MARTIN J"])
        let li = try book.addDonor(name: "Li")
        let names = DonorNames(try book.donors())
        #expect(names.donor(in: "VIR SEPA MARTIN JEANNE merci") == jeanne)
        #expect(names.masked("VIR SEPA MARTIN  JEANNE, merci") == "VIR SEPA \(jeanne.pseudonym), merci")
        #expect(names.masked("VIR Mlle. mle martin-j.") == "VIR Mlle. \(jeanne.pseudonym).")
        #expect(names.donor(in: "LIBERAPAY") == nil)
        #expect(names.donor(in: "don de li") == li)
        #expect(names.donor(in: "li et jeanne martin") == nil)
        #expect(DonorNames([]).masked("x") == "x")
    }

    @Test("random labels are masked without harm")
    func hostile() throws {
        let names = DonorNames([Donor(id: 1, pseudonym: "don-7f3k", name: "é Ω", words: ["a b", "1"])])
        var dice = SplitMix(state: 3)
        for _ in 0..<2000 {
            let text = String(
                decoding: (0..<Int(dice.next() % 40)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }, as: UTF8.self
            )
            let masked = names.masked(text + " A-b")
            #expect(masked.hasSuffix("don-7f3k"))
            #expect(FoldedText(text).contains(FoldedText(text)) || FoldedText(text).isEmpty)
        }
    }

    @Test("only an entry of income is a gift")
    func income() throws {
        let donor = try book.addDonor()
        try fixture.add(fixture.rent())
        #expect(throws: LedgerError.self) { try book.link(entry: 1, to: donor.id) }
        #expect(throws: LedgerError.self) { try book.link(entry: 2, to: donor.id) }
        try give(5, fixture.today, from: donor)
        #expect(throws: LedgerError.self) { try book.link(entry: 2, to: 99) }
        try book.unlinkGift(entry: 2)
        #expect(try book.gifts().isEmpty)
    }

    @Test("a receipt lists the year's gifts and dues, without those taken back")
    func receipts() throws {
        let donor = try book.addDonor()
        for (cents, date) in [(1000, "2025-12-31"), (2000, "2026-01-01"), (3000, "2026-06-01"), (7, "2026-06-02")] {
            try give(cents, day(date), from: donor)
        }
        try give(1500, day("2026-02-01"), to: "756", from: donor)
        _ = try book.reverse(4, today: fixture.today, now: fixture.now)
        let receipt = try book.receipt(of: donor.id, year: 2026)
        #expect(receipt.gifts.map(\.date) == [day("2026-01-01"), day("2026-02-01"), day("2026-06-01")])
        #expect(receipt.totals == [Money(6500)])
        #expect(throws: LedgerError.self) { try book.receipt(of: 99, year: 2026) }
    }

    @Test("regular donors and dues come from the books")
    func regular() throws {
        let regular = try book.addDonor(member: "cloud/jeanne")
        let lapsed = try book.addDonor(), rare = try book.addDonor()
        for month in 0..<4 { try give(1000, day("2026-08-31").adding(months: month), from: regular) }
        for week in 0..<5 { try give(11, day("2026-09-02").adding(days: 7 * week), from: lapsed) }
        try give(5000, day("2026-11-01"), from: rare)
        try give(1500, day("2025-11-28"), to: "756", from: rare)
        let found = try book.regularDonors(today: fixture.today)
        #expect(found.map(\.donor) == [regular, lapsed])
        #expect(found[0].regularity.next == day("2026-12-31") && found[0].lastGift.amount == Money(1000))
        #expect(found[1].regularity.lapsed == day("2026-10-07"))
        let dues = try book.dues(today: fixture.today)
        #expect(dues.map(\.donor) == [rare] && dues.map(\.dues.state) == [.due])
    }
}
