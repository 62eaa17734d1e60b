import Foundation

/// Which backups of a repository go by a rule, and the way there: look first, show it, then do exactly that.
///
/// Nothing is pruned without a rule, and no rule takes all backups of a group (one host, the same paths).
public struct Pruning: Sendable {
    public let repository: Repository
    public var retention: Retention
    public var limits: PruneLimits
    /// How new packs are written.
    public var options = RepositoryWriter.Options()
    /// Why all of the group stays whose newest backup this is; nil: its rules decide.
    public var held: @Sendable (Snapshot) -> Phrase? = { _ in nil }

    public init(_ repository: Repository, _ retention: Retention, limits: PruneLimits = PruneLimits()) {
        self.repository = repository
        self.retention = retention
        self.limits = limits
    }

    /// What would be done, and why. A value: a screen can show it, and `perform` holds to it.
    public struct Survey: Sendable {
        /// Group by group, newest first.
        public let verdicts: [Retention.Verdict]
        /// What that frees.
        public let plan: PrunePlan

        public var staying: [Snapshot] { verdicts.filter(\.stays).map(\.backup) }
        public var going: [Snapshot] { verdicts.filter { !$0.stays }.map(\.backup) }
        /// Whether there is anything to do.
        public var isEmpty: Bool { going.isEmpty && plan.removedPacks == 0 }
    }

    /// Where a prune is.
    public enum Phase: Sendable, Hashable {
        case locking
        case looking
        case forgetting
        /// Packs removed and packs to remove.
        case removing(Int, Int)
    }

    /// Why there is no pruning without a rule.
    public static var needsRule: OperationFailure {
        OperationFailure(area: "usage", message: .noRule, hint: .sayRule)
    }

    /// Reads everything that a decision needs, and changes nothing. Reads all folders of the backups that stay.
    ///
    /// Throws where a rule is missing or takes a whole group, and where an index file or a backup cannot be read: what
    /// they name would be taken for unneeded.
    public func survey() async throws(OperationFailure) -> Survey {
        guard !retention.isEmpty else { throw Pruning.needsRule }
        do throws(RepositoryError) { return try await look().survey } catch {
            throw OperationFailure(error)
        }
    }

    /// Forgets and prunes: takes the lock alone, finishes what cut runs left, looks again, removes. The lock is given
    /// back whatever happens; a cancelled task ends it between two steps.
    ///
    /// - Parameters:
    ///   - agreed: what a person has seen. Where more would go now than then, it throws and nothing goes.
    ///   - spoolFolder: for packs on their way, of this repository alone. Made where it is missing.
    public func perform(
        _ agreed: Survey, spoolFolder: String, phase: @escaping @Sendable (Phase) -> Void = { _ in }
    ) async throws(OperationFailure) -> Survey {
        guard !retention.isEmpty else { throw Pruning.needsRule }
        phase(.locking)
        return try await repository.alone { () async throws(RepositoryError) in
            try await prune(agreed, spoolFolder, phase)
        }
    }

    private func prune(
        _ agreed: Survey, _ spoolFolder: String, _ phase: @escaping @Sendable (Phase) -> Void
    ) async throws(RepositoryError) -> Survey {
        phase(.looking)
        // Before anything is touched: a damaged file would be taken for one that names nothing.
        _ = try await readAll()
        let spool = try Spool(spoolFolder)
        // Whoever prunes may do it because the store is full: what waits in the spool goes with the next run.
        _ = try await repository.finishCutRuns(spool, sends: false)
        let (survey, index) = try await look()
        let seen = Set(agreed.going.map(\.id))
        guard survey.going.allSatisfy({ seen.contains($0.id) }) else {
            throw RepositoryError(.brake, .changedMeanwhile, hint: .lookAgain)
        }
        phase(.forgetting)
        try await repository.forget(survey.going)
        try await repository.prune(survey.plan, index, spool, options: options) { phase(.removing($0, $1)) }
        return survey
    }

    private func look() async throws(RepositoryError) -> (survey: Survey, index: BlobIndex) {
        let (backups, index) = try await readAll()
        let groups = groups(of: backups)
        for group in groups where !group.contains(where: \.stays) {
            guard let one = group.first?.backup else { continue }
            throw RepositoryError(.brake, .takesAll(one, group.count), hint: .keepLast)
        }
        let verdicts = groups.flatMap { $0 }
        let plan = try await repository.prunePlan(keeping: verdicts.filter(\.stays).map(\.backup), index, limits)
        return (Survey(verdicts: verdicts, plan: plan), index)
    }

    /// The verdicts group by group, those that are held back as such.
    private func groups(of backups: [Snapshot]) -> [[Retention.Verdict]] {
        retention.groups(of: backups).map { group in
            guard let reason = group.first.flatMap({ held($0.backup) }) else { return group }
            return group.map { $0.stays ? $0 : Retention.Verdict(backup: $0.backup, words: [reason]) }
        }
    }

    /// Whether any of these backups would go. Throws where no rule says what stays.
    func takesAny(of backups: [Snapshot]) throws(OperationFailure) -> Bool {
        guard !retention.isEmpty else { throw Pruning.needsRule }
        return groups(of: backups).contains { $0.contains { !$0.stays } }
    }

    /// All backups and the index, or the reason why not all of it can be read.
    private func readAll() async throws(RepositoryError) -> (backups: [Snapshot], index: BlobIndex) {
        let (index, damagedIndexes) = try await repository.index()
        let (backups, damagedBackups) = try await repository.snapshots()
        if let first = damagedBackups.first {
            throw RepositoryError(.damaged, .refusesDamaged(first, damagedBackups.count), hint: .removeDamaged)
        }
        if let first = damagedIndexes.first {
            throw RepositoryError(.damaged, .refusesDamaged(first, damagedIndexes.count), hint: .repairIndex)
        }
        return (backups, index)
    }
}

extension Repository {
    /// Runs `body` while this process alone has the repository, and gives the lock back whatever happens.
    public func alone<T: Sendable>(
        _ body: () async throws(RepositoryError) -> T
    ) async throws(OperationFailure) -> T { try await locked(exclusive: true, body) }

    /// Runs `body` under a lock, shared or not, and gives it back whatever happens.
    public func locked<T: Sendable>(
        exclusive: Bool, _ body: () async throws(RepositoryError) -> T
    ) async throws(OperationFailure) -> T {
        do throws(RepositoryError) {
            let lock = try await RepositoryLock.take(self, exclusive: exclusive)
            let result: Result<T, RepositoryError>
            do throws(RepositoryError) { result = .success(try await body()) } catch { result = .failure(error) }
            // A task of its own: one that was cancelled gives its lock back all the same.
            let released = await Task.detached { () -> RepositoryError? in
                do throws(RepositoryError) { try await lock.release() } catch { return error }
                return nil
            }.value
            let value = try result.get()
            if let released { throw released }
            return value
        } catch { throw OperationFailure(error) }
    }
}

extension Phrase {
    static let noRule = Phrase("no rule says what stays", "aucune règle ne dit ce qui reste")
    static let sayRule = Phrase(
        "give one or more of --keep-last 3, --keep-daily 7, --keep-within 36d...; without any, only the configured "
            + "repository is pruned, by the keep_ keys of its [backup] section",
        "donnez --keep-last 3, --keep-daily 7, --keep-within 36d... ; sans règle, seul le dépôt configuré est "
            + "élagué, par les clés keep_ de sa section [backup]")
    static func takesAll(_ backup: Snapshot, _ count: Int) -> Phrase {
        let group = SafeText((["\(backup.hostname):"] + backup.paths).joined(separator: " "))
        return Phrase(
            "this rule keeps none of the \(count) backups of \(group): nothing was removed",
            "cette règle ne garde aucune des \(count) sauvegardes de \(group) : rien n’a été retiré")
    }
    static let keepLast = Phrase(
        "add --keep-last 1, which keeps the newest of each group",
        "ajoutez --keep-last 1, qui garde la plus récente de chaque groupe")
    static let changedMeanwhile = Phrase(
        "more backups would go than a moment ago: nothing was removed",
        "plus de sauvegardes partiraient qu’à l’instant : rien n’a été retiré")
    static let lookAgain = Phrase("look again, then decide", "regardez encore, puis décidez")
    static func refusesDamaged(_ first: RepositoryError, _ count: Int) -> Phrase {
        let (english, french) = count > 1 ? (" (and \(count - 1) more)", " (et \(count - 1) de plus)") : ("", "")
        return Phrase(
            "nothing was removed: \(first.message.english)\(english)",
            "rien n’a été retiré : \(first.message.french)\(french)")
    }
    static let repairIndex = Phrase(
        "backup repair-index makes the index anew from the packs",
        "backup repair-index refait l’index d’après les paquets")
    static let removeDamaged = Phrase(
        "backup verify names all; what a damaged backup needs is kept until its file is gone",
        "backup verify les nomme tous ; ce qu’il faut à une sauvegarde abîmée reste jusqu’au retrait de son fichier")
}
