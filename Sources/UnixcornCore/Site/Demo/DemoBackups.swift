import Synchronization

/// The demo site's backups: twelve weeks of two runs a week, one of them missed, one guest failed once, one has no agent.
/// A run moves its job forward and adds to the list; nothing is read and nothing is written.
final class DemoBackups: Sendable {
    private let state: Mutex<BackupsState>
    private let clock: @Sendable () -> Moment
    private let publish: Publisher

    static let leftOut = "sauvegarde-test"
    private static let schedule = "Mon,Thu 03:30"

    init(clock: @escaping @Sendable () -> Moment, publish: @escaping Publisher) {
        state = Mutex(Self.past(clock()))
        self.clock = clock
        self.publish = publish
    }

    /// What the screens show.
    var current: BackupsState { state.withLock { $0 } }

    private static func past(_ now: Moment) -> BackupsState {
        var state = BackupsState()
        let declared = Configuration.BackupDeclaration()
        state.place = "ftps://licorne@sauvegarde.example.net/unixcorn"
        (state.schedule, state.retention) = (schedule, declared.retention)
        (state.quota, state.fileLimit) = (declared.quota, 1000)
        state.leftOut = [leftOut]
        let due = runs(until: now)
        var made: [BackupSummary.Backup] = []
        for (place, begin) in due.enumerated() {
            let fromLast = due.count - 1 - place
            // One run that nothing started, some two weeks ago.
            if fromLast == 4 { continue }
            var at = begin
            for member in DemoCast.guests where member.name != leftOut {
                var entry = entry(of: member, at: at, run: place, isFirst: place == 0)
                if fromLast == 2, member.name == "web-troc" {
                    entry = BackupHistory.Entry(guest: member.name, at: at, duration: 31, reason: .demoFailure)
                }
                state.history.append(entry)
                if let backup = backup(entry) { made.append(backup) }
                at = at.adding(seconds: (entry.duration ?? 0) + 2)
            }
            made.append(
                BackupSummary.Backup(
                    id: id("site", at), time: at, host: DemoCast.hostname, guest: nil, isSite: true,
                    tags: [BackupTag.ours, BackupTag.site], paths: [BackupPath.site], utcOffset: 0))
        }
        state.summary = BackupSummary(
            readAt: due.last?.adding(seconds: 2400) ?? now, place: state.place ?? "", backups: made, bytes: 0, files: 0)
        // What the retention has left of all that.
        let kept = Set(RetentionOutlook(state, state.retention).fates.filter(\.stays).map(\.id))
        state.summary?.backups = made.filter { kept.contains($0.id) }
        count(&state)
        if let backup = made.last(where: { $0.guest == "forge" }) {
            let words = Phrase("as it was backed up", "tel qu’il a été sauvegardé")
            state.drills = [
                Drill(
                    drilledAt: backup.time.adding(seconds: 7000), duration: 412, guest: "forge", backup: backup.id,
                    madeAt: backup.time,
                    proofs: [Drill.Proof(kind: .bytes, object: "vda", isRight: true, words: words)])
            ]
        }
        return state
    }

    private static func count(_ state: inout BackupsState) {
        let kept = Set(state.summary?.backups.map(\.id) ?? [])
        state.summary?.bytes = state.history.filter { $0.backup.map(kept.contains) ?? false }
            .reduce(31_000_000_000) { $0 + ($1.storedBytes ?? 0) }
        state.summary?.files = 148 + kept.count
    }

    /// The last twelve weeks' due moments, oldest first.
    private static func runs(until now: Moment) -> [Moment] {
        guard let calendar = BackupCalendar(schedule) else { return [] }
        var found: [Moment] = []
        var at = calendar.next(after: now.adding(seconds: -84 * 86_400))
        while at < now.adding(seconds: -3600) {
            found.append(at)
            at = calendar.next(after: at)
        }
        return found
    }

    private static func entry(
        of member: DemoCast.Member, at: Moment, run: Int, isFirst: Bool
    ) -> BackupHistory.Entry {
        let (size, used) = sizes(of: member)
        let noise = DemoNoise(seed: 7, name: member.name).smooth(Double(run), period: 1, channel: 3)
        let isOff = member.state == .off
        let changed = isOff ? 0 : used * (0.015 + 0.03 * noise)
        let read = isFirst ? used : changed
        let stored = isFirst ? used * 0.2 : changed * 0.3
        return BackupHistory.Entry(
            guest: member.name, at: at, duration: 14 + read / 2.2e8, backup: id(member.name, at),
            state: isOff ? .off : member.name == "matrice" ? .crash : .consistent, size: Int(size),
            readBytes: Int(read), storedBytes: Int(stored) + 40_000, isReadBack: true)
    }

    /// Bytes of the disks that enter a backup, and what is used of them: none of the SAN's.
    static func sizes(of member: DemoCast.Member) -> (size: Double, used: Double) {
        member.disks.filter { $0.pool != "san" }.reduce((0, 0)) {
            ($0.0 + Double($1.size) * 1_073_741_824, $0.1 + $1.used * 1_073_741_824)
        }
    }

    private static func backup(_ entry: BackupHistory.Entry) -> BackupSummary.Backup? {
        entry.backup.map {
            BackupSummary.Backup(
                id: $0, time: entry.at, host: DemoCast.hostname, guest: entry.guest, state: entry.state,
                tags: [BackupTag.ours, entry.state?.rawValue ?? ""], paths: [BackupPath.guest(entry.guest)],
                utcOffset: 0)
        }
    }

    /// 64 hexadecimal digits that follow from name and time.
    private static func id(_ name: String, _ at: Moment) -> String {
        let noise = DemoNoise(seed: UInt64(bitPattern: at.microseconds), name: name)
        return (0..<64).map { String(Int(noise.smooth(0, period: 1, channel: UInt64($0)) * 15.99), radix: 16) }.joined()
    }
}

extension DemoBackups {
    /// Seconds that the demo takes for a guest.
    private static let perGuest = 2.0

    /// Plays a run; refuses what would need a repository.
    func perform(_ deed: BackupDeed, _ context: WorkContext) async throws(OperationFailure) {
        switch deed {
        case .restore, .prune, .verify, .drill:
            throw OperationFailure(area: "demo", message: .demoRestore, hint: .demoHint)
        case .refresh:
            context.say(.openingRepository)
            state.withLock { $0.summary?.readAt = clock() }
        case .run(let names, _):
            let members = DemoCast.guests.filter {
                names.isEmpty ? $0.name != Self.leftOut : names.contains($0.name)
            }
            for (place, member) in members.enumerated() {
                let share = Double(place) / Double(members.count)
                for step in 0..<4 {
                    if context.isCancelled() { throw .cancelled }
                    let (part, name) = (share + Double(step) / 4 / Double(members.count), SafeText(member.name))
                    step == 0 ? context.say(.backingUp(name), part) : context.report(.backingUp(name), part)
                    // Cancelled: asked again at the next step.
                    try? await Task.sleep(for: .seconds(Self.perGuest / 4))
                }
                add(member)
                await publish([.backups(current)])
            }
        }
        await publish([.backups(current)])
    }

    private func add(_ member: DemoCast.Member) {
        let now = clock()
        state.withLock { state in
            let entry = Self.entry(of: member, at: now, run: state.history.count, isFirst: false)
            state.history.append(entry)
            if let backup = Self.backup(entry) { state.summary?.backups.append(backup) }
            state.summary?.readAt = now
            Self.count(&state)
        }
    }

    /// What a made-up backup holds.
    func content(ofBackup id: String) throws(OperationFailure) -> BackupContent {
        let state = current
        guard let backup = state.summary?.backups.first(where: { $0.id == id }) else {
            throw OperationFailure(area: "backup", message: .demoNoBackup)
        }
        guard let member = DemoCast.guests.first(where: { $0.name == backup.guest }) else {
            return BackupContent(
                manifest: nil,
                files: ["/site", "/site/unixcorn.toml", "/site/state.db", "/site/networks", "/site/pools"].map {
                    BackupContent.File(path: $0, size: $0.contains(".") ? 18_422 : nil, isFolder: !$0.contains("."))
                })
        }
        let entry = state.history.last { $0.backup == id }
        return BackupContent(manifest: Self.manifest(of: member, backup, entry), files: Self.files(of: member))
    }

    private static func manifest(
        of member: DemoCast.Member, _ backup: BackupSummary.Backup, _ entry: BackupHistory.Entry?
    ) -> Manifest {
        var manifest = Manifest(
            program: Release.nameAndVersion, guest: member.name, uuid: "", host: DemoCast.hostname,
            startedAt: backup.time.iso8601, endedAt: entry?.endedAt.iso8601 ?? "", state: backup.state ?? .consistent)
        manifest.stateReason = backup.state == .crash ? "no guest agent" : nil
        manifest.frozenSeconds = backup.state == .consistent ? 0.21 : nil
        for (disk, target) in zip(member.disks, ["vda", "vdb", "vdc"]) {
            let folder = DemoCast.stores.first { $0.name == disk.pool }?.path ?? ""
            let source = folder + "/" + DemoSite.volume(disk, of: member)
            if disk.pool == "san" {
                manifest.missing.append(
                    Manifest.Missing(
                        target: target, source: source, pool: disk.pool, reason: "replicated by the provider"))
            } else {
                let read = entry?.readBytes ?? 0
                manifest.disks.append(
                    Manifest.Disk(
                        target: target, file: BackupPath.diskFile(target), size: Int(disk.size) << 30,
                        format: disk.format, source: source, pool: disk.pool, isByBitmap: backup.state == .consistent,
                        reason: nil, readBytes: read, changedBytes: read, newBytes: read / 2,
                        storedBytes: entry?.storedBytes ?? 0))
            }
        }
        return manifest
    }

    private static func files(of member: DemoCast.Member) -> [BackupContent.File] {
        let folder = BackupPath.guest(member.name)
        let disks = zip(member.disks, ["vda", "vdb", "vdc"]).filter { $0.0.pool != "san" }.map { disk, target in
            BackupContent.File(
                path: folder + "/" + BackupPath.diskFile(target), size: disk.size << 30, isFolder: false)
        }
        return [
            BackupContent.File(path: "/" + BackupPath.guests, size: nil, isFolder: true),
            BackupContent.File(path: folder, size: nil, isFolder: true),
            BackupContent.File(path: folder + "/" + BackupPath.domainFile, size: 4210, isFolder: false),
            BackupContent.File(path: folder + "/" + Manifest.fileName, size: 1388, isFolder: false),
        ] + disks
    }

    /// What a restore would do, if there were one.
    func plan(_ order: RestoreOrder, _ guests: [Guest]) throws(OperationFailure) -> RestorePlan {
        let content = try content(ofBackup: order.backup)
        guard let manifest = content.manifest else { throw OperationFailure(area: "backup", message: .demoNoBackup) }
        let name = order.newName ?? order.guest
        let present = guests.first { $0.name == name }
        if let present {
            if order.newName != nil {
                throw OperationFailure(area: "state", message: .nameTaken(SafeText(name)), hint: .otherName)
            }
            guard !present.state.isActive else {
                throw OperationFailure(area: "state", message: .mustBeOff(SafeText(name)), hint: .shutDownOrRename)
            }
        }
        let folder = DemoCast.stores.first { $0.name == order.pool }?.path
        let isThere = order.newName == nil && folder == nil && present != nil
        let disks = manifest.disks.map { disk in
            let path = isThere ? disk.source : (folder ?? "/srv/ssd") + "/\(name)-\(disk.target).\(disk.format)"
            return RestorePlan.Disk(
                target: disk.target, path: path, format: disk.format, size: disk.size, storedBytes: disk.size / 4,
                keptAs: isThere ? path + ".before-" + clock().formatted("%Y%m%dT%H%M%S") : nil)
        }
        let madeAt = current.summary?.backups.first { $0.id == order.backup }?.time ?? clock()
        var plan = RestorePlan(
            guest: name, madeAt: madeAt, disks: disks, missing: manifest.missing, replacesGuest: present != nil)
        plan.isInstant = order.instant != nil
        plan.speed = 40e6
        return plan
    }
}

extension Phrase {
    fileprivate static let demoFailure = Phrase(
        "freezing web-troc: the guest agent did not answer within 10 s",
        "gel de web-troc : l’agent n’a pas répondu en 10 s")
    fileprivate static let demoRestore = Phrase(
        "this is not done in the demo: its backups are made up",
        "cela n’est pas fait dans la démonstration : ses sauvegardes sont inventées")
    fileprivate static let demoHint = Phrase(
        "on a real site it would be done now", "sur un vrai site, ce serait fait maintenant")
    fileprivate static let demoNoBackup = Phrase("no such backup", "pas de telle sauvegarde")
}
