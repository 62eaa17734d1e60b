import CLibvirt
import XML

/// Live backups in pull mode.
extension Hypervisor {
    /// Begins a backup, and its checkpoint at the same moment (`virDomainBackupBegin`). Returns when the exports are
    /// there, a tenth of a second later; the guest runs on.
    ///
    /// What the guest overwrites from now on goes to the scratch files: end the backup soon, and watch their room.
    /// - Throws: `.resourceBusy` at once where a backup runs, since libvirt would wait 30 s before it says
    ///   `.operationTimeout`; `.checkpointInconsistent` where a bitmap is missing or broken; `.operationUnsupported`
    ///   where the guest is off.
    public func beginBackup(of id: GuestID, _ request: BackupRequest) throws(VirtError) {
        let (backupXML, checkpointXML) = (request.backupXML, request.checkpointXML)
        try withGuest(id) { domain, name throws(VirtError) in
            if let running = try backup(domain, name) {
                throw VirtError(
                    code: .resourceBusy,
                    message: "a backup job is running already, of "
                        + running.disks.map(\.target).joined(separator: ", "),
                    call: "virDomainBackupBegin", object: name)
            }
            try check("virDomainBackupBegin", name) { virDomainBackupBegin(domain, backupXML, checkpointXML, 0) }
        }
    }

    /// The backup that runs now, whoever began it; nil for none.
    public func backup(of id: GuestID) throws(VirtError) -> RunningBackup? {
        try withGuest(id) { domain, name throws(VirtError) in try backup(domain, name) }
    }

    /// Ends the backup that runs (`virDomainAbortJob`) and waits until libvirt has taken down exports and scratch files.
    /// No backup: does nothing. Another job (a migration) is never touched.
    ///
    /// - Throws: `.abandoned` when it is still there after `seconds`.
    public func endBackup(of id: GuestID, within seconds: Double = 30) async throws(VirtError) {
        guard try backup(of: id) != nil else { return }
        if try job(of: id)?.operation == .backup { try abortJob(id) }
        let end = ContinuousClock.now + .seconds(seconds)
        while try backup(of: id) != nil {
            guard ContinuousClock.now < end else {
                throw .abandoned(after: seconds, call: "virDomainAbortJob", object: id.rawValue)
            }
            // A cancelled task asks more often, and no longer.
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    /// The long job that occupies a guest now (`virDomainGetJobStats`); nil for none.
    public func job(of id: GuestID) throws(VirtError) -> GuestJob? {
        try withGuest(id) { domain, name throws(VirtError) in
            var list: virTypedParameterPtr?
            var (count, kind) = (Int32(0), Int32(0))
            do throws(VirtError) {
                try check("virDomainGetJobStats", name) { virDomainGetJobStats(domain, &kind, &list, &count, 0) }
            } catch let error where error.code == .operationInvalid {
                // A guest that is off has none.
                return nil
            }
            defer { virTypedParamsFree(list, count) }
            guard kind != VIR_DOMAIN_JOB_NONE.rawValue else { return nil }
            var job = GuestJob(operation: .init(rawValue: 0))
            for parameter in parameters(list, Int(count)) { job.read(parameter) }
            return job
        }
    }

    /// The job may have ended by itself meanwhile: that is no failure.
    private func abortJob(_ id: GuestID) throws(VirtError) {
        do throws(VirtError) { try onGuest(id, "virDomainAbortJob") { virDomainAbortJob($0) } } catch
            where error.code == .operationInvalid
        {
            return
        }
    }

    private func backup(_ domain: OpaquePointer, _ name: String) throws(VirtError) -> RunningBackup? {
        let call = "virDomainBackupGetXMLDesc"
        do throws(VirtError) {
            let xml = try check(call, name, string: { virDomainBackupGetXMLDesc(domain, 0) })
            return RunningBackup(backup: try element(xml, call, name))
        } catch let error where error.code == .noBackup || error.code == .operationInvalid {
            return nil
        }
    }
}

extension GuestJob {
    fileprivate mutating func read(_ parameter: TypedParameter) {
        switch String(decoding: parameter.name, as: UTF8.self) {
        case VIR_DOMAIN_JOB_OPERATION: operation = .init(rawValue: Int32(truncatingIfNeeded: parameter.number ?? 0))
        case VIR_DOMAIN_JOB_TIME_ELAPSED: elapsed = parameter.number.map { Double($0) / 1000 }
        case VIR_DOMAIN_JOB_DISK_TEMP_USED: scratchUsed = parameter.number
        case VIR_DOMAIN_JOB_DISK_TEMP_TOTAL: scratchTotal = parameter.number
        default: break
        }
    }
}

extension VirtError.Code {
    /// `VIR_ERR_NO_DOMAIN_CHECKPOINT`
    public static let noCheckpoint = VirtError.Code(rawValue: 103)
    /// `VIR_ERR_NO_DOMAIN_BACKUP`: no backup job runs.
    public static let noBackup = VirtError.Code(rawValue: 104)
    /// `VIR_ERR_CHECKPOINT_INCONSISTENT`: its bitmap is missing or broken; read the whole disk.
    public static let checkpointInconsistent = VirtError.Code(rawValue: 109)
}
