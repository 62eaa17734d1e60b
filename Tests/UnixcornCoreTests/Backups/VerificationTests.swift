import Digest
import Foundation
import TestSupport
import Testing

@testable import Restic
@testable import UnixcornCore

@Suite("Every pack is read back within some days")
struct PackLedgerTests {
    private let start = Moment(seconds: 1_700_000_000)
    private func day(_ number: Double) -> Moment { start.adding(seconds: number * 86400) }

    @Test("at an even pace, whenever it began", arguments: [3.5, 7.0, 1.0])
    func pace(_ gap: Double) {
        var ledger = PackLedger(repository: "r")
        let sizes = Dictionary(uniqueKeysWithValues: (0..<100).map { ("p\($0)", 64) })
        ledger.keep(sizes.keys, now: start)
        var most = 0
        for run in 0..<Int(40 / gap) {
            let now = day(Double(run) * gap)
            let due = ledger.due(sizes, days: 30, gap: ledger.gap(now: now), least: 0, now: now)
            most = max(most, due.count)
            for name in due { ledger.packs[name]?.read = now }
        }
        let now = day(Double(Int(40 / gap) - 1) * gap)
        #expect(ledger.share(sizes, days: 30, now: now) == 1)
        #expect(most <= Int(100 * gap / 30 * 1.1) + 1, "\(most)")
    }

    @Test("the damaged first, then those that wait longest")
    func order() {
        var ledger = PackLedger(repository: "r")
        ledger.keep(["a", "b", "c"], now: start)
        ledger.packs["a"]?.read = day(2)
        ledger.packs["b"]?.read = day(1)
        let sizes = ["a": 10, "b": 10, "c": 10]
        func due(_ least: Int) -> [String] { ledger.due(sizes, days: 365, gap: 0, least: least, now: day(3)) }
        #expect(due(1) == ["c"])
        ledger.packs["c"]?.read = day(3)
        #expect(due(1) == ["b"] && due(0).isEmpty)
        ledger.packs["a"]?.isDamaged = true
        #expect(due(0) == ["a"] && due(2) == ["a", "b"])
    }

    @Test("one pack alone is read every other week, not by each run of a day")
    func few() {
        var ledger = PackLedger(repository: "r")
        ledger.keep(["a"], now: start)
        let days = (0..<300).filter { run in
            let now = day(Double(run) / 3)
            let isDue = !ledger.due(["a": 64], days: 30, gap: ledger.gap(now: now), least: 0, now: now).isEmpty
            if isDue { ledger.packs["a"]?.read = now }
            return isDue
        }.map { Double($0) / 3 }
        #expect(zip([0] + days, days).allSatisfy { (13...15).contains($1 - $0) }, "\(days)")
    }

    @Test("what would be late before the next time is read whatever it costs")
    func late() {
        var ledger = PackLedger(repository: "r")
        ledger.keep(["a", "b", "c", "d"], now: start)
        let sizes = ["a": 10, "b": 10, "c": 10, "d": 10]
        #expect(ledger.due(sizes, days: 30, gap: 3, least: 0, now: day(27)).count == 4)
    }

    @Test("packs that are gone are forgotten, new ones wait from today on")
    func change() {
        var ledger = PackLedger(repository: "r")
        ledger.keep(["a", "b"], now: start)
        ledger.keep(["b", "c"], now: day(1))
        #expect(ledger.packs.keys.sorted() == ["b", "c"])
        #expect(ledger.packs["b"]?.since == start && ledger.packs["c"]?.since == day(1))
    }
}

@Suite("The rolling verification")
struct RollingVerificationTests {
    private let folder: TemporaryFolder
    private let repository: Repository
    private var state: String { folder.path }

    init() async throws {
        folder = try TemporaryFolder()
        repository = try await Repository.create(
            FolderStore(folder.path + "/r"), password: [1], cost: Scrypt(n: 1 << 10, r: 8, p: 1))
        for number in 0..<4 {
            let writer = RepositoryWriter(repository, try await repository.index().index, try Spool(state + "/spool"))
            let blob = try await writer.blob(Array("blob \(number)".utf8))
            let tree = try await writer.tree([.file("disk", [blob], size: 6, time: .now)])
            _ = try await writer.commit([SnapshotDraft(time: .now, tree: tree, paths: ["/g"], program: "unixcorn")])
        }
    }

    private func verify(days: Int = 1, least: Int = 1) async throws -> Verified {
        var configuration = Configuration()
        configuration.backup.verifyDays = days
        return try await RollingVerification(
            configuration: configuration, stateFolder: state,
            context: WorkContext(job: JobID(rawValue: 0), report: { _, _ in }, log: { _ in }, isCancelled: { false }),
            least: least
        ).perform(repository)
    }

    @Test("reads all packs in as many times as it takes, and says how far it is")
    func all() async throws {
        let first = try await verify(days: 30)
        #expect(first.packs == 8 && (1...3).contains(first.packsRead) && first.share > 0 && first.share < 1)
        for _ in 0..<7 { _ = try await verify(days: 30) }
        let last = try #require(BackupCare.kept(state).verified)
        #expect(last.share == 1 && last.problems.isEmpty)
    }

    @Test("a lost record begins anew")
    func lost() async throws {
        _ = try await verify()
        try FileManager.default.removeItem(atPath: state + "/backup-packs.json")
        BackupCare.change(state) { $0.verified = nil }
        #expect(try await verify().packsRead == 8)
    }

    @Test("a full read counts as one, and its damage is told until it reads well")
    func full() async throws {
        let full = FullVerification(days: 30, stateFolder: state)
        #expect(try await full.perform(repository).problems.isEmpty)
        let kept = try #require(BackupCare.kept(state).verified)
        #expect(kept.packsRead == 8 && kept.share == 1 && kept.problems.isEmpty)
        let pack = state + "/r/" + (try #require(try await repository.store.list(.data).first)).name.path
        var bytes = try Data(contentsOf: URL(fileURLWithPath: pack))
        bytes[3] ^= 1
        try bytes.write(to: URL(fileURLWithPath: pack))
        #expect(try await !full.perform(repository).hits.isEmpty)
        #expect(BackupCare.kept(state).verified?.problems.count == 1)
        #expect(try await verify(days: 30, least: 0).problems.count == 1)
        var place = SiteState()
        place.backups.place = "file:/r"
        place.backups.care = BackupCare.kept(state)
        #expect(AlertRules().alerts(for: place).contains { $0.id == "backup-damaged" })
    }

    @Test("a flipped bit and a lost pack are named each time, until they are whole")
    func damage() async throws {
        let packs = try await repository.store.list(.data).map { state + "/r/" + $0.name.path }.sorted()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: packs[0]))
        bytes[3] ^= 1
        try bytes.write(to: URL(fileURLWithPath: packs[0]))
        try FileManager.default.moveItem(atPath: packs[1], toPath: state + "/away")
        let found = try await verify()
        #expect(found.problems.count == 2 && found.packsRead == 6)
        #expect(found.failure != nil)
        BackupCare.change(state) { $0.verified?.at = Moment.now.adding(seconds: -90_000) }
        #expect(try await verify().problems.count == 2)
        bytes[3] ^= 1
        try bytes.write(to: URL(fileURLWithPath: packs[0]))
        try FileManager.default.moveItem(atPath: state + "/away", toPath: packs[1])
        BackupCare.change(state) { $0.verified?.at = Moment.now.adding(seconds: -90_000) }
        #expect(try await verify().failure == nil)
    }
}
