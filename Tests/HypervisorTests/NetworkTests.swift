import Testing

@testable import Hypervisor

@Suite("Networks") struct NetworkTests {
    @Test("a network is listed with its bridge, forwarding and addresses")
    func list() async throws {
        let networks = try await StorageSite().hypervisor.networks()
        let lan = try #require(networks.first { $0.name == "lan" })
        #expect(lan.id == StorageSite.lan)
        #expect(lan.isActive)
        #expect(lan.isPersistent)
        #expect(lan.bridge == "virbr7")
        #expect(lan.forwarding == "route")
        #expect(lan.addresses == ["10.7.0.1/20", "fd00:7::1/64"])
        #expect(lan.servesAddresses)
        // The test driver keeps no leases; that is no error.
        #expect(lan.leases.isEmpty)
    }

    @Test("an isolated network forwards nothing and gives out no address")
    func isolated() async throws {
        let networks = try await StorageSite().hypervisor.networks()
        let island = try #require(networks.first { $0.name == "island" })
        #expect(island.forwarding.isEmpty)
        #expect(!island.servesAddresses)
    }

    @Test("a network is stopped and started")
    func stopAndStart() async throws {
        let hypervisor = try await StorageSite().hypervisor
        try await hypervisor.stop(network: StorageSite.lan)
        #expect(try await !hypervisor.network(StorageSite.lan).isActive)
        try await hypervisor.start(network: StorageSite.lan)
        #expect(try await hypervisor.network(StorageSite.lan).isActive)
    }

    @Test("autostart is set")
    func autostart() async throws {
        let hypervisor = try await StorageSite().hypervisor
        try await hypervisor.setAutostart(network: StorageSite.lan, true)
        #expect(try await hypervisor.network(StorageSite.lan).startsAutomatically)
    }

    @Test("a network that is not there is an error that names it")
    func vanished() async throws {
        let hypervisor = try await StorageSite().hypervisor
        let id = NetworkID(rawValue: "00000000-0000-4000-8000-000000000001")
        let error = await #expect(throws: VirtError.self) { try await hypervisor.stop(network: id) }
        #expect(error?.code == .noNetwork)
        #expect(error?.object == id.rawValue)
    }

    @Test("the host's bridges come with their ports and addresses")
    func bridges() async throws {
        let bridges = try await StorageSite().hypervisor.hostBridges()
        #expect(bridges.map(\.name) == ["br0"])
        #expect(bridges.first?.ports == ["eth0"])
        #expect(bridges.first?.addresses == ["192.0.2.2/24"])
    }

    @Test(
        "a netmask is a prefix length, or nothing",
        arguments: [
            ("255.255.255.0", "24"), ("255.255.255.255", "32"), ("0.0.0.0", "0"), ("255.0.255.0", nil), ("x", nil),
        ] as [(String, String?)])
    func netmasks(_ mask: String, _ length: String?) {
        #expect(prefixLength(netmask: mask) == length)
    }
}
