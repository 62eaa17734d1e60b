import GRDB
import Text

/// What changed in the work: everything a screen shows of it.
public struct WorkNews: Sendable, Equatable {
    /// Under way first, then the last ended ones, newest first.
    public var jobs: [Job]
    /// The newest entries, newest first.
    public var journal: [JournalEntry]
    /// Intents without an outcome, whose process is gone.
    public var interrupted: [JournalEntry]
}

/// Looks for changes of jobs and journal, by whichever process. Asked every second: nothing new costs one pragma.
public actor WorkWatch {
    private let store: StateStore
    private let limit: Int
    private var version: Int?
    private var live: [JobRecord] = []
    private var abandoned: Set<JobID> = []

    /// A watch on the database in `folder`, through a connection of its own that cannot write.
    public init(folder: String, limit: Int = 200) throws(OperationFailure) {
        store = try StateStore(reading: folder)
        self.limit = limit
    }

    /// What there is, if it is not what was given last; nil when nothing changed.
    public func news() async throws(OperationFailure) -> WorkNews? {
        let seen = try await store.read(.readingJobs) { try Int.fetchOne($0, sql: "PRAGMA data_version") }
        // A process that dies does not write that it did.
        let gone = Set(live.filter(\.isAbandoned).map(\.job.id))
        guard seen != version || gone != abandoned else { return nil }
        let limit = limit
        let (version, jobs, journal, interrupted) = try await store.read(.readingJobs) { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA data_version"), try JobRecord.list(limit, database),
                try Journal.entries(database, limit: limit, before: nil), try Journal.interrupted(database)
            )
        }
        self.version = version
        live = jobs.filter { !$0.job.state.isEnded }
        abandoned = Set(live.filter(\.isAbandoned).map(\.job.id))
        return WorkNews(jobs: jobs.map(\.shown), journal: journal, interrupted: interrupted)
    }
}
