import GRDB
import Text

/// Who may act on an object. One row an operation; an object within another one is locked with it.
struct Lock: Sendable {
    var key: String
    var job: JobID
    var process: ProcessIdentity?
    var by: Operator
    var since: Moment
    var operation: Operation

    /// Whether the two cannot be held at once: the same object, or one within the other.
    func conflicts(with other: ObjectRef) -> Bool {
        let (mine, theirs) = (operation.object.lockPath, other.lockPath)
        return mine.starts(with: theirs) || theirs.starts(with: mine)
    }

    /// Takes the lock of an operation's object for `job`. Whoever holds what it touches and lives refuses it; the dead
    /// lose theirs, and their jobs with them.
    static func take(
        _ operation: Operation, for job: JobID, by person: Operator, process: ProcessIdentity, _ database: Database
    ) throws {
        for held in try all(database) where held.conflicts(with: operation.object) {
            guard !held.isHeldByLiving else { throw OperationFailure.locked(operation, by: held) }
            try held.takeOver(by: person, database)
        }
        try database.execute(
            sql: "INSERT INTO lock (key, job, process, operator, since, operation) VALUES (?,?,?,?,?,?)",
            arguments: [
                operation.object.lockKey, job.rawValue, process.text, try StoredJSON.text(person),
                Moment.now.microseconds, try StoredJSON.text(operation),
            ])
    }

    /// Gives back what `job` holds.
    static func release(_ job: JobID, _ database: Database) throws {
        try database.execute(sql: "DELETE FROM lock WHERE job = ?", arguments: [job.rawValue])
    }

    static func all(_ database: Database) throws -> [Lock] {
        try Row.fetchAll(database, sql: "SELECT key, job, process, operator, since, operation FROM lock").map { row in
            Lock(
                key: row.stored(0, String.self) ?? "", job: JobID(rawValue: row.stored(1, Int64.self) ?? 0),
                process: row.stored(2, String.self).flatMap(ProcessIdentity.init(text:)),
                by: try StoredJSON.value(Operator.self, from: row.stored(3, String.self) ?? ""),
                since: Moment(microseconds: row.stored(4, Int64.self) ?? 0),
                operation: try StoredJSON.value(Operation.self, from: row.stored(5, String.self) ?? ""))
        }
    }

    private var isHeldByLiving: Bool { process?.isAlive ?? false }

    private func takeOver(by person: Operator, _ database: Database) throws {
        try JobRecord.lose(job, database)
        try Lock.release(job, database)
        try Journal.append(
            database, .note, by: person, operation: operation,
            words: .lockTakenOver(job, process?.pid ?? 0), job: job)
    }
}

extension ObjectRef {
    /// The way from the site down to the object. Where one way begins with another, the objects lie within each other.
    var lockPath: [String] {
        guard let host else { return self == .site ? [] : [lockKey] }
        let top = "host:" + host.rawValue
        return switch self {
        case .site, .repository: []
        case .firewall, .books, .service, .account: [lockKey]
        case .host: [top]
        case .volume(_, let pool, _, _): [top, "pool:\(host.rawValue):\(pool.rawValue)", lockKey]
        case .guest, .pool, .network: [top, lockKey]
        }
    }
}
