extension Performer {
    private func hypervisor(of source: GuestSource) async throws(OperationFailure) -> Hypervisor {
        do { return try await source.link.lend() } catch {
            throw OperationFailure(error, tried: .connecting)
        }
    }

    /// What is done with backups. What failed of a run or a verification is told by mail, as are runs that were missed.
    func perform(_ deed: BackupDeed, _ context: WorkContext) async throws(OperationFailure) {
        let ended: OperationFailure?
        do throws(OperationFailure) {
            try await act(deed, context)
            ended = nil
        } catch { ended = error }
        if deed.isWatched {
            var missed: [Moment] = []
            BackupCare.change(stateFolder) { care in
                missed = care.missed ?? []
                care.missed = nil
            }
            // Whoever cancelled it knows.
            let failure = ended.flatMap { $0.area == "cancelled" ? nil : $0 }
            let news = BackupMail.News(deed.title, missed: missed, failure: failure)
            if let refused = await BackupMail(configuration).send(news) { context.log(refused.english) }
        }
        if let ended { throw ended }
    }

    private func act(_ deed: BackupDeed, _ context: WorkContext) async throws(OperationFailure) {
        switch deed {
        case .run(let guests, let copies):
            var run = BackupRun(
                configuration: configuration, stateFolder: stateFolder,
                hosts: configuration.hosts.compactMap { sources[$0.id] }, names: guests, context: context
            )
            run.copies = copies ?? true
            try await run.perform()
        case .refresh:
            context.say(.openingRepository)
            let repository = try await BackupPlace(configuration.backup, stateFolder: stateFolder).open()
            try await BackupSummary.read(repository).write(stateFolder)
        case .prune(let ignoresBrakes):
            context.say(.openingRepository)
            let repository = try await BackupPlace(configuration.backup, stateFolder: stateFolder).open()
            try await RunPruning(
                configuration: configuration, stateFolder: stateFolder, context: context, ignoresBrakes: ignoresBrakes
            ).perform(repository)
        case .verify:
            context.say(.openingRepository)
            let repository = try await BackupPlace(configuration.backup, stateFolder: stateFolder).open()
            let verification = RollingVerification(
                configuration: configuration, stateFolder: stateFolder, context: context)
            let lock = try await failing { () throws(RepositoryError) in
                try await RepositoryLock.take(repository, exclusive: false)
            }
            let result: Result<Verified, OperationFailure>
            do throws(OperationFailure) { result = .success(try await verification.perform(repository)) } catch {
                result = .failure(error)
            }
            try await failing { () throws(RepositoryError) in try await lock.release() }
            if let damage = try result.get().failure { throw damage }
        case .drill(let order):
            try await RestoreDrill(
                configuration: configuration, stateFolder: stateFolder,
                hosts: configuration.hosts.compactMap { sources[$0.id] }, order: order, context: context
            ).perform()
        case .restore(let order):
            guard let source = sources[order.host] else { throw .unknown(.host(order.host)) }
            context.say(.openingRepository)
            let restore = try await GuestRestore.open(
                order, configuration, stateFolder: stateFolder, try await hypervisor(of: source), context)
            if order.instant != nil {
                return try await InstantRestore(restore: restore, stateFolder: stateFolder).perform()
            }
            try await restore.perform(try await restore.plan())
        }
    }
}
