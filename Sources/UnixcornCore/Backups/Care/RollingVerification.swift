import Restic

/// Reads a part of the repository's packs whole, those that wait longest, so that each is read within `verify_days`.
struct RollingVerification: Sendable {
    let configuration: Configuration
    let stateFolder: String
    let context: WorkContext
    /// Packs to read even where no pack's turn has come: somebody asks for it.
    var least = 1

    /// Call it under a lock: no pack may go meanwhile. What is damaged is named in what it gives, and keeps being read.
    /// - Parameter listed: the size of each pack, where they were listed under this lock; those that another host has
    ///   added since wait for the next time. Nil: they are listed.
    func perform(
        _ repository: Repository, listed: (sizes: [BlobID: Int], lost: [BlobID])? = nil
    ) async throws(OperationFailure) -> Verified {
        context.say(.verifyingPhase)
        let (index, packs) = try await failing { () throws(RepositoryError) in
            let index = try await repository.index().index
            let sizes = if let listed { listed.sizes } else { try await repository.packSizes() }
            let packs = repository.indexedPacks(index, sizes)
            guard let listed else { return (index, packs) }
            return (index, packs.filter { $0.value != nil || listed.lost.contains($0.key) })
        }
        let (now, days) = (Moment.now, Double(configuration.backup.verifyDays))
        var ledger = PackLedger.kept(stateFolder, of: repository.id)
        ledger.keep(packs.keys.map(\.hex), now: now)
        var sizes: [String: Int] = [:]
        var problems: [Phrase] = []
        for (pack, size) in packs.sorted(by: { $0.key < $1.key }) {
            guard let size else {
                problems.append(.packLost(pack.short))
                ledger.packs[pack.hex] = nil
                continue
            }
            sizes[pack.hex] = size
        }
        let due = ledger.due(sizes, days: days, gap: min(days, ledger.gap(now: now)), least: least, now: now)
            .compactMap { BlobID(hex: $0) }
        var verified = Verified(
            at: now, days: configuration.backup.verifyDays, packs: packs.count, packsRead: 0, bytesRead: 0, share: 0,
            problems: problems)
        // What is read counts, whatever ends it.
        let ended: OperationFailure?
        do throws(OperationFailure) {
            try await read(due, index, repository, &ledger, &verified)
            ended = nil
        } catch { ended = error }
        for problem in verified.problems { context.log(problem.english) }
        verified.share = ledger.share(sizes, days: days, now: .now)
        verified.oldestUnread = ledger.packs.values.map(\.since).min()
        try ledger.write(stateFolder)
        let done = verified
        BackupCare.change(stateFolder) { $0.verified = done }
        if let ended { throw ended }
        context.log(
            "verified: \(done.packsRead) of \(done.packs) packs read, \(Units.size(UInt64(done.bytesRead))); "
                + "\(Int(done.share * 100)) % read within \(done.days) days; \(done.problems.count) problems")
        return done
    }

    private func read(
        _ due: [BlobID], _ index: BlobIndex, _ repository: Repository, _ ledger: inout PackLedger,
        _ verified: inout Verified
    ) async throws(OperationFailure) {
        let context = context
        var (newLedger, newVerified) = (ledger, verified)
        var number = 0
        let result: Result<Void, OperationFailure>
        do throws(OperationFailure) {
            try await failing { () throws(RepositoryError) in
                try await repository.readPacks(due, index) { pack, outcome in
                    number += 1
                    context.report(.verifyingPhase, Double(number) / Double(max(1, due.count)))
                    switch outcome {
                    case .success(let bytes):
                        newLedger.packs[pack.hex]?.read = .now
                        newLedger.packs[pack.hex]?.isDamaged = nil
                        newVerified.packsRead += 1
                        newVerified.bytesRead += bytes
                    case .failure(let problem):
                        newLedger.packs[pack.hex]?.isDamaged = true
                        newVerified.problems.append(problem.message)
                    }
                    return !context.isCancelled()
                }
            }
            result = context.isCancelled() ? .failure(.cancelled) : .success(())
        } catch { result = .failure(error) }
        (ledger, verified) = (newLedger, newVerified)
        try result.get()
    }
}

extension Verified {
    /// What a run that found this fails with; nil: nothing is damaged.
    var failure: OperationFailure? {
        guard let first = problems.first else { return nil }
        return OperationFailure(area: "backup", message: .damagedPacks(first, problems.count), hint: .damagedWayOut)
    }
}

extension Phrase {
    static let verifyingPhase = Phrase("reading packs back", "relecture des paquets")
    static func packLost(_ name: String) -> Phrase {
        Phrase("pack \(name) is not there", "le paquet \(name) n’est plus là")
    }
    static func damagedPacks(_ first: Phrase, _ count: Int) -> Phrase {
        let (english, french) = count > 1 ? (" (and \(count - 1) more)", " (et \(count - 1) de plus)") : ("", "")
        return Phrase(
            "the repository is damaged: \(first.english)\(english)", "le dépôt est abîmé : \(first.french)\(french)")
    }
    static let damagedWayOut = Phrase(
        "unixcorn backup verify --read-data names all; everything else still restores, and the next full backup of the "
            + "disk stores anew what lacks",
        "unixcorn backup verify --read-data les nomme tous ; tout le reste se restaure, et la prochaine sauvegarde complète "
            + "du disque réenregistre ce qui manque")
    public static func verified(_ verified: Verified) -> Phrase {
        let share = Int(verified.share * 100)
        let since = verified.oldestUnread?.dateAndTime ?? "-"
        let problems = count(verified.problems.count, "problem", "problème")
        let days = count(verified.days, "day", "jour")
        return Phrase(
            "\(share) % read within \(days.english), oldest unread since \(since); \(problems.english)",
            "\(share) % relu en \(days.french), le plus ancien non relu depuis \(since) ; \(problems.french)")
    }
}
