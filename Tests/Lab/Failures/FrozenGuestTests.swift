import Hypervisor
import Testing

extension LabSuite {
    @Suite("A QEMU that does not answer", .timeLimit(.minutes(3)))
    struct FrozenGuestTests {
        @Test("it is named, the others are still counted, and force off ends it")
        func frozen() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let counting = try await lab.connect(.readOnly)
            let acting = try await lab.connect()
            let (alpha, beta) = (try await lab.id(of: "alpha"), try await lab.id(of: "beta"))
            try await acting.start(beta)
            try await lab.run("freeze-guest", "alpha")

            var error: VirtError?
            let wait = await seconds {
                error = await #expect(throws: VirtError.self) {
                    _ = try await abandoning(after: 2, call: "virConnectGetAllDomainStats", object: "all guests") {
                        try await counting.statistics()
                    }
                }
            }
            #expect(error?.code == .abandoned)
            #expect(wait < 4)

            // List and state stay fresh on a second connection, which also says who is stuck.
            #expect(try await acting.guests().count == 4)
            #expect(try await acting.occupied(alpha) ?? 0 > 0)
            #expect(try await acting.occupied(beta) == nil)
            let others = try await acting.statistics(of: [beta])
            #expect(others[beta]?.cpuTime ?? 0 > 0)

            try await acting.forceOff(alpha)
            #expect(try await lab.state(of: "alpha") == "shut off")
            #expect(try await lab.state(of: "beta") == "running")
        }

        @Test("thawed, it counts again")
        func thawed() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let alpha = try await lab.id(of: "alpha")
            let counting = try await lab.connect(.readOnly)
            try await lab.run("freeze-guest", "alpha")
            await #expect(throws: VirtError.self) {
                _ = try await abandoning(after: 1, call: "virConnectGetAllDomainStats", object: "all guests") {
                    try await counting.statistics()
                }
            }
            try await lab.run("thaw-guest", "alpha")
            let again = try await lab.connect(.readOnly)
            #expect(try await again.statistics()[alpha]?.cpuTime ?? 0 > 0)
            #expect(try await again.occupied(alpha) == nil)
        }
    }
}
