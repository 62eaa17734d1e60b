import Foundation
import Testing

@testable import UnixcornCore

@Suite("Two processes on one state", .serialized)
struct TwoProcessTests {
    let bench: WorkBench

    init() throws { bench = try WorkBench() }

    @Test("two that write at once never break the chain")
    func chain() async throws {
        let others = try (0..<2).map { _ in try Fixture(["notes", bench.store.folder, "60"]) }
        for number in 1...60 { try await bench.journal.note("note \(number)") }
        for other in others { #expect(await other.finish() == "") }
        let verdict = try await bench.journal.verify(syslog: bench.announcedHeads.map(\.line))
        #expect(verdict.isIntact)
        #expect(verdict.checked == 180)
    }

    @Test("what another process holds is refused here, and named")
    func held() async throws {
        let other = try Fixture(["hold", bench.store.folder, "cloud", "60"])
        defer { other.kill() }
        #expect(await other.firstLine().hasPrefix("begun"))
        let operation = Operation(.guest(.start), on: Sample.guest("cloud", id: "cloud"))
        await #expect {
            try await bench.runner().submit(operation)
        } throws: {
            ($0 as? OperationFailure)?.message.english.contains("process \(other.process.processIdentifier)") == true
        }
    }

    @Test("two that want one guest never have it together")
    func race() async throws {
        let others = try (0..<2).map { _ in try Fixture(["race", bench.store.folder, "cloud", "25"]) }
        var done = 0
        for other in others { done += Int(await other.finish().dropFirst(5).dropLast()) ?? 0 }
        #expect(done > 0)
        // Each intent is followed by its own outcome: nobody begins while another one is at it.
        let entries = try await bench.journal.entries(limit: 1000).reversed().map { $0 }
        #expect(entries.count == done * 2)
        for pair in stride(from: 0, to: entries.count - 1, by: 2) {
            #expect(entries[pair].kind == .intent)
            #expect(entries[pair + 1].intent == entries[pair].id)
        }
    }

    @Test("a job is cancelled from another process")
    func cancel() async throws {
        let other = try Fixture(["hold", bench.store.folder, "cloud", "60"])
        let id = JobID(rawValue: Int64(await other.firstLine().dropFirst(6)) ?? 0)
        try await bench.runner().cancel(id)
        #expect(await other.finish() == "ended cancelled\n")
    }

    @Test("a process killed in the middle leaves a lost job and an interrupted intent")
    func killed() async throws {
        let other = try Fixture(["hold", bench.store.folder, "cloud", "60"])
        let id = JobID(rawValue: Int64(await other.firstLine().dropFirst(6)) ?? 0)
        let watch = try WorkWatch(folder: bench.store.folder)
        #expect(try await watch.news()?.jobs.first?.state == .running)
        other.kill()
        let news = try await watch.news()
        #expect(news?.jobs.first?.state == .lost)
        #expect(news?.interrupted.map(\.job) == [id])
        let runner = bench.runner()
        #expect(try await runner.recover().map(\.id) == [id])
        #expect(try await bench.journal.interrupted().map(\.job) == [id])
        let intent = try #require(try await bench.journal.interrupted().first)
        try await runner.acknowledge(intent.id)
        #expect(try await bench.journal.interrupted().isEmpty)
        #expect(try await bench.journal.entries(limit: 1).first?.result == .interrupted)
        await #expect(throws: OperationFailure.self) { try await runner.acknowledge(intent.id) }
    }

    @Test("the lock of a dead process is taken over, and the journal says so")
    func takeOver() async throws {
        let other = try Fixture(["hold", bench.store.folder, "cloud", "60"])
        _ = await other.firstLine()
        other.kill()
        let runner = bench.runner()
        let operation = Operation(.guest(.start), on: Sample.guest("cloud", id: "cloud"))
        #expect(try await runner.wait(for: runner.submit(operation)).state == .done)
        let notes = try await bench.journal.entries(limit: 10).filter { $0.kind == .note }
        #expect(notes.count == 1 && notes.first?.message.contains("taken over") == true)
        #expect(try await bench.journal.interrupted().count == 1)
        #expect(try await bench.journal.verify().isIntact)
    }
}

@Suite("The detached worker", .serialized)
struct DetachedWorkerTests {
    let bench: WorkBench
    let runner: JobRunner

    init() throws {
        bench = try WorkBench()
        let command = WorkerCommand(executable: Fixture.path, verb: ["worker"], arguments: [bench.store.folder])
        runner = bench.runner(worker: command)
    }

    private func hold(_ seconds: Int) -> UnixcornCore.Operation {
        Operation(.guest(.shutDown(timeout: seconds)), on: Sample.guest())
    }

    @Test("a worker does the job, in a session of its own, and its output is in the log")
    func done() async throws {
        let id = try await runner.submitDetached(hold(1))
        let job = try await runner.job(id)
        let pid = try #require(job.processID)
        #expect(pid != getpid())
        #expect(getsid(pid) == pid)
        #expect(job.isDetached)
        #expect(try await eventually { try await runner.job(id).state == .done })
        // The worker's own output is written when it exits, just after the job has ended.
        #expect(try await eventually { try await runner.log(of: id).contains("worker at work") })
        #expect(try await bench.journal.entries(limit: 5).map(\.kind) == [.outcome, .intent])
    }

    @Test("a worker killed with -9 is lost, its intent interrupted")
    func killed() async throws {
        let id = try await runner.submitDetached(hold(60))
        let pid = try #require(try await runner.job(id).processID)
        kill(pid, SIGKILL)
        #expect(try await eventually { try await runner.job(id).state == .lost })
        #expect(try await bench.journal.interrupted().map(\.job) == [id])
    }

    @Test("a worker that is asked by SIGTERM ends its job as cancelled")
    func terminated() async throws {
        let id = try await runner.submitDetached(hold(60))
        let pid = try #require(try await runner.job(id).processID)
        kill(pid, SIGTERM)
        #expect(try await eventually { try await runner.job(id).state == .cancelled })
    }

    @Test("a worker that cannot be started fails the job, frees the object and says where to look")
    func noProgram() async throws {
        let broken = bench.runner(worker: WorkerCommand(executable: "/bin/false", arguments: []))
        await #expect(throws: OperationFailure.self) { try await broken.submitDetached(hold(1)) }
        #expect(try await runner.jobs().map(\.state) == [.failed])
        #expect(try await bench.journal.interrupted().isEmpty)
        let again = bench.runner()
        #expect(try await again.wait(for: again.submit(hold(0))).state == .done)
    }

    @Test("a job that was taken is not taken again")
    func twice() async throws {
        let id = try await runner.submitDetached(hold(1))
        await #expect(throws: OperationFailure.self) { try await runner.runWaiting(job: id) }
        #expect(try await eventually { try await runner.job(id).state == .done })
    }
}
