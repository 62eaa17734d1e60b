import Testing
import Text

@testable import Ledger

@Suite("A cheque is received, deposited, cleared or bounced")
struct ChequeTests {
    let fixture: BookFixture
    var book: Book { fixture.book }
    private let today: CivilDate
    init() throws {
        fixture = try BookFixture()
        today = fixture.today
    }

    private func receive(_ cents: Int, _ date: String = "2026-11-02", donor: Int? = nil, label: String? = nil)
        throws -> Cheque
    {
        try book.receive(
            ChequeDraft(Money(cents), received: day(date), donor: donor, number: "0012345", label: label), today: today,
            now: fixture.now)
    }

    private func balances() throws -> [String] {
        try book.balances().map { "\($0.account.number) \($0.amount.plain)" }
    }

    @Test("each step is in the books, and the list says what waits and since when")
    func life() throws {
        let donor = try book.addDonor(name: "Jeanne Martin")
        let cheque = try receive(2000, donor: donor.id)
        #expect(try book.entry(1).content.label == "Chèque n° 0012345 \(donor.pseudonym)")
        #expect(try balances() == ["5112 20.00", "7541 -20.00"])
        #expect(try book.gifts(of: donor.id).map(\.amount) == [Money(2000)])
        #expect(cheque.stage == .received && cheque.waitingSince == day("2026-11-02"))
        try book.deposit([cheque.id], on: day("2026-11-05"), slip: "B-17", today: today)
        #expect(try book.cheques(onlyWaiting: true).map(\.waitingSince) == [day("2026-11-05")])
        try book.clear([cheque.id], on: day("2026-11-09"), today: today, now: fixture.now)
        #expect(try balances() == ["512 20.00", "7541 -20.00"])
        #expect(try book.cheque(cheque.id).stage == .cleared && book.cheques(onlyWaiting: true).isEmpty)
        #expect(try book.verify().faults.isEmpty)
    }

    @Test("several are cleared by one entry, of an imported statement too")
    func several() throws {
        let ids = try [receive(2000).id, receive(3000).id, receive(500).id]
        try book.clear([ids[0], ids[1]], on: day("2026-11-09"), today: today, now: fixture.now)
        #expect(try book.entry(4).content.postings == [Posting("512", Money(5000)), Posting("5112", Money(-5000))])
        try fixture.add(
            EntryDraft(
                day("2026-11-12"), "REMISE CHQ", journal: .bank, source: "ofx:1",
                postings: [Posting("512", Money(500)), Posting("5112", Money(-500))]))
        try book.clear([ids[2]], on: today, entry: 5, today: today, now: fixture.now)
        #expect(try book.cheque(ids[2]).cleared == day("2026-11-12") && book.head().number == 5)
        #expect(try balances() == ["512 55.00", "7541 -55.00"])
    }

    @Test("one that bounces takes the gift back, from where the money is", arguments: [false, true])
    func bounces(_ isCleared: Bool) throws {
        let donor = try book.addDonor()
        let cheque = try receive(2000, donor: donor.id)
        if isCleared { try book.clear([cheque.id], on: day("2026-11-09"), today: today, now: fixture.now) }
        let entry = try book.bounce(cheque.id, on: day("2026-11-20"), today: today, now: fixture.now)
        #expect(entry.content.date == day("2026-11-20"))
        #expect(try balances().isEmpty)
        #expect(try book.gifts().isEmpty)
        #expect(try book.cheque(cheque.id).stage == .bounced)
        #expect(throws: LedgerError.self) { try book.bounce(cheque.id, on: today, today: today) }
        #expect(try book.verify().faults.isEmpty)
    }

    @Test("a clearing that was taken back by hand did not happen, nor a receipt")
    func takenBack() throws {
        let cheque = try receive(2000)
        try book.clear([cheque.id], on: day("2026-11-09"), today: today, now: fixture.now)
        _ = try book.reverse(2, today: today, now: fixture.now)
        #expect(try book.cheque(cheque.id).stage == .received)
        try book.clear([cheque.id], on: day("2026-11-10"), today: today, now: fixture.now)
        #expect(try book.cheque(cheque.id).clearedEntry == 4)
        let other = try receive(10)
        _ = try book.reverse(other.receivedEntry, today: today, now: fixture.now)
        #expect(try book.cheque(other.id).stage == .takenBack && book.cheque(other.id).waitingSince == nil)
    }

    @Test(
        "a label with a donor's name is refused, and nothing is booked", arguments: ["Martin Jeanne", "JEANNE  MARTÎN"])
    func names(_ words: String) throws {
        let donor = try book.addDonor(name: "Jeanne Martin")
        let error = #expect(throws: LedgerError.self) {
            try receive(2000, donor: donor.id, label: "Don de " + words + " merci")
        }
        #expect(error?.hint?.english.contains("Don de \(donor.pseudonym) merci") == true)
        #expect(try book.head().number == 0)
    }

    @Test("steps out of order, on days to come, of other sums are refused")
    func refuses() throws {
        let cheque = try receive(2000)
        #expect(throws: LedgerError.self) { try receive(0) }
        #expect(throws: LedgerError.self) { try receive(1, donor: 9) }
        #expect(throws: LedgerError.self) { try book.deposit([cheque.id], on: today.adding(days: 1), today: today) }
        #expect(throws: LedgerError.self) { try book.deposit([cheque.id], on: day("2026-11-01"), today: today) }
        #expect(throws: LedgerError.self) { try book.clear([], on: today, today: today) }
        #expect(throws: LedgerError.self) { try book.clear([cheque.id, cheque.id], on: today, today: today) }
        #expect(throws: LedgerError.self) { try book.clear([cheque.id, 9], on: today, today: today) }
        #expect(throws: LedgerError.self) { try book.clear([cheque.id], on: today, entry: 1, today: today) }
        try book.clear([cheque.id], on: today, today: today, now: fixture.now)
        let error = #expect(throws: LedgerError.self) { try book.clear([cheque.id], on: today, today: today) }
        #expect(error?.message.english == "cheque 1 is cleared already")
        #expect(try book.head().number == 2)
    }
}
