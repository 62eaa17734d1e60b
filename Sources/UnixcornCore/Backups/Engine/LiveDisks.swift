/// The disks of a running guest: held still for a moment, exported as they were then, read while the guest runs on.
struct LiveDisks: Sendable {
    private let backup: GuestBackup
    private let selection: DiskSelection
    private var hypervisor: Hypervisor { backup.hypervisor }
    private var guest: Guest { backup.guest }

    init(_ backup: GuestBackup, _ selection: DiskSelection) {
        self.backup = backup
        self.selection = selection
    }

    func backUp(_ manifest: inout Manifest) async throws -> [Node] {
        guard !selection.included.isEmpty else {
            manifest.state = .crash
            return []
        }
        let (hypervisor, guest) = (hypervisor, guest)
        let watch = ScratchWatch(folder: backup.folder) {
            // What cannot be ended now is tried again when reading has failed.
            try? await hypervisor.endBackup(of: guest.id)
        }
        try watch.check()
        let known = try await usableCheckpoint()
        let (request, frozen) = try await begin(since: known)
        manifest.state = frozen.consistency == .fileSystems ? .consistent : .crash
        manifest.stateReason = frozen.reason?.message.english
        manifest.frozenSeconds = frozen.consistency == .fileSystems ? frozen.seconds : nil
        manifest.checkpoint = request.checkpointed.isEmpty ? nil : request.checkpoint
        do {
            var files: [Node] = []
            for disk in selection.included {
                let (node, facts) = try await read(disk, request, known, watch)
                files.append(node)
                manifest.disks.append(facts)
            }
            try await hypervisor.endBackup(of: guest.id)
            return files
        } catch {
            await giveUp(request)
            throw error
        }
    }

    /// Ends the job and takes the new checkpoint back; what it marked is merged into the one before. What cannot be
    /// cleared now is cleared by the next run.
    private func giveUp(_ request: BackupRequest) async {
        try? await hypervisor.endBackup(of: guest.id)
        if let name = request.checkpoint { try? await hypervisor.deleteCheckpoint(name, of: guest.id) }
    }

    private func read(
        _ disk: BackupDisk, _ request: BackupRequest, _ known: Checkpoint?, _ watch: ScratchWatch
    ) async throws -> (Node, Manifest.Disk) {
        let since = request.disks.first { $0.target == disk.target }?.since
        let export = try await NBDExport.open(
            socket: request.socket, name: disk.target,
            bitmap: since == nil ? nil : BackupRequest.bitmap(of: disk.target),
            connections: NBDExport.connectionsOfDisk)
        let source = ExportedDisk(export: export)
        var (dirty, why) = (since == nil ? nil : try await source.dirty(), reason(disk, known))
        if since != nil, dirty == nil { why = "the bitmap is not offered" }
        if dirty != nil, pieces(of: disk) != source.size { (dirty, why) = (nil, "the disk's size has changed") }
        let (backup, usable, reason) = (backup, dirty, dirty == nil ? why : nil)
        let read = try await watch.during { try await backup.backUp(disk, source, dirty: usable, why: reason) }
        await export.close()
        return read
    }

    private func pieces(of disk: BackupDisk) -> Int {
        backup.parent?.disks[disk.target]?.reduce(0) { $0 + $1.length } ?? 0
    }

    /// Why a disk is read whole.
    private func reason(_ disk: BackupDisk, _ known: Checkpoint?) -> String? {
        if disk.holdsBitmaps == false { return "\(disk.format) holds no bitmap" }
        if backup.parent?.disks[disk.target] == nil { return "first backup" }
        return known == nil ? "no checkpoint" : "no bitmap"
    }

    /// The checkpoint of the last backup, if libvirt still has it.
    private func usableCheckpoint() async throws -> Checkpoint? {
        guard let name = backup.parent?.manifest.checkpoint else { return nil }
        return try await hypervisor.checkpoints(of: guest.id).first { $0.name == name }
    }

    /// Begins the export. A bitmap that is broken, and whatever else libvirt holds against it, is no reason to fail:
    /// then everything is read, without a checkpoint where even that is refused.
    private func begin(since known: Checkpoint?) async throws -> (BackupRequest, FreezeOutcome) {
        let name = CheckpointName.new()
        let bitmaps = selection.included.filter { $0.holdsBitmaps != false }.map(\.target)
        var attempts = [request(since: known, checkpoint: name, on: bitmaps)]
        if known != nil { attempts.append(request(since: nil, checkpoint: name, on: bitmaps)) }
        if !bitmaps.isEmpty { attempts.append(request(since: nil, checkpoint: nil, on: [])) }
        var failure: (any Error)?
        for request in attempts {
            do { return (request, try await frozen { try await hypervisor.beginBackup(of: guest.id, request) }) } catch
            {
                if let error = error as? VirtError, error.code == .resourceBusy { throw error }
                backup.context.log("\(SafeText(guest.name)): \(SafeText("\(error)")): trying with less")
                failure = failure ?? error
            }
        }
        throw failure ?? OperationFailure.cancelled
    }

    private func request(since known: Checkpoint?, checkpoint: String?, on bitmaps: [String]) -> BackupRequest {
        BackupRequest(
            folder: backup.folder,
            disks: selection.included.map { disk in
                BackupRequest.Disk(disk.target, since: known?.bitmaps[disk.target] == nil ? nil : known?.name)
            }, excluded: selection.missing.map(\.target), checkpoint: bitmaps.isEmpty ? nil : checkpoint,
            checkpointed: bitmaps)
    }

    private func frozen(_ begin: @Sendable () async throws -> Void) async throws -> FreezeOutcome {
        let declaration = backup.configuration.guests[guest.name] ?? .init()
        guard declaration.mayFreeze, guest.state == .running else {
            try await begin()
            return FreezeOutcome(consistency: .crash)
        }
        return try await whileFrozen(
            guest.id, on: hypervisor, limit: Double(backup.configuration.backup.freezeLimit), begin
        ).1
    }
}

/// Names of checkpoints of ours.
enum CheckpointName {
    static let prefix = "unixcorn-"

    static func new() -> String {
        prefix + Moment.now.formatted("%Y%m%dT%H%M%S") + "-" + String(UInt16.random(in: 0...0xffff), radix: 16)
    }
}
