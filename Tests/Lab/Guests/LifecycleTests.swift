import Hypervisor
import Testing

extension LabSuite {
    @Suite("A guest's life", .timeLimit(.minutes(3)))
    struct LifecycleTests {
        private func fresh() async throws -> (Lab, Hypervisor) {
            let lab = try await Lab.shared()
            try await lab.reset()
            return (lab, try await lab.connect())
        }

        @Test("all guests are listed with their states")
        func list() async throws {
            let (_, hypervisor) = try await fresh()
            let guests = try await hypervisor.guests().sorted { $0.name < $1.name }
            #expect(guests.map(\.name) == ["alpha", "beta", "delta", "gamma"])
            #expect(guests.map(\.state) == [.running, .off, .off, .off])
            #expect(guests.first?.disks.first?.format == "qcow2")
        }

        @Test("start, suspend, resume and force off do what virsh sees")
        func power() async throws {
            let (lab, hypervisor) = try await fresh()
            let id = try await lab.id(of: "beta")
            try await hypervisor.start(id)
            #expect(try await lab.state(of: "beta") == "running")
            try await hypervisor.suspend(id)
            #expect(try await lab.state(of: "beta") == "paused")
            try await hypervisor.resume(id)
            #expect(try await lab.state(of: "beta") == "running")
            try await hypervisor.forceOff(id)
            #expect(try await lab.state(of: "beta") == "shut off")
        }

        @Test("a start that is refused keeps libvirt's code and names the guest")
        func refused() async throws {
            let (lab, hypervisor) = try await fresh()
            let id = try await lab.id(of: "alpha")
            let error = await #expect(throws: VirtError.self) { try await hypervisor.start(id) }
            #expect(error?.code == .operationInvalid)
            #expect(error?.object == "alpha")
        }

        @Test("the power button shuts a real system down, and the event says so")
        func shutDown() async throws {
            let (lab, hypervisor) = try await fresh()
            let id = try await lab.id(of: "alpha")
            let events = try await hypervisor.events()
            try await lab.wait(for: "alpha", toWrite: "login:")
            // A system that is still busy with its start may miss the button once.
            let pressing = Task {
                while !Task.isCancelled {
                    try? await hypervisor.shutDown(id, by: .acpi)
                    try? await Task.sleep(for: .seconds(10))
                }
            }
            for await event in events {
                if case .guest(id, _, .lifecycle(.stopped, _)) = event { break }
            }
            pressing.cancel()
            #expect(try await lab.state(of: "alpha") == "shut off")
        }

        @Test("a system boots again when asked, in the same process")
        func reboot() async throws {
            let (lab, hypervisor) = try await fresh()
            let id = try await lab.id(of: "alpha")
            try await lab.wait(for: "alpha", toWrite: "login:")
            let process = try await lab.run("run", "cat", "/run/libvirt/qemu/alpha.pid")
            try await hypervisor.reset(id)
            try await eventually("alpha boots a second time", within: 60) {
                try await lab.run("serial", "alpha").matches(of: /login:/).count >= 2
            }
            #expect(try await lab.run("run", "cat", "/run/libvirt/qemu/alpha.pid") == process)
        }

        @Test("a guest saved to disk comes back where it was")
        func save() async throws {
            let (lab, hypervisor) = try await fresh()
            let id = try await lab.id(of: "alpha")
            try await lab.wait(for: "alpha", toWrite: "login:")
            try await hypervisor.managedSave(id)
            #expect(try await lab.state(of: "alpha") == "shut off")
            #expect(try await lab.virsh("dominfo", "alpha").contains(/Managed save: +yes/))
            try await hypervisor.restore(id)
            #expect(try await lab.state(of: "alpha") == "running")
            // It did not boot: the banner stands there once.
            #expect(try await lab.run("serial", "alpha").matches(of: /login:/).count == 1)
        }

        @Test("autostart, memory and virtual processors of the stored definition change")
        func settings() async throws {
            let (lab, hypervisor) = try await fresh()
            let id = try await lab.id(of: "beta")
            try await hypervisor.setAutostart(id, true)
            try await hypervisor.setMemory(id, 48 << 20, live: false, stored: true)
            let facts = try await lab.virsh("dominfo", "beta")
            #expect(facts.contains(/Autostart: +enable/))
            #expect(facts.contains(/Used memory: +49152 KiB/))
            try await hypervisor.setAutostart(id, false)
            #expect(try await lab.virsh("dominfo", "beta").contains(/Autostart: +disable/))
        }

        @Test("a guest is renamed, its XML changed, and deleted")
        func definition() async throws {
            let (lab, hypervisor) = try await fresh()
            let id = try await lab.id(of: "gamma")
            try await hypervisor.rename(id, to: "gamma2")
            #expect(try await lab.virsh("domname", id.rawValue) == "gamma2")
            let xml = try await hypervisor.xml(of: id, stored: true)
            _ = try await hypervisor.define(xml: xml.replacing("Lab guest gamma", with: "Changed"))
            #expect(try await lab.virsh("desc", "gamma2", "--title") == "Changed")
            try await hypervisor.undefine(id)
            #expect(try await !lab.virsh("list", "--all", "--name").contains("gamma2"))
        }

        @Test("XML that libvirt refuses leaves the guest as it was")
        func refusedXML() async throws {
            let (lab, hypervisor) = try await fresh()
            let before = try await lab.virsh("dumpxml", "--inactive", "beta")
            let xml = try await hypervisor.xml(of: try await lab.id(of: "beta"), stored: true)
            await #expect(throws: VirtError.self) {
                _ = try await hypervisor.define(xml: xml.replacing("<vcpu", with: "<vcpus"))
            }
            #expect(try await lab.virsh("dumpxml", "--inactive", "beta") == before)
        }
    }
}
