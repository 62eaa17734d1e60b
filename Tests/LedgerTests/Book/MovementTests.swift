import GRDB
import Testing
import Text

@testable import Ledger

@Suite("The sums of months that the database keeps")
struct MovementTests {
    let fixture: BookFixture
    init() throws { fixture = try BookFixture() }

    private func change(_ statements: String...) throws {
        try DatabaseQueue(path: Book.path(in: fixture.book.folder)).write { database in
            for statement in statements { try database.execute(sql: statement) }
        }
    }

    private func fill() throws {
        try fixture.book.add(try fixture.random(400, seed: 7), today: fixture.today, now: fixture.now)
        let rent = try fixture.add(fixture.rent())[0]
        _ = try fixture.book.reverse(rent.number, today: fixture.today)
    }

    /// Makes the book what version 1 made it.
    private func age() throws {
        try change(
            "DROP TRIGGER entry_moves", "DROP TABLE movement", "DROP INDEX entry_closing", "PRAGMA user_version = 1")
    }

    @Test("whole months by them and parts of months by entries make the same whole")
    func sameSums() throws {
        try fill()
        let (first, today) = (fixture.today.adding(days: -1300), fixture.today)
        let accounts = ["1", "2", "3", "4", "5", "6", "7", "8"]
        var sums: [String: Int] = [:]
        for sum in try fixture.book.months(accounts, from: CivilDate(daysSinceEpoch: 0), until: today) {
            sums["\(sum.month) \(sum.account) \(sum.amount.currency.code)", default: 0] += sum.amount.minor
        }
        #expect(sums.count > 300)
        // A day at a time, no span is whole months.
        var daily: [String: Int] = [:]
        for day in (0...1300).map({ first.adding(days: $0) }) {
            for sum in try fixture.book.months(accounts, from: day, until: day) {
                daily["\(sum.month) \(sum.account) \(sum.amount.currency.code)", default: 0] += sum.amount.minor
            }
        }
        #expect(daily.filter { $0.value != 0 } == sums.filter { $0.value != 0 })
        let report = try fixture.book.verify()
        #expect(report.faults.isEmpty, "\(report.faults.map(\.words.english))")
    }

    @Test("a cent in one of them is found, with the account and the month")
    func lie() throws {
        try fixture.add(fixture.rent())
        try change("UPDATE movement SET amount = amount + 1 WHERE account = '512'")
        let faults = try fixture.book.verify().faults.map(\.words.english)
        #expect(faults == ["the sum of account 512 in 2026-11 is not that of its entries"])
    }

    @Test("a book of version 1 gets them when it is opened, to be read or written", arguments: [true, false])
    func upgrade(_ readOnly: Bool) throws {
        try fill()
        let wanted = try fixture.book.balances()
        try age()
        let book = try Book(fixture.book.folder, readOnly: readOnly)
        #expect(try book.balances() == wanted && !wanted.isEmpty)
        #expect(try book.verify().faults.isEmpty)
        try fixture.add(fixture.rent())
        #expect(try book.verify().faults.isEmpty)
    }

    @Test("a book of version 1 that cannot be brought up to date stays as it is, and the reason is told")
    func failedUpgrade() throws {
        try fill()
        try age()
        try change("CREATE TABLE movement (x)")
        let error = #expect(throws: LedgerError.self) { try Book(fixture.book.folder, readOnly: true) }
        #expect(error?.message.english.contains("version 1 and could not be brought up to date: table") == true)
        #expect(error?.hint != nil)
    }

    @Test("a book of a later version is refused, and stays as it is")
    func later() throws {
        try change("PRAGMA user_version = 3")
        #expect(throws: LedgerError.self) { try Book(fixture.book.folder) }
        #expect(
            try DatabaseQueue(path: Book.path(in: fixture.book.folder)).read {
                try Int.fetchOne($0, sql: "PRAGMA user_version")
            } == 3)
    }
}
