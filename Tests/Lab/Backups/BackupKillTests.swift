import Foundation
import Hypervisor
import TestSupport
import Testing

extension LabSuite {
    /// Kills a backup or a prune at random moments. `UNIXCORN_KILLS` says how often (`make torture`), `UNIXCORN_SEED` when.
    @Suite("Backups that are killed", .enabled(if: StockRestic.isHere), .timeLimit(.minutes(60)))
    struct BackupKillTests {
        private static let environment = ProcessInfo.processInfo.environment
        private static let kills = environment["UNIXCORN_KILLS"].flatMap { Int($0) } ?? 20
        private static let seed = environment["UNIXCORN_SEED"].flatMap { UInt64($0) } ?? 20_261_124

        @Test("nothing committed is lost, no guest stays frozen, no job or checkpoint is left")
        func kills() async throws {
            let lab = try await Lab.shared()
            try await lab.threeGuests()
            let hypervisor = try await lab.connect()
            let (alpha, delta) = (try await lab.id(of: "alpha"), try await lab.id(of: "delta"))
            let site = try await BackupSite(
                lab, lines: "keep_within = \"\"\nkeep_last = 2\nkeep_weekly = 0\nkeep_monthly = 0")
            try site.backup("init")
            let whole = try await seconds { try site.backup("run") }
            var dice = Dice(seed: Self.seed)
            for round in 0..<Self.kills {
                try await lab.write("write -P \(round % 255) \(round % 60)M 300k", to: "virtio-disk0", of: "alpha")
                let isPrune = round % 4 == 3
                let arguments = isPrune ? ["prune", "--yes", "--max-unused", "0"] : ["run"]
                try await cut(site, arguments, after: dice.next() * whole)
                // At once, without us: what is there is whole.
                try site.restic(["check", "--no-lock"])
                try await eventually("delta is thawed", within: 60) {
                    try await !hypervisor.isFrozen(delta, within: 5)
                }
            }
            try site.backup("run")
            // Our dead locks went with the next start.
            try site.restic(["check", "--read-data"])
            #expect(try await hypervisor.backup(of: alpha) == nil)
            #expect(try await hypervisor.checkpoints(of: alpha).count == 1)
            #expect(try await hypervisor.checkpoints(of: delta).count == 1)
            #expect(try lab.contents(of: site.program.state + "/run").isEmpty)
            #expect(try lab.contents(of: site.program.state + "/spool").isEmpty)
            #expect(try await lab.live("alpha") == site.judged("alpha"))
            for line in try site.restic(["snapshots", "--json"]).matches(of: /"short_id":"([0-9a-f]+)"/) {
                let target = site.folder + "/every"
                try site.restic(["restore", String(line.output.1), "--target", target])
                try FileManager.default.removeItem(atPath: target)
            }
        }

        /// Starts a command, and kills it with the worker that it started after some seconds.
        private func cut(_ site: BackupSite, _ arguments: [String], after delay: Double) async throws {
            let program = Processes.built("unixcorn")
            let line =
                [program, "backup"] + arguments + ["--config", site.configuration, "--state", site.program.state]
            let command = try Command(line)
            try await Task.sleep(for: .seconds(delay))
            // Every process that has this state folder among its arguments.
            _ = try? await Command.run(["pkill", "-9", "-f", site.program.state])
            _ = command.finish()
        }
    }
}

/// Numbers in 0..<1 that a seed repeats.
private struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 11) / Double(1 << 53)
    }
}
