import Hypervisor
import Testing

extension LabSuite {
    @Suite("A libvirtd that fails", .timeLimit(.minutes(3)))
    struct DaemonTests {
        private func lost(_ events: AsyncStream<HypervisorEvent>) async -> HypervisorEvent.CloseReason? {
            for await event in events {
                if case .closed(let reason) = event { return reason }
            }
            return nil
        }

        @Test("killed with -9, it is missed at once, and its guests are there when it returns")
        func killed() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let process = try await lab.run("run", "cat", "/run/libvirt/qemu/alpha.pid")
            let hypervisor = try await lab.connect()
            let events = try await hypervisor.events()
            try await lab.run("kill-libvirtd")
            var reason: HypervisorEvent.CloseReason?
            let wait = await seconds { reason = await lost(events) }
            #expect(reason == .endOfFile)
            #expect(wait < 5)
            await #expect(throws: VirtError.self) { _ = try await hypervisor.guests() }
            #expect(await !hypervisor.isAlive())
            try await lab.run("start-libvirtd")
            let again = try await lab.connect()
            let guests = try await again.guests()
            #expect(guests.first { $0.name == "alpha" }?.state == .running)
            #expect(try await lab.run("run", "cat", "/run/libvirt/qemu/alpha.pid") == process)
        }

        @Test("stopped by SIGSTOP, it is given up by keepalive, and it answers again afterwards")
        func frozen() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let hypervisor = try await lab.connect()
            let events = try await hypervisor.events()
            try await lab.run("freeze-libvirtd")
            var reason: HypervisorEvent.CloseReason?
            let wait = await seconds { reason = await lost(events) }
            #expect(reason == .keepalive)
            #expect(wait < 10)
            // A connection that is opened now hangs: libvirt sets no limit of its own.
            let uri = lab.uri
            var error: VirtError?
            let hung = await seconds {
                error = await #expect(throws: VirtError.self) {
                    _ = try await abandoning(after: 1, call: "virConnectOpenAuth", object: uri) {
                        try await Hypervisor.open(uri, access: .readOnly)
                    }
                }
            }
            #expect(error?.code == .abandoned)
            #expect(hung < 3)
            try await lab.run("thaw-libvirtd")
            #expect(try await lab.connect().guests().count == 4)
        }
    }
}
