import GRDB

/// The tables of a book, and the rules that SQLite itself enforces, whoever writes.
enum BookSchema {
    /// `PRAGMA application_id`: "UCLG".
    static let application = 0x5543_4C47
    /// `PRAGMA user_version`.
    static let version = 2

    static func create(_ database: Database) throws {
        let statements = tables + entryRules + partRules + [MovementSchema.table, MovementSchema.rule, closings]
        for statement in statements + StatementSchema.statements + UnsealedSchema.statements {
            try database.execute(sql: statement)
        }
        try database.execute(sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
    }

    private static let tables = [
        "CREATE TABLE account (number TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT",
        """
        CREATE TABLE entry (
            number INTEGER PRIMARY KEY, date TEXT NOT NULL, journal TEXT NOT NULL, label TEXT NOT NULL, piece TEXT,
            source TEXT NOT NULL, reverses INTEGER UNIQUE REFERENCES entry (number), sealed INTEGER NOT NULL,
            previous BLOB NOT NULL CHECK (length(previous) = 32), seal BLOB CHECK (length(seal) = 32),
            CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' AND date(date, '+0 days') = date)
        ) STRICT
        """,
        "CREATE INDEX entry_date ON entry (date)",
        """
        CREATE TABLE posting (
            entry INTEGER NOT NULL REFERENCES entry (number), line INTEGER NOT NULL,
            account TEXT NOT NULL REFERENCES account (number), currency TEXT NOT NULL CHECK (length(currency) = 3),
            amount INTEGER NOT NULL CHECK (amount <> 0 AND abs(amount) <= 1000000000000),
            PRIMARY KEY (entry, line)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX posting_account ON posting (account, currency, amount)",
        """
        CREATE TABLE document (
            entry INTEGER NOT NULL REFERENCES entry (number), line INTEGER NOT NULL,
            digest BLOB NOT NULL CHECK (length(digest) = 32), PRIMARY KEY (entry, line)
        ) STRICT, WITHOUT ROWID
        """,
        // What was written beside the book last: a journal that was touched since is not overwritten unseen.
        "CREATE TABLE journal (year INTEGER PRIMARY KEY, digest BLOB NOT NULL) STRICT",
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    ]

    /// Each entry that is added asks for the last.
    private static let closings = "CREATE INDEX entry_closing ON entry (date) WHERE journal = 'CL'"

    private static let entryRules = [
        """
        CREATE TRIGGER entry_begins BEFORE INSERT ON entry BEGIN
            SELECT RAISE(ABORT, 'an entry is sealed after its postings') WHERE NEW.seal IS NOT NULL;
            SELECT RAISE(ABORT, 'entries are numbered without gaps')
                WHERE NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entry);
            SELECT RAISE(ABORT, 'the entry before is not sealed')
                WHERE EXISTS (SELECT 1 FROM entry WHERE number = NEW.number - 1 AND seal IS NULL);
        END
        """,
        """
        CREATE TRIGGER entry_seals BEFORE UPDATE ON entry WHEN OLD.seal IS NULL BEGIN
            SELECT RAISE(ABORT, 'sealing changes nothing but the seal')
                WHERE (NEW.number, NEW.date, NEW.journal, NEW.label, NEW.piece, NEW.source, NEW.reverses, NEW.sealed, NEW.previous)
                IS NOT (OLD.number, OLD.date, OLD.journal, OLD.label, OLD.piece, OLD.source, OLD.reverses, OLD.sealed, OLD.previous);
            SELECT RAISE(ABORT, 'an entry has two postings at least')
                WHERE (SELECT count(*) FROM posting WHERE entry = NEW.number) < 2;
            SELECT RAISE(ABORT, 'the postings of an entry sum to zero in each currency')
                WHERE EXISTS (SELECT 1 FROM posting WHERE entry = NEW.number GROUP BY currency HAVING sum(amount) <> 0);
            SELECT RAISE(ABORT, 'an entry follows the seal of the one before')
                WHERE NEW.number > 1 AND NEW.previous IS NOT (SELECT seal FROM entry WHERE number = NEW.number - 1);
        END
        """,
        """
        CREATE TRIGGER entry_stays BEFORE UPDATE ON entry WHEN OLD.seal IS NOT NULL BEGIN
            SELECT RAISE(ABORT, 'a sealed entry never changes');
        END
        """,
        """
        CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry BEGIN
            SELECT RAISE(ABORT, 'an entry is never deleted');
        END
        """,
    ]

    /// Postings and documents belong to the seal of their entry.
    private static let partRules = ["posting", "document"].flatMap { table in
        [("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")].map { deed, row in
            """
            CREATE TRIGGER \(table)_\(deed.lowercased())_\(row.lowercased()) BEFORE \(deed) ON \(table)
            WHEN (SELECT seal FROM entry WHERE number = \(row).entry) IS NOT NULL BEGIN
                SELECT RAISE(ABORT, 'a sealed entry never changes');
            END
            """
        }
    }
}

extension BookSchema {
    /// Application and version of a database.
    static func origin(_ database: Database) throws -> (application: Int, version: Int) {
        (
            try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
            try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        )
    }

    /// Brings a book of an earlier version to this one.
    static func upgrade(_ queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { database in
            try database.inTransaction(.immediate) {
                // Asked again inside: another process may have just done it.
                if try origin(database) == (application, 1) {
                    try MovementSchema.add(to: database)
                    try database.execute(sql: closings)
                    try database.execute(sql: "PRAGMA user_version = \(version)")
                }
                return .commit
            }
        }
    }

    /// Rules that somebody took away: nothing but them keeps the database from being changed.
    static func missingRules(_ database: Database) throws -> [String] {
        let names = (entryRules + partRules + [MovementSchema.rule]).compactMap {
            $0.split(separator: " ").dropFirst(2).first.map(String.init)
        }
        let found = Set(try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        return names.filter { !found.contains($0) }
    }
}
