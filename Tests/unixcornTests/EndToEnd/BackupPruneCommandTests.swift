import Foundation
import Screen
import TestSupport
import Testing
import UnixcornCore

@Suite("backup prune, with stock restic as the judge", .enabled(if: StockRestic.isHere))
struct BackupPruneCommandTests {
    private let history: BackupHistory

    init() throws { history = try BackupHistory() }

    private struct Row: Decodable {
        var id, time, host: String
        var paths, tags, reasons: [String]
        var keep: Bool
    }
    private struct Plan: Decodable {
        var packs, removedPacks, removedBytes, movedBytes, freedBytes, toleratedBytes: Int
    }
    private struct Report: Decodable {
        var backups: [Row]
        var plan: Plan
    }

    private func report(_ options: [String]) throws -> Report {
        let ended = try history.run(["prune", "--dry-run", "--json"], options)
        #expect(ended.code == 0 && ended.err.isEmpty, "\(ended.err)")
        return try JSONDecoder().decode(Report.self, from: Data(ended.out.utf8))
    }

    /// What restic would do: each backup that stays, by its time, with the reasons; and the ids of those that stay.
    private func judged(_ options: [String]) throws -> (ids: Set<String>, reasons: [String: [String]]) {
        struct Group: Decodable {
            struct Kept: Decodable { var id: String }
            struct Reason: Decodable {
                struct Backup: Decodable { var time: String }
                var snapshot: Backup
                var matches: [String]
            }
            var keep: [Kept]?
            var reasons: [Reason]?
        }
        let text = try history.restic.run(["forget", "--dry-run", "--json"] + options)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("[") })
        let groups = try JSONDecoder().decode([Group].self, from: Data(line.utf8))
        return (
            Set(groups.flatMap { ($0.keep ?? []).map(\.id) }),
            Dictionary(uniqueKeysWithValues: groups.flatMap { $0.reasons ?? [] }.map { ($0.snapshot.time, $0.matches) })
        )
    }

    private func day(_ number: Int, _ hour: Int = 3) -> Moment {
        Moment(seconds: 1_700_000_000 + Int64(number) * 86_400 + Int64(hour) * 3600)
    }

    @Test("every set of rules keeps what restic forget keeps, for the same reasons")
    func rules() async throws {
        var entries: [BackupHistory.Entry] = []
        for number in [0, 1, 1, 2, 3, 9, 16, 30, 31, 40, 80, 200, 380, 401] {
            let time = day(number, entries.count)
            let tags = number % 3 == 0 ? ["keep", "weekly"] : number % 2 == 0 ? ["keep"] : []
            entries.append(.init(time: time, tags: tags))
            entries.append(.init(time: time.adding(seconds: 60), host: "poney", paths: ["/b", "/a"], tags: tags))
        }
        try await history.add(entries)
        for options in [
            ["--keep-last", "3"], ["--keep-daily", "4", "--keep-weekly", "3"], ["--keep-hourly", "5"],
            ["--keep-monthly", "2", "--keep-yearly", "9"], ["--keep-within", "36d", "--keep-weekly", "6"],
            ["--keep-within-daily", "1y", "--keep-within-monthly", "2y1m"],
            ["--keep-within-hourly", "2d3h", "--keep-within-weekly", "3m", "--keep-within-yearly", "5y"],
            ["--keep-tag", "keep, weekly", "--keep-last", "1"], ["--keep-tag", "", "--keep-tag", "weekly"],
        ] {
            let (ours, theirs) = (try report(options), try judged(options))
            #expect(ours.backups.count == entries.count)
            #expect(Set(ours.backups.filter(\.keep).map(\.id)) == theirs.ids, "\(options)")
            for row in ours.backups where row.keep {
                let time = try #require(Moment(rfc3339: row.time))
                let reasons = theirs.reasons.first { Moment(rfc3339: $0.key) == time }?.value
                #expect(reasons == row.reasons, "\(options) \(row.time)")
            }
        }
    }

    @Test("what a dry run says is what a prune does; the repository is whole afterwards and a second one has no work")
    func whole() async throws {
        let made = try await history.add((1...4).map { .init(time: day(Int($0)), seed: $0) })
        let rules = ["--keep-last", "1", "--max-unused", "0"]
        let before = try report(rules)
        #expect(before.backups.filter(\.keep).map(\.id) == [made[3].id.hex])
        #expect(before.plan.removedPacks > 2 && before.plan.freedBytes > 500_000, "\(before.plan)")
        #expect(try history.restic.run(["snapshots", "--json"]).contains(made[0].id.hex))

        let refused = try history.run(["prune"], rules)
        #expect(refused.code == 1 && refused.err.contains("--yes") && refused.out.contains(made[0].id.short))
        #expect(try history.restic.run(["snapshots", "--json"]).contains(made[0].id.hex))

        let size = try data()
        let ended = try history.run(["prune", "--yes"], rules)
        #expect(ended.code == 0 && ended.err.isEmpty && ended.out.contains("3 backups are gone, 1 stay"), "\(ended)")
        #expect(abs(size - (try data()) - before.plan.freedBytes) < 2000)
        try history.restic.run(["check", "--read-data"])
        let target = history.restic.folder.path + "/target"
        try history.restic.run(["restore", "latest", "--target", target])
        let again = try history.run(["prune", "--yes"], rules)
        #expect(again.code == 0 && again.out.contains("no room to free"), "\(again)")
        #expect(try locks().isEmpty)
        #expect(try spools().isEmpty)
    }

    private func data() throws -> Int {
        let folder = history.restic.repository + "/data/"
        return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.count > 60 }.reduce(0) {
            $0 + (try Data(contentsOf: URL(fileURLWithPath: folder + $1)).count)
        }
    }

    private func locks() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: history.restic.repository + "/locks")
    }

    private func spools() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: history.program.folder.path).filter {
            $0.hasPrefix("unixcorn-spool")
        }
    }

    @Test("without a rule, with a bad one, or with one that takes a whole group, nothing is removed")
    func brakes() async throws {
        try await history.add([
            .init(time: day(1), tags: ["keep"]), .init(time: day(2), host: "poney\u{1B}[31m", paths: ["/a\nb"]),
        ])
        let none = try history.run(["prune", "--yes"])
        #expect(none.code == 2 && none.err.contains("--keep-last"), "\(none.err)")
        let zero = try history.run(["prune", "--yes", "--keep-last", "0"])
        #expect(zero.code == 2, "\(zero.err)")
        let span = try history.run(["prune", "--yes", "--keep-within", "3 weeks"])
        #expect(span.code == 2 && span.err.contains("1y5m7d2h"), "\(span.err)")
        let percent = try history.run(["prune", "--yes", "--keep-last", "1", "--max-unused", "101"])
        #expect(percent.code == 2 && percent.err.contains("0 to 100"), "\(percent.err)")
        let group = try history.run(["prune", "--yes", "--keep-tag", "keep"])
        #expect(group.code == 1 && group.err.contains("none of the 1 backups of poney"), "\(group.err)")
        #expect(!group.err.contains("\u{1B}") && group.err.split(separator: "\n").count == 2)
        let look = try history.run(["prune", "--yes", "--keep-last", "1", "--read-only"])
        #expect(look.code == 2 && look.err.contains("--read-only"), "\(look.err)")
        #expect(try await history.open().snapshots().found.count == 2)
    }

    @Test("a damaged backup and a damaged index file each end it before anything is removed")
    func damaged() async throws {
        let made = try await history.add([.init(time: day(1)), .init(time: day(2), seed: 2)])
        let rules = ["prune", "--yes", "--keep-last", "1"]
        let index = history.restic.repository + "/index/"
        let file = index + (try #require(try FileManager.default.contentsOfDirectory(atPath: index).first))
        try spoil(file) {
            let ended = try history.run(rules)
            #expect(ended.code == 1 && ended.err.contains("repair-index"), "\(ended.err)")
        }
        try spoil(history.restic.repository + "/snapshots/" + made[1].id.hex) {
            let ended = try history.run(rules)
            #expect(ended.code == 1 && ended.err.contains("nothing was removed"), "\(ended.err)")
        }
        #expect(try await history.open().snapshots().found.count == 2)
        #expect(try locks().isEmpty)
        try history.restic.run(["check", "--read-data"])
    }

    /// Flips a bit of a file while `body` runs.
    private func spoil(_ file: String, _ body: () throws -> Void) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        var bytes = whole
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: file))
        try body()
        try whole.write(to: URL(fileURLWithPath: file))
    }

    @Test("while another program holds a lock, it says who, and removes nothing")
    func locked() async throws {
        try await history.add([.init(time: day(1)), .init(time: day(2))])
        let lock = try await RepositoryLock.take(try await history.open(), exclusive: false)
        let ended = try history.run(["prune", "--yes", "--keep-last", "1"])
        #expect(ended.code == 1 && ended.err.contains("is in use by"), "\(ended.err)")
        #expect(try await history.open().snapshots().found.count == 2)
        try await lock.release()
        let dry = try history.run(["prune", "--keep-last", "1"], environment: ["LC_ALL": "fr_FR.UTF-8"])
        #expect(dry.out.contains("RESTE") && dry.err.contains("rien n’a été fait"), "\(dry)")
    }

    @Test("the configured repository is pruned by the configured rules, another one never by them")
    func configured() async throws {
        let made = try await history.add((1...4).map { .init(time: day(Int($0) * 50), seed: $0) })
        let file = history.program.folder.path + "/unixcorn.toml"
        try """
        [backup]
        repository = "file:\(history.restic.repository)"
        password_file = "\(history.passwordFile)"
        keep_within = "10d"
        keep_weekly = 2
        keep_monthly = 0
        """.write(toFile: file, atomically: true, encoding: .utf8)
        let listed = try history.program.run(["backup", "list", "--config", file])
        #expect(listed.code == 0 && listed.out.contains(made[0].id.short), "\(listed)")
        let other = try history.program.run(
            ["backup", "prune", "--yes", "--config", file, "--repository", "file:/srv/other"])
        #expect(other.code == 2 && other.err.contains("no rule says what stays"), "\(other.err)")
        let ended = try history.program.run(["backup", "prune", "--yes", "--config", file])
        #expect(ended.code == 0 && ended.out.contains("2 backups are gone, 2 stay"), "\(ended)")
        try history.restic.run(["check", "--read-data"])
        let none = try history.program.run(["backup", "list"])
        #expect(none.code == 2 && none.err.contains("--repository") && none.err.contains("[backup]"), "\(none.err)")
    }

    @Test("on a terminal it asks, naming what goes; no leaves all, yes removes")
    func asks() async throws {
        let made = try await history.add((1...2).map { .init(time: day(Int($0)), seed: $0) })
        for (answer, left) in [("n\n", 2), ("o\n", 1)] {
            let terminal = try history.program.open(
                ["backup", "prune", "--keep-last", "1"] + history.place,
                environment: ["LC_ALL": "fr_FR.UTF-8"], size: Size(100, 24))
            #expect(terminal.sees("Supprimer 1 sauvegarde pour toujours, en garder 1", within: 60))
            #expect(terminal.sees(made[0].id.short) && terminal.sees("[o/N]"))
            terminal.send(answer)
            #expect(terminal.waitForEnd(within: 60) == .exited(left == 2 ? 1 : 0))
            #expect(try await history.open().snapshots().found.count == left)
        }
    }

    @Test("Ctrl-C ends it between two steps, gives the lock back, and every backup that is left is whole")
    func interrupted() async throws {
        try await history.add((1...30).map { .init(time: day(Int($0)), seed: $0) })
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Processes.built("unixcorn"))
        process.arguments = ["backup", "prune", "--yes", "--keep-last", "1"] + history.place
        process.environment = history.program.environment()
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        while try locks().isEmpty, process.isRunning { usleep(1000) }
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 1)
        #expect(try locks().isEmpty)
        #expect(try spools().isEmpty)
        #expect(try await history.open().snapshots().found.count > 1)
        try history.restic.run(["check", "--read-data"])
    }
}
