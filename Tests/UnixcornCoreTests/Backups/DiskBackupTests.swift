import Digest
import Foundation
import TestSupport
import Testing
import Text

@testable import Restic
@testable import UnixcornCore

/// A disk in memory that counts what is read of it.
final class MemoryDisk: DiskSource, @unchecked Sendable {
    // Unchecked: changed by the test alone, between two backups.
    var bytes: [UInt8]
    var zeroRanges: [Range<Int>] = []
    init(_ bytes: [UInt8]) { self.bytes = bytes }
    var size: Int { bytes.count }
    func zeros() async throws -> [Range<Int>] { zeroRanges }
    func read(
        _ ranges: [Range<Int>], _ consume: @Sendable (Int, BlobID, @Sendable () -> [UInt8]) async throws -> Void
    ) async throws {
        for range in ranges {
            let piece = Array(bytes[range])
            try await consume(range.lowerBound, BlobID(try SHA256.digest(of: piece))) { piece }
        }
    }
}

private func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}

private let mebibyte = 1 << 20

@Suite("A disk is backed up")
struct DiskBackupTests {
    /// A repository in a folder of its own.
    private struct Place {
        let folder: TemporaryFolder
        let repository: Repository
        let spool: Spool

        init() async throws {
            folder = try TemporaryFolder()
            repository = try await Repository.create(
                FolderStore(folder.path + "/r"), password: [1], cost: Scrypt(n: 1 << 10, r: 8, p: 1))
            spool = try Spool(folder.path + "/spool")
        }

        func backUp(
            _ disk: MemoryDisk, parent: [DiskPlan.Piece] = [], dirty: [Range<Int>]? = nil
        ) async throws -> (DiskBackup.Outcome, [DiskPlan.Piece]) {
            let writer = RepositoryWriter(repository, try await repository.index().index, spool)
            let backup = DiskBackup(source: disk, writer: writer, parent: parent)
            let outcome = try await backup.run(dirty: dirty) { _ in }
            _ = try await writer.commit([])
            let index = try await repository.index().index
            var whole: [UInt8] = []
            var pieces: [DiskPlan.Piece] = []
            for id in outcome.content {
                whole += try await repository.blob(id, index)
                pieces.append(DiskPlan.Piece(blob: id, length: try #require(index[id]).contentLength))
            }
            #expect(whole == disk.bytes)
            return (outcome, pieces)
        }
    }

    @Test("zeros are neither read nor stored twice")
    func zeros() async throws {
        let place = try await Place()
        let disk = MemoryDisk(noise(mebibyte, seed: 1) + [UInt8](repeating: 0, count: 7 * mebibyte + 512))
        disk.zeroRanges = [mebibyte..<5 * mebibyte, 5 * mebibyte..<8 * mebibyte + 512]
        let (outcome, pieces) = try await place.backUp(disk)
        #expect(outcome.readBytes == mebibyte && pieces.count == 9)
        #expect(Set(pieces.map(\.blob)).count == 3)
    }

    @Test("a change costs less each time that it comes again to the same place")
    func finer() async throws {
        let place = try await Place()
        let disk = MemoryDisk(noise(8 * mebibyte, seed: 2))
        var (_, pieces) = try await place.backUp(disk)
        var stored: [Int] = []
        for round in 0..<4 {
            disk.bytes.replaceSubrange(
                3 * mebibyte + 5000..<3 * mebibyte + 5010, with: noise(10, seed: UInt64(10 + round)))
            let (outcome, next) = try await place.backUp(disk, parent: pieces)
            stored.append(outcome.storedBytes)
            pieces = next
        }
        #expect(stored[0] > mebibyte && stored[1] < 70_000 && stored[2] < 35_000 && stored[3] < 17_000)
        // The other seven MiB are cut as they were.
        let (of64, of32, of16) = (15, 1, 2)
        #expect(pieces.count == 7 + of64 + of32 + of16)
    }

    @Test("with a bitmap only what it names is read, and what stayed between two changes stays together")
    func bitmap() async throws {
        let place = try await Place()
        let disk = MemoryDisk(noise(8 * mebibyte, seed: 3))
        let (_, pieces) = try await place.backUp(disk)
        disk.bytes.replaceSubrange(2 * mebibyte + 200_000..<2 * mebibyte + 200_010, with: noise(10, seed: 4))
        let dirty = [2 * mebibyte + 196_608..<2 * mebibyte + 262_144]
        let (outcome, next) = try await place.backUp(disk, parent: pieces, dirty: dirty)
        #expect(outcome.readBytes == mebibyte)
        let ends = [Int](repeating: mebibyte, count: 5)
        #expect(next.map(\.length) == [mebibyte, mebibyte, 196_608, 32768, 32768, 786_432] + ends)
    }

    @Test("a MiB that was written all over is cut evenly, and one that was written anew is one piece again")
    func written() async throws {
        let place = try await Place()
        let disk = MemoryDisk(noise(4 * mebibyte, seed: 8))
        var (_, pieces) = try await place.backUp(disk)
        let scattered = stride(from: mebibyte, to: 2 * mebibyte, by: 4 << 16).map { $0..<$0 + 65536 }
        for part in scattered { disk.bytes[part.lowerBound + 77] ^= 1 }
        pieces = try await place.backUp(disk, parent: pieces, dirty: scattered).1
        let parts = [Int](repeating: 32768, count: 32)
        #expect(pieces.map(\.length) == [mebibyte] + parts + [mebibyte, mebibyte])
        disk.bytes.replaceSubrange(mebibyte..<3 * mebibyte, with: noise(2 * mebibyte, seed: 9))
        let (outcome, next) = try await place.backUp(disk, parent: pieces, dirty: [mebibyte..<3 * mebibyte])
        #expect(outcome.readBytes == 2 * mebibyte)
        #expect(next.map(\.length) == [Int](repeating: mebibyte, count: 4))
    }

    @Test("whatever was written where, a chain of backups gives the disk back, and its pieces lie as a plan cuts them")
    func chain() async throws {
        let place = try await Place()
        var dice = noise(40_000, seed: 12).map(Int.init).makeIterator()
        func roll(_ faces: Int) -> Int { ((dice.next() ?? 0) << 8 | (dice.next() ?? 0)) % faces }
        let disk = MemoryDisk(noise(5 * mebibyte + 1536, seed: 11))
        var (_, pieces) = try await place.backUp(disk)
        for round in 0..<12 {
            var dirty: [Range<Int>] = []
            for granule in stride(from: 0, to: disk.size, by: 65536) where roll(3) > round % 3 {
                let range = granule..<min(granule + 65536, disk.size)
                dirty.append(range)
                disk.bytes[granule + roll(range.count)] ^= 0x55
            }
            pieces = try await place.backUp(disk, parent: pieces, dirty: round % 4 == 3 ? nil : dirty).1
            var start = 0
            for piece in pieces {
                #expect(start / mebibyte == (start + piece.length - 1) / mebibyte)
                start += piece.length
            }
            #expect(start == disk.size)
        }
    }

    @Test("a bitmap that lies is found out by the sample")
    func lie() async throws {
        let place = try await Place()
        let disk = MemoryDisk(noise(4 * mebibyte, seed: 5))
        let (_, pieces) = try await place.backUp(disk)
        let writer = RepositoryWriter(place.repository, try await place.repository.index().index, place.spool)
        let backup = DiskBackup(source: disk, writer: writer, parent: pieces)
        #expect(try await backup.confirms(dirty: [0..<65536]))
        for part in 0..<4 { disk.bytes[part * mebibyte + 700_000] ^= 1 }
        #expect(try await !backup.confirms(dirty: [0..<65536]))
    }

    @Test("a disk that grew or shrank keeps what is the same", arguments: [3 * mebibyte + 512, 9 * mebibyte + 1024])
    func resized(_ size: Int) async throws {
        let place = try await Place()
        let disk = MemoryDisk(noise(6 * mebibyte, seed: 6))
        let (_, pieces) = try await place.backUp(disk)
        disk.bytes = Array((disk.bytes + noise(4 * mebibyte, seed: 7)).prefix(size))
        let (outcome, _) = try await place.backUp(disk, parent: pieces)
        #expect(outcome.newBytes <= max(512, size - 6 * mebibyte))
    }

    @Test("a disk that changes everywhere is not cut into more pieces than its tree may have")
    func bounded() async throws {
        let place = try await Place()
        let disk = MemoryDisk([UInt8](repeating: 7, count: 64 * mebibyte))
        var (_, pieces) = try await place.backUp(disk)
        for round in 0..<3 {
            for part in 0..<64 { disk.bytes[part * mebibyte + 1000 * round] = UInt8(part) }
            pieces = try await place.backUp(disk, parent: pieces).1
        }
        #expect(pieces.count <= DiskPlan.mostPieces(of: disk.size))
    }
}
