import Foundation
import GRDB
import TestSupport
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
                == "1:2,1:7,4:1000,4:note,2:{},5:1 2 b,-,-,-,-,3:é,,-,-,")
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
        arguments: [
            "message = 'x'", "at = at + 1", "operator = '{}'", "process = ''", "job = 3", "result = 'done'",
            "message_french = 'y'",
        ])
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
            "UPDATE journal SET message = 'nothing happened', digest = '\(line.chained(after: line.previous))' WHERE id = 3"
        )
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

    @Test("an archived part leaves the database, and the chain still verifies whole")
    func archived() async throws {
        try await write(3)
        let runner = bench.runner()
        _ = try await runner.wait(for: runner.submit(Sample.start))
        let archive = try #require(try await bench.journal.archive(before: .now))
        #expect(archive.first == 1 && archive.until == 5)
        #expect(try await bench.journal.entries(limit: 10).map(\.id) == [6])
        try await bench.journal.note("after")
        let verdict = try await bench.journal.verify(syslog: bench.announcedHeads.map(\.line))
        #expect(verdict.isIntact && verdict.checked == 7)
        await #expect(throws: OperationFailure.self) {
            try await bench.store.write(.writingJournal) { try $0.execute(sql: "DELETE FROM journal") }
        }
    }

    @Test("a second archive goes on where the first one ended, and an altered one is found")
    func archivedTwice() async throws {
        try await write(3)
        let first = try #require(try await bench.journal.archive(before: .now))
        let second = try #require(try await bench.journal.archive(before: .now))
        #expect(second.first == 4 && second.until == 4)
        let text = try String(contentsOfFile: first.file, encoding: .utf8)
        try text.replacingOccurrences(of: "note 2", with: "note 9")
            .write(toFile: first.file, atomically: true, encoding: .utf8)
        #expect(try await bench.journal.verify().faults.map(\.entry) == [2])
        try FileManager.default.removeItem(atPath: first.file)
        #expect(try await bench.journal.verify().faults.map(\.kind) == [.missing])
    }

    @Test("an action without its outcome is not archived")
    func openIntent() async throws {
        try await write(2)
        let gate = Gate()
        let runner = bench.runner { _, _ in await gate.wait() }
        let id = try await runner.submit(Sample.start)
        try await bench.journal.note("later")
        #expect(try await bench.journal.archive(before: .now)?.until == 2)
        gate.open()
        _ = try await runner.wait(for: id)
    }

    @Test("heads are found in a log of other lines, whatever their form")
    func logFile() async throws {
        try await write(2)
        let lines = bench.announcedHeads.map { "2026-11-24T06:03:28+00:00 host unixcorn[42]: \($0.line)" }
        let path = bench.folder.path + "/syslog"
        try ("noise\n" + lines.joined(separator: "\nnoise \u{1B}[2J\n") + "\nno end").write(
            toFile: path, atomically: true, encoding: .utf8)
        let found = try #require(try SystemLog.headLines(file: path))
        #expect(found == lines)
        #expect(try await bench.journal.verify(syslog: found).compared == 2)
        #expect(throws: OperationFailure.self) { try SystemLog.headLines(file: path + ".absent") }
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
