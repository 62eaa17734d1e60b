import Foundation
import GRDB
import Synchronization
import Testing

@testable import UnixcornCore

@Suite("The runner of operations")
struct JobRunnerTests {
    let bench: WorkBench

    init() throws { bench = try WorkBench() }

    @Test("a done operation leaves an intent, an outcome and no lock")
    func done() async throws {
        let runner = bench.runner { _, context in
            context.report(Phrase("starting cloud", "démarrage de cloud"), 0.5)
            context.log("one line")
        }
        let id = try await runner.submit(Sample.start)
        let job = try await runner.wait(for: id)
        #expect(job.state == .done)
        #expect(job.phase == "starting cloud")
        #expect(job.progress == 0.5)
        #expect(try await runner.log(of: id).contains("one line\n"))
        let entries = try await bench.journal.entries(limit: 10)
        #expect(entries.map(\.kind) == [.outcome, .intent])
        #expect(entries.first?.intent == entries.last?.id)
        #expect(entries.first?.result == .done)
        #expect(entries.allSatisfy { $0.operation == Sample.start })
        #expect(try await bench.store.read(.readingJobs) { try Lock.all($0).count } == 0)
    }

    @Test("a failure is kept with its words in both languages")
    func failed() async throws {
        let failure = OperationFailure(area: "libvirt", code: 55, message: Phrase("no", "non"))
        let runner = bench.runner { _, _ in throw failure }
        let job = try await runner.wait(for: runner.submit(Sample.start))
        #expect(job.state == .failed)
        #expect(job.failure == "no")
        #expect(job.reason == failure)
        #expect(try await bench.journal.entries(limit: 1).first?.result == .failed)
    }

    @Test("a second operation on a held object is told who holds it, since when, and what to do")
    func held() async throws {
        let gate = Gate()
        let runner = bench.runner { _, _ in await gate.wait() }
        let first = try await runner.submit(Sample.start)
        let other = Operation(.guest(.forceOff), on: Sample.guest("renamed"))
        await #expect {
            try await bench.runner().submit(other)
        } throws: { error in
            guard let failure = error as? OperationFailure else { return false }
            return failure.area == "lock" && failure.message.english.contains("Start cloud (job \(first.rawValue))")
                && failure.message.french.contains("depuis") && failure.hint?.english.contains("job cancel") == true
        }
        gate.open()
        #expect(try await runner.wait(for: first).state == .done)
        let second = try await bench.runner().submit(other)
        #expect(try await runner.wait(for: second).state == .done)
    }

    @Test("a job that another runner cancels ends as cancelled")
    func cancelled() async throws {
        let runner = bench.runner { _, context in
            while !context.isCancelled() { try await Task.sleep(for: .milliseconds(10)) }
            throw CancellationError()
        }
        let id = try await runner.submit(Sample.start)
        try await bench.runner().cancel(id)
        #expect(try await runner.wait(for: id).state == .cancelled)
        #expect(try await bench.journal.entries(limit: 1).first?.result == .cancelled)
    }

    @Test("a job that has ended cannot be cancelled")
    func cancelEnded() async throws {
        let runner = bench.runner()
        let id = try await runner.submit(Sample.start)
        _ = try await runner.wait(for: id)
        await #expect(throws: OperationFailure.self) { try await runner.cancel(id) }
    }

    @Test("read-only mode begins nothing")
    func readOnly() async throws {
        let runner = bench.runner(readOnly: true) { _, _ in Issue.record("performed") }
        await #expect {
            try await runner.submit(Sample.start)
        } throws: {
            ($0 as? OperationFailure)?.area == "read-only"
        }
        #expect(try await bench.journal.entries(limit: 1).isEmpty)
        #expect(try await runner.jobs().isEmpty)
    }

    @Test("an intent that cannot be written starts nothing")
    func noIntent() async throws {
        // The database says "full" as a full disk would: no page may be added.
        try await bench.store.write(.writingJournal) { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let runner = bench.runner { _, _ in Issue.record("performed") }
        let long = Operation(
            .guest(.define(xml: String(repeating: "x", count: 100_000), previous: "")), on: Sample.guest())
        await #expect {
            try await runner.submit(long)
        } throws: { error in
            guard let failure = error as? OperationFailure else { return false }
            return failure.code == 13 && failure.hint?.english.contains("Make room") == true
        }
        #expect(try await runner.jobs().isEmpty)
        #expect(try await bench.journal.verify().isIntact)
    }

    @Test("logs that nobody wrote to for 90 days are removed, newer ones stay")
    func oldLogs() async throws {
        let runner = bench.runner { _, context in context.log("line") }
        let ids = [try await runner.submit(Sample.start)]
        _ = try await runner.wait(for: ids[0])
        let second = try await runner.submit(Sample.start)
        _ = try await runner.wait(for: second)
        let old = JobLog(ids[0], in: bench.store).path
        let date = Date().addingTimeInterval(-91 * 86400)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: old)
        #expect(try runner.removeOldLogs() == 1)
        #expect(try await runner.log(of: ids[0]) == "")
        #expect(try await runner.log(of: second).contains("line"))
    }

    @Test("a hostile name stays text in database, journal and log")
    func hostile() async throws {
        let name = "a'; DROP TABLE job; --\u{1B}[2J\n\u{202E}\0b"
        let runner = bench.runner { operation, context in context.log(operation.title.english + "\n" + name) }
        let operation = Operation(.guest(.rename(to: name)), on: Sample.guest(name))
        let id = try await runner.submit(operation)
        #expect(try await runner.wait(for: id).operation == operation)
        #expect(try await bench.journal.entries(limit: 1).first?.operation == operation)
        let log = try await runner.log(of: id)
        #expect(!log.contains("\u{1B}") && log.split(separator: "\n").count == 1)
        #expect(try await bench.journal.verify().isIntact)
    }
}

/// Closed until opened.
final class Gate: Sendable {
    private let isOpen = Mutex(false)
    func open() { isOpen.withLock { $0 = true } }
    func wait() async {
        while !isOpen.withLock({ $0 }) {
            // Cancellation is not what these tests are about.
            try? await Task.sleep(for: .milliseconds(5))
        }
    }
}
