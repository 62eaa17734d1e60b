import TestSupport
import Testing

@testable import Restic

/// A folder whose packs wait until its gate is opened: a link that stands still.
private final class GatedStore: Store {
    let folder: FolderStore
    private let gate: AsyncStream<Void>
    private let opener: AsyncStream<Void>.Continuation

    init(_ folder: FolderStore) {
        self.folder = folder
        (gate, opener) = AsyncStream.makeStream()
    }

    func open() { opener.finish() }

    var place: String { folder.place }
    func list(_ kind: FileName.Kind) async throws(RepositoryError) -> [StoredFile] { try await folder.list(kind) }
    func read(_ file: FileName, from offset: Int, count: Int?) async throws(RepositoryError) -> [UInt8] {
        try await folder.read(file, from: offset, count: count)
    }
    func prepare() async throws(RepositoryError) { try await folder.prepare() }
    func write(_ file: FileName, _ content: FileContent) async throws(RepositoryError) {
        if file.kind == .data { for await _ in gate {} }
        try await folder.write(file, content)
    }
    func remove(_ file: FileName) async throws(RepositoryError) { try await folder.remove(file) }
    func removeDrafts() async throws(RepositoryError) -> Int { try await folder.removeDrafts() }
}

@Suite("Compression by the speed of the link")
struct LinkSpeedTests {
    /// Text that a higher level packs better.
    private func text(_ number: Int) -> [UInt8] {
        let words = [
            "guest", "pool", "backup", "disk", "bridge", "member", "ledger", "rule", "unicorn", "pack", "blob",
        ]
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
        var text = ""
        while text.utf8.count < 100_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += words[Int(state >> 33) % words.count] + "\(state >> 57) "
        }
        return Array(text.utf8)
    }

    private func stored(level: Int32?) async throws -> Int {
        let folder = try TemporaryFolder()
        let store = GatedStore(FolderStore(folder.path + "/r"))
        let repository = try await Repository.create(store, password: [1], cost: OwnRepository.cost)
        var options = RepositoryWriter.Options()
        (options.packSize, options.level) = (50_000, level)
        let writer = RepositoryWriter(repository, BlobIndex([]), try Spool(folder.path + "/spool"), options)
        for number in 0..<20 { _ = try await writer.blob(text(number)) }
        store.open()
        _ = try await writer.commit([])
        return await writer.counts.storedBytes
    }

    @Test("a link that stands still makes blobs smaller than a fast one does")
    func slow() async throws {
        let (slow, fixed) = (
            try await stored(level: nil), try await stored(level: 1)
        )
        #expect(Double(slow) < Double(fixed) * 0.99, "\(slow) \(fixed)")
    }
}
