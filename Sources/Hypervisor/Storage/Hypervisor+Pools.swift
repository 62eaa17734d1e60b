import CLibvirt
import XML

/// Storage pools. Every call but `pools()` takes the pool's UUID: a name may have passed to another pool meanwhile.
///
/// Each call blocks this actor for as long as libvirt takes; starting or refreshing a pool on a dead server can take
/// minutes. On a driver without pools all of them throw `VirtError.Code.noSupport` (`HostFacts.Offers.pools`).
extension Hypervisor {
    /// All pools with their figures, in libvirt's order (`virConnectListAllStoragePools`). One that vanishes while
    /// it is read is left out.
    public func pools() throws(VirtError) -> [Pool] {
        let connection = try connection()
        return try collect(
            "virConnectListAllStoragePools", uri,
            fetch: { virConnectListAllStoragePools(connection, &$0, 0) }, free: virStoragePoolFree
        ) { handle throws(VirtError) -> Pool? in
            do throws(VirtError) { return try describePool(handle) } catch  where error.code == .noStoragePool {
                return nil
            }
        }
    }

    /// One pool with its figures.
    public func pool(_ id: PoolID) throws(VirtError) -> Pool {
        try withPool(id) { handle, _ throws(VirtError) in try describePool(handle) }
    }

    /// The pool's definition as libvirt writes it (`virStoragePoolGetXMLDesc`).
    public func xml(of id: PoolID) throws(VirtError) -> String {
        try withPool(id) { handle, name throws(VirtError) in
            try check("virStoragePoolGetXMLDesc", name, string: { virStoragePoolGetXMLDesc(handle, 0) })
        }
    }

    /// Stores a pool's definition (`virStoragePoolDefineXML`): a new one, or over the one with the same UUID.
    public func define(poolXML xml: String) throws(VirtError) {
        let connection = try connection()
        virStoragePoolFree(
            try check("virStoragePoolDefineXML", uri, pointer: { virStoragePoolDefineXML(connection, xml, 0) }))
    }

    /// Makes the folder of a pool of files, where it is missing, and never formats anything (`virStoragePoolBuild`).
    public func build(pool id: PoolID) throws(VirtError) {
        try withPool(id) { handle, name throws(VirtError) in
            try check("virStoragePoolBuild", name) { virStoragePoolBuild(handle, VIR_STORAGE_POOL_BUILD_NEW.rawValue) }
        }
    }

    /// Makes the pool usable (`virStoragePoolCreate`): mounts, logs in, reads its content.
    public func start(pool id: PoolID) throws(VirtError) {
        try withPool(id) { handle, name throws(VirtError) in
            try check("virStoragePoolCreate", name) { virStoragePoolCreate(handle, 0) }
        }
    }

    /// Puts the pool out of use (`virStoragePoolDestroy`); what is stored in it stays. Guests that run keep their
    /// open files, where the kind of pool lets it be stopped at all.
    public func stop(pool id: PoolID) throws(VirtError) {
        try withPool(id) { handle, name throws(VirtError) in
            try check("virStoragePoolDestroy", name) { virStoragePoolDestroy(handle) }
        }
    }

    /// Reads the pool's content again (`virStoragePoolRefresh`): libvirt does not see by itself what others put there.
    public func refresh(pool id: PoolID) throws(VirtError) {
        try withPool(id) { handle, name throws(VirtError) in
            try check("virStoragePoolRefresh", name) { virStoragePoolRefresh(handle, 0) }
        }
    }

    /// Whether libvirt starts the pool by itself (`virStoragePoolSetAutostart`).
    public func setAutostart(pool id: PoolID, _ isOn: Bool) throws(VirtError) {
        try withPool(id) { handle, name throws(VirtError) in
            try check("virStoragePoolSetAutostart", name) { virStoragePoolSetAutostart(handle, isOn ? 1 : 0) }
        }
    }
}

extension Hypervisor {
    /// Lends the handle and the name of a pool for the length of `body`.
    @discardableResult
    func withPool<T>(_ id: PoolID, _ body: (OpaquePointer, String) throws(VirtError) -> T) throws(VirtError) -> T {
        let connection = try connection()
        let handle = try check(
            "virStoragePoolLookupByUUIDString", id.rawValue,
            pointer: { virStoragePoolLookupByUUIDString(connection, id.rawValue) })
        defer { virStoragePoolFree(handle) }
        return try body(handle, String(c: virStoragePoolGetName(handle)))
    }

    /// Four questions and the XML; name and UUID are in the handle.
    private func describePool(_ handle: OpaquePointer) throws(VirtError) -> Pool {
        let name = String(c: virStoragePoolGetName(handle))
        let xml = try check("virStoragePoolGetXMLDesc", name, string: { virStoragePoolGetXMLDesc(handle, 0) })
        var pool = Pool(id: PoolID(rawValue: uuidText { virStoragePoolGetUUIDString(handle, $0) }), name: name)
        pool.read(try element(xml, "virStoragePoolGetXMLDesc", name))
        var info = virStoragePoolInfo()
        try check("virStoragePoolGetInfo", name) { virStoragePoolGetInfo(handle, &info) }
        pool.state = Pool.State(info.state)
        pool.capacity = info.capacity
        pool.allocation = info.allocation
        pool.available = info.available
        var autostart: Int32 = 0
        try check("virStoragePoolGetAutostart", name) { virStoragePoolGetAutostart(handle, &autostart) }
        pool.startsAutomatically = autostart != 0
        pool.isPersistent = try check("virStoragePoolIsPersistent", name) { virStoragePoolIsPersistent(handle) } != 0
        if pool.isActive {
            let count = try check("virStoragePoolNumOfVolumes", name) { virStoragePoolNumOfVolumes(handle) }
            pool.volumeCount = Int(count)
        }
        return pool
    }
}

extension Pool {
    /// What the definition tells: kind, place and server.
    mutating func read(_ xml: Element) {
        kind = xml["@type"] ?? ""
        path = xml["target/path"] ?? xml["source/device/@path"] ?? xml["source/name"] ?? ""
        host = xml["source/host/@name"] ?? ""
    }
}

extension Pool.State {
    /// From `virStoragePoolState`.
    init(_ raw: Int32) {
        self =
            switch UInt32(bitPattern: raw) {
            case VIR_STORAGE_POOL_INACTIVE.rawValue: .inactive
            case VIR_STORAGE_POOL_BUILDING.rawValue: .building
            case VIR_STORAGE_POOL_RUNNING.rawValue: .running
            case VIR_STORAGE_POOL_DEGRADED.rawValue: .degraded
            case VIR_STORAGE_POOL_INACCESSIBLE.rawValue: .inaccessible
            default: .unknown
            }
    }
}
