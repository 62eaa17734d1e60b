import Hypervisor
import Testing

@Suite("Deeds on guests of the test driver")
struct DeedTests {
    private func one(state: Int = 1) async throws -> (Hypervisor, GuestID) {
        let site = try TestSite([TestSite.domain("web1", state: state, devices: "")])
        let hypervisor = try await site.open()
        return (hypervisor, try #require(try await hypervisor.guest(named: "web1")).id)
    }

    private func state(_ hypervisor: Hypervisor, _ id: GuestID) async throws -> GuestState? {
        try await hypervisor.guests().first { $0.id == id }?.state
    }

    @Test("start, suspend, resume, reset, shut down and force off lead where they should")
    func power() async throws {
        let (hypervisor, id) = try await one(state: 5)
        try await hypervisor.start(id)
        #expect(try await state(hypervisor, id) == .running)
        try await hypervisor.suspend(id)
        #expect(try await state(hypervisor, id) == .paused)
        try await hypervisor.resume(id)
        #expect(try await state(hypervisor, id) == .running)
        try await hypervisor.reset(id)
        try await hypervisor.shutDown(id, by: .acpi)
        #expect(try await state(hypervisor, id) == .off)
        try await hypervisor.start(id)
        try await hypervisor.forceOff(id)
        let guest = try #require(try await hypervisor.guests().first)
        #expect(guest.state == .off)
        #expect(guest.reason == "destroyed")
    }

    @Test("saved memory is kept, restored and discarded")
    func savedState() async throws {
        let (hypervisor, id) = try await one()
        try await hypervisor.managedSave(id)
        #expect(try await hypervisor.guests().first?.hasSavedState == true)
        try await hypervisor.restore(id)
        #expect(try await state(hypervisor, id) == .running)
        try await hypervisor.managedSave(id)
        try await hypervisor.discardSavedState(id)
        let error = await #expect(throws: VirtError.self) { try await hypervisor.restore(id) }
        #expect(error?.code == .operationInvalid)
        #expect(error?.object == "web1")
    }

    @Test("memory for the next boot raises the stored maximum; memory now does not")
    func memory() async throws {
        let (hypervisor, id) = try await one()
        try await hypervisor.setMemory(id, 4 << 30, live: false, stored: true)
        let stored = try await hypervisor.xml(of: id, stored: true)
        #expect(stored.contains("<memory unit='KiB'>4194304</memory>"))
        #expect(try await hypervisor.guests().first?.maximumMemory == 1 << 30)
        try await hypervisor.setMemory(id, 768 << 20, live: true, stored: false)
        #expect(try await hypervisor.guests().first?.memory == 768 << 20)
        // The test driver refuses both at once: it gets a call for each.
        try await hypervisor.setMemory(id, 512 << 20, live: true, stored: true)
        #expect(try await hypervisor.guests().first?.memory == 512 << 20)
        await #expect(throws: VirtError.self) {
            try await hypervisor.setMemory(id, 4 << 30, live: true, stored: false)
        }
    }

    @Test("processors for the next boot raise the stored maximum")
    func processors() async throws {
        let (hypervisor, id) = try await one()
        try await hypervisor.setVCPUs(id, 4, live: false, stored: true)
        #expect(try await hypervisor.xml(of: id, stored: true).contains(">4</vcpu>"))
        try await hypervisor.setVCPUs(id, 2, live: true, stored: false)
        #expect(try await hypervisor.guests().first?.vcpus == 2)
        let error = await #expect(throws: VirtError.self) {
            try await hypervisor.setVCPUs(id, 0, live: true, stored: false)
        }
        #expect(error?.code == .invalidArgument)
    }

    @Test("a profile comes back as it was set, whatever its text holds", arguments: [1, 5])
    func profile(state: Int) async throws {
        let (hypervisor, id) = try await one(state: state)
        var profile = GuestProfile()
        profile.kind = "web & <mail>"
        profile.order = 3
        profile.startDelay = 20
        profile.dependsOn = ["db", "it's \"quoted\""]
        profile.tags = ["été", "prod"]
        profile.notes = "first line\nsecond line"
        try await hypervisor.setProfile(id, profile)
        let xml = try await hypervisor.xml(of: id, stored: true)
        #expect(try await hypervisor.guests().first?.profile == profile, "\(xml)")
        #expect(try await hypervisor.xml(of: id, stored: true).contains(GuestProfile.namespace))
        try await hypervisor.setProfile(id, GuestProfile())
        #expect(try await hypervisor.guests().first?.profile == GuestProfile())
        #expect(try await !hypervisor.xml(of: id, stored: true).contains(GuestProfile.namespace))
    }

    @Test("autostart is set and taken back")
    func autostart() async throws {
        let (hypervisor, id) = try await one()
        try await hypervisor.setAutostart(id, true)
        #expect(try await hypervisor.guests().first?.startsAutomatically == true)
        try await hypervisor.setAutostart(id, false)
        #expect(try await hypervisor.guests().first?.startsAutomatically == false)
    }

    @Test("a guest that is off is renamed, defined again and undefined")
    func definition() async throws {
        let (hypervisor, id) = try await one(state: 5)
        try await hypervisor.rename(id, to: "web2")
        #expect(try await hypervisor.guests().map(\.name) == ["web2"])
        let xml = try await hypervisor.xml(of: id, stored: true, secrets: true)
        #expect(try await hypervisor.define(xml: xml) == id)
        try await hypervisor.undefine(id)
        #expect(try await hypervisor.guests().isEmpty)
    }

    @Test("XML that breaks the schema is refused and nothing is stored")
    func refusesBadXML() async throws {
        let (hypervisor, id) = try await one(state: 5)
        let before = try await hypervisor.xml(of: id, stored: true)
        let bad = before.replacing("<devices>", with: "<nonsense/><devices>")
        let error = await #expect(throws: VirtError.self) { try await hypervisor.define(xml: bad) }
        #expect(error?.code == .xmlInvalidSchema)
        #expect(error?.hint != nil)
        #expect(try await hypervisor.xml(of: id, stored: true) == before)
    }

    @Test("a guest that vanished is 'no domain' by its UUID, with a next step")
    func vanished() async throws {
        let (hypervisor, _) = try await one()
        let nobody = GuestID(rawValue: "00000000-0000-4000-8000-000000000001")
        let error = await #expect(throws: VirtError.self) { try await hypervisor.start(nobody) }
        #expect(error?.code == .noDomain)
        #expect(error?.object == nobody.rawValue)
        #expect(error?.hint != nil)
    }

    @Test("a read-only connection is refused by libvirt itself, with a next step")
    func readOnly() async throws {
        let site = try TestSite([TestSite.domain("web1")])
        let hypervisor = try await site.open(.readOnly)
        let guest = try #require(try await hypervisor.guests().first)
        let error = await #expect(throws: VirtError.self) { try await hypervisor.suspend(guest.id) }
        #expect(error?.code == .operationDenied)
        #expect(error?.hint != nil)
    }
}
