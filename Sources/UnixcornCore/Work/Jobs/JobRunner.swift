import GRDB
import Text

/// Runs operations: lock, intent, work, outcome. The one place through which anything is ever changed.
public actor JobRunner {
    /// Does an operation. Throws `OperationFailure`; anything else is recorded by its text.
    public typealias Perform = @Sendable (Operation, WorkContext) async throws -> Void

    nonisolated let store: StateStore
    nonisolated let journal: Journal
    /// Whether everything that changes something is refused.
    public nonisolated let isReadOnly: Bool
    nonisolated let person: Operator
    nonisolated let worker: WorkerCommand?
    let perform: Perform
    var running: [JobID: (job: RunningJob, task: Task<Job, Never>)] = [:]

    /// Progress is written, and a wish to cancel is looked for, this often.
    static let beat = Duration.milliseconds(250)

    /// A runner on `store`. `worker` says how a detached worker is started; nil: every job runs in this process.
    public init(
        _ store: StateStore, journal: Journal? = nil, isReadOnly: Bool = false, by person: Operator = .current(),
        worker: WorkerCommand? = nil, perform: @escaping Perform
    ) {
        self.store = store
        self.journal = journal ?? Journal(store)
        self.isReadOnly = isReadOnly || store.isReadOnly
        self.person = person
        self.worker = worker
        self.perform = perform
    }

    /// Takes the lock, writes the intent, and runs the operation in this process. Returns once it has begun.
    ///
    /// Throws, with nothing begun, in read-only mode, when somebody else acts on the object, and when the intent cannot
    /// be written. `undoing`: the intent that this operation takes back.
    @discardableResult
    public func submit(_ operation: Operation, undoing: Int64? = nil) async throws(OperationFailure) -> JobID {
        let (id, intent) = try await begin(operation, undoing: undoing, detached: false)
        launch(operation, id, intent)
        return id
    }

    /// Waits for a job, whichever process runs it, and gives it with its end. Ends early, with the job as it is, when
    /// the waiting task is cancelled.
    public func wait(for id: JobID) async throws(OperationFailure) -> Job {
        if let task = running[id]?.task { return await task.value }
        var job = try await job(id)
        let start = ContinuousClock.now
        while !job.state.isEnded {
            // Somebody waits: a short job's end is seen at once, one of hours is not asked for all the time.
            let pause = min(Self.beat, max(.milliseconds(20), (ContinuousClock.now - start) / 50))
            do { try await Task.sleep(for: pause) } catch { return job }
            job = try await self.job(id)
        }
        return job
    }

    /// Asks a job to stop, whichever process runs it. It ends as soon as its operation looks.
    public func cancel(_ id: JobID) async throws(OperationFailure) {
        guard !isReadOnly else { throw .readOnly(.cancellingJob) }
        if let mine = running[id] {
            mine.job.cancel()
            mine.task.cancel()
        }
        let found = try await store.write(.cancellingJob) { database in
            try database.execute(
                sql: "UPDATE job SET cancel_requested = 1 WHERE id = ? AND state IN ('waiting', 'running')",
                arguments: [id.rawValue])
            return database.changesCount
        }
        guard found > 0 || running[id] != nil else { throw .noSuchJob(id, isEnded: true) }
    }

    /// The newest jobs: those under way first.
    public nonisolated func jobs(limit: Int = 100) async throws(OperationFailure) -> [Job] {
        try await store.read(.readingJobs) { try JobRecord.list(limit, $0).map(\.shown) }
    }

    /// One job.
    public nonisolated func job(_ id: JobID) async throws(OperationFailure) -> Job {
        let found = try await store.read(.readingJobs) { try JobRecord.fetch(id, $0)?.shown }
        guard let found else { throw .noSuchJob(id, isEnded: false) }
        return found
    }

    /// The job's log: raw text of many lines.
    public nonisolated func log(of id: JobID) async throws(OperationFailure) -> String {
        try JobLog(id, in: store).text()
    }

    /// Lock, row and intent in one transaction: all or nothing.
    func begin(
        _ operation: Operation, undoing: Int64?, detached: Bool
    ) async throws(OperationFailure) -> (JobID, Int64) {
        guard !isReadOnly else { throw .readOnly(operation.title) }
        let person = person
        let operation = operation.withoutSecrets
        return try await journal.append(.startingJob) { database in
            let process = ProcessIdentity.current
            let state: Job.State = detached ? .waiting : .running
            let id = try JobRecord.insert(
                operation, state: state, by: person, process: process, detached: detached, database)
            try Lock.take(operation, for: id, by: person, process: process, database)
            let intent = try Journal.append(
                database, .intent, by: person, operation: operation, undoes: undoing, job: id)
            try database.execute(
                sql: "UPDATE job SET intent = ? WHERE id = ?", arguments: [intent.id, id.rawValue])
            return (id, intent.id)
        }
    }

    func launch(_ operation: Operation, _ id: JobID, _ intent: Int64) {
        let job = RunningJob(id)
        let task = Task { await self.run(operation, job, intent) }
        running[id] = (job, task)
    }

    func forget(_ id: JobID) { running[id] = nil }
}
