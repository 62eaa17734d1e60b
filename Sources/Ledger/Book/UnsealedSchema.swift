/// What is expected, cheques, donors, budgets. Not sealed: a person's name in it can be erased, and the chain holds.
enum UnsealedSchema {
    static let statements = people + plans + cheques

    private static let people = [
        """
        CREATE TABLE donor (
            id INTEGER PRIMARY KEY, pseudonym TEXT NOT NULL UNIQUE, name TEXT, published INTEGER NOT NULL DEFAULT 0,
            words TEXT NOT NULL DEFAULT '', member TEXT, CHECK (published = 0 OR (published = 1 AND name IS NOT NULL))
        ) STRICT
        """,
        // A gift has one giver; what several gave is booked as several entries.
        """
        CREATE TABLE gift (
            entry INTEGER PRIMARY KEY REFERENCES entry (number), donor INTEGER NOT NULL REFERENCES donor (id)
        ) STRICT
        """,
        "CREATE INDEX gift_donor ON gift (donor)",
    ]

    private static let plans = [
        """
        CREATE TABLE expectation (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
            currency TEXT NOT NULL CHECK (length(currency) = 3), least INTEGER, most INTEGER, account TEXT NOT NULL,
            rhythm TEXT NOT NULL, first TEXT NOT NULL, last TEXT, tolerance INTEGER NOT NULL, words TEXT NOT NULL,
            CHECK ((least IS NULL AND most IS NULL) OR (least > 0 AND most >= least AND most <= 1000000000000)),
            CHECK (tolerance BETWEEN 0 AND 180)
        ) STRICT
        """,
        """
        CREATE TABLE occurrence (
            expectation INTEGER NOT NULL REFERENCES expectation (id) ON DELETE CASCADE, day TEXT NOT NULL,
            entry INTEGER NOT NULL UNIQUE REFERENCES entry (number), PRIMARY KEY (expectation, day)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE budget (
            year INTEGER NOT NULL, account TEXT NOT NULL, currency TEXT NOT NULL CHECK (length(currency) = 3),
            amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000), PRIMARY KEY (year, account)
        ) STRICT, WITHOUT ROWID
        """,
    ]

    private static let cheques = [
        """
        CREATE TABLE cheque (
            id INTEGER PRIMARY KEY, donor INTEGER REFERENCES donor (id), number TEXT,
            currency TEXT NOT NULL CHECK (length(currency) = 3),
            amount INTEGER NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000),
            account TEXT NOT NULL, received TEXT NOT NULL,
            received_entry INTEGER NOT NULL UNIQUE REFERENCES entry (number), deposited TEXT, slip TEXT,
            cleared TEXT, cleared_entry INTEGER REFERENCES entry (number), bounced TEXT,
            bounced_entry INTEGER UNIQUE REFERENCES entry (number),
            CHECK ((cleared IS NULL) = (cleared_entry IS NULL) AND (bounced IS NULL) = (bounced_entry IS NULL))
        ) STRICT
        """
    ]
}
