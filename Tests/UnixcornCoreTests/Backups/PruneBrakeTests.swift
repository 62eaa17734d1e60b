import Digest
import Foundation
import TestSupport
import Testing

@testable import Restic
@testable import UnixcornCore

@Suite("What is held back from a prune that nobody looks at")
struct PruneBrakeTests {
    private let gibibyte = 1 << 30

    /// Backups of cloud, a day apart: shares of its ten gibibytes that changed, and how dense the new data was.
    private func history(_ days: [(share: Double, density: Double)]) -> [BackupHistory.Entry] {
        days.enumerated().map { day, facts in
            let changed = Int(facts.share * Double(10 * gibibyte))
            return BackupHistory.Entry(
                guest: "cloud", at: Moment(seconds: Int64(1_700_000_000 + day * 86400)), backup: "b\(day)", state: .off,
                size: 10 * gibibyte, readBytes: changed, storedBytes: Int(Double(changed) * facts.density),
                changedBytes: changed, newBytes: changed, isReadBack: true)
        }
    }

    private func kinds(_ history: [BackupHistory.Entry], agreedAt: Moment? = nil) -> [PruneBrake.Kind] {
        let newest = history.last { $0.backup != nil }?.backup ?? ""
        return PruneBrakes().brakes(for: "cloud", newest: newest, history, agreedAt: agreedAt).map(\.kind)
    }

    private let calm: [(share: Double, density: Double)] = [
        (1, 0.4), (0.02, 0.4), (0.03, 0.5), (0.02, 0.4), (0.02, 0.3),
    ]

    @Test("nothing, where backups are as they always were")
    func calmDays() { #expect(kinds(history(calm)).isEmpty) }

    @Test("a guest whose newest backup was not read back")
    func unverified() {
        var entries = history(calm)
        entries[4].isReadBack = false
        #expect(kinds(entries) == [.unverified])
        entries.removeLast()
        #expect(PruneBrakes().brakes(for: "cloud", newest: "b4", entries).map(\.kind) == [.unverified])
    }

    @Test("a guest whose last try failed, until one succeeds")
    func failed() {
        var entries = history(calm)
        entries.append(.failed(guest: "cloud", at: .now, reason: Phrase("no", "non")))
        #expect(kinds(entries) == [.failed])
        entries.append(.failed(guest: "mail", at: .now, reason: Phrase("no", "non")))
        #expect(kinds(entries) == [.failed])
        entries[5] = entries[4]
        #expect(kinds(entries).isEmpty)
    }

    @Test("all backups, where one is dated a year ahead: the rules would count from it")
    func clock() {
        func backup(_ day: Int64) -> Snapshot {
            Snapshot(
                id: BlobID(words: (UInt64(day), 0, 0, 1)), time: Moment(seconds: 1_700_000_000 + day * 86400),
                utcOffset: 0,
                paths: ["/guests/cloud"], hostname: "licorne", tags: [])
        }
        let now = Moment(seconds: 1_700_000_000 + 30 * 86400)
        let care = BackupCare()
        let usual = (1...30).map { backup($0) }
        #expect(HeldBackups(usual, [], care, host: "licorne", now: now).holdsAll == false)
        let held = HeldBackups(usual + [backup(395)], [], care, host: "licorne", now: now)
        #expect(held.holdsAll && held.all.map(\.kind) == [.clock])
        #expect(held.all[0].words.english.contains("2024-12"))
        var rules = Retention()
        rules.within = Retention.Span(days: 36)
        // What would have happened: all that is real is gone.
        #expect(rules.verdicts(on: (usual + [backup(395)]).reversed()).count(where: \.stays) == 1)
    }

    @Test("a disk of which suddenly most has changed, also when it is calm again")
    func changed() {
        #expect(kinds(history(calm + [(0.6, 0.4)])) == [.changed])
        #expect(kinds(history(calm + [(0.6, 0.4), (0.02, 0.4)])) == [.changed])
        #expect(kinds(history([(1, 0.4), (0.5, 0.4), (0.6, 0.4), (0.5, 0.4), (0.6, 0.4)])).isEmpty)
    }

    @Test("new data that suddenly cannot be compressed, though little of it is new")
    func dense() {
        #expect(kinds(history(calm + [(0.04, 1.0)])) == [.dense])
        #expect(kinds(history([(1, 0.9), (0.02, 0.95), (0.02, 0.9), (0.03, 1), (0.02, 1)])).isEmpty)
    }

    @Test("no longer, once a person has looked and pruned")
    func agreed() {
        let entries = history(calm + [(0.6, 1.0), (0.02, 0.4)])
        #expect(kinds(entries, agreedAt: entries[5].at).isEmpty)
        #expect(kinds(entries, agreedAt: entries[4].at) == [.changed])
    }

    @Test("a few backups tell nothing of what is usual, nor do a few bytes")
    func unknown() {
        #expect(kinds(history([(1, 0.4), (0.02, 0.4), (0.9, 1)])).isEmpty)
        var small = history(calm + [(0.6, 1.0)])
        for place in small.indices {
            small[place].changedBytes = small[place].changedBytes.map { $0 / 1000 }
            small[place].newBytes = small[place].newBytes.map { $0 / 1000 }
        }
        #expect(kinds(small).isEmpty)
    }
}

@Suite("The prune after a run")
struct RunPruningTests {
    private let folder: TemporaryFolder
    private let repository: Repository
    private var state: String { folder.path }
    private let log = Recorded()

    private final class Recorded: @unchecked Sendable {
        // Unchecked: behind its lock.
        private let lock = NSLock()
        private var kept: [String] = []
        func add(_ line: String) { lock.withLock { kept.append(line) } }
        var text: String { lock.withLock { kept.joined(separator: "\n") } }
    }

    init() async throws {
        folder = try TemporaryFolder()
        repository = try await Repository.create(
            FolderStore(folder.path + "/r"), password: [1], cost: Scrypt(n: 1 << 10, r: 8, p: 1))
    }

    /// Three backups of each of these guests; all are in the history.
    private func add(_ guests: [String], isReadBack: Bool = true) async throws {
        for day in 0..<3 {
            for guest in guests {
                let writer = RepositoryWriter(
                    repository, try await repository.index().index, try Spool(state + "/spool"))
                let blob = try await writer.blob(Array("\(guest) \(day)".utf8))
                let time = Moment(seconds: Int64(1_700_000_000 + day * 86400))
                let tree = try await writer.tree([.file("disk", [blob], size: 9, time: time)])
                let made = try await writer.commit([
                    SnapshotDraft(
                        time: time, tree: tree, paths: [BackupPath.guest(guest)], tags: [BackupTag.ours],
                        program: "unixcorn")
                ])
                let id = try #require(made.first).id.hex
                BackupHistory(state).add(
                    BackupHistory.Entry(guest: guest, at: time, backup: id, isReadBack: isReadBack))
            }
        }
    }

    private var pruning: RunPruning {
        var configuration = Configuration()
        configuration.backup.retention = Retention()
        configuration.backup.retention.last = 1
        let log = log
        return RunPruning(
            configuration: configuration, stateFolder: state,
            context: WorkContext(
                job: JobID(rawValue: 0), report: { _, _ in }, log: { log.add($0) }, isCancelled: { false }))
    }

    private func counts() async throws -> [String: Int] {
        Dictionary(grouping: try await repository.snapshots().found) { $0.paths[0] }.mapValues(\.count)
    }

    @Test("keeps all of the guest that a brake holds, says the way out, and prunes the others")
    func held() async throws {
        try await add(["cloud", "mail"])
        BackupHistory(state).add(.failed(guest: "mail", at: .now, reason: Phrase("no", "non")))
        try await pruning.perform(repository)
        #expect(try await counts() == ["/guests/cloud": 1, "/guests/mail": 3])
        let kept = try #require(BackupCare.kept(state).pruned)
        #expect(kept.backups == 2 && kept.brakes.map(\.kind) == [.failed] && kept.brakes[0].guest == "mail")
        #expect(log.text.contains("backups of mail stay") && log.text.contains("backup prune --yes"))
    }

    @Test("takes nothing that this machine did not make")
    func foreign() async throws {
        try await add(["cloud"])
        try FileManager.default.removeItem(atPath: state + "/backup-history.jsonl")
        try await pruning.perform(repository)
        #expect(try await counts() == ["/guests/cloud": 3])
    }

    @Test("is left out while somebody else works with the repository")
    func inUse() async throws {
        try await add(["cloud"])
        let lock = try await RepositoryLock.take(repository, exclusive: false)
        await pruning.attempt(repository)
        try await lock.release()
        #expect(try await counts() == ["/guests/cloud": 3])
        #expect(BackupCare.kept(state).pruned?.skipped != nil)
        #expect(log.text.contains("not pruned this time"))
        await pruning.attempt(repository)
        #expect(try await counts() == ["/guests/cloud": 1])
    }

    @Test("takes nothing while a pack is damaged")
    func damaged() async throws {
        try await add(["cloud"])
        BackupCare.change(state) {
            $0.verified = Verified(
                at: .now, days: 30, packs: 1, packsRead: 1, bytesRead: 1, share: 1, problems: [Phrase("bad", "mal")])
        }
        try await pruning.perform(repository)
        #expect(try await counts() == ["/guests/cloud": 3])
        var byPerson = pruning
        byPerson.ignoresBrakes = true
        try await byPerson.perform(repository)
        #expect(try await counts() == ["/guests/cloud": 1])
    }
}
