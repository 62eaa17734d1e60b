import CLibvirt

extension Hypervisor {
    /// A guest's XML: of the running process, or as stored for the next boot (`virDomainGetXMLDesc`).
    /// - Parameter secrets: with passwords (`VIR_DOMAIN_XML_SECURE`), which a read-only connection refuses. XML that is
    ///   edited and defined again needs them: without, they would be lost.
    public func xml(of id: GuestID, stored: Bool, secrets: Bool = false) throws(VirtError) -> String {
        let flags =
            (stored ? VIR_DOMAIN_XML_INACTIVE.rawValue : 0) | (secrets ? VIR_DOMAIN_XML_SECURE.rawValue : 0)
        return try withGuest(id) { domain, name throws(VirtError) in
            try check("virDomainGetXMLDesc", name, string: { virDomainGetXMLDesc(domain, flags) })
        }
    }

    /// Stores a guest's XML, for a new guest or over the stored one with the same UUID (`virDomainDefineXMLFlags`).
    /// - Parameter validate: check it against libvirt's schema first (`VIR_DOMAIN_DEFINE_VALIDATE`).
    @discardableResult
    public func define(xml: String, validate: Bool = true) throws(VirtError) -> GuestID {
        let connection = try connection()
        let flags = validate ? VIR_DOMAIN_DEFINE_VALIDATE.rawValue : 0
        let domain = try check(
            "virDomainDefineXMLFlags", uri, pointer: { virDomainDefineXMLFlags(connection, xml, flags) })
        defer { virDomainFree(domain) }
        let id = guestID(domain)
        descriptions[id] = nil
        return id
    }

    /// Starts a guest that libvirt forgets when it stops, and that is destroyed when this connection ends
    /// (`virDomainCreateXML`).
    public func createTransient(xml: String) throws(VirtError) -> GuestID {
        let connection = try connection()
        let domain = try check(
            "virDomainCreateXML", uri,
            pointer: { virDomainCreateXML(connection, xml, VIR_DOMAIN_START_AUTODESTROY.rawValue) })
        defer { virDomainFree(domain) }
        return guestID(domain)
    }

    /// Removes a guest's definition, its saved memory, its NVRAM and TPM state and what libvirt knows of its snapshots
    /// and checkpoints (`virDomainUndefineFlags`). Its disks stay. A running guest becomes transient.
    public func undefine(_ id: GuestID) throws(VirtError) {
        let base = VIR_DOMAIN_UNDEFINE_MANAGED_SAVE.rawValue | VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA.rawValue
        let checkpoints = base | VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA.rawValue
        let memory = checkpoints | VIR_DOMAIN_UNDEFINE_NVRAM.rawValue
        // Older libvirt and other drivers do not know them all: the most first.
        let choices = [memory | VIR_DOMAIN_UNDEFINE_TPM.rawValue, memory, checkpoints, base]
        descriptions[id] = nil
        try withGuest(id) { domain, name throws(VirtError) in
            for flags in choices {
                do throws(VirtError) {
                    try check("virDomainUndefineFlags", name) { virDomainUndefineFlags(domain, flags) }
                    return
                } catch let error where error.isUnknownFlag { continue }
            }
            try check("virDomainUndefineFlags", name) { virDomainUndefineFlags(domain, 0) }
        }
    }

    /// Gives a guest that is off another name (`virDomainRename`).
    public func rename(_ id: GuestID, to name: String) throws(VirtError) {
        try changing(id, "virDomainRename") { virDomainRename($0, name, 0) }
    }
}
