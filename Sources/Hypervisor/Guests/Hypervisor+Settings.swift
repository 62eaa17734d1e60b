import CLibvirt
import XML

extension Hypervisor {
    /// Sets a guest's memory in bytes, now, for its next boot, or both (`virDomainSetMemoryFlags`).
    ///
    /// Now: no more than the maximum of the running process. For the next boot the stored maximum is raised where
    /// it is less.
    public func setMemory(_ id: GuestID, _ bytes: UInt64, live: Bool, stored: Bool) throws(VirtError) {
        let kibibytes = UInt(bytes / 1024)
        descriptions[id] = nil
        try withGuest(id) { domain, name throws(VirtError) in
            if stored {
                let maximum = try storedXML(domain, name).kibibytes("memory") ?? 0
                if bytes > maximum {
                    let flags = VIR_DOMAIN_AFFECT_CONFIG.rawValue | VIR_DOMAIN_MEM_MAXIMUM.rawValue
                    try check("virDomainSetMemoryFlags", name) { virDomainSetMemoryFlags(domain, kibibytes, flags) }
                }
            }
            try affecting(live: live, stored: stored) { flags throws(VirtError) in
                try check("virDomainSetMemoryFlags", name) { virDomainSetMemoryFlags(domain, kibibytes, flags) }
            }
        }
    }

    /// Sets the number of a guest's processors, now, for its next boot, or both (`virDomainSetVcpusFlags`). The stored
    /// maximum is raised where it is less.
    public func setVCPUs(_ id: GuestID, _ count: Int, live: Bool, stored: Bool) throws(VirtError) {
        guard let count = UInt32(exactly: count), count > 0 else {
            throw VirtError(
                code: .invalidArgument, message: "a guest needs at least one processor",
                call: "virDomainSetVcpusFlags", object: id.rawValue)
        }
        descriptions[id] = nil
        try withGuest(id) { domain, name throws(VirtError) in
            if stored {
                let maximum = try storedXML(domain, name)["vcpu"].flatMap { UInt32($0) } ?? 0
                if count > maximum {
                    let flags = VIR_DOMAIN_AFFECT_CONFIG.rawValue | VIR_DOMAIN_VCPU_MAXIMUM.rawValue
                    try check("virDomainSetVcpusFlags", name) { virDomainSetVcpusFlags(domain, count, flags) }
                }
            }
            try affecting(live: live, stored: stored) { flags throws(VirtError) in
                try check("virDomainSetVcpusFlags", name) { virDomainSetVcpusFlags(domain, count, flags) }
            }
        }
    }

    /// Stores what this project keeps with a guest, in its running and its stored definition (`virDomainSetMetadata`).
    public func setProfile(_ id: GuestID, _ profile: GuestProfile) throws(VirtError) {
        try setMetadata(
            id, VIR_DOMAIN_METADATA_ELEMENT, profile.element?.xml(), GuestProfile.key, GuestProfile.namespace)
    }

    /// Sets a guest's title, one line (`virDomainSetMetadata`). Empty removes it.
    public func setTitle(_ id: GuestID, _ title: String) throws(VirtError) {
        try setMetadata(id, VIR_DOMAIN_METADATA_TITLE, title.isEmpty ? nil : title, nil, nil)
    }

    /// How often QEMU asks the guest's balloon for its figures, in seconds; 0 stops it
    /// (`virDomainSetMemoryStatsPeriod`). Without it a guest's used memory is unknown or old.
    public func watchMemory(of id: GuestID, every seconds: Int) throws(VirtError) {
        let period = Int32(clamping: seconds)
        try onGuest(id, "virDomainSetMemoryStatsPeriod") {
            virDomainSetMemoryStatsPeriod($0, period, VIR_DOMAIN_AFFECT_LIVE.rawValue)
        }
    }

    private func setMetadata(
        _ id: GuestID, _ kind: virDomainMetadataType, _ text: String?, _ key: String?, _ namespace: String?
    ) throws(VirtError) {
        try withGuest(id) { domain, name throws(VirtError) in
            let isActive = try check("virDomainIsActive", name) { virDomainIsActive(domain) } == 1
            let isPersistent = try check("virDomainIsPersistent", name) { virDomainIsPersistent(domain) } == 1
            let flags = affected(live: isActive, stored: isPersistent)
            let number = Int32(bitPattern: kind.rawValue)
            try check("virDomainSetMetadata", name) {
                virDomainSetMetadata(domain, number, text, key, namespace, flags)
            }
        }
        descriptions[id] = nil
    }

    /// One call for now and the next boot; one for each where a driver (libvirt's test driver) takes one flag at a time.
    private func affecting(
        live: Bool, stored: Bool, _ call: (UInt32) throws(VirtError) -> Void
    ) throws(VirtError) {
        do throws(VirtError) { try call(affected(live: live, stored: stored)) } catch {
            // Not by the message, which is in the daemon's language. Now first: where that is refused nothing is stored.
            guard live, stored, error.code == .invalidArgument else { throw error }
            try call(affected(live: true, stored: false))
            try call(affected(live: false, stored: true))
        }
    }

    private func affected(live: Bool, stored: Bool) -> UInt32 {
        (live ? VIR_DOMAIN_AFFECT_LIVE.rawValue : 0) | (stored ? VIR_DOMAIN_AFFECT_CONFIG.rawValue : 0)
    }

    private func storedXML(_ domain: OpaquePointer, _ name: String) throws(VirtError) -> Element {
        let flags = VIR_DOMAIN_XML_INACTIVE.rawValue
        let xml = try check("virDomainGetXMLDesc", name, string: { virDomainGetXMLDesc(domain, flags) })
        do { return try Element(parsing: xml) } catch {
            throw VirtError(
                code: .xmlError, message: error.message, call: "virDomainGetXMLDesc",
                object: name)
        }
    }
}
