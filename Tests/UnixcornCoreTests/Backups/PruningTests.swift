import Digest
import Foundation
import Synchronization
import TestSupport
import Testing
import UnixcornCore

@Suite("Pruning holds to what was shown", .enabled(if: StockRestic.isHere))
struct PruningTests {
    private let restic: StockRestic
    private let repository: Repository

    init() async throws {
        restic = try StockRestic(initialized: false)
        repository = try await Repository.create(
            FolderStore(restic.repository), password: Array(StockRestic.password.utf8),
            cost: Scrypt(n: 1 << 10, r: 8, p: 1))
    }

    private var spool: String { restic.folder.path + "/spool" }

    /// A backup of one small file at each of these seconds, each in a pack of its own.
    private func add(_ seconds: some Sequence<Int64>) async throws {
        for second in seconds {
            let writer = RepositoryWriter(repository, try await repository.index().index, try Spool(spool))
            let blob = try await writer.blob(Array("disk at \(second)".utf8))
            let time = Moment(seconds: 1_700_000_000 + second)
            let tree = try await writer.tree([.file("disk", [blob], size: 20, time: time)])
            _ = try await writer.commit([SnapshotDraft(time: time, tree: tree, paths: ["/g"], program: "unixcorn")])
        }
    }

    private func pruning(last: Int) -> Pruning {
        var retention = Retention()
        retention.last = last
        return Pruning(repository, retention)
    }

    private func count(_ folder: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: restic.repository + "/" + folder).count
    }

    @Test("a backup that came meanwhile and pushes another out ends it; looked at again, it goes")
    func meanwhile() async throws {
        try await add(1...3)
        let pruning = pruning(last: 2)
        let seen = try await pruning.survey()
        #expect(seen.going.count == 1 && seen.staying.count == 2)
        try await add(4...4)
        await #expect(throws: OperationFailure.self) { try await pruning.perform(seen, spoolFolder: spool) }
        #expect(try await repository.snapshots().found.count == 4)
        #expect(try count("locks") == 0)
        let done = try await pruning.perform(try await pruning.survey(), spoolFolder: spool)
        #expect(done.going.count == 2 && done.plan.removedPacks > 0)
        #expect(try await repository.snapshots().found.count == 2)
        #expect(try await pruning.survey().isEmpty)
        try restic.run(["check", "--read-data"])
    }

    @Test("cancelled while packs go, it stops there, gives the lock back, and the next run ends the work")
    func cancelled() async throws {
        try await add(1...8)
        let pruning = pruning(last: 1)
        let seen = try await pruning.survey()
        let running = Mutex<Task<Pruning.Survey, any Error>?>(nil)
        let (begun, start) = AsyncStream.makeStream(of: Void.self)
        let task = Task { [spool] in
            for await _ in begun { break }
            return try await pruning.perform(seen, spoolFolder: spool) { phase in
                if case .removing(2, _) = phase { running.withLock { $0?.cancel() } }
            }
        }
        running.withLock { $0 = task }
        start.finish()
        let failure = await #expect(throws: OperationFailure.self) { try await task.value }
        #expect(failure?.area == "cancelled")
        #expect(try count("locks") == 0)
        try restic.run(["check", "--read-data"])
        let rest = try await pruning.survey()
        #expect(rest.going.isEmpty && rest.plan.removedPacks == seen.plan.removedPacks - 2)
        _ = try await pruning.perform(rest, spoolFolder: spool)
        #expect(try await pruning.survey().isEmpty)
        try restic.run(["check", "--read-data"])
    }

    @Test("no rule, no pruning; a rule that keeps none of a group names the group")
    func brakes() async throws {
        try await add(1...2)
        await #expect(throws: Pruning.needsRule) { try await pruning(last: 0).survey() }
        var retention = Retention()
        retention.tags = [["gold"]]
        let failure = await #expect(throws: OperationFailure.self) { try await Pruning(repository, retention).survey() }
        #expect(failure?.message.english.contains("2 backups of \(Author.current.hostname): /g") == true)
    }
}
