import Foundation
import TestSupport
import UnixcornCore

/// A repository of stock restic's making with backups of ours in it, and the program to run on it.
struct BackupHistory {
    let program: Installed
    let restic: StockRestic
    let place: [String]

    init() throws {
        program = try Installed()
        restic = try StockRestic()
        let file = restic.folder.path + "/password"
        try write(StockRestic.password + "\n", to: file, mode: 0o600)
        place = ["--repository", "file:" + restic.repository, "--password-file", file]
    }

    var passwordFile: String { restic.folder.path + "/password" }

    func open() async throws -> Repository {
        try await BackupPlace(url: "file:" + restic.repository, passwordFile: passwordFile).open()
    }

    /// One backup of one file for each: when, of which host, which paths, with which tags.
    struct Entry {
        var time: Moment
        var host = "licorne"
        var paths = ["/guests"]
        var tags: [String] = []
        var name = "disk"
        /// What the file holds; a disk of 300 kB, alike in most places for most seeds.
        var seed: UInt64 = 1
    }

    @discardableResult
    func add(_ entries: [Entry]) async throws -> [Snapshot] {
        let repository = try await open()
        var options = RepositoryWriter.Options()
        options.packSize = 200_000
        let spool = try Spool(restic.folder.path + "/writing")
        let writer = RepositoryWriter(repository, try await repository.index().index, spool, options)
        var drafts: [SnapshotDraft] = []
        for entry in entries {
            var content: [BlobID] = []
            for (piece, seed) in [1, entry.seed, entry.seed &+ 1000].enumerated() {
                content.append(try await writer.blob(BackupHistory.noise(100_000 + piece, seed: seed)))
            }
            let file = Node.file(entry.name, content, size: 300_003, time: entry.time)
            let tree = try await writer.tree([file])
            let root = try await writer.tree([.folder("guests", tree, time: entry.time)])
            var author = Author.current
            author.hostname = entry.host
            drafts.append(
                SnapshotDraft(
                    time: entry.time, tree: root, paths: entry.paths, author: author, tags: entry.tags,
                    program: "unixcorn"))
        }
        return try await writer.commit(drafts)
    }

    func run(_ words: [String], _ more: [String] = [], environment: [String: String?] = [:]) throws -> Installed.Ended {
        try program.run(["backup"] + words + place + more, environment: environment, isOwnState: false)
    }

    /// Bytes that do not shrink, the same for the same seed.
    static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }

    static func json(_ text: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    }
}
