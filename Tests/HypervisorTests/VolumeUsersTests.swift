import Hypervisor
import Testing

@Suite("Who uses a volume") struct VolumeUsersTests {
    private let ssd = PoolID(rawValue: "ssd-uuid")
    private let san = PoolID(rawValue: "san-uuid")

    private func volume(_ path: String, in pool: PoolID? = nil, name: String = "v", on backing: String? = nil) -> Volume
    {
        var volume = Volume(key: path, pool: pool ?? ssd, name: name)
        volume.path = path
        volume.backingPath = backing
        return volume
    }

    private func guest(_ name: String, _ change: (inout GuestDisk) -> Void) -> Guest {
        var guest = Guest(id: GuestID(rawValue: name), name: name)
        var disk = GuestDisk(target: "vda")
        change(&disk)
        guest.disks = [disk]
        return guest
    }

    private func pool(_ id: PoolID, _ name: String) -> Pool { Pool(id: id, name: name) }

    @Test("a guest uses the volume at its disk's path, and no other")
    func byPath() {
        let users = usersOfVolumes(
            volumes: [volume("/a"), volume("/b")], guests: [guest("web") { $0.source = "/a" }])
        #expect(users == ["/a": [GuestID(rawValue: "web")]])
    }

    @Test("a guest uses the volume that its disk names by pool and volume")
    func byPoolAndVolume() {
        let web = guest("web") {
            $0.source = "ssd/one"
            $0.pool = "ssd"
            $0.volume = "one"
        }
        let users = usersOfVolumes(
            volumes: [volume("/a", name: "one"), volume("/c", in: san, name: "one")], guests: [web],
            pools: [pool(ssd, "ssd"), pool(san, "san")])
        #expect(users == ["/a": [GuestID(rawValue: "web")]])
    }

    @Test("a slash in a name does not mix up pool and volume")
    func slashes() {
        let web = guest("web") {
            $0.pool = "a/b"
            $0.volume = "c"
        }
        let users = usersOfVolumes(volumes: [volume("/x", name: "b/c")], guests: [web], pools: [pool(ssd, "a")])
        #expect(users.isEmpty)
    }

    @Test("what a running guest's disk rests on is used too")
    func diskChain() {
        let web = guest("web") {
            $0.source = "/top"
            $0.backingChain = ["/middle", "/base"]
        }
        let users = usersOfVolumes(volumes: [volume("/base"), volume("/other")], guests: [web])
        #expect(users == ["/base": [GuestID(rawValue: "web")]])
    }

    @Test("what a volume rests on is used though the guest is off")
    func volumeChain() {
        let volumes = [volume("/top", on: "/middle"), volume("/middle", on: "/base"), volume("/base")]
        let users = usersOfVolumes(volumes: volumes, guests: [guest("web") { $0.source = "/top" }])
        #expect(Set(users.keys) == ["/top", "/middle", "/base"])
    }

    @Test("a chain that bites its tail ends")
    func circle() {
        let volumes = [volume("/a", on: "/b"), volume("/b", on: "/a")]
        let users = usersOfVolumes(volumes: volumes, guests: [guest("web") { $0.source = "/a" }])
        #expect(Set(users.keys) == ["/a", "/b"])
    }

    @Test("a base that several guests share has all of them, once each and in order")
    func shared() {
        var twice = guest("b") { $0.source = "/2" }
        twice.disks += twice.disks
        let volumes = [volume("/1", on: "/base"), volume("/2", on: "/base"), volume("/base")]
        let users = usersOfVolumes(volumes: volumes, guests: [guest("a") { $0.source = "/1" }, twice])
        #expect(users["/base"]?.map(\.rawValue) == ["a", "b"])
    }

    @Test("a network disk uses the volume of its name")
    func network() {
        let users = usersOfVolumes(
            volumes: [volume("images/web", in: san)], guests: [guest("web") { $0.source = "rbd:ceph1/images/web" }])
        #expect(users.count == 1)
    }

    @Test("an iSCSI disk uses the logical unit that the pool lists")
    func iscsi() {
        let lun = volume("ip-127.0.0.1:3260-iscsi-iqn.2026-01.org.example:disks-lun-1", in: san)
        let other = volume("ip-127.0.0.1:3260-iscsi-iqn.2026-01.org.example:disks-lun-2", in: san)
        let web = guest("web") { $0.source = "iscsi:127.0.0.1/iqn.2026-01.org.example:disks/1" }
        #expect(Array(usersOfVolumes(volumes: [lun, other], guests: [web]).keys) == [lun.key])
    }

    @Test("an empty drive uses nothing")
    func emptyDrive() {
        #expect(usersOfVolumes(volumes: [volume("")], guests: [guest("web") { _ in }]).isEmpty)
    }
}

@Suite("What a pool promises") struct PromiseTests {
    private func volume(_ capacity: UInt64, _ pool: String) -> Volume {
        var volume = Volume(key: "k", pool: PoolID(rawValue: pool), name: "v")
        volume.capacity = capacity
        return volume
    }

    @Test("the capacities of its own volumes are added up")
    func sum() {
        var pool = Pool(id: PoolID(rawValue: "a"), name: "a")
        pool.capacity = 100
        let volumes = [volume(90, "a"), volume(60, "a"), volume(1000, "b")]
        #expect(pool.promised(by: volumes) == 150)
        #expect(pool.promisedShare(by: volumes) == 1.5)
    }

    @Test("a pool without a size has no share")
    func noSize() {
        #expect(Pool(id: PoolID(rawValue: "a"), name: "a").promisedShare(by: [volume(1, "a")]) == nil)
    }

    @Test("figures past all sense do not trap")
    func overflow() {
        let pool = Pool(id: PoolID(rawValue: "a"), name: "a")
        #expect(pool.promised(by: [volume(.max, "a"), volume(.max, "a")]) == .max)
    }
}
