import CLibvirt
import XML

extension Hypervisor {
    /// A guest's disks as a backup sees them: from its XML, the storage (`virStorageVolLookupByPath`) and, for sizes,
    /// `virDomainGetBlockInfo`. Reads anew each time. A pool that cannot be asked leaves its facts out.
    public func backupDisks(of id: GuestID) throws(VirtError) -> [BackupDisk] {
        let connection = try connection()
        return try withGuest(id) { domain, name throws(VirtError) in
            let xml = try check("virDomainGetXMLDesc", name, string: { virDomainGetXMLDesc(domain, 0) })
            var disks = try element(xml, "virDomainGetXMLDesc", name).all("devices/disk")
                .compactMap { BackupDisk(disk: $0) }
            for index in disks.indices {
                disks[index].measure(domain)
                disks[index].locate(connection)
            }
            return disks
        }
    }
}

extension BackupDisk {
    /// Empty drives and dead storage have no size: nil.
    fileprivate mutating func measure(_ domain: OpaquePointer) {
        var info = virDomainBlockInfo()
        guard virDomainGetBlockInfo(domain, target, &info, 0) == 0 else { return }
        capacity = info.capacity
        allocation = info.allocation
    }

    /// Finds the volume, its pool and its version of qcow2. A path in no pool, or a driver without pools, tells nothing.
    fileprivate mutating func locate(_ connection: OpaquePointer) {
        guard let volume = volume(connection) else { return }
        defer { virStorageVolFree(volume) }
        if pool == nil, let handle = virStoragePoolLookupByVolume(volume) {
            pool = String(c: virStoragePoolGetName(handle))
            virStoragePoolFree(handle)
        }
        guard format == "qcow2",
            let xml = try? check("virStorageVolGetXMLDesc", target, string: { virStorageVolGetXMLDesc(volume, 0) }),
            let description = try? element(xml, "virStorageVolGetXMLDesc", target),
            let version = description["target/compat"]
        else { return }
        holdsBitmaps = version != "0.10"
    }

    private func volume(_ connection: OpaquePointer) -> OpaquePointer? {
        switch source {
        case .file(let path), .block(let path): return virStorageVolLookupByPath(connection, path)
        case .volume(let pool, let name):
            guard let handle = virStoragePoolLookupByName(connection, pool) else { return nil }
            defer { virStoragePoolFree(handle) }
            return virStorageVolLookupByName(handle, name)
        case .network, .other: return nil
        }
    }
}
