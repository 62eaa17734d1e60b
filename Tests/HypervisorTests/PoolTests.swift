import Hypervisor
import Testing

@Suite("Pools") struct PoolTests {
    @Test("a pool is listed with its kind, place, figures and flags")
    func list() async throws {
        let site = try await StorageSite()
        let pools = try await site.hypervisor.pools()
        let ssd = try #require(pools.first { $0.name == "ssd" })
        #expect(ssd.id == StorageSite.ssd)
        #expect(ssd.state == .running)
        #expect(ssd.kind == "dir")
        #expect(ssd.path == "/srv/ssd")
        #expect(ssd.isPersistent)
        #expect(!ssd.startsAutomatically)
        #expect(ssd.capacity == 100 << 30)
        #expect(ssd.capacity == ssd.allocation + ssd.available)
        #expect(ssd.volumeCount == 2)
    }

    @Test("a network pool names its server", arguments: [("nas", "nas.example.org"), ("san", "192.0.2.9")])
    func server(_ name: String, _ host: String) async throws {
        let pools = try await StorageSite().hypervisor.pools()
        #expect(pools.first { $0.name == name }?.host == host)
    }

    @Test("a stopped pool has no volumes to count and can be started again")
    func stopAndStart() async throws {
        let hypervisor = try await StorageSite().hypervisor
        try await hypervisor.stop(pool: StorageSite.ssd)
        let stopped = try await hypervisor.pool(StorageSite.ssd)
        #expect(stopped.state == .inactive)
        #expect(!stopped.isActive)
        #expect(stopped.volumeCount == nil)
        try await hypervisor.start(pool: StorageSite.ssd)
        #expect(try await hypervisor.pool(StorageSite.ssd).state == .running)
    }

    @Test("starting a running pool is refused with libvirt's code and the pool's name")
    func startTwice() async throws {
        let hypervisor = try await StorageSite().hypervisor
        let error = await #expect(throws: VirtError.self) { try await hypervisor.start(pool: StorageSite.ssd) }
        #expect(error?.code == .operationInvalid)
        #expect(error?.call == "virStoragePoolCreate")
        #expect(error?.object == "ssd")
    }

    @Test("a running pool is refreshed")
    func refresh() async throws {
        let hypervisor = try await StorageSite().hypervisor
        await #expect(throws: Never.self) { try await hypervisor.refresh(pool: StorageSite.ssd) }
    }

    @Test("autostart is set and cleared")
    func autostart() async throws {
        let hypervisor = try await StorageSite().hypervisor
        try await hypervisor.setAutostart(pool: StorageSite.ssd, true)
        #expect(try await hypervisor.pool(StorageSite.ssd).startsAutomatically)
        try await hypervisor.setAutostart(pool: StorageSite.ssd, false)
        #expect(try await !hypervisor.pool(StorageSite.ssd).startsAutomatically)
    }

    @Test("the definition is libvirt's XML")
    func definition() async throws {
        let xml = try await StorageSite().hypervisor.xml(of: StorageSite.ssd)
        #expect(xml.contains("<pool type='dir'>"))
    }

    @Test("a pool that is not there is an error that names it")
    func vanished() async throws {
        let hypervisor = try await StorageSite().hypervisor
        let error = await #expect(throws: VirtError.self) { _ = try await hypervisor.pool(StorageSite.off) }
        #expect(error?.code == .noStoragePool)
        #expect(error?.object == StorageSite.off.rawValue)
    }

    @Test("the driver's own default pool is listed too")
    func defaultPool() async throws {
        let hypervisor = try await Hypervisor.open("test:///default", access: .readOnly)
        #expect(try await hypervisor.pools().map(\.name).contains("default-pool"))
    }
}
