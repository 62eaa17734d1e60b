import Foundation
import Synchronization
import TestSupport
import Testing
import Text

@testable import Restic

/// A folder that dies: after some changes, every further one fails, the first of them half done.
final class DyingStore: Store {
    private let store: FolderStore
    private let left: Mutex<Int>

    init(_ store: FolderStore, after changes: Int) {
        self.store = store
        left = Mutex(changes)
    }

    var place: String { store.place }
    /// Changes that are still allowed.
    var rest: Int { left.withLock { $0 } }

    private func change(_ half: () async throws(RepositoryError) -> Void = {}) async throws(RepositoryError) {
        let now = left.withLock { left in
            left -= 1
            return left
        }
        if now == -1 { try await half() }
        guard now >= 0 else { throw RepositoryError(.store, Phrase("dead", "mort")) }
    }

    func list(_ kind: FileName.Kind) async throws(RepositoryError) -> [StoredFile] { try await store.list(kind) }
    func read(_ file: FileName, from: Int, count: Int?) async throws(RepositoryError) -> [UInt8] {
        try await store.read(file, from: from, count: count)
    }
    func prepare() async throws(RepositoryError) { try await store.prepare() }
    func removeDrafts() async throws(RepositoryError) -> Int { try await store.removeDrafts() }
    func remove(_ file: FileName) async throws(RepositoryError) {
        try await change()
        try await store.remove(file)
    }
    func write(_ file: FileName, _ content: FileContent) async throws(RepositoryError) {
        // The worst that a place can do: half a pack under its final name.
        try await change { () async throws(RepositoryError) in
            guard file.kind == .data, case .file(let path, let size) = content else { return }
            try await store.write(file, .file(path: path, size: size / 2))
        }
        try await store.write(file, content)
    }
}

@Suite("Prune", .enabled(if: StockRestic.isHere))
struct PruneTests {
    /// Three backups of a disk that changes, in small packs.
    private func sample() async throws -> (own: OwnRepository, disks: [[UInt8]]) {
        let own = try await OwnRepository()
        var disks: [[UInt8]] = []
        for seed in 1...3 as ClosedRange<UInt64> {
            var disk = noise(1_000_000, seed: 1)
            disk.replaceSubrange(200_000..<400_000, with: noise(200_000, seed: seed))
            disk.replaceSubrange(700_000..<700_010, with: noise(10, seed: seed))
            disks.append(disk)
            let writer = try await own.writer(packSize: 150_000)
            let draft = try await own.backUp(disk, with: writer)
            _ = try await writer.commit([draft])
        }
        return (own, disks)
    }

    private func prune(_ own: OwnRepository, _ repository: Repository) async throws -> PrunePlan {
        let backups = try await repository.snapshots().found
        try await repository.forget(Array(backups.dropLast()))
        let index = try await repository.index().index
        var limits = PruneLimits()
        limits.unused = 0
        let plan = try await repository.prunePlan(keeping: Array(backups.suffix(1)), index, limits)
        try await repository.prune(plan, index, own.spool, options: RepositoryWriter.Options())
        return plan
    }

    @Test("what stays is whole, what goes frees its room, and a second prune finds nothing to do")
    func whole() async throws {
        let (own, disks) = try await sample()
        let before = try await own.repository.store.list(.data).reduce(0) { $0 + $1.size }
        let plan = try await prune(own, own.repository)
        let after = try await own.repository.store.list(.data).reduce(0) { $0 + $1.size }
        // Two pieces of 200,000 bytes, in blobs of 64 KiB.
        #expect(before - after > 400_000 && abs(before - after - plan.freedBytes) < 5000)
        try own.judge()
        let target = own.restic.folder.path + "/target"
        try own.restic.run(["restore", "latest", "--target", target])
        #expect(try Data(contentsOf: URL(fileURLWithPath: target + "/guests/disk")) == Data(disks[2]))
        let again = try await own.repository.prunePlan(
            keeping: try await own.repository.snapshots().found, try await own.repository.index().index)
        #expect(again.removedPacks == 0 && again.toleratedBytes < 5000)
        #expect(try own.restic.run(["prune", "--dry-run", "--max-unused", "0"]).contains("to delete:"))
    }

    @Test("with a limit on what is moved, runs go on where the last one ended")
    func limited() async throws {
        let (own, _) = try await sample()
        let backups = try await own.repository.snapshots().found
        try await own.repository.forget(Array(backups.prefix(2)))
        var limits = PruneLimits()
        (limits.unused, limits.repacked) = (0, 140_000)
        var removed: [Int] = []
        repeat {
            let index = try await own.repository.index().index
            let plan = try await own.repository.prunePlan(keeping: Array(backups.suffix(1)), index, limits)
            #expect(plan.movedBytes <= 140_000)
            try await own.repository.prune(plan, index, own.spool, options: RepositoryWriter.Options())
            removed.append(plan.removedPacks)
        } while removed.last != 0 && removed.count < 20
        #expect(removed.count > 2)
        try own.judge()
    }

    @Test("a tree that cannot be read ends it before anything is removed")
    func damaged() async throws {
        let (own, _) = try await sample()
        let index = try await own.repository.index().index
        let backup = try #require(try await own.repository.snapshots().found.last)
        let place = try #require(index[backup.tree])
        try await own.repository.store.remove(FileName(.data, place.pack))
        let files = try await own.repository.store.list(.data).count
        await #expect(throws: RepositoryError.self) { try await prune(own, own.repository) }
        #expect(try await own.repository.store.list(.data).count == files)
    }

    @Test("cut after any change, backup and prune lose nothing that was committed")
    func cut() async throws {
        let password = Array(StockRestic.password.utf8)
        var changes = 0
        while true {
            let (own, disks) = try await sample()
            let folder = FolderStore(own.restic.repository)
            let store = DyingStore(folder, after: changes)
            let dying = try await Repository.open(store, password: password)
            let committed = try await own.repository.snapshots().found
            do {
                let writer = RepositoryWriter(dying, try await dying.index().index, own.spool)
                let draft = try await own.backUp(noise(300_000, seed: 9), with: writer)
                _ = try await writer.commit([draft])
                _ = try await prune(own, dying)
            } catch let error as RepositoryError { #expect(error.kind == .store) }
            let isDone = store.rest >= 0
            // At once, without us: every backup that is there is whole.
            try own.restic.run(["check", "--no-lock"])
            for backup in committed
            where try await own.repository.snapshots().found.contains(where: { $0.id == backup.id }) {
                let target = own.restic.folder.path + "/" + backup.id.short
                _ = try await own.repository.restore(backup, to: target)
                let data = try Data(contentsOf: URL(fileURLWithPath: target + "/guests/disk"))
                #expect(disks.contains([UInt8](data)), "after \(changes) changes")
            }
            // The next start clears up and goes on.
            _ = try await own.repository.finishCutRuns(own.spool)
            _ = try await prune(own, own.repository)
            try own.judge()
            if isDone { break }
            changes += 1
        }
        #expect(changes > 10)
    }
}
