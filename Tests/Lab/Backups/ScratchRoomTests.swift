import Foundation
import Hypervisor
import TestSupport
import Testing

extension LabSuite {
    /// QEMU's scratch files on a small file system, which only the lab sees; the program runs in there too.
    @Suite(
        "A scratch disk that is full", .enabled(if: StockRestic.isHere && FaultyServer.isPossible),
        .timeLimit(.minutes(3)))
    struct ScratchRoomTests {
        private func site(_ lab: Lab) async throws -> (HeldStore, scratch: String) {
            try await lab.resetWithLargeDisk()
            let held = try await HeldStore(lab, through: try lab.entry)
            let scratch = held.site.program.state + "/run"
            try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
            try await lab.run("run", "mount", "-t", "tmpfs", "-o", "size=300M,mode=711", "scratch", scratch)
            #expect(try held.ends("init").code == 0)
            #expect(try held.ends("run", "alpha").code == 0)
            return (held, scratch)
        }

        /// What a backup needs is there again: it works, by the bitmap that the first one began.
        private func expectsRecovery(_ lab: Lab, _ held: HeldStore, _ scratch: String) async throws {
            try await lab.run("run", "rm", scratch + "/filler")
            let (text, code) = try held.ends("run", "alpha")
            #expect(code == 0, "\(text) \(held.site.log)")
            #expect(try held.site.manifest("alpha").contains(#""isByBitmap" : true"#))
            #expect(try await lab.live("alpha") == held.site.judged("alpha"))
            try await lab.run("run", "umount", scratch)
            try await lab.expectsNothingLeft(of: held.site, "alpha")
        }

        private func fill(_ lab: Lab, _ scratch: String) async throws {
            try await lab.run("run", "sh", "-c", "! cat /dev/zero 2>/dev/null >\(scratch)/filler")
        }

        @Test("full in the middle, while the store hangs too: the backup gives up at once, the guest sees no error")
        func middle() async throws {
            let lab = try await Lab.shared()
            let (held, scratch) = try await site(lab)
            let (hypervisor, alpha) = (try await lab.connect(), try await lab.id(of: "alpha"))
            try await lab.writeNoise(112, to: "alpha")
            let run = try await held.run("alpha")
            try await lab.write("write -P 0x11 0 8M", to: "virtio-disk0", of: "alpha")
            try await fill(lab, scratch)
            try await eventually("the job is ended", within: 10) { try await hypervisor.backup(of: alpha) == nil }
            try await lab.write("write -P 0x22 0 96M", to: "virtio-disk0", of: "alpha")
            #expect(try await lab.state(of: "alpha") == "running")
            try held.letGo()
            let (text, code) = run.finish()
            #expect(code == 1 && text.contains("not backed up: alpha"), "\(text)")
            let log = held.site.log
            #expect(log.contains("alpha: \(scratch)/") && log.contains("left for what the guest overwrites"), "\(log)")
            #expect(log.contains("make room there, then run it again"), "\(log)")
            try await lab.write("write -P 0x33 5M 1M", to: "virtio-disk0", of: "alpha")
            try await expectsRecovery(lab, held, scratch)
            #expect(try lab.failedWrites(of: "alpha") == 0)
        }

        @Test("full from the beginning: the guest is not touched, and the error says where to make room")
        func beginning() async throws {
            let lab = try await Lab.shared()
            let (held, scratch) = try await site(lab)
            try await fill(lab, scratch)
            let (text, code) = try held.ends("run", "alpha")
            #expect(code == 1 && text.contains("not backed up: alpha"), "\(text)")
            let log = held.site.log
            #expect(log.contains("alpha: \(scratch)/") && log.contains("left for what the guest overwrites"), "\(log)")
            #expect(log.contains("make room there, then run it again") && !log.contains("trying with less"), "\(log)")
            try await lab.write("write -P 0x44 5M 1M", to: "virtio-disk0", of: "alpha")
            try await expectsRecovery(lab, held, scratch)
            #expect(try lab.failedWrites(of: "alpha") == 0)
        }
    }
}
