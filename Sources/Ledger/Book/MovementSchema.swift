import GRDB

/// What went through each account in each month, kept by the database itself as entries are sealed: what a screen asks
/// for again and again need not be summed up anew. Verification holds it to the entries.
enum MovementSchema {
    static let table = """
        CREATE TABLE movement (
            month TEXT NOT NULL, account TEXT NOT NULL REFERENCES account (number), currency TEXT NOT NULL,
            closing INTEGER NOT NULL CHECK (closing IN (0, 1)), amount INTEGER NOT NULL,
            PRIMARY KEY (month, account, currency, closing)
        ) STRICT, WITHOUT ROWID
        """

    static let rule = """
        CREATE TRIGGER entry_moves AFTER UPDATE ON entry WHEN OLD.seal IS NULL BEGIN
            INSERT INTO movement
                SELECT substr(NEW.date, 1, 7), account, currency, NEW.journal = 'CL', sum(amount)
                FROM posting WHERE entry = NEW.number GROUP BY account, currency
                ON CONFLICT DO UPDATE SET amount = amount + excluded.amount;
        END
        """

    /// The same from the entries.
    private static let ofEntries = """
        SELECT substr(date, 1, 7), account, currency, journal = 'CL', sum(amount)
        FROM entry JOIN posting ON entry = number WHERE seal IS NOT NULL GROUP BY 1, 2, 3, 4
        """

    /// From version 1, whose books had none.
    static func add(to database: Database) throws {
        try database.execute(sql: table)
        try database.execute(sql: "INSERT INTO movement \(ofEntries)")
        try database.execute(sql: rule)
    }

    /// Months and accounts whose movements are not those of their entries.
    static func differences(_ database: Database) throws -> [(month: String, account: String)] {
        try Row.fetchAll(
            database,
            sql: """
                WITH wanted (month, account, currency, closing, amount) AS (\(ofEntries))
                SELECT month, account FROM (SELECT * FROM wanted EXCEPT SELECT * FROM movement)
                UNION SELECT month, account FROM (SELECT * FROM movement EXCEPT SELECT * FROM wanted)
                ORDER BY 1, 2
                """
        ).map { ($0[0], $0[1]) }
    }
}
