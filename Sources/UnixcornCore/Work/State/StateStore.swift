import GRDB
import Text

/// The state database: `state.db` in a folder of its own. Jobs, locks and the journal live in it.
///
/// One SQLite connection in WAL mode with `synchronous=FULL`: what was answered is on the disk. Any number of processes
/// may have it open. Every call waits on the connection's own serial queue, never on the cooperative pool, and is not
/// interrupted by the cancellation of the task that asked.
public final class StateStore: Sendable {
    /// The folder with `state.db` and the jobs' logs.
    public let folder: String
    /// Whether this process only ever reads: the wall.
    public let isReadOnly: Bool
    let queue: DatabaseQueue

    /// The database's path.
    public var path: String { Self.path(in: folder) }

    /// The folder that is meant where none is named: the system's for root, else the user's own.
    public static var defaultFolder: String {
        let state = Environment.value("XDG_STATE_HOME") ?? (Environment.value("HOME") ?? "/tmp") + "/.local/state"
        return Environment.isRoot ? "/var/lib/unixcorn" : state + "/unixcorn"
    }

    /// Opens the database for writing; creates folder (0750) and file (0640) where they are missing. Blocks.
    ///
    /// Throws without touching the file when it is of a newer version, of another program, or damaged.
    public init(folder: String) throws(OperationFailure) {
        try StateFolder.create(folder)
        let folder = StateFolder.absolute(folder)
        let path = Self.path(in: folder)
        try StateFolder.createFile(path)
        try StateSchema.refuseForeign(path)
        self.folder = folder
        isReadOnly = false
        queue = try Self.guarding(path, .openingState) {
            let queue = try DatabaseQueue(path: path, configuration: Self.configuration(readOnly: false))
            try StateSchema.migrate(queue)
            return queue
        }
    }

    /// Opens an existing database for reading, as a user who may not write it. Blocks; never writes a byte.
    public init(reading folder: String) throws(OperationFailure) {
        let folder = StateFolder.absolute(folder)
        let path = Self.path(in: folder)
        guard StateFolder.exists(path) else { throw .noState(path) }
        // Whoever may only read cannot bring an old one up to date.
        let found = try StateSchema.refuseForeign(path)
        guard found == StateSchema.version else { throw .olderState(path, found: found) }
        self.folder = folder
        isReadOnly = true
        queue = try Self.guarding(path, .openingState) {
            try DatabaseQueue(path: path, configuration: Self.configuration(readOnly: true))
        }
    }

    static func path(in folder: String) -> String { folder + "/state.db" }

    static func configuration(readOnly: Bool) -> GRDB.Configuration {
        var configuration = GRDB.Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(10)
        configuration.label = "state"
        if !readOnly {
            configuration.prepareDatabase { database in
                try PersistentWAL.set(database)
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
        }
        return configuration
    }
}

extension StateStore {
    /// One transaction that writes, begun with `BEGIN IMMEDIATE`: nobody else writes between its first read and its end.
    func write<Value: Sendable>(
        _ tried: Phrase, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(OperationFailure) -> Value {
        guard !isReadOnly else { throw .readOnly(tried) }
        let path = path
        let result: Result<Value, OperationFailure> = await withCheckedContinuation { continuation in
            queue.asyncWriteWithoutTransaction { database in
                continuation.resume(returning: Self.transaction(database, path, tried, body))
            }
        }
        return try result.get()
    }

    /// One consistent look.
    func read<Value: Sendable>(
        _ tried: Phrase, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(OperationFailure) -> Value {
        let path = path
        let result: Result<Value, OperationFailure> = await withCheckedContinuation { continuation in
            queue.asyncRead { access in
                continuation.resume(returning: Self.result(path, tried) { try body(access.get()) })
            }
        }
        return try result.get()
    }

    private static func transaction<Value>(
        _ database: Database, _ path: String, _ tried: Phrase, _ body: (Database) throws -> Value
    ) -> Result<Value, OperationFailure> {
        result(path, tried) {
            var value: Value?
            try database.inTransaction(.immediate) {
                value = try body(database)
                return .commit
            }
            guard let value else { throw OperationFailure.readOnly(tried) }
            return value
        }
    }

    static func result<Value>(
        _ path: String, _ tried: Phrase, _ body: () throws -> Value
    ) -> Result<Value, OperationFailure> {
        do {
            return .success(try body())
        } catch let failure as OperationFailure {
            return .failure(failure)
        } catch {
            return .failure(.state(error, path: path, tried: tried))
        }
    }

    static func guarding<Value>(
        _ path: String, _ tried: Phrase, _ body: () throws -> Value
    ) throws(OperationFailure) -> Value {
        try result(path, tried, body).get()
    }
}
