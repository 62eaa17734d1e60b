import Hypervisor
import Testing

extension LabSuite {
    @Suite("What running guests tell", .timeLimit(.minutes(3)))
    struct FactsTests {
        @Test("one call counts processor, memory, disks and interfaces of a running system")
        func statistics() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            try await lab.wait(for: "alpha", toWrite: "login:")
            let hypervisor = try await lab.connect(.readOnly)
            let id = try await lab.id(of: "alpha")
            try await eventually("the balloon tells", within: 60) {
                try await hypervisor.statistics()[id]?.unusedMemory ?? 0 > 0
            }
            // The guest says something on its network some time after it has come up.
            try await eventually("the interface has sent", within: 60) {
                try await hypervisor.statistics()[id]?.interfaces.values.first?.transmitted ?? 0 > 0
            }
            let all = try await hypervisor.statistics()
            #expect(Array(all.keys) == [id])
            let sample = try #require(all[id])
            #expect(sample.state == .running)
            #expect(sample.cpuTime ?? 0 > 100_000_000)
            #expect(sample.residentMemory ?? 0 > 20 << 20)
            #expect(sample.memory == 96 << 20)
            let disk = try #require(sample.disks["vda"])
            #expect(disk.capacity == 64 << 20)
            #expect(disk.read ?? 0 > 0)
            #expect(sample.interfaces.count == 1)
            #expect(sample.interfaces.values.first?.transmitted ?? 0 > 0)
        }

        @Test("the guest agent tells system, host name and addresses")
        func agent() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let hypervisor = try await lab.connect()
            let id = try await lab.id(of: "delta")
            try await hypervisor.start(id)
            try await eventually("the agent answers", within: 90) {
                try await hypervisor.agentReport(of: id).state == .connected
            }
            let report = try await hypervisor.agentReport(of: id)
            #expect(report.hostname == "delta")
            #expect(report.system == "Lab Linux 1")
            let addresses = try await hypervisor.addresses(of: id)
            let own = addresses["52:54:00:1a:b0:02"] ?? []
            #expect(own.contains { $0.address == "192.0.2.12" && $0.origin == .agent })
            try await hypervisor.shutDown(id, by: .agent)
            try await lab.wait(for: "delta", toBe: "shut off")
        }

        @Test("a guest without an agent has none")
        func noAgent() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let hypervisor = try await lab.connect()
            let report = try await hypervisor.agentReport(of: try await lab.id(of: "alpha"))
            #expect(report.state != .connected)
            #expect(report.hostname == nil)
        }

        @Test("pools, volumes and the network are what virsh shows")
        func storage() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let hypervisor = try await lab.connect(.readOnly)
            let pools = try await hypervisor.pools()
            #expect(pools.map(\.name).sorted() == ["iso", "san", "ssd"])
            let ssd = try #require(pools.first { $0.name == "ssd" })
            let volumes = try await hypervisor.volumes(of: ssd.id)
            #expect(volumes.map(\.name).sorted() == ["alpha.qcow2", "beta.qcow2", "delta.qcow2", "gamma.qcow2"])
            #expect(volumes.allSatisfy { $0.capacity == 64 << 20 })
            let networks = try await hypervisor.networks()
            #expect(networks.map(\.name) == ["lab"])
        }
    }
}
