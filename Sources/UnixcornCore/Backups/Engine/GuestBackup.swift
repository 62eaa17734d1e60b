import Foundation

/// Backs one guest up: all of its disks that are to be, at one moment, with its definition and a manifest.
///
/// What it stores is in the writer's hands afterwards: it becomes a backup when the writer commits the draft.
struct GuestBackup: Sendable {
    let hypervisor: Hypervisor
    let guest: Guest
    let configuration: Configuration
    /// The host's own name.
    let hostName: String
    let writer: RepositoryWriter
    let parent: ParentBackup?
    /// A folder for sockets and scratch files, which QEMU may enter. Made and removed here.
    let folder: String
    let context: WorkContext

    /// A backup that is not committed yet.
    struct Outcome: Sendable {
        var draft: SnapshotDraft
        var manifest: Manifest
    }

    private var declaration: Configuration.GuestDeclaration { configuration.guests[guest.name] ?? .init() }
    private var tried: Phrase { .backingUp(SafeText(guest.name)) }

    func run() async throws(OperationFailure) -> Outcome {
        let started = Moment.now
        do {
            let xml = try await hypervisor.xml(of: guest.id, stored: guest.isPersistent, secrets: true)
            let selection = DiskSelection(
                try await hypervisor.backupDisks(of: guest.id), of: declaration, configuration)
            var manifest = Manifest(
                program: Release.nameAndVersion, guest: guest.name, uuid: guest.id.rawValue, host: hostName,
                startedAt: started.iso8601, endedAt: "", state: .off)
            manifest.missing = selection.missing
            for missing in selection.missing {
                context.log(
                    "\(SafeText(guest.name)): \(SafeText(missing.target)) is left out: \(SafeText(missing.reason))")
            }
            let files = try await withFolder { () async throws -> [Node] in
                guest.state.isActive
                    ? try await LiveDisks(self, selection).backUp(&manifest)
                    : try await backUpOffline(selection, &manifest)
            }
            manifest.endedAt = Moment.now.iso8601
            let tree = try await store(files, xml: xml, manifest, at: started)
            let draft = SnapshotDraft(
                time: started, tree: tree, parent: parent?.backup.id, paths: [BackupPath.guest(guest.name)],
                author: Author(hostname: hostName, username: "root", uid: 0, gid: 0),
                tags: [BackupTag.ours, BackupTag.uuid(guest.id.rawValue), manifest.state.rawValue],
                program: Release.nameAndVersion)
            return Outcome(draft: draft, manifest: manifest)
        } catch {
            throw await explained(error)
        }
    }

    /// A disk whose server went away because the guest did is told as what it is.
    private func explained(_ error: any Error) async -> OperationFailure {
        let failure = OperationFailure(error, tried: tried)
        guard guest.state.isActive, !(error is OperationFailure), !(error is CancellationError) else { return failure }
        do throws(VirtError) {
            guard let now = try await hypervisor.state(of: guest.id) else { return .gone(guest) }
            guard !now.state.isActive else { return failure }
        } catch {
            // An error of this question is of less use than the first one.
            return failure
        }
        return OperationFailure(
            area: "state", message: .stoppedDuringBackup(SafeText(guest.name)), hint: .runAgain)
    }

    private func withFolder<T>(_ body: () async throws -> T) async throws -> T {
        try GuestFolder.make(folder)
        do {
            let result = try await body()
            GuestFolder.remove(folder)
            return result
        } catch {
            GuestFolder.remove(folder)
            throw error
        }
    }

    /// A guest that is off: `qemu-nbd` reads its disks, and holds their lock meanwhile.
    private func backUpOffline(_ selection: DiskSelection, _ manifest: inout Manifest) async throws -> [Node] {
        var files: [Node] = []
        manifest.checkpoint = parent?.manifest.checkpoint
        for disk in selection.included {
            guard let path = disk.source.path else {
                throw OperationFailure(
                    area: "state",
                    message: .noPath(SafeText(guest.name), SafeText(disk.target), SafeText(disk.source.text)),
                    hint: .excludeOrStart)
            }
            let server = try await NBDServerProcess.serve(
                image: path, format: disk.format, socket: folder + "/" + disk.target + ".sock")
            do {
                let (node, facts) = try await backUp(
                    disk, ExportedDisk(export: server.export), dirty: nil, why: "off")
                files.append(node)
                manifest.disks.append(facts)
                await server.stop()
            } catch {
                await server.stop()
                throw error
            }
        }
        return files
    }

    /// Reads one disk into the repository.
    func backUp(
        _ disk: BackupDisk, _ source: ExportedDisk, dirty: [Range<Int>]?, why: String?
    ) async throws -> (Node, Manifest.Disk) {
        let known = parent?.disks[disk.target] ?? []
        let backup = DiskBackup(source: source, writer: writer, parent: known)
        var (dirty, why) = (dirty, why)
        if let hint = dirty, try await !backup.confirms(dirty: hint) {
            (dirty, why) = (nil, "the bitmap does not tell the truth")
            context.log("\(SafeText(guest.name)): \(SafeText(disk.target)): its bitmap lies: reading all of it")
        }
        let (name, size, context) = (guest.name, source.size, context)
        let begin = Moment.now
        let outcome = try await backup.run(dirty: dirty) { done in
            if context.isCancelled() { throw OperationFailure.cancelled }
            let rate = Double(done) / max(0.001, Moment.now.seconds(since: begin))
            context.report(
                .backingUpDisk(SafeText(name), SafeText(disk.target), rate),
                size > 0 ? Double(done) / Double(size) : nil)
        }
        let file = BackupPath.diskFile(disk.target)
        let facts = Manifest.Disk(
            target: disk.target, file: file, size: size, format: disk.format, source: disk.source.text,
            pool: disk.pool, isByBitmap: dirty != nil, reason: why, readBytes: outcome.readBytes,
            changedBytes: outcome.changedBytes, newBytes: outcome.newBytes, storedBytes: outcome.storedBytes)
        return (.file(file, outcome.content, size: size, time: .now), facts)
    }

    private func store(
        _ files: [Node], xml: String, _ manifest: Manifest, at time: Moment
    ) async throws -> BlobID {
        let domain = Array(xml.utf8)
        let facts = try manifest.bytes()
        let nodes =
            files + [
                .file(BackupPath.domainFile, [try await writer.blob(domain)], size: domain.count, time: time),
                .file(Manifest.fileName, [try await writer.blob(facts)], size: facts.count, time: time),
            ]
        let inner = try await writer.tree(nodes)
        let guests = try await writer.tree([.folder(guest.name, inner, time: time)])
        return try await writer.tree([.folder(BackupPath.guests, guests, time: time)])
    }
}

extension OperationFailure {
    /// A guest that was there when the run began.
    static func gone(_ guest: Guest) -> OperationFailure {
        OperationFailure(area: "state", message: .goneBeforeBackup(SafeText(guest.name)), hint: .ifMoved)
    }
}

extension Phrase {
    static func backingUp(_ name: SafeText) -> Phrase {
        Phrase("backing up \(name)", "sauvegarde de \(name)")
    }
    static func backingUpDisk(_ name: SafeText, _ disk: SafeText, _ rate: Double) -> Phrase {
        Phrase(
            "reading \(name) \(disk), \(Units.rate(rate, .english))",
            "lecture de \(name) \(disk), \(Units.rate(rate, .french))")
    }
    static func stoppedDuringBackup(_ name: SafeText) -> Phrase {
        Phrase(
            "backing up \(name): it was stopped meanwhile, which ends its backup",
            "sauvegarde de \(name) : la machine a été arrêtée entre-temps, ce qui met fin à sa sauvegarde")
    }
    static func goneBeforeBackup(_ name: SafeText) -> Phrase {
        Phrase(
            "backing up \(name): it is not on this host any more",
            "sauvegarde de \(name) : la machine n’est plus sur cet hôte")
    }
    static let ifMoved = Phrase(
        "if it was moved, back it up where it is now", "si elle a été déplacée, sauvegardez-la là où elle est à présent"
    )
    static let runAgain = Phrase(
        "nothing of earlier backups is lost; run it again", "rien des sauvegardes précédentes n’est perdu ; relancez-la"
    )
    static func noPath(_ name: SafeText, _ disk: SafeText, _ source: SafeText) -> Phrase {
        Phrase(
            "\(name) is off and its disk \(disk) (\(source)) has no path on this host",
            "\(name) est éteinte et son disque \(disk) (\(source)) n’a pas de chemin sur cet hôte")
    }
    static let excludeOrStart = Phrase(
        "start the guest, or declare the disk's pool with backup = false",
        "démarrez la machine, ou déclarez la réserve du disque avec backup = false")
}
