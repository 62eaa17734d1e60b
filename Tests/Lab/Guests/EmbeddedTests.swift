import Hypervisor
import TestSupport
import Testing

extension LabSuite {
    @Suite("The hypervisor inside our own process", .timeLimit(.minutes(3)))
    struct EmbeddedTests {
        /// libvirt allows one root for each process, so this is one test.
        @Test("qemu:///embed starts, counts and ends a real guest; pools and networks are not offered")
        func embedded() async throws {
            let root = "/tmp/unixcorn-embed-\(UInt32.random(in: 0 ... .max))"
            let kill = "kill -9 $(cat \(root)/run/qemu/embedded.pid) 2>/dev/null; rm -rf \(root)"
            // Whatever fails below: no QEMU and no folder stays.
            defer { onOwnThread { _ = try? Command(["sh", "-c", kill]).finish() } }
            let uri = try await Command.run([Lab.script, "embed-root", root])
                .split(whereSeparator: \.isNewline).last.map(String.init)
            let hypervisor = try await Hypervisor.open(try #require(uri), access: .readWrite)
            let xml = try await Command.run(["cat", root + "/alpha.xml"])
            let id = try await hypervisor.define(xml: xml)
            try await hypervisor.start(id)
            #expect(try await hypervisor.guests().map(\.state) == [.running])
            try await eventually("the system is up", within: 90) {
                try await Command.run(["cat", root + "/serial/embedded.log"]).contains("login:")
            }
            #expect(try await hypervisor.statistics()[id]?.cpuTime ?? 0 > 0)
            try await hypervisor.suspend(id)
            #expect(try await hypervisor.guests().map(\.state) == [.paused])
            try await hypervisor.resume(id)
            try await hypervisor.shutDown(id, by: .acpi)
            try await eventually("it is off", within: 60) {
                try await hypervisor.guests().map(\.state) == [.off]
            }
            let pools = await #expect(throws: VirtError.self) { _ = try await hypervisor.pools() }
            #expect(pools?.code == .noSupport)
            let networks = await #expect(throws: VirtError.self) { _ = try await hypervisor.networks() }
            #expect(networks?.code == .noSupport)
            await hypervisor.close()
        }
    }
}
