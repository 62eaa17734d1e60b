/// What is done, and what was done.
extension SiteSession {
    /// Does an operation: returns its job as soon as it has begun.
    ///
    /// Throws, with nothing begun and nothing changed, in a read-only session, without a usable state database, and where
    /// somebody else acts on the object.
    @discardableResult
    public func submit(_ operation: Operation) async throws(OperationFailure) -> JobID {
        guard !isReadOnly else { throw .readOnlySession }
        if case .finance(let deed) = operation.deed {
            try SiteBook(configuration, stateFolder: stateDirectory).refuseNames(in: deed)
        }
        if operation.object.host == nil {
            // Any host that lives in this process alone can only be read from here.
            let isInProcess = sources.values.contains { $0.link.isInProcess || holdsLogin($0.host) }
            return try await begin(operation, undoing: nil, isInProcess: isInProcess)
        }
        guard let host = operation.object.host, let source = sources[host] else { throw .unknown(operation.object) }
        return try await begin(operation, undoing: nil, isInProcess: source.link.isInProcess || holdsLogin(host))
    }

    private func begin(
        _ operation: Operation, undoing intent: Int64?, isInProcess: Bool
    ) async throws(OperationFailure) -> JobID {
        let runner = try await work().runner
        // What lives inside this process cannot be acted on from another one.
        let job =
            try await isInProcess
            ? runner.submit(operation, undoing: intent) : runner.start(operation, undoing: intent)
        await workBell.ring()
        Task { [workBell, memberBell, financeBell] in
            // How it ended is in the database; here only that it did.
            _ = try? await runner.wait(for: job)
            await workBell.ring()
            await memberBell.ring()
            await financeBell.ring()
        }
        return job
    }

    /// Waits until a job has ended and gives it with its end. For commands.
    public func wait(for job: JobID) async throws(OperationFailure) -> Job {
        try await work().runner.wait(for: job)
    }

    /// A job as it is now. For commands.
    public func job(_ id: JobID) async throws(OperationFailure) -> Job { try await work().runner.job(id) }

    /// Asks a job to stop, whichever process runs it.
    public func cancel(_ job: JobID) async throws(OperationFailure) {
        guard !isReadOnly else { throw .readOnlySession }
        try await work().runner.cancel(job)
    }

    /// The way back from the last thing that was done, by anybody, where there is one; nil where there is none.
    public func undoable() async throws(OperationFailure) -> Operation? {
        try await work().journal.lastUndoable()?.inverse
    }

    /// Takes back the last thing that was done and can be taken back. Nil where there is nothing to take back.
    @discardableResult
    public func undo() async throws(OperationFailure) -> JobID? {
        guard !isReadOnly else { throw .readOnlySession }
        guard let last = try await work().journal.lastUndoable() else { return nil }
        if last.inverse.object.host == nil {
            let isInProcess = sources.values.contains { $0.link.isInProcess || holdsLogin($0.host) }
            return try await begin(last.inverse, undoing: last.intent.id, isInProcess: isInProcess)
        }
        guard let host = last.inverse.object.host, let source = sources[host] else {
            throw .unknown(last.inverse.object)
        }
        return try await begin(
            last.inverse, undoing: last.intent.id, isInProcess: source.link.isInProcess || holdsLogin(host))
    }

    /// Somebody has seen the interrupted actions: all of them, or the one with this number.
    public func acknowledgeInterrupted(_ intent: Int64? = nil) async throws(OperationFailure) {
        guard !isReadOnly else { throw .readOnlySession }
        let work = try await work()
        for entry in try await work.journal.interrupted() where intent == nil || entry.id == intent {
            try await work.runner.acknowledge(entry.id)
        }
        await workBell.ring()
    }

    /// Does a job that another process has put into the database: the worker's whole work. Gives it with its end.
    public func perform(detached job: JobID) async throws(OperationFailure) -> Job {
        try await work().runner.runWaiting(job: job)
    }

    func jobLog(_ job: JobID) async throws(OperationFailure) -> String { try await work().runner.log(of: job) }

    func journalPage(before: Int64?) async throws(OperationFailure) -> [JournalEntry] {
        try await work().journal.entries(limit: 200, before: before)
    }
}
