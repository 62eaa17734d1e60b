import Foundation
import TestSupport
import Testing

extension LabSuite {
    /// Guests that go, or come, while a run is under way. libvirt refuses to migrate a guest during its backup: one can
    /// go to another host only before its turn, which to the run is the same as if it were undefined.
    @Suite(
        "A guest that goes during a run", .enabled(if: StockRestic.isHere && FaultyServer.isPossible),
        .timeLimit(.minutes(3)))
    struct VanishingGuestTests {
        /// A site with one backup of alpha, whose disk has changed a lot since.
        private func site(_ lab: Lab) async throws -> HeldStore {
            try await lab.resetWithLargeDisk()
            let held = try await HeldStore(lab)
            try held.site.backup("init")
            try held.site.backup("run", "alpha")
            try await lab.writeNoise(112, to: "alpha")
            return held
        }

        @Test("destroyed during its backup: told by its name, nothing left, and the next runs work, off and on")
        func destroyed() async throws {
            let lab = try await Lab.shared()
            let held = try await site(lab)
            let run = try await held.run("alpha")
            _ = try await lab.virsh("destroy", "alpha")
            try held.letGo()
            let (text, code) = run.finish()
            #expect(code == 1 && text.contains("not backed up: alpha"), "\(text)")
            #expect(held.site.log.contains("alpha: backing up alpha: it was stopped meanwhile"), "\(held.site.log)")
            #expect(try lab.contents(of: held.site.program.state + "/run") == [])

            let was = try await lab.flat(lab.image(of: "alpha"))
            try held.site.backup("run", "alpha")
            #expect(try held.site.judged("alpha") == was)
            _ = try await lab.virsh("start", "alpha")
            try await lab.write("write -P 0x44 3M 64k", to: "virtio-disk0", of: "alpha")
            try held.site.backup("run", "alpha")
            #expect(try await lab.live("alpha") == held.site.judged("alpha"))
            try await lab.expectsNothingLeft(of: held.site, "alpha")
        }

        @Test("one that starts, stops or goes before its turn is taken as it is then; the one before was undefined")
        func turns() async throws {
            let lab = try await Lab.shared()
            let held = try await site(lab)
            _ = try await lab.virsh("start", "gamma")
            let run = try await held.run("alpha", "beta", "delta", "gamma")
            _ = try await lab.virsh("destroy", "alpha")
            _ = try await lab.virsh("undefine", "alpha", "--checkpoints-metadata")
            _ = try await lab.virsh("start", "beta")
            _ = try await lab.virsh("destroy", "gamma")
            _ = try await lab.virsh("undefine", "delta")
            try held.letGo()
            let (text, code) = run.finish()
            let log = held.site.log
            #expect(code == 1 && text.contains("not backed up: alpha, delta\n"), "\(text) \(log)")
            for guest in ["alpha", "delta"] {
                #expect(log.contains("\(guest): backing up \(guest): it is not on this host any more"), "\(log)")
            }
            #expect(try held.site.manifest("beta").contains(#""state" : "crash""#))
            #expect(try held.site.manifest("gamma").contains(#""state" : "off""#))
            #expect(try await lab.flat(lab.image(of: "gamma")) == held.site.judged("gamma"))
            #expect(try lab.contents(of: held.site.program.state + "/run") == [])
        }
    }
}
