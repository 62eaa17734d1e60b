import Foundation
import Hypervisor
import NBD
import TestSupport
import Testing
import UnixcornCore

extension LabSuite {
    @Suite("A guest whose file systems are held still", .timeLimit(.minutes(5)))
    struct FreezeTests {
        /// delta runs, its agent answers and its disk is mounted.
        private func fresh() async throws -> (Lab, Hypervisor, GuestID) {
            let lab = try await Lab.shared()
            try await lab.reset()
            let hypervisor = try await lab.connect()
            let delta = try await lab.id(of: "delta")
            try await hypervisor.start(delta)
            try await answers(hypervisor, delta, lab)
            return (lab, hypervisor, delta)
        }

        private func answers(_ hypervisor: Hypervisor, _ delta: GuestID, _ lab: Lab) async throws {
            try await lab.wait(for: "delta", toWrite: "login:")
            try await eventually("the agent answers", within: 60) {
                (try? await hypervisor.pingAgent(delta, within: 5)) != nil  // not there yet
            }
        }

        private var program: String { Processes.built("unixcorn") }

        @Test("the agent freezes and thaws the mounted disk, and says which it is")
        func cycle() async throws {
            let (_, hypervisor, delta) = try await fresh()
            #expect(try await !hypervisor.isFrozen(delta, within: 5))
            #expect(try await hypervisor.freeze(delta, within: 10) == 1)
            #expect(try await hypervisor.isFrozen(delta, within: 5))
            #expect(try await hypervisor.thaw(delta, within: 10) == 1)
            #expect(try await !hypervisor.isFrozen(delta, within: 5))
            #expect(try await hypervisor.thaw(delta, within: 10) == 0)
        }

        @Test("a backup that begins while frozen is whole, and the guest writes again at once")
        func whole() async throws {
            let (lab, hypervisor, delta) = try await fresh()
            let request = BackupRequest(folder: try lab.backupFolder(), disks: [.init("vda")])
            #expect(try await !isClean(hypervisor, delta, request, lab), "not frozen, a journal is to be replayed")
            let (_, outcome) = try await whileFrozen(delta, on: hypervisor, executable: program) {
                #expect(try await hypervisor.isFrozen(delta, within: 5))
                try await hypervisor.beginBackup(of: delta, request)
            }
            print("held still for", outcome.seconds, "s")
            #expect(outcome.consistency == .fileSystems)
            #expect(outcome.fileSystems == 1)
            #expect(outcome.reason == nil)
            #expect(try await !hypervisor.isFrozen(delta, within: 5))
            #expect(try await isClean(request, lab))
            try await hypervisor.endBackup(of: delta)
        }

        /// Whether the file system in a backup that runs is one that was put down in order, and without a fault.
        private func isClean(_ request: BackupRequest, _ lab: Lab) async throws -> Bool {
            let file = lab.folder + "/delta.raw"
            try await NBDExport.open(socket: request.socket, name: "vda").flat().write(to: URL(fileURLWithPath: file))
            defer { unlink(file) }
            let facts = try await Command.run(["dumpe2fs", "-h", file])
            #expect(facts.contains("has_journal"))
            guard !facts.contains("needs_recovery") else { return false }
            _ = try await Command.run(["e2fsck", "-fn", file])
            return true
        }

        private func isClean(_ hypervisor: Hypervisor, _ guest: GuestID, _ request: BackupRequest, _ lab: Lab)
            async throws -> Bool
        {
            try await hypervisor.beginBackup(of: guest, request)
            let isClean = try await isClean(request, lab)
            try await hypervisor.endBackup(of: guest)
            return isClean
        }

        @Test(
            "an agent that freezes and never says so is given up in time, and thawed; a run goes on and says so",
            .enabled(if: StockRestic.isHere))
        func stuck() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let hypervisor = try await lab.connect()
            let delta = try await lab.id(of: "delta")
            let xml = try await hypervisor.xml(of: delta, stored: true)
            _ = try await hypervisor.define(xml: xml.replacing("guest=delta", with: "guest=delta agent=stuck"))
            try await hypervisor.start(delta)
            try await answers(hypervisor, delta, lab)
            let start = ContinuousClock.now
            let (_, outcome) = try await whileFrozen(delta, on: hypervisor, limit: 6, executable: program) {
                let isFrozen = try await hypervisor.isFrozen(delta, within: 5)
                #expect(isFrozen, "the agent of this test froze nothing")
            }
            #expect(outcome.consistency == .crash)
            #expect(outcome.reason?.code == Int(VirtError.Code.agentUnresponsive.rawValue))
            try await eventually("it is thawed", within: 20) { try await !hypervisor.isFrozen(delta, within: 5) }
            let time = (ContinuousClock.now - start) / .seconds(1)
            print("a silent agent: held still for", outcome.seconds, "s, thawed after", time, "s")
            #expect(time < 10)

            let site = try await BackupSite(lab, lines: "freeze_limit = 6")
            try site.backup("init")
            #expect(try await seconds { try site.backup("run", "delta") } < 20)
            let manifest = try site.manifest("delta")
            #expect(manifest.contains(#""state" : "crash""#) && manifest.contains(#""stateReason" : "#), "\(manifest)")
            #expect(try await !hypervisor.isFrozen(delta, within: 5))
            try await lab.expectsNothingLeft(of: site, "delta")
        }

        @Test("a backup killed while the guest is frozen leaves it thawed")
        func killed() async throws {
            let (lab, hypervisor, delta) = try await fresh()
            let backup = try Command(
                [Processes.built("work-fixture"), "freeze", lab.uri, delta.rawValue, "600", program])
            #expect(backup.readLine() == "frozen")
            #expect(try await hypervisor.isFrozen(delta, within: 5))
            kill(backup.pid, SIGKILL)
            let time = try await seconds {
                try await eventually("the second process thaws", within: 30) {
                    try await !hypervisor.isFrozen(delta, within: 5)
                }
            }
            print("thawed", time, "s after the kill")
            _ = backup.finish()
        }

        @Test("a backup that takes too long is thawed at the limit, and says that it is not whole")
        func late() async throws {
            let (_, hypervisor, delta) = try await fresh()
            let (_, outcome) = try await whileFrozen(delta, on: hypervisor, limit: 3, executable: program) {
                try await eventually("the limit thaws", within: 30) {
                    try await !hypervisor.isFrozen(delta, within: 5)
                }
            }
            #expect(outcome.consistency == .crash)
            #expect(outcome.reason != nil)
            print("too long:", outcome.reason?.message.english ?? "")
        }

        @Test("without an agent nothing is frozen, and the reason is told")
        func none() async throws {
            let (lab, hypervisor, _) = try await fresh()
            let alpha = try await lab.id(of: "alpha")
            let (value, outcome) = try await whileFrozen(alpha, on: hypervisor, executable: program) { 7 }
            #expect(value == 7)
            #expect(outcome.consistency == .crash)
            #expect(outcome.reason?.area == "libvirt")
            print("no agent:", outcome.reason?.message.english ?? "")
        }

        @Test("what begins the backup fails: thawed, and its error is thrown")
        func failed() async throws {
            struct Refused: Error {}
            let (_, hypervisor, delta) = try await fresh()
            await #expect(throws: Refused.self) {
                _ = try await whileFrozen(delta, on: hypervisor, executable: program) { throw Refused() }
            }
            #expect(try await !hypervisor.isFrozen(delta, within: 5))
        }
    }
}
