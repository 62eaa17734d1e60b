import Foundation
import Glibc

/// Brings a guest back from the repository: its disks, then its definition. Nothing that is there is lost: a file in the
/// way is kept beside under another name.
struct GuestRestore: Sendable {
    let repository: Repository
    let index: BlobIndex
    let hypervisor: Hypervisor
    let order: RestoreOrder
    let context: WorkContext

    var backupParts: (backup: Snapshot, nodes: [Node], manifest: Manifest) {
        get async throws(OperationFailure) {
            try await failing { () throws(RepositoryError) in
                let backup = try await repository.snapshot(named: order.backup)
                let nodes = try await BackupPath.nodes(of: backup, repository, index)
                return (backup, nodes, try await Manifest.read(nodes, repository, index))
            }
        }
    }

    /// What will be done. Throws what forbids it.
    func plan() async throws(OperationFailure) -> RestorePlan {
        let (backup, nodes, manifest) = try await backupParts
        let targets = manifest.disks.map(\.target)
        if let unknown = (order.disks ?? []).subtracting(targets).sorted().first {
            throw OperationFailure(area: "usage", message: .noDiskInBackup(SafeText(unknown), targets))
        }
        let guests = try await asking { try await $0.guests() }
        let pools = try await poolFolders()
        let name = order.newName ?? manifest.guest
        if order.instant != nil, order.newName == nil, order.disks != nil {
            throw OperationFailure(area: "usage", message: .instantIsWhole, hint: .instantWithName)
        }
        let present = guests.first { $0.name == name }
        if let present {
            if order.newName != nil {
                throw OperationFailure(area: "state", message: .nameTaken(SafeText(name)), hint: .otherName)
            }
            guard present.id.rawValue == manifest.uuid else {
                throw OperationFailure(
                    area: "state", message: .anotherGuest(SafeText(name)), hint: .otherName)
            }
            guard !present.state.isActive else {
                throw OperationFailure(area: "state", message: .mustBeOff(SafeText(name)), hint: .shutDownOrRename)
            }
        }
        var plan = RestorePlan(
            guest: name, madeAt: backup.time, disks: [], missing: manifest.missing, replacesGuest: present != nil)
        let locations = locations(of: nodes)
        for disk in manifest.disks where order.disks?.contains(disk.target) ?? true {
            guard let node = nodes.first(where: { $0.name == disk.file }) else { continue }
            let content = node.content ?? []
            // What borrows is qcow2, whatever the disk was.
            let format = disk.format == "raw" && order.instant == nil ? "raw" : "qcow2"
            let path = try place(of: disk, format: format, name: name, pools)
            let isThere = FileManager.default.fileExists(atPath: path)
            var planned = RestorePlan.Disk(
                target: disk.target, path: path, format: format, size: disk.size,
                storedBytes: Set(content).reduce(0) { $0 + (locations[$1]?.length ?? 0) },
                keptAs: isThere ? path + ".before-" + Moment.now.formatted("%Y%m%dT%H%M%S") : nil)
            planned.leastBytes = content.reduce(0) { $0 + Self.leastBytes(of: locations[$1]) }
            plan.disks.append(planned)
        }
        // A guest whose disks were all left out keeps them in its definition; under a new name it would have none.
        let keepsOthers =
            order.newName == nil || manifest.missing.allSatisfy { ["cdrom", "floppy"].contains($0.reason) }
        guard !plan.disks.isEmpty || manifest.disks.isEmpty && keepsOthers else {
            throw OperationFailure(area: "backup", message: .noDiskLeft(SafeText(manifest.guest)))
        }
        guard Set(plan.disks.map(\.path)).count == plan.disks.count else {
            throw OperationFailure(area: "state", message: .sameFileTwice(SafeText(name)), hint: .choosePool)
        }
        try refuseWithoutRoom(plan)
        plan.isInstant = order.instant != nil
        let packs = Set(locations.values.map(\.pack))
        plan.speed = try await failing { () throws(RepositoryError) in try await repository.linkSpeed(packs, index) }
        return plan
    }

    /// Where the blobs of files lie: each is looked for once.
    private func locations(of nodes: [Node]) -> [BlobID: BlobLocation] {
        nodes.lazy.flatMap { $0.content ?? [] }.reduce(into: [:]) { locations, id in
            if locations[id] == nil { locations[id] = index[id] }
        }
    }

    /// Where a disk goes: where it was, or into a pool.
    private func place(
        of disk: Manifest.Disk, format: String, name: String, _ pools: [String: String]
    ) throws(OperationFailure) -> String {
        let file = "\(name)-\(disk.target).\(format == "raw" ? "img" : format)".replacingOccurrences(of: "/", with: "_")
        if let pool = order.pool {
            guard let folder = pools[pool] else {
                throw OperationFailure(
                    area: "state", message: .noFilePool(SafeText(pool)), hint: .poolNames(pools.keys.sorted()))
            }
            return folder + "/" + file
        }
        let name = order.newName == nil ? oldName(of: disk, format) : file
        // A pool of that name may lie elsewhere on this host: its folder counts.
        if let folder = disk.pool.flatMap({ pools[$0] }) { return folder + "/" + name }
        let folder = (disk.source as NSString).deletingLastPathComponent
        guard disk.source.hasPrefix("/"), !disk.source.hasPrefix("/dev/"),
            FileManager.default.fileExists(atPath: folder)
        else {
            throw OperationFailure(
                area: "state", message: .noPlace(SafeText(disk.target), SafeText(disk.source)),
                hint: .poolNames(pools.keys.sorted()))
        }
        return folder + "/" + name
    }

    /// The name that its file had; a raw disk that becomes qcow2 must not be taken for one.
    private func oldName(of disk: Manifest.Disk, _ format: String) -> String {
        let name = (disk.source as NSString).lastPathComponent
        return format == disk.format || disk.format != "raw"
            ? name : (name as NSString).deletingPathExtension + "." + format
    }

    /// Folders of the pools that keep files, by name.
    private func poolFolders() async throws(OperationFailure) -> [String: String] {
        let pools = try await asking { try await $0.facts().offers.pools ? try await $0.pools() : [] }
        return Dictionary(
            pools.filter { $0.isActive && ["dir", "fs", "netfs"].contains($0.kind) }.map { ($0.name, $0.path) },
            uniquingKeysWith: { first, _ in first })
    }

    func asking<T: Sendable>(
        _ question: @escaping @Sendable (Hypervisor) async throws -> T
    ) async throws(OperationFailure) -> T {
        do {
            return try await abandoning(after: 20, call: "restore", object: order.guest) {
                try await question(hypervisor)
            }
        } catch { throw OperationFailure(error, tried: .listingGuests) }
    }
}

extension GuestRestore {
    /// Does what `plan` says. Until all disks are whole nothing changes but that new files appear; they go again when
    /// it fails.
    func perform(_ plan: RestorePlan) async throws(OperationFailure) {
        let (_, nodes, manifest) = try await backupParts
        var made: [String] = []
        var swapped: [RestorePlan.Disk] = []
        do {
            for disk in plan.disks {
                guard let node = nodes.first(where: { $0.name == BackupPath.diskFile(disk.target) }) else { continue }
                let draft = draft(of: disk)
                // Of a restore that was cut; one that cannot be removed is in the way of the new one, which says so.
                try? FileManager.default.removeItem(atPath: draft)
                context.log("\(SafeText(plan.guest)) \(SafeText(disk.target)) -> \(SafeText(disk.path))")
                try await DiskFill(repository: repository, index: index, context: context).fill(
                    node.content ?? [], size: disk.size, path: draft, format: disk.format,
                    words: .restoringDisk(SafeText(plan.guest), SafeText(disk.target)))
                made.append(draft)
            }
            let xml = try await definition(nodes, plan, manifest)
            for disk in plan.disks {
                try swap(disk)
                swapped.append(disk)
            }
            try await define(xml, plan, manifest)
        } catch {
            for path in made { unsafe unlink(path) }
            // A guest that could not be defined leaves everything as it was.
            for disk in swapped {
                unsafe unlink(disk.path)
                do throws(OperationFailure) { try putBack(disk) } catch { context.log(error.message.english) }
            }
            var failure = OperationFailure(error, tried: .restoring(SafeText(plan.guest)))
            let kind = (error as? RepositoryError)?.kind
            if kind == .damaged || kind == .missing { failure.hint = failure.hint ?? .olderBackup }
            throw failure
        }
    }

    func draft(of disk: RestorePlan.Disk) -> String { disk.path + ".restoring" }

    /// The old file keeps its bytes under another name; the new one takes its place.
    func swap(_ disk: RestorePlan.Disk) throws(OperationFailure) {
        if let kept = disk.keptAs {
            context.log("the file that was there is kept as \(SafeText(kept))")
            guard unsafe rename(disk.path, kept) == 0 else {
                throw .file(disk.path, code: errno, tried: .restoring(SafeText(order.guest)))
            }
        }
        // `link` never replaces a file that came meanwhile.
        guard unsafe link(draft(of: disk), disk.path) == 0 else {
            let failure = OperationFailure.file(disk.path, code: errno, tried: .restoring(SafeText(order.guest)))
            // The first failure is the one that is told; the log names the file that keeps its other name.
            do throws(OperationFailure) { try putBack(disk) } catch { context.log(error.message.english) }
            throw failure
        }
        unsafe unlink(draft(of: disk))
    }

    /// The file that was there has its name again, unless something else has it.
    func putBack(_ disk: RestorePlan.Disk) throws(OperationFailure) {
        guard let kept = disk.keptAs, FileManager.default.fileExists(atPath: kept) else { return }
        guard unsafe link(kept, disk.path) == 0 else {
            throw .file(kept, code: errno, tried: .restoring(SafeText(order.guest)))
        }
        unsafe unlink(kept)
    }

    /// The guest's definition with its disks where `plan` puts them.
    func definition(
        _ nodes: [Node], _ plan: RestorePlan, _ manifest: Manifest, uuid: String? = nil
    ) async throws(OperationFailure) -> String {
        let bytes = try await failing { () throws(RepositoryError) in
            guard let node = nodes.first(where: { $0.name == BackupPath.domainFile }) else {
                throw RepositoryError(.missing, .noManifest)
            }
            return try await repository.content(of: node, index)
        }
        let paths = Dictionary(
            plan.disks.map { ($0.target, (path: $0.path, format: $0.format)) }, uniquingKeysWith: { first, _ in first })
        let absent = Set(plan.missing.map(\.target)).union(manifest.disks.map(\.target)).subtracting(paths.keys)
        return try RestoredDomain.xml(
            String(decoding: bytes, as: UTF8.self), paths: paths, newName: order.newName, uuid: uuid,
            missing: absent)
    }

    func define(_ xml: String, _ plan: RestorePlan, _ manifest: Manifest) async throws {
        // A guest that is there keeps its definition when only some of its disks come back.
        if plan.replacesGuest, order.disks != nil { return }
        if plan.replacesGuest {
            // Their bitmaps were in the files that are put aside.
            let id = GuestID(rawValue: manifest.uuid)
            for checkpoint in try await hypervisor.checkpoints(of: id) {
                try await hypervisor.deleteCheckpoint(checkpoint.name, of: id, metadataOnly: true)
            }
        }
        _ = try await hypervisor.define(xml: xml)
    }
}

extension Phrase {
    static func restoring(_ name: SafeText) -> Phrase { Phrase("restoring \(name)", "restauration de \(name)") }
    static func restoringDisk(_ name: SafeText, _ disk: SafeText) -> Phrase {
        Phrase("restoring \(name) \(disk)", "restauration de \(name) \(disk)")
    }
    static func nameTaken(_ name: SafeText) -> Phrase {
        Phrase("there is a guest called \(name) already", "il y a déjà une machine nommée \(name)")
    }
    static func anotherGuest(_ name: SafeText) -> Phrase {
        Phrase(
            "the guest \(name) that is here is another one than that of the backup (another UUID)",
            "la machine \(name) présente ici n’est pas celle de la sauvegarde (UUID différent)")
    }
    static let olderBackup = Phrase(
        "an older backup may be whole: unixcorn backup list; what else is damaged: unixcorn backup verify",
        "une sauvegarde plus ancienne est peut-être entière : unixcorn backup list ; ce qui est abîmé d’autre : "
            + "unixcorn backup verify")
    static let otherName = Phrase(
        "restore it under a new name: --name NAME", "restaurez-la sous un autre nom : --name NOM")
    static func noDiskInBackup(_ target: SafeText, _ targets: [String]) -> Phrase {
        let list = SafeText(targets.joined(separator: ", "))
        return Phrase(
            "no disk \(target) in it; disks in it: \(targets.isEmpty ? "none" : list.string)",
            "pas de disque \(target) dedans ; disques présents : \(targets.isEmpty ? "aucun" : list.string)")
    }
    static func noDiskLeft(_ name: SafeText) -> Phrase {
        Phrase("this backup of \(name) holds none of its disks", "cette sauvegarde de \(name) ne contient aucun disque")
    }
    static func mustBeOff(_ name: SafeText) -> Phrase {
        Phrase(
            "\(name) runs: its disks cannot be replaced under it",
            "\(name) tourne : ses disques ne peuvent pas être remplacés")
    }
    static let shutDownOrRename = Phrase(
        "shut it down first, or restore it beside under a new name: --name NAME",
        "éteignez-la d’abord, ou restaurez à côté sous un autre nom : --name NOM")
    static func sameFileTwice(_ name: SafeText) -> Phrase {
        Phrase("two disks of \(name) would become one file", "deux disques de \(name) deviendraient un seul fichier")
    }
    static let instantIsWhole = Phrase(
        "in place, an instant restore brings the whole guest back, not some of its disks",
        "sur place, une restauration instantanée ramène toute la machine, pas seulement certains disques")
    static let instantWithName = Phrase("leave --disk out, or say --name NAME", "omettez --disk, ou dites --name NOM")
    static let choosePool = Phrase("choose a pool: --pool NAME", "choisissez une réserve : --pool NOM")
    static func noFilePool(_ name: SafeText) -> Phrase {
        Phrase("no running pool of files is called \(name)", "aucune réserve de fichiers active ne s’appelle \(name)")
    }
    static func poolNames(_ names: [String]) -> Phrase {
        let list = SafeText(names.joined(separator: ", "))
        return Phrase("pools here: \(list); say --pool NAME", "réserves ici : \(list) ; dites --pool NOM")
    }
    static func noPlace(_ target: SafeText, _ source: SafeText) -> Phrase {
        Phrase(
            "disk \(target) was at \(source), which is not on this host",
            "le disque \(target) était à \(source), qui n’est pas sur cet hôte")
    }
}
