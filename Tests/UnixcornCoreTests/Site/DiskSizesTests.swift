import Testing
import UnixcornCore

@Suite("Sizes of disks")
struct DiskSizesTests {
    private var host: HostState {
        var host = HostState(id: HostID(rawValue: "licorne"), uri: "test:///default")
        let pool = Pool(id: PoolID(rawValue: "1"), name: "ssd")
        var volume = Volume(key: "k", pool: pool.id, name: "cloud.qcow2")
        volume.path = "/srv/ssd/cloud.qcow2"
        volume.capacity = 40 << 30
        volume.allocation = 17 << 30
        host.pools = [pool]
        host.volumes = [pool.id: [volume]]
        return host
    }

    @Test("a disk without counters has the sizes of its volume, by pool and name or by file")
    func measured() {
        var (byName, byFile) = (GuestDisk(target: "vda"), GuestDisk(target: "vdb"))
        (byName.pool, byName.volume) = ("ssd", "cloud.qcow2")
        byFile.source = "/srv/ssd/cloud.qcow2"
        for disk in [byName, byFile].map(host.measured) {
            #expect(disk.capacity == 40 << 30 && disk.allocation == 17 << 30)
        }
    }

    @Test("what libvirt counts stands, and an unknown file stays unknown")
    func untouched() {
        var (counted, unknown) = (GuestDisk(target: "vda"), GuestDisk(target: "vdb"))
        counted.source = "/srv/ssd/cloud.qcow2"
        (counted.capacity, counted.allocation) = (1, 2)
        unknown.source = "/elsewhere"
        #expect(host.measured(counted) == counted && host.measured(unknown) == unknown)
    }
}
