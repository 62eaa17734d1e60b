import TestSupport
import Testing

extension LabSuite {
    @Suite(
        "A store that hangs during a backup", .enabled(if: StockRestic.isHere && FaultyServer.isPossible),
        .timeLimit(.minutes(3)))
    struct StalledStoreTests {
        @Test("the guest is paused, resumed and asked to grow at once all the same; then the backup is whole")
        func stalled() async throws {
            let lab = try await Lab.shared()
            try await lab.resetWithLargeDisk()
            try await lab.writeNoise(112, to: "alpha")
            let held = try await HeldStore(lab)
            try held.site.backup("init")
            let run = try await held.run("alpha")
            var longest = 0.0
            // More than one try: the first may come before the reader stands still.
            for _ in 0..<5 {
                for word in ["suspend", "resume"] {
                    longest = max(longest, try await seconds { try await virsh(lab, word, "alpha") })
                }
                longest = max(longest, await seconds { await refusesToGrow(lab) })
            }
            print("pause, resume and resize beside a store that hangs: \(longest) s at most")
            // The promise is one second; more on a machine that also builds.
            #expect(longest < 3)
            try held.letGo()
            let (text, code) = run.finish()
            #expect(code == 0, "\(text) \(held.site.log)")
            try held.site.restic(["check", "--read-data"])
            #expect(try await lab.live("alpha") == held.site.judged("alpha"))
            try await virsh(lab, "blockresize", "alpha", "vda", "192M")
        }

        /// A QEMU that hangs would keep virsh for ever.
        private func virsh(_ lab: Lab, _ words: String...) async throws {
            _ = try await Command.run(["timeout", "10", "virsh", "-q", "-c", lab.uri] + words)
        }

        /// QEMU refuses to resize a disk during its backup. It must do so at once.
        private func refusesToGrow(_ lab: Lab) async {
            let error = await #expect(throws: Command.Failed.self) {
                try await virsh(lab, "blockresize", "alpha", "vda", "192M")
            }
            #expect(error?.description.contains("in use") == true, "\(error?.description ?? "")")
        }
    }
}
