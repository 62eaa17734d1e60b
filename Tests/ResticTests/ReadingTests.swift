import Foundation
import Restic
import TestSupport
import Testing
import Text

@Suite("Repositories that stock restic made", .enabled(if: StockRestic.isHere))
struct ReadingTests {
    private let password = Array(StockRestic.password.utf8)

    @Test("lists, checks and restores, whatever the format's version", arguments: [1, 2])
    func whole(version: Int) async throws {
        let restic = try StockRestic(version: version)
        try restic.fill()
        try restic.run(["backup", "source", "--tag", "first,nightly", "--host", "licorne"])
        try restic.fill(seed: 2)
        try restic.run(["backup", "source", "--host", "licorne"])
        let repository = try await Repository.open(FolderStore(restic.repository), password: password)
        #expect(repository.version == version)
        let (snapshots, damaged) = try await repository.snapshots()
        #expect(damaged.isEmpty)
        #expect(snapshots.map(\.tags) == [["first", "nightly"], []])
        #expect(snapshots.allSatisfy { $0.hostname == "licorne" && abs(Moment.now.seconds(since: $0.time)) < 600 })
        let listed = try restic.run(["snapshots", "--compact"])
        #expect(snapshots.allSatisfy { listed.contains($0.id.short) })

        let report = try await repository.check(readsData: true)
        #expect(report.problems.isEmpty)
        #expect(report.snapshots == 2 && report.packs > 0 && report.bytesRead > 5_000_000)
        #expect(report.unknownPacks == 0)

        let target = restic.folder.path + "/target"
        let done = try await repository.restore(try await repository.snapshot(named: "latest"), to: target)
        #expect(done.skipped.isEmpty)
        let found = try differences(restic.source, target + "/source")
        #expect(found.isEmpty, "\(found)")
    }

    @Test("compressed as much as restic can, and not at all", arguments: ["max", "off"])
    func compression(_ level: String) async throws {
        let restic = try StockRestic()
        try restic.fill()
        try restic.run(["backup", "source", "--compression", level])
        let repository = try await Repository.open(FolderStore(restic.repository), password: password)
        #expect(try await repository.check(readsData: true).problems.isEmpty)
    }

    @Test("another password of the repository opens it, a wrong one does not")
    func passwords() async throws {
        let restic = try StockRestic()
        try Data("second".utf8).write(to: URL(fileURLWithPath: restic.folder.path + "/second"))
        try restic.run(["key", "add", "--new-password-file", "second"])
        let store = FolderStore(restic.repository)
        let repository = try await Repository.open(store, password: Array("second".utf8))
        #expect(try await repository.snapshots().found.isEmpty)
        await #expect(throws: RepositoryError.self) { try await Repository.open(store, password: Array("third".utf8)) }
        do throws(RepositoryError) {
            _ = try await Repository.open(store, password: [])
            Issue.record("an empty password opened it")
        } catch { #expect(error.kind == .password) }
    }

    @Test("after restic's own prune everything that stays is found")
    func pruned() async throws {
        let restic = try StockRestic()
        for seed in 1...3 as ClosedRange<UInt8> {
            try restic.fill(seed: seed)
            try restic.run(["backup", "source"])
        }
        try restic.run(["forget", "--keep-last", "1", "--prune", "--max-unused", "0"])
        let repository = try await Repository.open(FolderStore(restic.repository), password: password)
        let report = try await repository.check(readsData: true)
        #expect(report.problems.isEmpty && report.snapshots == 1)
    }

    @Test("no repository, an empty folder and a file in its place are told apart from a wrong password")
    func nothing() async throws {
        let folder = try TemporaryFolder()
        for place in [folder.path, folder.path + "/none", "/etc/passwd"] {
            do throws(RepositoryError) {
                _ = try await Repository.open(FolderStore(place), password: [1])
                Issue.record("opened \(place)")
            } catch {
                #expect(error.kind == .noRepository)
                #expect(error.message.english.contains(place))
            }
        }
    }
}

@Suite("A damaged repository", .enabled(if: StockRestic.isHere))
struct DamageTests {
    private func sample() async throws -> (StockRestic, Repository) {
        let restic = try StockRestic()
        try restic.fill()
        try restic.run(["backup", "source"])
        let store = FolderStore(restic.repository)
        return (restic, try await Repository.open(store, password: Array(StockRestic.password.utf8)))
    }

    private func files(_ kind: FileName.Kind, _ repository: Repository) async throws -> [StoredFile] {
        try await repository.store.list(kind).sorted { $0.size > $1.size }
    }

    private func change(_ path: String, _ body: (inout Data) -> Void) throws {
        let url = URL(fileURLWithPath: path)
        var data = try Data(contentsOf: url)
        body(&data)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try data.write(to: url)
    }

    @Test("a missing pack is named, and how many blobs went with it")
    func missing() async throws {
        let (restic, repository) = try await sample()
        let pack = try #require(try await files(.data, repository).first).name
        try FileManager.default.removeItem(atPath: restic.repository + "/" + pack.path)
        let problems = try await repository.check(readsData: false).problems
        #expect(problems.contains { $0.kind == .missing && $0.message.english.contains(pack.name.prefix(8)) })
    }

    @Test("a cut pack is named without reading it")
    func cut() async throws {
        let (restic, repository) = try await sample()
        let pack = try #require(try await files(.data, repository).first).name
        try change(restic.repository + "/" + pack.path) { $0 = $0.prefix($0.count / 2) }
        let problems = try await repository.check(readsData: false).problems
        #expect(problems.contains { $0.kind == .damaged && $0.message.english.contains(pack.name.prefix(8)) })
    }

    @Test("one flipped bit is found by reading, wherever it is", arguments: [0, 17, 100_000, -1])
    func flipped(_ place: Int) async throws {
        let (restic, repository) = try await sample()
        let pack = try #require(try await files(.data, repository).first).name
        try change(restic.repository + "/" + pack.path) { $0[place < 0 ? $0.count - 1 : place] ^= 4 }
        let problems = try await repository.check(readsData: true).problems
        #expect(problems.count == 1 && problems.first?.kind == .damaged)
    }

    @Test("a damaged snapshot and a damaged index are named; the rest is still listed")
    func names() async throws {
        let (restic, repository) = try await sample()
        try restic.run(["backup", "source"])
        for kind in [FileName.Kind.snapshots, .index] {
            let file = try #require(try await files(kind, repository).first).name
            try change(restic.repository + "/" + file.path) { $0[$0.count / 2] ^= 1 }
        }
        let (found, damaged) = try await repository.snapshots()
        #expect(found.count == 1 && damaged.count == 1)
        let problems = try await repository.check(readsData: false).problems
        #expect(problems.contains { $0.message.english.hasPrefix("index/") })
        #expect(problems.contains { $0.message.english.hasPrefix("snapshots/") })
    }

    @Test("a restore leaves out what is damaged and names it, as the check does; all else comes back")
    func leftOut() async throws {
        let (restic, repository) = try await sample()
        let pack = try #require(try await files(.data, repository).first).name
        try change(restic.repository + "/" + pack.path) { $0[100_000] ^= 4 }
        let backup = try await repository.snapshot(named: "latest")
        let target = restic.folder.path + "/target"
        let report = try await repository.restore(backup, to: target)
        let hits = try await repository.check(readsData: true).hits
        #expect(hits.map(\.backup.id) == [backup.id])
        let paths = hits.flatMap(\.paths)
        #expect(!paths.isEmpty && report.damaged.count == paths.count && report.files > 0)
        for path in paths {
            #expect(report.damaged.contains { $0.message.english.hasPrefix(path + " is damaged") })
            #expect(!FileManager.default.fileExists(atPath: target + path))
        }
        let whole = try await repository.entries(of: backup).filter {
            $0.node.kind == .file && !paths.contains($0.path)
        }
        for entry in whole where !entry.path.contains("\n") {
            let (left, right) = (restic.folder.path + entry.path, target + entry.path)
            #expect(FileManager.default.contentsEqual(atPath: left, andPath: right), "\(entry.path)")
        }
    }

    @Test("blobs that no index names are one problem, with the backup and its file")
    func noIndex() async throws {
        let (restic, repository) = try await sample()
        for file in try await files(.index, repository) {
            try FileManager.default.removeItem(atPath: restic.repository + "/" + file.name.path)
        }
        let report = try await repository.check(readsData: false)
        #expect(report.problems.count == 1 && report.hits.map(\.paths) == [["/"]] && report.unknownPacks > 0)
    }

    @Test("a restore that is cancelled leaves no part of a file and says what is there")
    func cancelled() async throws {
        let (restic, repository) = try await sample()
        let backup = try await repository.snapshot(named: "latest")
        let target = restic.folder.path + "/target"
        let error = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await #expect(throws: RepositoryError.self) { try await repository.restore(backup, to: target) }
        }.value
        #expect(error?.kind == .cancelled && error?.hint?.english.contains(target) == true)
        let left = try FileManager.default.subpathsOfDirectory(atPath: target)
        #expect(left.isEmpty, "\(left)")
    }

    @Test("a restore never writes over what is there")
    func occupied() async throws {
        let (restic, repository) = try await sample()
        let snapshot = try await repository.snapshot(named: "latest")
        await #expect(throws: RepositoryError.self) { try await repository.restore(snapshot, to: restic.source) }
    }
}
