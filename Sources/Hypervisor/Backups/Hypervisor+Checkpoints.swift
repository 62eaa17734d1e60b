import CLibvirt
import XML

/// Checkpoints: the guest's bitmaps and what libvirt knows of them.
extension Hypervisor {
    /// All checkpoints of a guest, parents before children (`virDomainListAllCheckpoints`).
    public func checkpoints(of id: GuestID) throws(VirtError) -> [Checkpoint] {
        try withGuest(id) { domain, name throws(VirtError) in
            try collect(
                "virDomainListAllCheckpoints", name,
                fetch: {
                    virDomainListAllCheckpoints(domain, &$0, VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL.rawValue)
                }, free: virDomainCheckpointFree
            ) { checkpoint throws(VirtError) -> Checkpoint? in
                let call = "virDomainCheckpointGetXMLDesc"
                let xml = try check(
                    call, name,
                    string: {
                        virDomainCheckpointGetXMLDesc(checkpoint, VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN.rawValue)
                    })
                return Checkpoint(checkpoint: try element(xml, call, name))
            }
        }
    }

    /// A checkpoint's description with its guest's (`virDomainCheckpointGetXMLDesc`): what `redefineCheckpoint` takes.
    public func xml(ofCheckpoint checkpoint: String, of id: GuestID) throws(VirtError) -> String {
        try withCheckpoint(checkpoint, of: id) { handle, object throws(VirtError) in
            try check("virDomainCheckpointGetXMLDesc", object, string: { virDomainCheckpointGetXMLDesc(handle, 0) })
        }
    }

    /// Deletes a checkpoint (`virDomainCheckpointDelete`); what its bitmap marks is merged into the one before.
    ///
    /// - Parameter metadataOnly: libvirt forgets it and the bitmap stays in the image. The way for a bitmap that is
    ///   broken or gone, since deleting that fails.
    /// - Throws: `.noCheckpoint`; `.operationInvalid` where the guest is off and the bitmap would have to be changed.
    public func deleteCheckpoint(_ checkpoint: String, of id: GuestID, metadataOnly: Bool = false) throws(VirtError) {
        let flags = metadataOnly ? VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY.rawValue : 0
        try withCheckpoint(checkpoint, of: id) { handle, object throws(VirtError) in
            try check("virDomainCheckpointDelete", object) { virDomainCheckpointDelete(handle, flags) }
        }
    }

    /// Tells libvirt of a checkpoint that its disks still have, after a migration or a new definition
    /// (`virDomainCheckpointCreateXML`, redefined). Parents first.
    ///
    /// - Parameter validates: refuses it where the bitmap is not in the image; the guest must run for that.
    public func redefineCheckpoint(xml: String, of id: GuestID, validates: Bool = true) throws(VirtError) {
        var flags = VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE.rawValue
        if validates { flags |= VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE.rawValue }
        try withGuest(id) { domain, name throws(VirtError) in
            let made = try check(
                "virDomainCheckpointCreateXML", name, pointer: { virDomainCheckpointCreateXML(domain, xml, flags) })
            virDomainCheckpointFree(made)
        }
    }

    /// Lends a checkpoint's handle, and `guest/checkpoint` for messages.
    @discardableResult
    private func withCheckpoint<T>(
        _ checkpoint: String, of id: GuestID, _ body: (OpaquePointer, String) throws(VirtError) -> T
    ) throws(VirtError) -> T {
        try withGuest(id) { domain, name throws(VirtError) in
            let object = name + "/" + checkpoint
            let handle = try check(
                "virDomainCheckpointLookupByName", object,
                pointer: { virDomainCheckpointLookupByName(domain, checkpoint, 0) })
            defer { virDomainCheckpointFree(handle) }
            return try body(handle, object)
        }
    }
}
