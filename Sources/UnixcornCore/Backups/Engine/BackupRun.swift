import Foundation

/// One run of backups: guests in order, then the site itself, into one repository. One guest's failure never stops the rest.
struct BackupRun: Sendable {
    let configuration: Configuration
    let stateFolder: String
    let hosts: [GuestSource]
    /// Names; empty: every guest that is declared to be backed up.
    let names: [String]
    let context: WorkContext
    /// Whether the second repository, where one is declared, is brought up to date afterwards.
    var copies = true

    /// Seconds after which what was read so far is made true before the next guest.
    private static let commitAfter = 900.0

    func perform() async throws(OperationFailure) {
        let begin = Moment.now
        let journal = BackupHistory(stateFolder, run: begin)
        do throws(OperationFailure) { try await attempt(journal) } catch {
            // Guests that failed are in the history each, and whoever cancelled it knows.
            if error.area != "partly", error.area != "cancelled", !context.isCancelled() {
                journal.add(.failed(run: begin, error))
            }
            throw error
        }
    }

    private func attempt(_ journal: BackupHistory) async throws(OperationFailure) {
        context.say(.openingRepository)
        let repository = try await BackupPlace(configuration.backup, stateFolder: stateFolder).open()
        let spool: Spool
        do throws(RepositoryError) { spool = try Spool(configuration.backup.spoolFolder(stateFolder)) } catch {
            throw OperationFailure(error)
        }
        let (lock, read) = try await failing { () throws(RepositoryError) in
            try await RepositoryLock.take(repository, exclusive: false) {
                // What fails is tried again in its turn, and told then.
                try? await RunBasis.read(repository) { await firstGuest() }
            }
        }
        let ended: Result<Void, OperationFailure>
        do throws(OperationFailure) {
            try await run(repository, spool, journal, read)
            ended = .success(())
        } catch { ended = .failure(error) }
        do throws(RepositoryError) { try await lock.release() } catch {
            context.log("the lock could not be given back: \(error.message.english)")
        }
        if configuration.backup.prunesAfterRun, names.isEmpty, !context.isCancelled() {
            await RunPruning(configuration: configuration, stateFolder: stateFolder, context: context).attempt(
                repository)
        }
        try ended.get()
        if configuration.backup.copy.isDeclared, copies, names.isEmpty, !context.isCancelled() {
            try await copy(repository)
        }
    }

    /// The guest whose turn it is first; nil where that cannot be told now.
    private func firstGuest() async -> Guest? {
        for source in hosts {
            let guests = try? await asking(source) { try await source.link.lend().guests() }
            if let first = guests?.sorted(by: isBefore).first(where: isWanted) { return first }
        }
        return nil
    }

    private func run(
        _ repository: Repository, _ spool: Spool, _ journal: BackupHistory, _ read: RunBasis?
    ) async throws(OperationFailure) {
        let cut = try await failing { () throws(RepositoryError) in try await repository.finishCutRuns(spool) }
        if !cut.isEmpty {
            context.log(
                "of runs that were cut: \(cut.packs) packs taken in, \(cut.drafts) drafts removed, \(cut.cutPacks.count) packs "
                    + "are not whole and wait for a prune")
        }
        for pack in cut.lostPacks {
            context.log("pack \(pack.short) is gone or cut: what the guests still have of it is stored anew")
        }
        RestoreDrill.removeLeftovers(configuration.backup.spoolFolder(stateFolder))
        let known = try await failing { () throws(RepositoryError) in
            // What was found since changes the index.
            if let read, cut.packs == 0, cut.lostPacks.isEmpty { return read }
            return try await RunBasis.read(repository) { nil }
        }
        let index = known.index.without(cut.lostPacks)
        for problem in known.damaged { context.log(problem.message.english) }
        let writer = RepositoryWriter(repository, index, spool, configuration.backup.writerOptions)
        var run = Pending(writer: writer, context: context)
        var failed: [SafeText] = []
        var found: Set<String> = []
        for source in hosts {
            let hypervisor = try await connection(to: source)
            let hostName = try await asking(source) { try await hypervisor.facts().hostname }
            let guests = try await asking(source) { try await hypervisor.guests() }.sorted(by: isBefore)
            for guest in guests {
                await BackupLeftovers(hypervisor: hypervisor, guest: guest, folder: folder(of: guest), context: context)
                    .clear()
            }
            for listed in guests where isWanted(listed) {
                if context.isCancelled() { break }
                found.insert(listed.name)
                let started = Moment.now
                do throws(OperationFailure) {
                    context.say(.backingUp(SafeText(listed.name)))
                    let guest = try await asItIs(listed, on: hypervisor, source)
                    let parent = try await failing { () throws(RepositoryError) in
                        try await known.parent(of: guest, repository, index)
                    }
                    let backup = GuestBackup(
                        hypervisor: hypervisor, guest: guest, configuration: configuration, hostName: hostName,
                        writer: writer, parent: parent, folder: folder(of: guest), context: context)
                    run.add(try await backup.run(), of: guest, hypervisor)
                    if Moment.now.seconds(since: run.since) > Self.commitAfter { try await run.commit(journal) }
                } catch {
                    // Whoever cancelled the run knows: the guest has not failed.
                    if context.isCancelled() { break }
                    failed.append(SafeText(listed.name))
                    context.log("\(SafeText(listed.name)): \(error.message.followed(by: error.hint).english)")
                    journal.add(.failed(guest: listed.name, at: started, reason: error.message))
                    if error.area == "cancelled" { break }
                }
            }
        }
        // What was read of guests counts, whatever becomes of the site's own files.
        var siteFailure: OperationFailure?
        do throws(OperationFailure) {
            run.add(site: try await SiteBackup(configuration, stateFolder, hosts, writer).run())
        } catch {
            siteFailure = error
            context.log(error.message.english)
        }
        context.say(.sending)
        try await run.commit(journal)
        let sizes = cut.sizes.merging(await writer.sentSizes) { first, _ in first }
        try await BackupSummary.read(repository, packs: sizes).write(stateFolder)
        if context.isCancelled() { throw .cancelled }
        let verified = try await RollingVerification(
            configuration: configuration, stateFolder: stateFolder, context: context, least: 0
        ).perform(repository, listed: (sizes, cut.lostPacks))
        for name in names where !found.contains(name) { failed.append(SafeText(name)) }
        guard failed.isEmpty else { throw .notAll(.notBackedUp(failed), hint: .hintSeeLog) }
        if let siteFailure { throw siteFailure }
        if let damage = verified.failure { throw damage }
    }

    /// A guest at its turn: a run takes hours, and it may have been started, stopped or taken away since it was listed.
    private func asItIs(
        _ listed: Guest, on hypervisor: Hypervisor, _ source: GuestSource
    ) async throws(OperationFailure) -> Guest {
        guard let now = try await asking(source, { try await hypervisor.state(of: listed.id) }) else {
            throw .gone(listed)
        }
        var guest = listed
        (guest.state, guest.reason) = now
        return guest
    }

    private func isWanted(_ guest: Guest) -> Bool {
        names.isEmpty ? configuration.guests[guest.name]?.isBackedUp ?? true : names.contains(guest.name)
    }

    /// The declared order, then by name.
    private func isBefore(_ left: Guest, _ right: Guest) -> Bool {
        (left.profile.order ?? .max, left.name) < (right.profile.order ?? .max, right.name)
    }

    /// A socket's address has 107 bytes: the guest's own name may be too long for it.
    private func folder(of guest: Guest) -> String {
        BackupLeftovers.topFolder(stateFolder) + "/" + guest.id.rawValue.prefix(8)
    }

    private func connection(to source: GuestSource) async throws(OperationFailure) -> Hypervisor {
        do { return try await source.link.lend() } catch {
            throw OperationFailure(error, tried: .connecting)
        }
    }

    private func asking<T: Sendable>(
        _ source: GuestSource, _ question: @escaping @Sendable () async throws -> T
    ) async throws(OperationFailure) -> T {
        do {
            return try await abandoning(
                after: source.link.limit(20), call: "backup", object: source.host.rawValue, question)
        } catch { throw OperationFailure(error, tried: .listingGuests) }
    }
}

/// Backups that are read and not true yet.
private struct Pending {
    let writer: RepositoryWriter
    let context: WorkContext
    var since = Moment.now
    private var guests: [(outcome: GuestBackup.Outcome, guest: Guest, hypervisor: Hypervisor)] = []
    private var site: [SnapshotDraft] = []

    init(writer: RepositoryWriter, context: WorkContext) {
        self.writer = writer
        self.context = context
    }

    mutating func add(_ outcome: GuestBackup.Outcome, of guest: Guest, _ hypervisor: Hypervisor) {
        guests.append((outcome, guest, hypervisor))
    }

    mutating func add(site draft: SnapshotDraft) { site.append(draft) }

    /// Makes them true, proves that they are there, and only then gives up the checkpoints before.
    mutating func commit(_ journal: BackupHistory) async throws(OperationFailure) {
        let (drafts, writer) = (guests.map(\.outcome.draft) + site, writer)
        let written = try await failing { () throws(RepositoryError) in try await writer.commit(drafts) }
        let problems = await writer.readBack()
        for problem in problems { context.log(problem.message.english) }
        for (entry, backup) in zip(guests, written) {
            journal.add(.done(entry.outcome.manifest, backup: backup, isReadBack: problems.isEmpty))
            await BackupLeftovers.dropCheckpoints(
                of: entry.guest, but: entry.outcome.manifest.checkpoint, entry.hypervisor, context)
        }
        (guests, site, since) = ([], [], .now)
        if let problem = problems.first { throw OperationFailure(problem) }
    }
}

/// Runs what a repository refuses in its own words.
func failing<T>(_ body: () async throws(RepositoryError) -> T) async throws(OperationFailure) -> T {
    do throws(RepositoryError) { return try await body() } catch { throw OperationFailure(error) }
}

/// How large packs are made.
enum PackSize {
    /// By the limits of the space: some four in ten of its files may be packs. Between 64 and 512 MiB.
    static func bytes(quota: UInt64?, fileLimit: Int) -> Int {
        guard let quota, fileLimit > 0 else { return 64 << 20 }
        return min(512 << 20, max(64 << 20, Int(Double(quota) / (0.4 * Double(fileLimit)))))
    }
}

extension Phrase {
    static let openingRepository = Phrase("opening the repository", "ouverture du dépôt")
    static let sending = Phrase("sending to the repository", "envoi vers le dépôt")
    static let connecting = Phrase("connecting", "connexion")
    static func notBackedUp(_ names: [SafeText]) -> Phrase {
        let list = names.map(\.string).joined(separator: ", ")
        return Phrase("not backed up: \(list)", "non sauvegardées : \(list)")
    }
}
