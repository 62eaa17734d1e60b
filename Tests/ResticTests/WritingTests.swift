import Digest
import Foundation
import TestSupport
import Testing
import Text

@testable import Restic

/// A repository of ours that stock restic can be asked about.
struct OwnRepository {
    static let cost = Scrypt(n: 1 << 10, r: 8, p: 1)
    let restic: StockRestic
    let repository: Repository
    let spool: Spool

    init() async throws {
        restic = try StockRestic(initialized: false)
        repository = try await Repository.create(
            FolderStore(restic.repository), password: Array(StockRestic.password.utf8), cost: OwnRepository.cost)
        spool = try Spool(restic.folder.path + "/spool")
    }

    func writer(packSize: Int = 1 << 20) async throws -> RepositoryWriter {
        var options = RepositoryWriter.Options()
        options.packSize = packSize
        return RepositoryWriter(repository, try await repository.index().index, spool, options)
    }

    /// One file `disk` in a folder `guests`, cut into pieces of 64 KiB.
    func backUp(_ disk: [UInt8], with writer: RepositoryWriter) async throws -> SnapshotDraft {
        var content: [BlobID] = []
        for start in stride(from: 0, to: disk.count, by: 65536) {
            content.append(try await writer.blob(Array(disk[start..<min(start + 65536, disk.count)])))
        }
        let now = Moment.now
        let inner = try await writer.tree([.file("disk", content, size: disk.count, time: now)])
        let root = try await writer.tree([.folder("guests", inner, time: now)])
        return SnapshotDraft(time: now, tree: root, paths: ["/guests"], tags: ["ours"], program: "unixcorn")
    }

    /// A whole backup of a disk that no other seed has.
    func add(seed: UInt64) async throws {
        let writer = try await writer()
        _ = try await writer.commit([try await backUp(noise(3_000_000, seed: seed), with: writer)])
    }

    func judge() throws { try restic.run(["check", "--read-data"]) }
}

/// Bytes that do not shrink, the same for the same seed.
func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}

@Suite("Repositories that we made", .enabled(if: StockRestic.isHere))
struct WritingTests {
    @Test("stock restic checks, lists and restores what we wrote")
    func whole() async throws {
        let own = try await OwnRepository()
        let writer = try await own.writer()
        let disk = noise(3_000_000, seed: 1) + [UInt8](repeating: 0, count: 1_000_000) + Array("fin".utf8)
        let draft = try await own.backUp(disk, with: writer)
        let backup = try #require(try await writer.commit([draft]).first)
        try own.judge()
        let listed = try own.restic.run(["snapshots", "--compact"])
        #expect(listed.contains(backup.id.short) && listed.contains("ours"))
        let target = own.restic.folder.path + "/target"
        try own.restic.run(["restore", backup.id.hex, "--target", target])
        #expect(try Data(contentsOf: URL(fileURLWithPath: target + "/guests/disk")) == Data(disk))
        #expect(try await own.repository.check(readsData: true).problems.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: own.restic.folder.path + "/spool").isEmpty)
    }

    @Test("a second backup of the same bytes adds a snapshot and nothing else")
    func again() async throws {
        let own = try await OwnRepository()
        let disk = noise(2_000_000, seed: 2)
        let first = try await own.writer()
        let draft = try await own.backUp(disk, with: first)
        _ = try await first.commit([draft])
        let second = try await own.writer()
        var content: [BlobID] = []
        for start in stride(from: 0, to: disk.count, by: 65536) {
            content.append(try await second.blob(Array(disk[start..<min(start + 65536, disk.count)])))
        }
        #expect(await second.counts.blobs == 0)
        _ = try await second.commit([draft])
        try own.judge()
        #expect(try await own.repository.snapshots().found.count == 2)
    }

    @Test("stock restic backs up into our repository, and both read all of it")
    func together() async throws {
        let own = try await OwnRepository()
        try own.restic.fill()
        try own.restic.run(["backup", "source"])
        let writer = try await own.writer()
        let draft = try await own.backUp(noise(500_000, seed: 3), with: writer)
        _ = try await writer.commit([draft])
        try own.restic.run(["backup", "source"])
        try own.judge()
        #expect(try await own.repository.snapshots().found.count == 3)
        #expect(try await own.repository.check(readsData: true).problems.isEmpty)
    }

    @Test("many tasks at once store each blob once")
    func parallel() async throws {
        let own = try await OwnRepository()
        let writer = try await own.writer(packSize: 200_000)
        let pieces = (0..<40).map { noise(20_000, seed: UInt64($0 % 20)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for piece in pieces { group.addTask { _ = try await writer.blob(piece) } }
            try await group.waitForAll()
        }
        #expect(await writer.counts.blobs == 20)
        _ = try await writer.commit([])
        #expect(try await own.repository.index().index.count == 20)
        try own.judge()
    }

    @Test("several passwords open it; the one in use cannot be removed")
    func passwords() async throws {
        let own = try await OwnRepository()
        let name = try await own.repository.addPassword(Array("zweites".utf8), cost: OwnRepository.cost)
        #expect(try own.restic.run(["key", "list"]).contains(name.prefix(8)))
        let (store, first) = (own.repository.store, Array(StockRestic.password.utf8))
        let other = try await Repository.open(store, password: Array("zweites".utf8))
        #expect(other.keyName == name)
        #expect(try await Repository.open(store, password: first).keyName == own.repository.keyName)
        await #expect(throws: RepositoryError.self) { try await other.removePassword(named: name) }
        #expect(
            try await other.removePassword(named: String(own.repository.keyName.prefix(12))) == own.repository.keyName)
        #expect(try await other.passwords().map(\.isCurrent) == [true])
        #expect(throws: StockRestic.Failed.self) { try own.restic.run(["snapshots"]) }
        // What it once opened in this process is not what it opens now.
        await #expect(throws: RepositoryError.self) { try await Repository.open(store, password: first) }
        #expect(try await Repository.open(store, password: Array("zweites".utf8)).keyName == name)
    }

    @Test("a repository is never made over another")
    func twice() async throws {
        let own = try await OwnRepository()
        do throws(RepositoryError) {
            _ = try await Repository.create(own.repository.store, password: [1], cost: OwnRepository.cost)
            Issue.record("made twice")
        } catch { #expect(error.kind == .exists) }
    }

    @Test("a polynomial of ours is one that restic takes")
    func polynomial() throws {
        // Of restic's own documentation and tests.
        #expect(ChunkerPolynomial(bits: 0x3D_A335_8B4D_C173).isIrreducible)
        #expect(ChunkerPolynomial(bits: 0x25_B468_838D_CB75).isIrreducible)
        #expect(!ChunkerPolynomial(bits: 0x25_B468_838D_CB77).isIrreducible)
        let (one, other) = (try ChunkerPolynomial.random(), try ChunkerPolynomial.random())
        #expect(one != other && one.isIrreducible && other.isIrreducible)
    }
}

@Suite("Packs that a cut run left", .enabled(if: StockRestic.isHere))
struct CutRunTests {
    @Test("packs in the spool are finished by the next start, and their blobs need not be stored again")
    func spool() async throws {
        let own = try await OwnRepository()
        let piece = noise(100_000, seed: 7)
        let key = own.repository.key
        let pack = try PackFile(in: own.spool.folder, kind: .data)
        let id = BlobID(try SHA256.digest(of: piece))
        try pack.append(try key.seal(piece), id, unpackedLength: nil)
        let finished = try pack.finish(key, in: own.spool.folder)
        _ = try PackFile(in: own.spool.folder, kind: .data)
        // Whoever prunes has no room for what waits.
        let waiting = try own.spool.waiting().count
        _ = try await own.repository.finishCutRuns(own.spool, sends: false)
        #expect(try own.spool.waiting().count == waiting)
        let done = try await own.repository.finishCutRuns(own.spool)
        #expect(done.packs == 1)
        #expect(try await own.repository.index().index[id]?.pack == finished.id)
        #expect(try FileManager.default.contentsOfDirectory(atPath: own.spool.folder).isEmpty)
        try own.judge()
    }

    @Test("a pack in the spool that a power cut left with other bytes is dropped, and its blobs are stored anew")
    func powerCut() async throws {
        let own = try await OwnRepository()
        let piece = noise(100_000, seed: 9)
        let pack = try PackFile(in: own.spool.folder, kind: .data)
        let id = BlobID(try SHA256.digest(of: piece))
        try pack.append(try own.repository.key.seal(piece), id, unpackedLength: nil)
        let path = own.spool.path(of: try pack.finish(own.repository.key, in: own.spool.folder).id)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes.resetBytes(in: 50_000..<bytes.count)
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(try await own.repository.finishCutRuns(own.spool).isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: own.spool.folder).isEmpty)
        let writer = try await own.writer()
        _ = try await writer.blob(piece)
        _ = try await writer.commit([])
        #expect(try await own.repository.index().index[id] != nil)
    }

    @Test("a whole pack that no index names is adopted; a cut one is not")
    func unindexed() async throws {
        let own = try await OwnRepository()
        let writer = try await own.writer()
        _ = try await writer.blob(noise(100_000, seed: 8))
        _ = try await writer.commit([])
        for file in try await own.repository.store.list(.index) { try await own.repository.store.remove(file.name) }
        let whole = try #require(try await own.repository.store.list(.data).first)
        let bytes = try await own.repository.store.read(whole.name)
        let cut = FileName(.data, BlobID(try SHA256.digest(of: [1])))
        try await own.repository.store.write(cut, Array(bytes.prefix(5000)))
        let done = try await own.repository.finishCutRuns(own.spool)
        #expect(done.packs == 1 && done.cutPacks.map(\.hex) == [cut.name])
        #expect(try await own.repository.index().index.count == 1)
    }
}

@Suite("Packs that were lost", .enabled(if: StockRestic.isHere))
struct LostPackTests {
    @Test("what lay in a pack that is gone or cut is stored anew by the next run", arguments: [true, false])
    func healed(isGone: Bool) async throws {
        let own = try await OwnRepository()
        let disk = noise(2_000_000, seed: 4)
        let first = try await own.writer(packSize: 300_000)
        let draft = try await own.backUp(disk, with: first)
        _ = try await first.commit([draft])
        let pack = try #require(try await own.repository.store.list(.data).max { $0.size < $1.size })
        let path = own.restic.repository + "/" + pack.name.path
        if isGone {
            try FileManager.default.removeItem(atPath: path)
        } else {
            #expect(truncate(path, 1000) == 0)
        }
        let found = try await own.repository.finishCutRuns(own.spool)
        #expect(found.lostPacks.map(\.hex) == [pack.name.name])
        let index = try await own.repository.index().index.without(found.lostPacks)
        let second = RepositoryWriter(own.repository, index, own.spool)
        let again = try await own.backUp(disk, with: second)
        _ = try await second.commit([again])
        #expect(await second.counts.blobs >= 4)
        // restic's own repair drops what the lost pack was said to hold.
        try? FileManager.default.removeItem(atPath: path)
        try own.restic.run(["rebuild-index"])
        try own.judge()
        let target = own.restic.folder.path + "/target"
        try own.restic.run(["restore", "latest", "--target", target])
        #expect(try Data(contentsOf: URL(fileURLWithPath: target + "/guests/disk")) == Data(disk))
    }
}

@Suite("Locks", .enabled(if: StockRestic.isHere))
struct LockTests {
    @Test("stock restic honours our exclusive lock, and we honour its locks")
    func exclusive() async throws {
        let own = try await OwnRepository()
        let lock = try await RepositoryLock.take(own.repository, exclusive: true)
        #expect(throws: StockRestic.Failed.self) { try own.restic.run(["check"]) }
        await #expect(throws: RepositoryError.self) {
            try await RepositoryLock.take(own.repository, exclusive: false)
        }
        try await lock.release()
        try own.restic.run(["check"])
        #expect(try await own.repository.locks().isEmpty)
    }

    @Test("many may share it; only then nobody has it alone")
    func shared() async throws {
        let own = try await OwnRepository()
        let first = try await RepositoryLock.take(own.repository, exclusive: false)
        let second = try await RepositoryLock.take(own.repository, exclusive: false)
        do throws(RepositoryError) {
            _ = try await RepositoryLock.take(own.repository, exclusive: true)
            Issue.record("taken alone beside two")
        } catch {
            #expect(error.kind == .inUse)
            #expect(error.message.english.contains("pid \(getpid())"))
        }
        try await first.release()
        try await second.release()
    }

    @Test("a lock whose process died here, and one of half an hour ago, are removed")
    func stale() async throws {
        let own = try await OwnRepository()
        let author = Author.current
        for (host, age, pid) in [(author.hostname, 1.0, Int32.max - 1), ("elsewhere", 2000, 1)] {
            let time = Moment(microseconds: Moment.now.microseconds - Int64(age * 1_000_000))
            _ = try await own.repository.write(
                LockFile(time: time.iso8601, exclusive: true, hostname: host, pid: pid), .locks)
        }
        let lock = try await RepositoryLock.take(own.repository, exclusive: true)
        #expect(try await own.repository.locks().count == 1)
        try await lock.release()
    }
}
