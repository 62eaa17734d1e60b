extension GuestRestore {
    /// Opens the declared repository for it.
    static func open(
        _ order: RestoreOrder, _ configuration: Configuration, stateFolder: String, _ hypervisor: Hypervisor,
        _ context: WorkContext
    ) async throws(OperationFailure) -> GuestRestore {
        let repository = try await BackupPlace(configuration.backup, stateFolder: stateFolder).open()
        let (index, damaged) = try await failing { () throws(RepositoryError) in try await repository.index() }
        for problem in damaged { context.log(problem.message.english) }
        return GuestRestore(
            repository: repository, index: index, hypervisor: hypervisor, order: order, context: context)
    }
}

extension SiteSession {
    /// What a restore would do, and what forbids it: shown before it starts.
    public func plan(_ order: RestoreOrder) async throws(OperationFailure) -> RestorePlan {
        if let demoBackups { return try demoBackups.plan(order, await current.hosts.flatMap(\.guests)) }
        guard let source = sources[order.host] else { throw .unknown(.host(order.host)) }
        let hypervisor: Hypervisor
        do { hypervisor = try await source.link.lend() } catch {
            throw OperationFailure(error, tried: .connecting)
        }
        let silent = WorkContext(job: JobID(rawValue: 0), report: { _, _ in }, log: { _ in }, isCancelled: { false })
        let plan: RestorePlan
        if order.instant != nil, let record = InstantRecords(stateDirectory).record(of: order) {
            plan = record.plan
        } else {
            plan = try await GuestRestore.open(
                order, configuration, stateFolder: stateDirectory, hypervisor, silent
            ).plan()
        }
        await source.link.giveBack(hypervisor)
        return plan
    }
}
