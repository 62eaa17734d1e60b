import Foundation
import TestSupport
import Testing

@testable import Restic

@Suite("Copies into a second repository", .enabled(if: StockRestic.isHere))
struct CopyTests {
    private let restic: StockRestic
    private let source: Repository

    init() async throws {
        restic = try StockRestic()
        try restic.fill()
        try restic.run(["backup", "source", "--tag", "nightly", "--host", "licorne"])
        source = try await Repository.open(
            FolderStore(restic.repository), password: Array(StockRestic.password.utf8))
    }

    @discardableResult
    private func copy(to other: OwnRepository, _ backups: [Snapshot]? = nil) async throws -> CopyReport {
        let all = try await source.snapshots().found
        return try await source.copy(
            backups ?? all, to: other.repository, other.spool, options: RepositoryWriter.Options())
    }

    @Test("stock restic finds the same backups and the same bytes there, whatever the chunker; only once")
    func whole() async throws {
        let other = try await OwnRepository()
        let first = try await copy(to: other)
        #expect(first.copied.count == 1 && first.problems.isEmpty && first.blobs > 0)
        try other.judge()
        let backup = try #require(try await other.repository.snapshots().found.first)
        let old = try #require(try await source.snapshots().found.first)
        #expect(backup.tree == old.tree && backup.time == old.time && backup.id != old.id)
        #expect((backup.hostname, backup.tags.first) == ("licorne", "nightly"))
        let target = other.restic.folder.path + "/target"
        try other.restic.run(["restore", "latest", "--target", target])
        #expect(try differences(restic.source, target + "/source") == "")
        let second = try await copy(to: other)
        #expect(second.copied.isEmpty && second.skipped == 1 && second.blobs == 0)
        try restic.fill(seed: 2)
        try restic.run(["backup", "source"])
        let third = try await copy(to: other)
        #expect(third.copied.count == 1 && third.skipped == 1 && third.bytes < first.bytes * 2)
        try other.judge()
    }

    @Test("what stock restic copied is known; what we copied, stock restic does not copy again")
    func together() async throws {
        let other = try await OwnRepository()
        let password = restic.folder.path + "/password"
        try write(StockRestic.password, to: password)
        let words = ["copy", "--repo2", other.restic.repository, "--password-file2", password]
        try restic.run(words)
        #expect(try await copy(to: other).skipped == 1)
        try restic.fill(seed: 2)
        try restic.run(["backup", "source"])
        #expect(try await copy(to: other).copied.count == 1)
        try restic.run(words)
        #expect(try await other.repository.snapshots().found.count == 2)
        try other.judge()
    }

    @Test("a backup that lacks a pack is named and left out; the others arrive, also where they share folders")
    func damaged() async throws {
        let whole = try await source.snapshots().found
        try restic.fill(seed: 2)
        try restic.run(["backup", "source"])
        // Only the newer backup needs what is new.
        let index = try await source.index().index
        let old = try await source.usedBlobs(of: whole, index)
        let lost = try #require(
            index.byPack().first { entry in
                entry.blobs.allSatisfy { !old.contains($0.id) && $0.place.kind == .data }
            })
        unlink(restic.repository + "/data/\(lost.pack.hex.prefix(2))/\(lost.pack.hex)")
        let other = try await OwnRepository()
        let report = try await copy(to: other)
        #expect(report.copied.map(\.id) == whole.map(\.id) && report.problems.count == 1)
        try other.judge()
    }

    @Test("cut short, the next one goes on and sends no pack twice")
    func cut() async throws {
        let other = try await OwnRepository()
        let backups = try await source.snapshots().found
        var options = RepositoryWriter.Options()
        options.packSize = 1 << 20
        let index = try await source.index().index
        let writer = RepositoryWriter(
            other.repository, try await other.repository.index().index, other.spool, options)
        let copy = BlobCopy(
            source: source, index: index, there: try await other.repository.index().index, writer: writer)
        // Packs without their index: as a copy leaves them that dies before its end.
        try await copy.tree(backups[0].tree)
        let sent = await writer.counts.bytes
        let report = try await self.copy(to: other)
        #expect(report.copied.count == 1 && report.bytes < sent / 2)
        try other.judge()
    }

    @Test("a repository is not copied onto itself")
    func itself() async throws {
        let spool = try Spool(restic.folder.path + "/spool")
        await #expect(throws: RepositoryError.self) {
            try await source.copy(
                try await source.snapshots().found, to: source, spool, options: RepositoryWriter.Options())
        }
    }
}
