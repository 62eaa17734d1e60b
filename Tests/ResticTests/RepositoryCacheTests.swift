import Foundation
import TestSupport
import Testing
import Text

@testable import Restic

@Suite("What this machine keeps of a repository", .enabled(if: StockRestic.isHere))
struct RepositoryCacheTests {
    /// A repository with `count` backups, and the same with a cache.
    private struct Cached {
        let own: OwnRepository
        var repository: Repository
        var folder: String { own.restic.folder.path + "/cache/" + repository.id.prefix(16) }
        var table: String { folder + "/blobs" }

        init(backups count: Int) async throws {
            own = try await OwnRepository()
            for number in 0..<count { try await own.add(seed: UInt64(number)) }
            repository = own.repository
            repository.cache = RepositoryCache(own.restic.folder.path + "/cache")
        }

        /// Whether both know the same blobs, at the same places.
        func agrees() async throws -> Bool {
            let (known, real) = (try await repository.index(), try await own.repository.index())
            let places = real.index.byPack()
            return known.damaged.isEmpty && known.index.count == real.index.count
                && known.index.packs == real.index.packs
                && places.allSatisfy { pack in pack.blobs.allSatisfy { known.index[$0.id] == real.index[$0.id] } }
        }
    }

    @Test("a second start reads no index file that it knows")
    func warm() async throws {
        let cached = try await Cached(backups: 3)
        #expect(try await cached.agrees())
        // Gone under the cache: whoever would read it could not.
        for name in try FileManager.default.contentsOfDirectory(atPath: cached.own.restic.repository + "/index") {
            try write("", to: cached.own.restic.repository + "/index/" + name)
        }
        let known = try await cached.repository.index()
        #expect(known.damaged.isEmpty)
        #expect(known.index.count > 100)
        #expect(try await cached.own.repository.index().damaged.count == 3)
    }

    @Test("what comes after it is read, and taken in")
    func grows() async throws {
        let cached = try await Cached(backups: 2)
        for seed in 10..<14 {
            #expect(try await cached.agrees())
            try await cached.own.add(seed: UInt64(seed))
        }
        #expect(try await cached.agrees())
    }

    @Test("an index file that is gone makes it anew")
    func pruned() async throws {
        let cached = try await Cached(backups: 3)
        #expect(try await cached.agrees())
        let backups = try await cached.own.repository.snapshots().found
        let index = try await cached.repository.index().index
        let plan = try await cached.repository.prunePlan(keeping: Array(backups.suffix(1)), index)
        try await cached.repository.forget(Array(backups.dropLast()))
        try await cached.repository.prune(plan, index, cached.own.spool, options: .init())
        #expect(try await cached.agrees())
        #expect(try await cached.repository.snapshots().found.count == 1)
        try cached.own.judge()
    }

    @Test("a cache that is cut, flipped, empty or another's is not believed", arguments: 0..<6)
    func damaged(_ kind: Int) async throws {
        let cached = try await Cached(backups: 2)
        #expect(try await cached.agrees())
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: cached.table)))
        switch kind {
        case 0: bytes.removeLast(100)
        case 1: bytes[bytes.count / 2] ^= 1
        case 2: bytes = []
        case 3: bytes[9] ^= 1
        case 4: bytes = Array(bytes.prefix(160))
        default: bytes.replaceSubrange(40..<48, with: [UInt8](repeating: 255, count: 8))
        }
        try Data(bytes).write(to: URL(fileURLWithPath: cached.table))
        #expect(try await cached.agrees())
        #expect(try await cached.agrees())
    }

    @Test("many tables become one with everything in its order")
    func merged() async throws {
        let cached = try await Cached(backups: 0)
        var dice = SystemRandomNumberGenerator()
        func id() -> BlobID { BlobID(words: (dice.next(), dice.next(), dice.next(), dice.next())) }
        let packs = (0..<20).map { _ in id() }
        var all: [BlobID: BlobLocation] = [:]
        let tables = (0..<7).map { _ in
            var builder = BlobTableBuilder()
            for _ in 0..<1000 {
                let blob = PackedBlob(
                    id: id(), kind: .data, offset: Int(dice.next() % 1_000_000), length: 100, unpackedLength: 90)
                let pack = packs[Int(dice.next() % 20)]
                builder.add(blob, in: pack)
                all[blob.id] = BlobLocation(
                    pack: pack, offset: blob.offset, length: 100, unpackedLength: 90, kind: .data)
            }
            return builder.table()
        }
        let kept = try #require(
            RepositoryCache(cached.own.restic.folder.path + "/cache").keep(tables, sources: [], of: cached.repository))
        #expect(kept.table.count == 7000)
        let index = BlobIndex([kept.table])
        #expect(all.allSatisfy { index[$0.key] == $0.value })
        #expect(index.packs == BlobIndex(tables).packs)
    }

    @Test("names that begin alike, and a blob of many packs, are found all and nothing else, in memory and on disk")
    func alike() async throws {
        let cached = try await Cached(backups: 0)
        func id(_ first: UInt64, _ last: UInt64) -> BlobID { BlobID(words: (first, 0, 0, last)) }
        func blob(_ id: BlobID) -> PackedBlob {
            PackedBlob(id: id, kind: .data, offset: 0, length: 100, unpackedLength: nil)
        }
        var builder = BlobTableBuilder()
        let (many, packs) = (id(5, 7), (0..<300).map { id(1, $0) })
        for pack in packs { builder.add(blob(many), in: pack) }
        let others = (0..<1000).map { id($0 < 500 ? 5 : $0, $0 * 2) }
        for other in others { builder.add(blob(other), in: packs[0]) }
        let table = builder.table()
        let kept = try #require(
            RepositoryCache(cached.own.restic.folder.path + "/cache").keep([table], sources: [], of: cached.repository))
        for table in [table, kept.table] {
            #expect(table.places(of: many).map(\.pack) == packs)
            #expect(others.allSatisfy { table.places(of: $0).map(\.pack) == [packs[0]] })
            #expect(others.flatMap(table.positions(of:)).count == others.count)
            let unknown = [id(0, 0), id(5, 9), id(5, 1_000_000), id(6, 0), id(700, 1401), id(.max, .max)]
            #expect(unknown.allSatisfy { table.places(of: $0).isEmpty })
        }
    }

    @Test("a snapshot is asked for once; one that is damaged here is asked for again")
    func snapshots() async throws {
        let cached = try await Cached(backups: 2)
        let first = try await cached.repository.snapshots().found
        let kept = try FileManager.default.contentsOfDirectory(atPath: cached.folder + "/snapshots")
        #expect(kept.count == 2)
        try write("rubbish", to: cached.folder + "/snapshots/" + kept[0])
        #expect(try await cached.repository.snapshots().found.map(\.id) == first.map(\.id))
        // A check asks the place itself.
        try write("", to: cached.own.restic.repository + "/snapshots/" + kept[0])
        #expect(try await cached.repository.snapshots().damaged.isEmpty)
        #expect(try await !cached.repository.check(readsData: false).problems.isEmpty)
    }

    @Test("a cache that cannot be written is done without")
    func refused() async throws {
        let cached = try await Cached(backups: 2)
        try write("a file", to: cached.own.restic.folder.path + "/cache")
        #expect(try await cached.agrees())
        #expect(try await cached.repository.snapshots().found.count == 2)
    }
}
