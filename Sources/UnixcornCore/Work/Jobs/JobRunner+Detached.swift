import Dispatch
import GRDB
import Glibc
import Text

extension JobRunner {
    /// Begins the operation where it belongs: in a worker when it `runsDetached` and there is a command for one.
    @discardableResult
    public func start(_ operation: Operation, undoing: Int64? = nil) async throws(OperationFailure) -> JobID {
        guard operation.runsDetached, worker != nil else { return try await submit(operation, undoing: undoing) }
        return try await submitDetached(operation, undoing: undoing)
    }

    /// Takes the lock, writes the intent, starts a worker process and returns once that has taken the job over.
    @discardableResult
    public func submitDetached(_ operation: Operation, undoing: Int64? = nil) async throws(OperationFailure) -> JobID {
        guard let worker else { throw .noWorker(operation) }
        let (id, intent) = try await begin(operation, undoing: undoing, detached: true)
        do {
            let child = try DetachedWorker.start(worker, for: id, log: JobLog(id, in: store))
            try await awaitWorker(child, id, operation)
            if let child { Task { await self.reap(child) } }
            return id
        } catch {
            _ = try await record(id, intent, Ending(result: .failed, failure: error), onlyWaiting: true)
            throw error
        }
    }

    /// What the worker process calls: takes a waiting job over and runs it to its end. SIGTERM asks it to stop.
    public func runWaiting(job id: JobID) async throws(OperationFailure) -> Job {
        guard !isReadOnly else { throw .readOnly(.startingJob) }
        let source = stopOnTermination(id)
        defer { source.cancel() }
        let (operation, intent) = try await store.write(.startingJob) { database in
            guard let record = try JobRecord.fetch(id, database) else {
                throw OperationFailure.noSuchJob(id, isEnded: false)
            }
            guard record.job.state == .waiting, let intent = record.intent else {
                throw OperationFailure.notWaiting(record.job)
            }
            let process = ProcessIdentity.current.text
            try database.execute(
                sql: "UPDATE job SET state = 'running', process = ? WHERE id = ?", arguments: [process, id.rawValue])
            try database.execute(
                sql: "UPDATE lock SET process = ? WHERE job = ?", arguments: [process, id.rawValue])
            return (record.job.operation, intent)
        }
        launch(operation, id, intent)
        return try await wait(for: id)
    }

    private nonisolated func stopOnTermination(_ id: JobID) -> any DispatchSourceSignal {
        signal(SIGTERM, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGTERM)
        source.setEventHandler { Task { await self.stop(id) } }
        source.resume()
        return source
    }

    /// Until the worker has taken the job, has died before that, or does not come.
    private func awaitWorker(_ child: pid_t?, _ id: JobID, _ operation: Operation) async throws(OperationFailure) {
        for _ in 0..<600 {
            if try await job(id).state != .waiting { return }
            if let child, Self.hasEnded(child) {
                if try await job(id).state != .waiting { return }
                throw .workerDied(operation, id)
            }
            // Not interrupted: a console that leaves now still wants its worker to come.
            try? await Task.sleep(for: .milliseconds(25))
        }
        throw .workerDied(operation, id)
    }

    /// Waits for a child without a thread of its own, so that no zombie stays.
    private nonisolated func reap(_ child: pid_t) async {
        while !Self.hasEnded(child) {
            // Nobody cancels this task.
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Whether the child has ended, or was waited for already.
    private static func hasEnded(_ child: pid_t) -> Bool {
        var status: Int32 = 0
        return unsafe waitpid(child, &status, WNOHANG) != 0
    }
}
