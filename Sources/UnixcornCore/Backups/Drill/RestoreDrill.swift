import Foundation
import Glibc
import Restic

/// Rehearses a restore: one guest, from the repository alone, into a scratch folder; proves what it can and leaves nothing.
struct RestoreDrill: Sendable {
    let configuration: Configuration
    let stateFolder: String
    let hosts: [GuestSource]
    let order: DrillOrder
    let context: WorkContext

    private static let folderPrefix = "drill-"
    /// Bytes that a file system keeps free beside a drill.
    private static let room = 1 << 30

    private var spool: String { configuration.backup.spoolFolder(stateFolder) }

    /// Throws where something is wrong with the backup; what was proven is in `DrillHistory` then too.
    func perform() async throws(OperationFailure) {
        context.say(.openingRepository)
        let repository = try await BackupPlace(configuration.backup, stateFolder: stateFolder).open()
        let started = Moment.now
        // Nothing of it may go meanwhile.
        let lock = try await failing { () throws(RepositoryError) in
            try await RepositoryLock.take(repository, exclusive: false)
        }
        let result: Result<Void, OperationFailure>
        do throws(OperationFailure) {
            try await rehearse(repository, started)
            result = .success(())
        } catch { result = .failure(error) }
        do throws(RepositoryError) { try await lock.release() } catch { context.log(error.message.english) }
        try result.get()
    }

    private func rehearse(_ repository: Repository, _ started: Moment) async throws(OperationFailure) {
        let (index, backup) = try await failing { () throws(RepositoryError) in
            (try await repository.index().index, try choose(try await repository.snapshots().found))
        }
        let guest = backup.guestName ?? ""
        var drill = Drill(drilledAt: started, duration: 0, guest: guest, backup: backup.id.hex, madeAt: backup.time)
        context.log("drill: \(SafeText(guest)), backup \(backup.id.short) of \(backup.time.iso8601)")
        RestoreDrill.removeLeftovers(spool)
        let folder = spool + "/" + Self.folderPrefix + "\(getpid())"
        let ended: OperationFailure?
        do {
            let nodes = try await BackupPath.nodes(of: backup, repository, index)
            let manifest = try await Manifest.read(nodes, repository, index)
            try checkRoom(nodes, index)
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let scratch = DrillScratch(
                folder: folder, repository: repository, index: index, context: context, guest: guest)
            var images: [String: String] = [:]
            for disk in manifest.disks {
                guard let node = nodes.first(where: { $0.name == disk.file }) else { continue }
                images[disk.target] = try await scratch.restore(disk, node.content ?? [], &drill.proofs)
            }
            if order.boots {
                drill.proofs.append(try await boot(manifest, nodes, images, folder, repository, index))
            }
            ended = nil
        } catch { ended = OperationFailure(error, tried: .drilling(SafeText(guest))) }
        GuestFolder.remove(folder)
        drill.duration = Moment.now.seconds(since: started)
        drill.failure = ended?.message
        for proof in drill.proofs { context.log("\(SafeText(proof.object ?? "")): \(proof.words.english)") }
        DrillHistory(stateFolder).add(drill)
        if let ended { throw ended }
        if let wrong = drill.proofs.first(where: { $0.isRight == false }) {
            throw OperationFailure(
                area: "backup", message: .drillFailed(SafeText(drill.guest), SafeText(wrong.object ?? ""), wrong.words),
                hint: .drillWayOut)
        }
    }

    /// The newest backup of the guest that was named, or of one at random.
    private func choose(_ backups: [Snapshot]) throws(RepositoryError) -> Snapshot {
        let names = Set(backups.compactMap(\.guestName))
        guard let name = order.guest ?? names.randomElement() else { throw RepositoryError(.missing, .nothingToDrill) }
        guard let newest = backups.last(where: { $0.guestName == name }) else {
            throw RepositoryError(.missing, .noBackupOf(SafeText(name)))
        }
        return newest
    }

    private func checkRoom(_ nodes: [Node], _ index: BlobIndex) throws(OperationFailure) {
        // Zeros are never written: what compresses to next to nothing is one.
        let blobs = nodes.flatMap { $0.content ?? [] }.compactMap { index[$0] }
        let needed = blobs.reduce(0) { $0 + ($1.length > 256 ? $1.contentLength : 0) }
        let free = try spoolFree()
        guard free >= needed + min(Self.room, needed) else {
            throw OperationFailure(
                area: "state", message: .noRoomForDrill(SafeText(spool), needed, free), hint: .otherSpool)
        }
    }

    private func spoolFree() throws(OperationFailure) -> Int {
        do throws(RepositoryError) { return try Spool(spool).free } catch { throw OperationFailure(error) }
    }

    /// What drills that were cut left there. No other one runs: the repository's operations are one at a time.
    static func removeLeftovers(_ spool: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: spool)) ?? []
        for name in names where name.hasPrefix(folderPrefix) { GuestFolder.remove(spool + "/" + name) }
    }

    private func boot(
        _ manifest: Manifest, _ nodes: [Node], _ images: [String: String], _ folder: String, _ repository: Repository,
        _ index: BlobIndex
    ) async throws -> Drill.Proof {
        guard let node = nodes.first(where: { $0.name == BackupPath.domainFile }), let source = hosts.first else {
            return Drill.Proof(kind: .boot, isRight: nil, words: .notChecked(.noHostToBoot))
        }
        let xml = String(decoding: try await repository.content(of: node, index), as: UTF8.self)
        let hypervisor = try await source.link.lend()
        // QEMU's user must find its way there; what lies beside it is sealed.
        for path in [spool, folder] { unsafe chmod(path, 0o711) }
        return try await DrillBoot(hypervisor: hypervisor, context: context, guest: manifest.guest).boot(xml, images)
    }
}

/// Restores disks into the scratch folder and looks at them.
private struct DrillScratch {
    let folder: String
    let repository: Repository
    let index: BlobIndex
    let context: WorkContext
    let guest: String

    /// Gives the image.
    func restore(
        _ disk: Manifest.Disk, _ content: [BlobID], _ proofs: inout [Drill.Proof]
    ) async throws -> String {
        let target = disk.target.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let path = folder + "/" + target + ".img"
        try await DiskFill(repository: repository, index: index, context: context).fill(
            content, size: disk.size, path: path, format: "raw",
            words: .restoringDisk(SafeText(guest), SafeText(disk.target)))
        let server = try await NBDServerProcess.serve(image: path, format: "raw", socket: folder + "/look.sock")
        let (context, size) = (context, disk.size)
        let words = Phrase.comparing(SafeText(guest), SafeText(disk.target))
        let wrong: [Range<Int>]
        do {
            wrong = try await DiskComparison(content: content, index: index).differences(
                in: ExportedDisk(export: server.export)
            ) { done in
                if context.isCancelled() { throw OperationFailure.cancelled }
                context.report(words, size > 0 ? Double(done) / Double(size) : nil)
            }
            await server.stop()
        } catch {
            await server.stop()
            throw error
        }
        proofs.append(
            Drill.Proof(
                kind: .bytes, object: disk.target, isRight: wrong.isEmpty,
                words: wrong.first.map { .differs(at: $0.lowerBound, wrong.count) } ?? .sameBytes(disk.size)))
        if wrong.isEmpty { proofs += await FileSystemCheck(image: path, target: disk.target).proofs() }
        return path
    }
}

extension Phrase {
    static func drilling(_ guest: SafeText) -> Phrase {
        Phrase("rehearsing the restore of \(guest)", "répétition de la restauration de \(guest)")
    }
    static func comparing(_ guest: SafeText, _ disk: SafeText) -> Phrase {
        Phrase("comparing \(guest) \(disk)", "comparaison de \(guest) \(disk)")
    }
    static let nothingToDrill = Phrase(
        "there is no backup of a guest in the repository", "le dépôt ne contient aucune sauvegarde de machine")
    static func noBackupOf(_ guest: SafeText) -> Phrase {
        Phrase("there is no backup of \(guest) in the repository", "le dépôt ne contient aucune sauvegarde de \(guest)")
    }
    static func noRoomForDrill(_ path: SafeText, _ needed: Int, _ free: Int) -> Phrase {
        let (needed, free) = (UInt64(max(0, needed)), UInt64(max(0, free)))
        return Phrase(
            "\(path) has \(Units.size(free)) left, and the guest's disks need \(Units.size(needed))",
            "il reste \(Units.size(free, .french)) dans \(path), et les disques de la machine demandent "
                + Units.size(needed, .french))
    }
    static let otherSpool = Phrase(
        "name a folder with more room as spool in [backup], or rehearse a smaller guest: backup drill GUEST",
        "nommez un dossier plus grand comme spool dans [backup], ou répétez une machine plus petite : backup drill MACHINE"
    )
    static func differs(at place: Int, _ count: Int) -> Phrase {
        Phrase(
            "differs from what was recorded in \(count) places, first at byte \(place)",
            "diffère de ce qui fut enregistré en \(count) endroits, d’abord à l’octet \(place)")
    }
    static func sameBytes(_ size: Int) -> Phrase {
        let size = UInt64(max(0, size))
        return Phrase(
            "all \(Units.size(size)) as recorded", "les \(Units.size(size, .french)) comme enregistrés")
    }
    static func drillFailed(_ guest: SafeText, _ object: SafeText, _ words: Phrase) -> Phrase {
        Phrase(
            "the restore of \(guest) is not proven: \(object): \(words.english)",
            "la restauration de \(guest) n’est pas prouvée : \(object) : \(words.french)")
    }
    static let drillWayOut = Phrase(
        "back the guest up again, then: unixcorn backup drill; an older backup may be whole: unixcorn backup list",
        "sauvegardez de nouveau la machine, puis : unixcorn backup drill ; une sauvegarde plus ancienne est peut-être "
            + "entière : unixcorn backup list")
    static let noHostToBoot = Phrase("no host to start it on", "aucun hôte où la démarrer")
}
