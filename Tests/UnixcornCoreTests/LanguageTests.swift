import GRDB
import TestSupport
import Testing
import Text

@testable import UnixcornCore

@Suite("Both languages are kept")
struct LanguageTests {
    let bench: WorkBench

    init() throws { bench = try WorkBench() }

    @Test("a failed job has its failure in French, in the list and in the journal")
    func failure() async throws {
        let runner = bench.runner { _, _ in
            throw OperationFailure(area: "libvirt", message: Phrase("no room", "plus de place"))
        }
        let id = try await runner.submit(Sample.start)
        _ = try await runner.wait(for: id)
        let job = try await runner.job(id)
        #expect(job.failureWords == Phrase("no room", "plus de place"))
        #expect(job.failure == "no room")
        let outcome = try #require(try await bench.journal.entries(limit: 1).first)
        #expect(outcome.words == Phrase("no room", "plus de place"))
        #expect(try await bench.journal.verify().isIntact)
    }

    @Test("a running job has its phase in French")
    func phase() async throws {
        let runner = bench.runner { _, context in
            context.report(Phrase("starting cloud", "démarrage de cloud"), 0.5)
            while !context.isCancelled() { try await Task.sleep(for: .milliseconds(20)) }
        }
        let id = try await runner.submit(Sample.start)
        let isSaid = try await eventually {
            try await runner.job(id).phaseWords == Phrase("starting cloud", "démarrage de cloud")
        }
        #expect(isSaid)
        try await runner.cancel(id)
        _ = try await runner.wait(for: id)
    }

    @Test("the French text of a line is part of its digest")
    func chained() async throws {
        try await bench.journal.note(Phrase("hello", "bonjour"))
        try await bench.tamper("UPDATE journal SET message_french = 'au revoir'")
        #expect(try await bench.journal.verify().faults.map(\.kind) == [.altered])
    }

    @Test("a note taken over a dead process's lock speaks French")
    func words() {
        #expect(Phrase.lockTakenOver(JobID(rawValue: 3), 17).french.contains("verrou"))
    }
}

@Suite("A database of version 1")
struct OldDatabaseTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A database as the first version made it, with one line and one job.
    private func makeOld() throws {
        let queue = try DatabaseQueue(path: folder.path + "/state.db")
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        try queue.write { database in
            try database.execute(sql: StateSchema.steps[0])
            try database.execute(sql: "PRAGMA application_id = \(StateSchema.applicationID); PRAGMA user_version = 1")
            var line = JournalLine(
                form: "1", id: 1, at: 1000, kind: "note", person: try StoredJSON.text(Operator()), process: "1 2 b",
                message: "old")
            line.digest = try line.chained(after: JournalLine.origin)
            try database.execute(
                sql: """
                    INSERT INTO journal (id, form, at, kind, operator, process, message, previous, digest)
                    VALUES (1, '1', 1000, 'note', ?, '1 2 b', 'old', ?, ?)
                    """, arguments: [line.person, JournalLine.origin, line.digest])
            try database.execute(
                sql: """
                    INSERT INTO job (operation, operator, state, created_at, phase, process)
                    VALUES (?, ?, 'done', 1000, 'starting', '1 2 b')
                    """, arguments: [try StoredJSON.text(Sample.start), line.person])
        }
    }

    @Test("is brought up to date, and its chain goes on and verifies")
    func migrated() async throws {
        try makeOld()
        let store = try StateStore(folder: folder.path)
        let journal = Journal(store) { _ in }
        try await journal.note(Phrase("new", "nouveau"))
        let verdict = try await journal.verify()
        #expect(verdict.isIntact && verdict.checked == 2)
        #expect(try await journal.entries(limit: 2).map(\.words) == [Phrase("new", "nouveau"), Phrase("old", "old")])
        let runner = JobRunner(store, journal: journal) { _, _ in }
        #expect(try await runner.jobs().map(\.phaseWords) == [Phrase("starting", "starting")])
    }

    @Test("a French text put into one of its lines is found")
    func forged() async throws {
        try makeOld()
        let store = try StateStore(folder: folder.path)
        try await store.write(.writingJournal) { database in
            try database.execute(sql: "DROP TRIGGER journal_no_update")
            try database.execute(sql: "UPDATE journal SET message_french = 'faux'")
        }
        #expect(try await Journal(store) { _ in }.verify().faults.map(\.kind) == [.altered])
    }

    @Test("is refused by a reader, which cannot bring it up to date, with the next step")
    func reader() throws {
        try makeOld()
        #expect {
            _ = try StateStore(reading: folder.path)
        } throws: {
            let failure = $0 as? OperationFailure
            return failure?.message.english.contains("older") == true && failure?.hint != nil
        }
    }
}
