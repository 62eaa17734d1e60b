import GRDB
import Text

/// A job as its row in the database.
struct JobRecord: Sendable {
    var job: Job
    var intent: Int64?
    var process: ProcessIdentity?

    private static let columns = """
        id, operation, operator, state, intent, created_at, ended_at, phase, progress, failure, process, detached,
        cancel_requested, phase_french
        """

    init(row: Row) throws {
        job = Job(
            id: JobID(rawValue: row.stored(0, Int64.self) ?? 0),
            operation: try StoredJSON.value(Operation.self, from: row.stored(1, String.self) ?? ""),
            state: row.stored(3, String.self).flatMap(Job.State.init) ?? .lost,
            by: try StoredJSON.value(Operator.self, from: row.stored(2, String.self) ?? ""),
            createdAt: Moment(microseconds: row.stored(5, Int64.self) ?? 0))
        intent = row.stored(4, Int64.self)
        process = row.stored(10, String.self).flatMap(ProcessIdentity.init(text:))
        job.endedAt = row.stored(6, Int64.self).map(Moment.init(microseconds:))
        let phase = row.stored(7, String.self) ?? ""
        job.phaseWords = Phrase(phase, row.stored(13, String.self) ?? phase)
        job.progress = row.stored(8, Double.self)
        job.reason = try row.stored(9, String.self).map { try StoredJSON.value(OperationFailure.self, from: $0) }
        job.processID = process?.pid
        job.isDetached = row.stored(11, Bool.self) ?? false
        job.cancelRequested = row.stored(12, Bool.self) ?? false
    }

    /// Whether it claims to be under way, and nobody is there.
    var isAbandoned: Bool { !job.state.isEnded && !(process?.isAlive ?? false) }

    /// The job as it is, whether or not somebody has written down yet that its process is gone.
    var shown: Job {
        var shown = job
        if isAbandoned { shown.state = .lost }
        return shown
    }

    static func insert(
        _ operation: Operation, state: Job.State, by person: Operator, process: ProcessIdentity, detached: Bool,
        _ database: Database
    ) throws -> JobID {
        try database.execute(
            sql: """
                INSERT INTO job (operation, operator, state, created_at, process, detached) VALUES (?,?,?,?,?,?)
                """,
            arguments: [
                try StoredJSON.text(operation), try StoredJSON.text(person), state.rawValue, Moment.now.microseconds,
                process.text, detached,
            ])
        return JobID(rawValue: database.lastInsertedRowID)
    }

    static func fetch(_ id: JobID, _ database: Database) throws -> JobRecord? {
        try Row.fetchOne(database, sql: "SELECT \(columns) FROM job WHERE id = ?", arguments: [id.rawValue])
            .map { try JobRecord(row: $0) }
    }

    /// Jobs under way first, then the ended ones, newest first.
    static func list(_ limit: Int, _ database: Database) throws -> [JobRecord] {
        let order = "ORDER BY state IN ('waiting', 'running') DESC, id DESC"
        return try Row.fetchAll(database, sql: "SELECT \(columns) FROM job \(order) LIMIT ?", arguments: [limit])
            .map { try JobRecord(row: $0) }
    }

    static func live(_ database: Database) throws -> [JobRecord] {
        try Row.fetchAll(database, sql: "SELECT \(columns) FROM job WHERE state IN ('waiting', 'running')")
            .map { try JobRecord(row: $0) }
    }

    static func end(_ id: JobID, _ state: Job.State, _ failure: OperationFailure?, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE job SET state = ?, failure = ?, ended_at = ? WHERE id = ?",
            arguments: [
                state.rawValue, try failure.map { try StoredJSON.text($0) }, Moment.now.microseconds, id.rawValue,
            ])
    }

    /// Writes down that the job's process is gone. Its intent stays without an outcome until somebody acknowledges it.
    static func lose(_ id: JobID, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE job SET state = 'lost', ended_at = ? WHERE id = ? AND state IN ('waiting', 'running')",
            arguments: [Moment.now.microseconds, id.rawValue])
    }
}
