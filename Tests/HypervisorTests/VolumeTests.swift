import Glibc
import Hypervisor
import Testing
import XML

@Suite("Volumes") struct VolumeTests {
    @Test("a volume is listed with its format, its sizes and what it rests on")
    func list() async throws {
        let volumes = try await StorageSite().hypervisor.volumes(of: StorageSite.ssd)
        let web = try #require(volumes.first { $0.name == "web.qcow2" })
        #expect(web.key == "/srv/ssd/web.qcow2")
        #expect(web.path == "/srv/ssd/web.qcow2")
        #expect(web.pool == StorageSite.ssd)
        #expect(web.format == "qcow2")
        #expect(web.capacity == 20 << 30)
        #expect(web.allocation == 300 << 20)
        #expect(web.backingPath == "/srv/ssd/base.qcow2")
        #expect(volumes.first { $0.name == "base.qcow2" }?.backingPath == nil)
    }

    @Test("the volumes of a stopped pool are refused")
    func stoppedPool() async throws {
        let hypervisor = try await StorageSite().hypervisor
        try await hypervisor.stop(pool: StorageSite.ssd)
        let error = await #expect(throws: VirtError.self) { _ = try await hypervisor.volumes(of: StorageSite.ssd) }
        #expect(error?.code == .operationInvalid)
    }

    @Test("a new volume is what was asked for", arguments: VolumeFormat.allCases)
    func create(_ format: VolumeFormat) async throws {
        let hypervisor = try await StorageSite().hypervisor
        let made = try await hypervisor.createVolume("new", in: StorageSite.ssd, format: format, capacity: 5 << 30)
        #expect(made.name == "new")
        #expect(made.format == format.rawValue)
        #expect(made.capacity == 5 << 30)
        #expect(try await hypervisor.volume("new", in: StorageSite.ssd) == made)
        #expect(try await hypervisor.pool(StorageSite.ssd).volumeCount == 3)
    }

    @Test("a name that is taken is refused")
    func createTwice() async throws {
        let hypervisor = try await StorageSite().hypervisor
        let error = await #expect(throws: VirtError.self) {
            _ = try await hypervisor.createVolume("web.qcow2", in: StorageSite.ssd, format: .qcow2, capacity: 1)
        }
        // The test driver's own code for it; the real one says `storageVolumeExists`.
        #expect(error?.code == .operationFailed)
        #expect(error?.object == "ssd/web.qcow2")
    }

    @Test("a name that is XML is a name")
    func hostileName() async throws {
        let hypervisor = try await StorageSite().hypervisor
        let name = "</name><target><path>&'\""
        // Whether libvirt takes the name or refuses it, it is this name and no other.
        do {
            let made = try await hypervisor.createVolume(name, in: StorageSite.ssd, format: .raw, capacity: 1 << 20)
            #expect(made.name == name)
        } catch {
            #expect(error.message.contains(name))
        }
    }

    @Test("a volume that is deleted is gone")
    func delete() async throws {
        let hypervisor = try await StorageSite().hypervisor
        try await hypervisor.deleteVolume("base.qcow2", in: StorageSite.ssd)
        let error = await #expect(throws: VirtError.self) {
            _ = try await hypervisor.volume("base.qcow2", in: StorageSite.ssd)
        }
        #expect(error?.code == .noStorageVolume)
    }

    @Test("a driver that cannot resize says so")
    func resizeUnsupported() async throws {
        let hypervisor = try await StorageSite().hypervisor
        let error = await #expect(throws: VirtError.self) {
            try await hypervisor.resizeVolume("web.qcow2", in: StorageSite.ssd, to: 30 << 30)
        }
        #expect(error?.code == .noSupport)
        #expect(error?.object == "ssd/web.qcow2")
    }

    @Test("the description is libvirt's XML")
    func description() async throws {
        let xml = try await StorageSite().hypervisor.xml(ofVolume: "web.qcow2", in: StorageSite.ssd)
        #expect(try Element(parsing: xml)["target/format/@type"] == "qcow2")
    }

    @Test("three thousand volumes are listed within two seconds")
    func thousands() async throws {
        let hypervisor = try await StorageSite(extraVolumes: 3000).hypervisor
        let clock = ContinuousClock()
        var volumes: [Volume] = []
        let time = try await clock.measure { volumes = try await hypervisor.volumes(of: StorageSite.ssd) }
        #expect(volumes.count == 3002)
        #expect(time < .seconds(2), "\(time)")
    }
}
