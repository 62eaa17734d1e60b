import CLibvirt

/// Copying what a disk borrows from its backing image into the disk itself, while the guest runs.
extension Hypervisor {
    /// Begins to copy everything into the guest's disk (`virDomainBlockPull`). The guest runs on.
    /// - Parameters:
    ///   - disk: its target: `vda`.
    ///   - bytesPerSecond: the most that it may take; 0 for all.
    public func pull(_ disk: String, of id: GuestID, bytesPerSecond: UInt64 = 0) throws(VirtError) {
        let flags = bytesPerSecond == 0 ? 0 : VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES.rawValue
        try onGuest(id, "virDomainBlockPull") { virDomainBlockPull($0, disk, UInt(bytesPerSecond), flags) }
    }

    /// The job on one disk of a guest (`virDomainGetBlockJobInfo`); nil for none, and for a guest that is off.
    public func blockJob(on disk: String, of id: GuestID) throws(VirtError) -> BlockJob? {
        var info = virDomainBlockJobInfo()
        let flags = VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES.rawValue
        do throws(VirtError) {
            let count = try onGuest(id, "virDomainGetBlockJobInfo") {
                virDomainGetBlockJobInfo($0, disk, &info, flags)
            }
            guard count == 1 else { return nil }
        } catch let error where error.code == .operationInvalid {
            return nil
        }
        return BlockJob(isPull: info.type == VIR_DOMAIN_BLOCK_JOB_TYPE_PULL.rawValue, done: info.cur, all: info.end)
    }

    /// A guest's state and libvirt's word for its reason (`virDomainGetState`); nil for one that is not there.
    public func state(of id: GuestID) throws(VirtError) -> (state: GuestState, reason: String)? {
        do throws(VirtError) {
            return try withGuest(id) { domain, name throws(VirtError) in try state(of: domain, name) }
        } catch let error where error.code == .noDomain {
            return nil
        }
    }
}

/// A long job on one disk.
public struct BlockJob: Sendable, Equatable {
    /// Whether it copies what lies beneath into the disk (`VIR_DOMAIN_BLOCK_JOB_TYPE_PULL`).
    public var isPull: Bool
    /// Of the job's own units; both 0 before it knows.
    public var done: UInt64
    public var all: UInt64
}
