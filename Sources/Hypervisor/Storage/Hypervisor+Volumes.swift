import CLibvirt
import XML

/// Volumes of a pool, pinned by the pool's UUID and their name.
extension Hypervisor {
    /// All volumes of a running pool, in libvirt's order: one call for the list (`virStoragePoolListAllVolumes`) and
    /// one a volume for its XML, which alone tells the format and what it rests on.
    ///
    /// One that vanishes meanwhile is left out; one that cannot be read (a broken link, no right) stays, with its
    /// name and key alone. Thousands take a second or more: ask on a connection that nobody else waits for.
    /// - Throws: `.operationInvalid` where the pool is not running, `.noSupport` where the driver has no pools.
    public func volumes(of id: PoolID) throws(VirtError) -> [Volume] {
        try withPool(id) { pool, name throws(VirtError) in
            try collect(
                "virStoragePoolListAllVolumes", name,
                fetch: { virStoragePoolListAllVolumes(pool, &$0, 0) }, free: virStorageVolFree
            ) { handle throws(VirtError) -> Volume? in
                do throws(VirtError) { return try describeVolume(handle, of: id) } catch {
                    guard error.domain == Int32(VIR_FROM_STORAGE.rawValue) else { throw error }
                    return error.code == .noStorageVolume ? nil : bareVolume(handle, of: id)
                }
            }
        }
    }

    /// One volume, its facts read anew.
    public func volume(_ name: String, in id: PoolID) throws(VirtError) -> Volume {
        try withVolume(name, in: id) { handle, _ throws(VirtError) in try describeVolume(handle, of: id) }
    }

    /// The volume's description as libvirt writes it (`virStorageVolGetXMLDesc`).
    public func xml(ofVolume name: String, in id: PoolID) throws(VirtError) -> String {
        try withVolume(name, in: id) { handle, object throws(VirtError) in
            try check("virStorageVolGetXMLDesc", object, string: { virStorageVolGetXMLDesc(handle, 0) })
        }
    }

    /// Makes a volume (`virStorageVolCreateXML`) and gives it as libvirt made it.
    ///
    /// - Parameters:
    ///   - capacity: bytes that a guest will see.
    ///   - allocation: bytes to take from the pool at once; 0 takes what is written, when it is written.
    /// - Throws: `.storageVolumeExists` where the name is taken.
    public func createVolume(
        _ name: String, in id: PoolID, format: VolumeFormat, capacity: UInt64, allocation: UInt64 = 0
    ) throws(VirtError) -> Volume {
        let xml = Element.volume(name, format: format, capacity: capacity, allocation: allocation).xml(indentation: 2)
        return try withPool(id) { pool, poolName throws(VirtError) in
            let handle = try check(
                "virStorageVolCreateXML", poolName + "/" + name, pointer: { virStorageVolCreateXML(pool, xml, 0) })
            defer { virStorageVolFree(handle) }
            return try describeVolume(handle, of: id)
        }
    }

    /// Gives a volume another capacity in bytes (`virStorageVolResize`). The guest must be off: a running one's disk is
    /// resized through the guest.
    ///
    /// - Parameter shrink: allows less than now. What lies past the new end is lost.
    public func resizeVolume(_ name: String, in id: PoolID, to capacity: UInt64, shrink: Bool = false)
        throws(VirtError)
    {
        let flags = shrink ? VIR_STORAGE_VOL_RESIZE_SHRINK.rawValue : 0
        try withVolume(name, in: id) { handle, object throws(VirtError) in
            try check("virStorageVolResize", object) { virStorageVolResize(handle, capacity, flags) }
        }
    }

    /// Deletes a volume and all that is in it (`virStorageVolDelete`). libvirt does not ask whether a guest uses it.
    public func deleteVolume(_ name: String, in id: PoolID) throws(VirtError) {
        try withVolume(name, in: id) { handle, object throws(VirtError) in
            try check("virStorageVolDelete", object) { virStorageVolDelete(handle, 0) }
        }
    }
}

/// How a new volume is laid out.
public enum VolumeFormat: String, Sendable, Codable, CaseIterable {
    case qcow2, raw
}

extension Hypervisor {
    /// Lends the handle of a volume, and `pool/volume` for messages, for the length of `body`.
    @discardableResult
    private func withVolume<T>(
        _ name: String, in id: PoolID, _ body: (OpaquePointer, String) throws(VirtError) -> T
    ) throws(VirtError) -> T {
        try withPool(id) { pool, poolName throws(VirtError) in
            let object = poolName + "/" + name
            let handle = try check(
                "virStorageVolLookupByName", object, pointer: { virStorageVolLookupByName(pool, name) })
            defer { virStorageVolFree(handle) }
            return try body(handle, object)
        }
    }

    private func describeVolume(_ handle: OpaquePointer, of pool: PoolID) throws(VirtError) -> Volume {
        var volume = bareVolume(handle, of: pool)
        let xml = try check("virStorageVolGetXMLDesc", volume.name, string: { virStorageVolGetXMLDesc(handle, 0) })
        volume.read(try element(xml, "virStorageVolGetXMLDesc", volume.name))
        return volume
    }

    /// What the handle itself knows, without a question to the daemon.
    private func bareVolume(_ handle: OpaquePointer, of pool: PoolID) -> Volume {
        Volume(key: String(c: virStorageVolGetKey(handle)), pool: pool, name: String(c: virStorageVolGetName(handle)))
    }
}

extension Volume {
    /// What the description tells. Sizes come in bytes, whatever they were given in.
    mutating func read(_ xml: Element) {
        path = xml["target/path"] ?? ""
        format = xml["target/format/@type"] ?? ""
        capacity = xml["capacity"].flatMap { UInt64($0) } ?? 0
        allocation = xml["allocation"].flatMap { UInt64($0) } ?? 0
        let backing = xml["backingStore/path"] ?? ""
        backingPath = backing.isEmpty ? nil : backing
    }
}

extension Element {
    /// The description of a volume to be made.
    static func volume(_ name: String, format: VolumeFormat, capacity: UInt64, allocation: UInt64) -> Element {
        var volume = Element("volume")
        volume.append(Element("name", text: name))
        volume.append(Element("capacity", attributes: [Attribute("unit", "bytes")], text: String(capacity)))
        volume.append(Element("allocation", attributes: [Attribute("unit", "bytes")], text: String(allocation)))
        var target = Element("target")
        target.append(Element("format", attributes: [Attribute("type", format.rawValue)]))
        // Version 3 of qcow2: the older one cannot hold the bitmaps that incremental backups need.
        if format == .qcow2 { target.append(Element("compat", text: "1.1")) }
        volume.append(target)
        return volume
    }
}
