import Digest
import Foundation
import Synchronization
import TestSupport
import Testing
import Text

@testable import Restic
@testable import UnixcornCore

/// Counts what is read of packs.
private final class CountingStore: Store, Sendable {
    private let folder: FolderStore
    private let reads = Mutex(0)
    var count: Int { reads.withLock { $0 } }

    init(_ path: String) { folder = FolderStore(path) }

    var place: String { folder.place }
    func list(_ kind: FileName.Kind) async throws(RepositoryError) -> [StoredFile] { try await folder.list(kind) }
    func read(_ file: FileName, from offset: Int, count: Int?) async throws(RepositoryError) -> [UInt8] {
        if file.kind == .data { reads.withLock { $0 += 1 } }
        return try await folder.read(file, from: offset, count: count)
    }
    func prepare() async throws(RepositoryError) { try await folder.prepare() }
    func write(_ file: FileName, _ content: FileContent) async throws(RepositoryError) {
        try await folder.write(file, content)
    }
    func remove(_ file: FileName) async throws(RepositoryError) { try await folder.remove(file) }
    func removeDrafts() async throws(RepositoryError) -> Int { try await folder.removeDrafts() }
}

@Suite("A disk is read out of the repository")
struct RepositoryDiskTests {
    private let folder: TemporaryFolder
    private let store: CountingStore
    private let repository: Repository

    init() async throws {
        folder = try TemporaryFolder()
        store = CountingStore(folder.path + "/r")
        repository = try await Repository.create(store, password: [1], cost: Scrypt(n: 1 << 10, r: 8, p: 1))
    }

    /// Stores pieces of these lengths, each of one byte that names it; 0 is a zero.
    private func disk(_ pieces: [(Int, UInt8)], cacheLimit: Int = 64 << 20) async throws -> (RepositoryDisk, [UInt8]) {
        let writer = RepositoryWriter(
            repository, try await repository.index().index, try Spool(folder.path + "/spool"))
        var (content, whole): ([BlobID], [UInt8]) = ([], [])
        for (length, byte) in pieces {
            let bytes = [UInt8](repeating: byte, count: length)
            content.append(try await writer.blob(bytes))
            whole += bytes
        }
        _ = try await writer.commit([])
        let index = try await repository.index().index
        return (try RepositoryDisk(content, repository, index, cacheLimit: cacheLimit), whole)
    }

    @Test("any range of it is right, over the borders of its pieces")
    func ranges() async throws {
        let pieces = (0..<40).map { (1000 + 37 * $0, UInt8($0 % 11)) }
        let (disk, whole) = try await disk(pieces, cacheLimit: 8000)
        #expect(disk.size == UInt64(whole.count))
        for start in stride(from: 0, to: whole.count, by: 611) {
            let end = min(whole.count, start + 1 + start % 5000)
            #expect(try await disk.read(UInt64(start)..<UInt64(end)) == Array(whole[start..<end]))
        }
        #expect(try await disk.read(0..<disk.size) == whole)
    }

    @Test("neighbours come with one request, zeros with none, and what was read is not read again")
    func requests() async throws {
        let (disk, whole) = try await disk((0..<64).map { (4096, UInt8($0)) })
        let before = store.count
        _ = try await disk.read(0..<4096)
        #expect(store.count == before)
        _ = try await disk.read(4096..<8192)
        #expect(store.count == before + 1)
        #expect(try await disk.read(0..<disk.size) == whole)
        #expect(store.count == before + 1)
    }

    @Test("who asks for what is being read waits for that")
    func together() async throws {
        let (disk, whole) = try await disk([(65536, 7), (65536, 8)])
        let before = store.count
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    let read = try await disk.read(0..<131_072)
                    #expect(read == whole)
                }
            }
            try await group.waitForAll()
        }
        #expect(store.count == before + 1)
    }

    @Test("a damaged neighbour does not matter; a damaged piece is an error that names it, and is told once")
    func damage() async throws {
        let (disk, _) = try await disk([(4096, 1), (4096, 2)])
        let pack = try #require(try await store.list(.data).first)
        let path = folder.path + "/r/" + pack.name.path
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let index = try await repository.index().index
        let second = BlobID(try SHA256.digest(of: [UInt8](repeating: 2, count: 4096)))
        bytes[try #require(index[second]).offset + 20] ^= 1
        chmod(path, 0o600)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(try await disk.read(0..<4096) == [UInt8](repeating: 1, count: 4096))
        await #expect(throws: RepositoryError.self) { try await disk.read(4096..<8192) }
        #expect(await disk.takeFailure()?.area == "backup")
        #expect(await disk.takeFailure() == nil)
    }
}
