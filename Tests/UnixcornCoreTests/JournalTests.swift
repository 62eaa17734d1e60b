import Foundation
import GRDB
import Testing

@testable import UnixcornCore

@Suite("The journal")
struct JournalTests {
    let bench: WorkBench

    init() throws { bench = try WorkBench() }

    private func write(_ count: Int) async throws {
        for number in 1...count { try await bench.journal.note("note \(number)") }
    }

    @Test("an empty journal is intact and has no head")
    func empty() async throws {
        let verdict = try await bench.journal.verify()
        #expect(verdict.isIntact && verdict.head == nil && verdict.checked == 0)
    }

    @Test("an untouched journal is intact")
    func intact() async throws {
        try await write(5)
        let verdict = try await bench.journal.verify()
        #expect(verdict.isIntact)
        #expect(verdict.checked == 5)
        #expect(verdict.head?.count == 5)
    }

    @Test("the canonical form is netstrings in a fixed order")
    func canonical() {
        let line = JournalLine(
            id: 7, at: 1000, kind: "note", person: "{}", process: "1 2 b", operation: nil, intent: nil, undoes: nil,
            result: nil, message: "é,", job: nil)
        #expect(
            String(decoding: line.canonical, as: UTF8.self)
                == "1:1,1:7,4:1000,4:note,2:{},5:1 2 b,-,-,-,-,3:é,,-,")
    }

    @Test("SQLite itself refuses to change or delete a line")
    func triggers() async throws {
        try await write(2)
        for sql in ["UPDATE journal SET message = 'x' WHERE id = 1", "DELETE FROM journal WHERE id = 2"] {
            await #expect {
                try await bench.store.write(.writingJournal) { try $0.execute(sql: sql) }
            } throws: {
                ($0 as? OperationFailure)?.message.english.contains("append-only") == true
            }
        }
    }

    @Test(
        "an altered field is found at its entry",
        arguments: ["message = 'x'", "at = at + 1", "operator = '{}'", "process = ''", "job = 3", "result = 'done'"])
    func altered(field: String) async throws {
        try await write(5)
        try await bench.tamper("UPDATE journal SET \(field) WHERE id = 3")
        let verdict = try await bench.journal.verify()
        #expect(verdict.faults.map(\.entry) == [3])
        #expect(verdict.faults.first?.kind == .altered)
        #expect(verdict.faults.first?.words.french.contains("3") == true)
    }

    @Test("a line altered together with its digest is found at the next entry")
    func rechained() async throws {
        try await write(5)
        let forged = try await bench.store.read(.readingJournal) { database in
            try Row.fetchOne(database, sql: "SELECT \(JournalLine.columns) FROM journal WHERE id = 3")
                .map { JournalLine(row: $0) }
        }
        var line = try #require(forged)
        line.message = "nothing happened"
        try await bench.tamper(
            "UPDATE journal SET message = 'nothing happened', digest = '\(line.chained(after: line.previous))' WHERE id = 3")
        let verdict = try await bench.journal.verify()
        #expect(verdict.faults.map(\.kind) == [.reordered])
        #expect(verdict.faults.map(\.entry) == [4])
    }

    @Test("deleted lines are found by their numbers", arguments: [1, 3])
    func missing(first: Int64) async throws {
        try await write(6)
        try await bench.tamper("DELETE FROM journal WHERE id IN (\(first), \(first + 1))")
        let verdict = try await bench.journal.verify()
        #expect(verdict.faults.map(\.kind) == [.missing])
        #expect(verdict.faults.first?.entry == first)
        #expect(verdict.faults.first?.words.english.contains("\(first) to \(first + 1)") == true)
    }

    @Test("two lines that changed places are found")
    func reordered() async throws {
        try await write(5)
        try await bench.tamper(
            """
            UPDATE journal SET id = 99 WHERE id = 2;
            UPDATE journal SET id = 2 WHERE id = 3;
            UPDATE journal SET id = 3 WHERE id = 99;
            """)
        let faults = try await bench.journal.verify().faults
        #expect(faults.map(\.entry).contains(2) && faults.map(\.entry).contains(3))
        #expect(faults.first { $0.entry == 2 }?.kind == .reordered)
        #expect(faults.first { $0.entry == 3 }?.kind == .reordered)
    }

    @Test("a cut tail is found against the system's log, and only there")
    func cut() async throws {
        try await write(5)
        let lines = bench.announcedHeads.map { "Nov 24 06:03:28 host unixcorn[42]: \($0.line)" }
        #expect(lines.count == 5)
        try await bench.tamper("DELETE FROM journal WHERE id > 3")
        #expect(try await bench.journal.verify().isIntact)
        let verdict = try await bench.journal.verify(syslog: lines + ["something else", "journal head x y"])
        #expect(verdict.faults.map(\.kind) == [.cut])
        #expect(verdict.faults.first?.entry == 4)
        #expect(verdict.compared == 5)
    }

    @Test("a chain rewritten whole is found against the system's log")
    func rewritten() async throws {
        try await write(3)
        let lines = bench.announcedHeads.map(\.line)
        try await bench.tamper("DELETE FROM journal")
        try await write(3)
        #expect(try await bench.journal.verify().isIntact)
        let verdict = try await bench.journal.verify(syslog: lines)
        #expect(verdict.faults.map(\.entry) == [1, 2, 3])
    }

    @Test("heads of another database on the host are not compared")
    func otherDatabase() async throws {
        try await write(1)
        let digest = String(repeating: "a", count: 64)
        let verdict = try await bench.journal.verify(syslog: ["journal head 9 \(digest) /elsewhere/state.db"])
        #expect(verdict.isIntact && verdict.compared == 0)
    }

    @Test("each head that is announced is the head then")
    func announced() async throws {
        try await write(2)
        #expect(bench.announcedHeads.map(\.count) == [1, 2])
        #expect(bench.announcedHeads.last?.digest == (try await bench.journal.head()?.digest))
        #expect(bench.announcedHeads.last.map { JournalHead(line: $0.line) } == bench.announcedHeads.last)
    }

    @Test("without a system's log announcing does nothing")
    func noSyslog() {
        SystemLog.announce(JournalHead(count: 1, digest: JournalLine.origin))
    }

    @Test("10,000 lines are verified within a second")
    func fast() async throws {
        try await bench.store.write(.writingJournal) { database in
            for _ in 0..<10_000 { try Journal.append(database, .intent, by: .current(), operation: Sample.start) }
        }
        let start = Date()
        #expect(try await bench.journal.verify().checked == 10_000)
        let seconds = Date().timeIntervalSince(start)
        print("verify of 10,000 lines: \(seconds) s")
        // A debug build on a busy machine gets ten times the promise.
        #expect(seconds < 10)
    }
}
