import Hypervisor
import Testing
import Text

@Suite("Guests of the test driver")
struct GuestTests {
    @Test("the default guest has its name, state, memory, disk and interface")
    func listsDefaultGuest() async throws {
        let hypervisor = try await Hypervisor.open("test:///default", access: .readOnly)
        let guest = try #require(try await hypervisor.guest(named: "test"))
        #expect(guest.state == .running)
        #expect(guest.memory == 2 << 30)
        #expect(guest.maximumMemory == 8 << 30)
        #expect(guest.vcpus == 2)
        #expect(guest.disks.map(\.target) == ["vda"])
        #expect(guest.disks.first?.source == "/guest/diskimage1")
        #expect(guest.interfaces.first?.tap == "testnet0")
        #expect(guest.isPersistent)
    }

    @Test("each state of a file shows as its own word")
    func readsStates() async throws {
        let site = try TestSite([
            TestSite.domain("on", state: 1), TestSite.domain("held", state: 3), TestSite.domain("off", state: 5),
            TestSite.domain("down", state: 4), TestSite.domain("broken", state: 6),
        ])
        let states = try await site.open().guests().reduce(into: [:]) { $0[$1.name] = $1.state }
        #expect(states == ["on": .running, "held": .paused, "off": .off, "down": .shuttingDown, "broken": .crashed])
    }

    @Test("a saved state that waits is told, and so is a guest without a definition")
    func readsSavedAndTransient() async throws {
        let site = try TestSite([
            TestSite.domain("saved", state: 5, test: "<test:hasmanagedsave>1</test:hasmanagedsave>"),
            TestSite.domain("passing", state: 1, test: "<test:transient>1</test:transient>"),
        ])
        let hypervisor = try await site.open()
        #expect(try await hypervisor.guest(named: "saved")?.hasSavedState == true)
        let passing = try #require(try await hypervisor.guest(named: "passing"))
        #expect(!passing.isPersistent)
        #expect(!passing.hasSavedState)
    }

    @Test("a hostile name and title arrive as they are, and are harmless as SafeText")
    func readsHostileNames() async throws {
        let name = "evil\u{202E}gnp.\u{200B}exe"
        let site = try TestSite([
            TestSite.domain(name, extra: "<title>\u{9B}31m red</title>")
        ])
        let guest = try #require(try await site.open().guests().first)
        #expect(guest.name == name)
        #expect(guest.title == "\u{9B}31m red")
        #expect(SafeText(guest.name).string == "evil<U+202E>gnp.<U+200B>exe")
    }

    @Test("XML is read again for a guest that was named, and only then")
    func rereadsOnDemand() async throws {
        let site = try TestSite([TestSite.domain("a"), TestSite.domain("b")])
        let hypervisor = try await site.open()
        let id = try #require(try await hypervisor.guest(named: "a")).id
        try await hypervisor.setTitle(id, "new")
        #expect(try await hypervisor.guest(named: "a")?.title == "new")
        await hypervisor.invalidate(id)
        #expect(try await hypervisor.guests(rereading: [id]).first { $0.id == id }?.title == "new")
    }

    @Test("a thousand guests: the list after the first, and the counters, each cost under 50 ms of processor time")
    func thousandGuests() async throws {
        let site = try TestSite((0..<1000).map { TestSite.domain("guest-\($0)", devices: diskAndInterface) })
        let hypervisor = try await site.open()
        #expect(try await hypervisor.guests().count == 1000)
        let listing = try await processorTime { _ = try await hypervisor.guests() }
        let counting = try await processorTime { _ = try await hypervisor.statistics() }
        #expect(try await hypervisor.statistics().count == 1000)
        // Ten times the budget: this is a debug build.
        #expect(listing < 0.5, "listing took \(listing) s")
        #expect(counting < 0.5, "counting took \(counting) s")
        print("1000 guests: list \(listing) s, counters \(counting) s of processor time")
    }

    private var diskAndInterface: String {
        """
        <disk type='file' device='disk'><source file='/a'/><target dev='vda'/></disk>
        <interface type='network'><source network='default'/></interface>
        """
    }
}
