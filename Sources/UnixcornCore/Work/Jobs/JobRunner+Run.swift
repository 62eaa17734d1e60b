import GRDB
import Text

/// How an operation ended.
struct Ending: Sendable {
    var result: JournalEntry.Result
    var failure: OperationFailure?

    var words: Phrase { failure?.message ?? .nothing }

    var state: Job.State {
        switch result {
        case .done: .done
        case .failed: .failed
        case .cancelled: .cancelled
        case .interrupted: .lost
        }
    }
}

extension JobRunner {
    /// The whole life of a job that has begun. Its outcome is written even when its task was cancelled.
    nonisolated func run(_ operation: Operation, _ job: RunningJob, _ intent: Int64) async -> Job {
        let pulse = Task { await self.keepPulse(job) }
        let work = Task { try await self.perform(operation, job.context) }
        let ending = await withTaskCancellationHandler {
            await Self.ending(of: work, job)
        } onCancel: {
            work.cancel()
        }
        pulse.cancel()
        await pulse.value
        let ended = await close(operation, job, intent, ending)
        await forget(job.id)
        return ended
    }

    private static func ending(of work: Task<Void, any Error>, _ job: RunningJob) async -> Ending {
        switch await work.result {
        case .success: return Ending(result: .done)
        case .failure(let error):
            if error is CancellationError { return Ending(result: .cancelled) }
            guard let failure = error as? OperationFailure else {
                let text = Phrase(verbatim: SafeText(String(describing: error)))
                return Ending(result: .failed, failure: OperationFailure(area: "operation", message: text))
            }
            return Ending(result: failure.area == "cancelled" ? .cancelled : .failed, failure: failure)
        }
    }

    /// Writes what the operation says and looks whether another process wants it to stop, until it ends.
    private nonisolated func keepPulse(_ job: RunningJob) async {
        while !Task.isCancelled {
            // Only cancellation wakes it early, and then the loop ends.
            try? await Task.sleep(for: Self.beat)
            await writeDown(job)
        }
    }

    /// A beat that cannot be written is left out: the next one tells more, and the outcome is what counts.
    private nonisolated func writeDown(_ job: RunningJob) async {
        let lines = job.takeLines()
        do { try JobLog(job.id, in: store).append(lines) } catch { job.remember(error) }
        do {
            if let (phase, progress) = job.takeProgress() {
                try await store.write(.recordingJob) { database in
                    try database.execute(
                        sql: "UPDATE job SET phase = ?, phase_french = ?, progress = ? WHERE id = ?",
                        arguments: [phase.english, phase.french, progress, job.id.rawValue])
                }
            }
            let isWanted = try await store.read(.readingJobs) { database in
                try Bool.fetchOne(
                    database, sql: "SELECT cancel_requested FROM job WHERE id = ?", arguments: [job.id.rawValue])
            }
            if isWanted == true { await stop(job.id) }
        } catch { job.remember(error) }
    }

    func stop(_ id: JobID) {
        guard let mine = running[id], !mine.job.isCancelled else { return }
        mine.job.cancel()
        mine.task.cancel()
    }

    /// Outcome, end of the job and release of the lock in one transaction. Without room on the disk it is tried again
    /// for as long as the process lives: the job stays under way and its lock held, which is the truth so far as known.
    private nonisolated func close(
        _ operation: Operation, _ job: RunningJob, _ intent: Int64, _ ending: Ending
    ) async -> Job {
        if let failure = job.firstFailure { job.context.log("not everything could be recorded: \(failure)") }
        if let said = ending.failure?.message.english { job.context.log(said) }
        await writeDown(job)
        do {
            return try await record(job.id, intent, ending)
        } catch {
            Task {
                while true {
                    // An unstructured task that nobody cancels: sleep does not throw.
                    try? await Task.sleep(for: .seconds(5))
                    if (try? await self.record(job.id, intent, ending)) != nil { return }
                }
            }
            return unrecorded(operation, job.id, ending, error)
        }
    }

    /// `onlyWaiting`: leaves a job alone that a worker has taken over after all.
    nonisolated func record(
        _ id: JobID, _ intent: Int64, _ ending: Ending, onlyWaiting: Bool = false
    ) async throws(OperationFailure) -> Job {
        let person = person
        let ended = try await journal.append(.recordingJob) { database in
            if onlyWaiting, let found = try JobRecord.fetch(id, database)?.job, found.state != .waiting {
                return found as Job?
            }
            try JobRecord.end(id, ending.state, ending.failure, database)
            try Lock.release(id, database)
            let ended = try JobRecord.fetch(id, database)?.job
            try Journal.append(
                database, .outcome, by: person, operation: ended?.operation, intent: intent, result: ending.result,
                words: ending.words, job: id)
            return ended
        }
        guard let ended else { throw .noSuchJob(id, isEnded: false) }
        return ended
    }

    private nonisolated func unrecorded(
        _ operation: Operation, _ id: JobID, _ ending: Ending, _ error: OperationFailure
    ) -> Job {
        var job = Job(id: id, operation: operation.withoutSecrets, state: ending.state, by: person, createdAt: .now)
        job.endedAt = .now
        job.reason = error
        if let failure = ending.failure {
            job.reason?.message = Phrase(
                "\(failure.message.english); \(error.message.english)",
                "\(failure.message.french) ; \(error.message.french)")
        }
        return job
    }
}
