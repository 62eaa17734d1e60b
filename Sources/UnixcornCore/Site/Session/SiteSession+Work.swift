/// What is done, and what was done.
extension SiteSession {
    /// Does an operation: returns its job as soon as it has begun.
    ///
    /// Throws, with nothing begun and nothing changed, in a read-only session, without a usable state database, and where
    /// somebody else acts on the object.
    @discardableResult
    public func submit(_ operation: Operation) async throws(OperationFailure) -> JobID {
        guard !isReadOnly else { throw .readOnlySession }
        guard let host = operation.object.host, let source = sources[host] else { throw .unknown(operation.object) }
        let runner = try await work().runner
        // What lives inside this process cannot be acted on from another one.
        guard !source.link.isInProcess, operation.runsDetached else { return try await runner.submit(operation) }
        return try await runner.submitDetached(operation)
    }

    /// Waits until a job has ended and gives it with its end. For commands.
    public func wait(for job: JobID) async throws(OperationFailure) -> Job {
        try await work().runner.wait(for: job)
    }

    /// Asks a job to stop, whichever process runs it.
    public func cancel(_ job: JobID) async throws(OperationFailure) {
        guard !isReadOnly else { throw .readOnlySession }
        try await work().runner.cancel(job)
    }

    /// The way back from the last thing that was done here, where there is one.
    public func undoable() async throws(OperationFailure) -> Operation? {
        try await work().runner.undoable()?.operation
    }

    /// Takes back the last thing that was done and can be taken back.
    @discardableResult
    public func undo() async throws(OperationFailure) -> JobID? {
        guard !isReadOnly else { throw .readOnlySession }
        return try await work().runner.undo()
    }

    /// Somebody has seen the interrupted actions.
    public func acknowledgeInterrupted() async throws(OperationFailure) {
        guard !isReadOnly else { throw .readOnlySession }
        try await work().journal.acknowledgeInterrupted()
    }

    /// Does a job that another process has put into the database: the worker's whole work. Returns it with its end.
    public func perform(detached job: JobID) async throws(OperationFailure) -> Job {
        try await work().runner.runDetached(job)
    }

    func jobLog(_ job: JobID) async throws(OperationFailure) -> String { try await work().runner.log(of: job) }

    func journalPage(before: Int64?) async throws(OperationFailure) -> [JournalEntry] {
        try await work().journal.entries(limit: 200, before: before)
    }
}
