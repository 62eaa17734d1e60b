import Restic

/// The prune after a run, by the configuration's rules. Nobody looks at what it takes: brakes hold back what is doubtful.
struct RunPruning: Sendable {
    let configuration: Configuration
    let stateFolder: String
    let context: WorkContext
    /// Only for a person who has looked.
    var ignoresBrakes = false

    /// As `perform`, and never throws: a run is as good without it. What was in the way is logged and kept.
    func attempt(_ repository: Repository) async {
        do throws(OperationFailure) { try await perform(repository) } catch {
            context.log(Phrase.notPruned(error.message).english)
            BackupCare.change(stateFolder) { $0.pruned = BackupCare.Pruned(at: .now, skipped: error.message) }
        }
    }

    /// Looks, then removes what no rule keeps and no brake holds. Takes the lock alone: throws where somebody has one.
    func perform(_ repository: Repository) async throws(OperationFailure) {
        context.say(.pruningPhase)
        let backups = try await failing { () throws(RepositoryError) in try await repository.snapshots().found }
        let held = brakes(on: backups)
        for brake in held.all { context.log("\(brake.words.english) (\(Phrase.brakeWayOut.english))") }
        var done = BackupCare.Pruned(at: .now, brakes: held.all)
        if !held.holdsAll {
            var limits = PruneLimits()
            limits.repacked = Int(clamping: configuration.backup.pruneLimit)
            var pruning = Pruning(repository, configuration.backup.retention, limits: limits)
            pruning.options = configuration.backup.writerOptions
            pruning.held = { held.reason(for: $0) }
            // What the rest would cost is read of all folders of all backups: not for nothing.
            if try pruning.takesAny(of: backups) {
                let made = try await carryOut(pruning)
                (done.backups, done.freedBytes) = (made.going.count, made.plan.freedBytes)
            }
        }
        BackupCare.change(stateFolder) { care in
            care.pruned = done
            if ignoresBrakes { care.agreedAt = .now }
        }
        guard !done.isEmpty else { return }
        try await BackupSummary.read(repository).write(stateFolder)
    }

    private func carryOut(_ pruning: Pruning) async throws(OperationFailure) -> Pruning.Survey {
        let (context, spool) = (context, configuration.backup.spoolFolder(stateFolder))
        let survey = try await pruning.survey()
        do {
            let made = try await context.cancelling {
                try await pruning.perform(survey, spoolFolder: spool) { phase in
                    guard case .removing(let done, let all) = phase, all > 0 else { return }
                    context.report(.pruningPhase, Double(done) / Double(all))
                }
            }
            context.log(
                "pruned: \(made.going.count) backups, \(made.plan.removedPacks) packs, "
                    + "\(Units.size(UInt64(max(0, made.plan.freedBytes)))) freed")
            return made
        } catch { throw OperationFailure(error, tried: .pruningPhase) }
    }

    private func brakes(on backups: [Snapshot]) -> HeldBackups {
        ignoresBrakes
            ? HeldBackups()
            : HeldBackups(
                backups, BackupHistory(stateFolder).entries(), BackupCare.kept(stateFolder),
                host: Author.current.hostname)
    }
}

/// Which groups of backups stay whole.
struct HeldBackups: Sendable {
    private(set) var all: [PruneBrake] = []
    /// By the newest backup of each group.
    private var reasons: [BlobID: Phrase] = [:]

    /// Nothing is held.
    init() {}

    /// Groups that are not of this machine's making stay too, without a word: their rules are somebody else's.
    init(
        _ backups: [Snapshot], _ history: [BackupHistory.Entry], _ care: BackupCare, host: String,
        _ rules: PruneBrakes = PruneBrakes(), now: Moment = .now
    ) {
        if care.verified?.problems.isEmpty == false { all = [PruneBrake(kind: .damaged, words: .brakeDamaged)] }
        if let clock = PruneBrake.clock(backups, now: now) { all.append(clock) }
        let mine = Set(history.compactMap(\.backup))
        for group in Retention().groups(of: backups) {
            guard let newest = group.first?.backup else { continue }
            let isOurs = newest.isSite ? newest.hostname == host : group.contains { mine.contains($0.backup.id.hex) }
            guard isOurs else {
                reasons[newest.id] = Phrase("not made by this machine", "faite par une autre machine")
                continue
            }
            guard let guest = newest.guestName else { continue }
            let found = rules.brakes(for: guest, newest: newest.id.hex, history, agreedAt: care.agreedAt)
            all += found
            guard !found.isEmpty else { continue }
            let kinds = found.map(\.kind.rawValue).joined(separator: ", ")
            reasons[newest.id] = Phrase("brake: \(kinds)", "frein : \(kinds)")
        }
    }

    /// Whether nothing at all may go.
    var holdsAll: Bool { all.contains { $0.guest == nil } }

    /// Why the group whose newest backup this is stays whole; nil: its rules decide.
    func reason(for newest: Snapshot) -> Phrase? { reasons[newest.id] }
}

extension BackupCare.Pruned {
    /// Whether it removed nothing.
    var isEmpty: Bool { backups == 0 && freedBytes == 0 }
}

extension Configuration.BackupDeclaration {
    /// How new packs are written.
    var writerOptions: RepositoryWriter.Options {
        var options = RepositoryWriter.Options()
        options.level = level == 0 ? nil : Int32(level)
        options.packSize = PackSize.bytes(quota: quota, fileLimit: fileLimit)
        options.spoolLimit = Int(clamping: spoolLimit)
        return options
    }

    /// Where packs wait.
    func spoolFolder(_ stateFolder: String) -> String { spool ?? stateFolder + "/spool" }
}
