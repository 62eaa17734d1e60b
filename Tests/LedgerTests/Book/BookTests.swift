import Digest
import Foundation
import GRDB
import TestSupport
import Testing
import Text

@testable import Ledger

/// A book in a folder of its own, and the day it is used on.
struct BookFixture {
    let folder: TemporaryFolder
    let book: Book
    let today = CivilDate(daysSinceEpoch: 20_787)
    let now = Moment(seconds: 1_796_000_000)

    init() throws {
        folder = try TemporaryFolder()
        book = try Book.create(in: folder.path + "/books")
    }

    func rent(_ cents: Int = 4800, _ date: CivilDate? = nil) -> EntryDraft {
        EntryDraft(
            date ?? today, "Loyer du serveur", journal: .bank, piece: "F-2026-11",
            postings: [Posting("6135", Money(cents)), Posting("512", Money(-cents))])
    }

    @discardableResult
    func add(_ drafts: EntryDraft...) throws -> [Entry] { try book.add(drafts, today: today, now: now) }

    /// Drafts of random dates, accounts and amounts, some of several lines and two currencies.
    func random(_ count: Int, seed: UInt64) throws -> [EntryDraft] {
        var dice = SplitMix(state: seed)
        let accounts = try book.accounts().map(\.number)
        let currencies = [
            Currency.euro, .euro, .euro, try #require(Currency(code: "CHF")), try #require(Currency(code: "JPY")),
        ]
        return (0..<count).map { number in
            let currency = currencies[Int(dice.next() % 5)]
            var postings: [Posting] = []
            var sum = 0
            for _ in 0..<Int(1 + dice.next() % 3) {
                let cents = Int(dice.next() % 1_000_000) + 1
                postings.append(Posting(accounts[Int(dice.next() % UInt64(accounts.count))], Money(cents, currency)))
                sum += cents
            }
            postings.append(Posting(accounts[Int(dice.next() % UInt64(accounts.count))], Money(-sum, currency)))
            return EntryDraft(
                today.adding(days: -Int(dice.next() % 1200)), "Écriture n° \(number)",
                piece: number % 3 == 0 ? "P\(number)" : nil,
                postings: postings)
        }
    }
}

struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("A book seals entries and never changes them")
struct BookTests {
    let fixture: BookFixture
    init() throws { fixture = try BookFixture() }

    @Test("an entry has a number, a seal and a journal")
    func adds() throws {
        let entries = try fixture.add(fixture.rent(), fixture.rent(11))
        #expect(entries.map(\.number) == [1, 2] && entries[1].previous == entries[0].seal)
        #expect(try fixture.book.entries() == entries)
        #expect(
            try fixture.book.balances().map { "\($0.account.number) \($0.amount.plain)" } == [
                "512 -48.11", "6135 48.11",
            ])
        #expect(
            try String(contentsOfFile: fixture.book.journalPath(of: 2026), encoding: .utf8)
                == fixture.book.journal(of: 2026))
        #expect(try fixture.book.verify().faults.isEmpty)
    }

    @Test("what is no entry is refused, and nothing of its company is booked")
    func refuses() throws {
        let good = fixture.rent()
        var off = good
        off.postings[1].amount.minor += 1
        var unknown = good
        unknown.postings[0].account = "999"
        var empty = good
        empty.postings[0].amount.minor = 0
        var label = good
        label.label = "a ; b"
        var piece = good
        piece.piece = "a)b"
        for (draft, words) in [
            (off, "0.01 EUR"), (unknown, "no account 999"), (empty, "no amount"), (label, "no label"), (piece, "a)b"),
            (fixture.rent(1, fixture.today.adding(days: 1)), "still to come"),
        ] {
            let error = #expect(throws: LedgerError.self) { try fixture.add(good, draft) }
            #expect(error?.message.english.contains(words) == true, "\(words): \(error?.message.english ?? "-")")
        }
        #expect(try fixture.book.entries().isEmpty)
    }

    @Test("an entry is taken back once, by another")
    func reverses() throws {
        try fixture.add(fixture.rent())
        let back = try fixture.book.reverse(1, today: fixture.today, now: fixture.now)
        #expect(back.content.reverses == 1 && back.number == 2)
        #expect(try fixture.book.balances().isEmpty)
        #expect(throws: LedgerError.self) { try fixture.book.reverse(1, today: fixture.today) }
    }

    @Test(
        "the database refuses what this program would never do",
        arguments: [
            "UPDATE posting SET amount = amount + 1 WHERE entry = 1 AND line = 0", "DELETE FROM posting",
            "DELETE FROM entry",
            "UPDATE entry SET label = 'x'", "UPDATE entry SET seal = NULL",
            "INSERT INTO posting VALUES (1, 9, '512', 'EUR', 5)",
            "UPDATE posting SET entry = 2",
            "INSERT INTO entry VALUES (3, '2026-11-05', 'BQ', 'x', NULL, 'y', NULL, 0, zeroblob(32), NULL)",
            "INSERT INTO entry VALUES (2, '2026-02-30', 'BQ', 'x', NULL, 'y', NULL, 0, zeroblob(32), NULL)",
            "INSERT INTO entry VALUES (2, '2026-11-05', 'BQ', 'x', NULL, 'y', NULL, 0, zeroblob(32), zeroblob(32))",
            """
            INSERT INTO entry SELECT 2, '2026-11-05', 'BQ', 'x', NULL, 'y', NULL, 0, seal, NULL FROM entry;
            INSERT INTO posting VALUES (2, 0, '512', 'EUR', 5), (2, 1, '530', 'EUR', -4);
            UPDATE entry SET seal = zeroblob(32) WHERE number = 2
            """,
            """
            INSERT INTO entry SELECT 2, '2026-11-05', 'BQ', 'x', NULL, 'y', NULL, 0, seal, NULL FROM entry;
            INSERT INTO posting VALUES (2, 0, '512', 'EUR', 5), (2, 1, '530', 'CHF', -5);
            UPDATE entry SET seal = zeroblob(32) WHERE number = 2
            """,
        ])
    func database(_ sql: String) throws {
        try fixture.add(fixture.rent())
        let queue = try DatabaseQueue(path: Book.path(in: fixture.book.folder))
        #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
        #expect(try fixture.book.verify().faults.isEmpty)
    }

    @Test("the journals rebuild the same book, which writes the same journals")
    func rebuilds() throws {
        let book = fixture.book
        try fixture.book.add(fixture.random(300, seed: 7), today: fixture.today, now: fixture.now)
        let journals = try book.years().map { (name: "\($0)", text: try book.journal(of: $0)) }
        let other = try Book.rebuild(fixture.folder.path + "/other", from: journals.reversed())
        #expect(try other.entries() == book.entries() && other.accounts() == book.accounts())
        #expect(try other.years().map { try other.journal(of: $0) } == journals.map(\.text))
        #expect(try other.verify().faults.isEmpty)
    }

    @Test("a journal that was touched is kept beside the new one")
    func touched() throws {
        try fixture.add(fixture.rent())
        let path = fixture.book.journalPath(of: 2026)
        try (String(contentsOfFile: path, encoding: .utf8) + "; mine\n").write(
            toFile: path, atomically: true, encoding: .utf8)
        try fixture.add(fixture.rent(11))
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.book.folder)
        let aside = try #require(names.first { $0.hasPrefix("2026.journal.changed-") })
        // It is told until somebody has looked at it.
        #expect(try fixture.book.verify().faults.count == 1)
        try FileManager.default.removeItem(atPath: fixture.book.folder + "/" + aside)
        #expect(try fixture.book.verify().faults.isEmpty)
    }

    @Test("one cent in the database or in the journal is found, with its entry", arguments: [1, 7, 40])
    func lies(_ number: Int) throws {
        let book = fixture.book
        try book.add((0..<40).map { fixture.rent(4800 + $0) }, today: fixture.today, now: fixture.now)
        let path = book.journalPath(of: 2026)
        let right = try String(contentsOfFile: path, encoding: .utf8)
        let cents = Money(4799 + number).plain
        try right.replacingOccurrences(
            of: "Location de serveurs  \(cents)", with: "Location de serveurs  \(Money(4800 + number).plain)"
        )
        .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try book.verify().faults.map(\.entry) == [number])
        try right.write(toFile: path, atomically: true, encoding: .utf8)
        let queue = try DatabaseQueue(path: Book.path(in: book.folder))
        try queue.write { database in
            try database.execute(sql: "DROP TRIGGER posting_update_new; DROP TRIGGER posting_update_old")
            try database.execute(
                sql: "UPDATE posting SET amount = amount + 1 WHERE entry = ? AND amount > 0", arguments: [number])
            try database.execute(
                sql: "UPDATE posting SET amount = amount - 1 WHERE entry = ? AND amount < 0", arguments: [number])
        }
        let faults = try book.verify().faults
        #expect(faults.contains { $0.entry == number && $0.words.english.contains("not what was sealed") })
        #expect(faults.contains { $0.words.english.contains("rule posting_update_new") })
    }

    @Test("a journal that is only late is no lie; one that was cut is")
    func late() throws {
        let book = fixture.book
        try fixture.add(fixture.rent(), fixture.rent(11))
        let early = try String(contentsOfFile: book.journalPath(of: 2026), encoding: .utf8)
        // Killed after the seal, before the file: what is beside is the file of before.
        let queue = try DatabaseQueue(path: Book.path(in: book.folder))
        let digest = try queue.read { try Data.fetchOne($0, sql: "SELECT digest FROM journal WHERE year = 2026") }
        try fixture.add(fixture.rent(12))
        try early.write(toFile: book.journalPath(of: 2026), atomically: true, encoding: .utf8)
        try queue.write { try $0.execute(sql: "UPDATE journal SET digest = ?", arguments: [digest]) }
        #expect(try book.verify().faults.isEmpty)
        try fixture.add(fixture.rent(13))
        #expect(try String(contentsOfFile: book.journalPath(of: 2026), encoding: .utf8) == book.journal(of: 2026))
        try early.write(toFile: book.journalPath(of: 2026), atomically: true, encoding: .utf8)
        #expect(try book.verify().faults.count == 1)
    }

    @Test("documents are kept under their digest, and held to it")
    func documents() throws {
        let path = fixture.folder.path + "/facture.PDF"
        try "%PDF".write(toFile: path, atomically: true, encoding: .utf8)
        var draft = fixture.rent()
        draft.documents = [try fixture.book.keep(document: path)]
        try fixture.add(draft)
        let kept = try #require(fixture.book.documentPath(draft.documents[0]))
        #expect(kept.hasSuffix(".pdf"))
        #expect(try fixture.book.verify().faults.isEmpty)
        try "%PDG".write(toFile: kept, atomically: true, encoding: .utf8)
        #expect(try fixture.book.verify().faults.map(\.entry) == [1])
    }
}
