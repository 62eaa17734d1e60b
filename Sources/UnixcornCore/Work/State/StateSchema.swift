import GRDB
import Text

/// The tables of the state database, by version. A version is never edited once released: the next one changes it.
enum StateSchema {
    /// `PRAGMA application_id`: "ucrn".
    static let applicationID = 0x7563_726E
    /// `PRAGMA user_version` after all steps.
    static var version: Int { steps.count }

    static let steps: [String] = [first, second, MemberSchema.step, HealthBook.step]

    /// Refuses a file of a newer version or of another program, through a connection that cannot write.
    ///
    /// Gives the version that was found.
    @discardableResult
    static func refuseForeign(_ path: String) throws(OperationFailure) -> Int {
        let (found, application, tables) = try StateStore.guarding(path, .openingState) {
            try DatabaseQueue(path: path, configuration: StateStore.configuration(readOnly: true)).read { database in
                (
                    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
                    try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
                    try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
                )
            }
        }
        guard tables == 0 || application == applicationID else { throw .foreignState(path) }
        guard found <= version else { throw .newerState(path, found: found, known: version) }
        return found
    }

    static func migrate(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { database in
            guard try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw DatabaseError(message: "the file system does not offer what write-ahead logging needs")
            }
            try database.inTransaction(.immediate) {
                // Asked again inside: another process may have just done it.
                let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
                for step in steps.dropFirst(found) { try database.execute(sql: step) }
                if found < version {
                    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
                    try database.execute(sql: "PRAGMA user_version = \(version)")
                }
                return .commit
            }
        }
    }

    /// Version 1. Times are microseconds since 1970, UTC; `operator`, `operation` and `object` are JSON.
    private static let first = """
        CREATE TABLE journal (
            id INTEGER PRIMARY KEY,
            form TEXT NOT NULL,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            operator TEXT NOT NULL,
            process TEXT NOT NULL,
            operation TEXT,
            intent INTEGER,
            undoes INTEGER,
            result TEXT,
            message TEXT NOT NULL,
            job INTEGER,
            previous TEXT NOT NULL,
            digest TEXT NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX journal_outcome ON journal(intent) WHERE intent IS NOT NULL;
        CREATE INDEX journal_undoes ON journal(undoes) WHERE undoes IS NOT NULL;
        \(journalTriggers)
        CREATE TABLE journal_archive (
            until INTEGER PRIMARY KEY,
            digest TEXT NOT NULL,
            file TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE job (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            operation TEXT NOT NULL,
            operator TEXT NOT NULL,
            state TEXT NOT NULL,
            intent INTEGER,
            created_at INTEGER NOT NULL,
            ended_at INTEGER,
            phase TEXT NOT NULL DEFAULT '',
            progress REAL,
            failure TEXT,
            process TEXT NOT NULL,
            detached INTEGER NOT NULL DEFAULT 0,
            cancel_requested INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX job_open ON job(state) WHERE state IN ('waiting', 'running', 'lost');
        CREATE TABLE lock (
            key TEXT PRIMARY KEY,
            job INTEGER NOT NULL,
            process TEXT NOT NULL,
            operator TEXT NOT NULL,
            since INTEGER NOT NULL,
            operation TEXT NOT NULL
        ) STRICT;
        """

    /// Version 2: what is said to a person, in French too (null where it is the same, and in lines of version 1); and
    /// what agents said and which addresses guests had, for sessions that may not ask (`fact` is JSON).
    private static let second = """
        ALTER TABLE journal ADD COLUMN message_french TEXT;
        ALTER TABLE job ADD COLUMN phase_french TEXT;
        CREATE TABLE guest_fact (
            host TEXT NOT NULL,
            guest TEXT NOT NULL,
            at INTEGER NOT NULL,
            fact TEXT NOT NULL,
            PRIMARY KEY (host, guest)
        ) STRICT;
        """

    /// The journal only grows. `JournalArchive` alone lifts the second one, inside its own transaction.
    static let journalTriggers = """
        CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        """
}
