import CLibvirt

/// What a `virDomainPtr` knows by itself, without asking the daemon.
func guestID(_ domain: OpaquePointer) -> GuestID {
    GuestID(rawValue: uuidText { virDomainGetUUIDString(domain, $0) })
}

extension Hypervisor {
    /// Lends the guest's handle to `body` and frees it. A guest that vanished throws `.noDomain`.
    func withGuest<T>(
        _ id: GuestID, _ body: (_ domain: OpaquePointer, _ name: String) throws(VirtError) -> T
    ) throws(VirtError) -> T {
        let connection = try connection()
        let domain = try check(
            "virDomainLookupByUUIDString", id.rawValue,
            pointer: { virDomainLookupByUUIDString(connection, id.rawValue) })
        defer { virDomainFree(domain) }
        return try body(domain, String(c: virDomainGetName(domain)))
    }

    /// One call of C on one guest; its error names the guest.
    @discardableResult
    func onGuest(_ id: GuestID, _ call: String, _ body: (OpaquePointer) -> Int32) throws(VirtError) -> Int32 {
        try withGuest(id) { domain, name throws(VirtError) in try check(call, name) { body(domain) } }
    }
}
