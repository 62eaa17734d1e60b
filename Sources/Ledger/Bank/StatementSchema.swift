/// What banks and Liberapay said, before and after it was booked. Not sealed: a person's name in it can be erased.
enum StatementSchema {
    static let statements = [
        "CREATE TABLE bank_account (bank TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account (number)) STRICT",
        "CREATE TABLE csv_dialect (account TEXT PRIMARY KEY REFERENCES account (number), dialect TEXT NOT NULL) STRICT",
        """
        CREATE TABLE statement_file (
            id INTEGER PRIMARY KEY, account TEXT NOT NULL REFERENCES account (number), format TEXT NOT NULL,
            name TEXT NOT NULL, digest BLOB NOT NULL CHECK (length(digest) = 32), taken INTEGER NOT NULL,
            UNIQUE (account, digest)
        ) STRICT
        """,
        """
        CREATE TABLE statement_rule (
            id INTEGER PRIMARY KEY, place INTEGER NOT NULL, words TEXT NOT NULL,
            direction TEXT CHECK (direction IN ('in', 'out')), amount INTEGER CHECK (amount > 0), currency TEXT,
            account TEXT NOT NULL REFERENCES account (number), label TEXT,
            CHECK ((amount IS NULL) = (currency IS NULL))
        ) STRICT
        """,
        // `key` says which lines are one and the same, `source` is unique: two ways that nothing is added twice.
        """
        CREATE TABLE statement_line (
            id INTEGER PRIMARY KEY, account TEXT NOT NULL REFERENCES account (number),
            format TEXT NOT NULL CHECK (format IN ('ofx', 'csv')), key TEXT NOT NULL, source TEXT NOT NULL,
            identifier TEXT, day TEXT NOT NULL, value_day TEXT, currency TEXT NOT NULL,
            amount INTEGER NOT NULL CHECK (amount <> 0), label TEXT NOT NULL, reference TEXT,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'booked', 'dismissed')),
            entry INTEGER REFERENCES entry (number), reason TEXT,
            twin_line INTEGER REFERENCES statement_line (id), twin_entry INTEGER REFERENCES entry (number),
            file INTEGER NOT NULL REFERENCES statement_file (id),
            UNIQUE (account, source), UNIQUE (account, entry),
            CHECK ((state = 'booked') = (entry IS NOT NULL)), CHECK ((state = 'dismissed') = (reason IS NOT NULL))
        ) STRICT
        """,
        "CREATE INDEX statement_line_day ON statement_line (account, day)",
        "CREATE INDEX statement_line_identifier ON statement_line (account, identifier)",
        "CREATE INDEX statement_line_state ON statement_line (state, day)",
        "CREATE INDEX statement_line_twin ON statement_line (twin_line)",
        "CREATE INDEX statement_line_twin_entry ON statement_line (twin_entry)",
        "CREATE INDEX statement_line_entry ON statement_line (entry)",
        """
        CREATE TABLE statement_balance (
            account TEXT NOT NULL REFERENCES account (number), day TEXT NOT NULL, currency TEXT NOT NULL,
            amount INTEGER NOT NULL, origin TEXT NOT NULL CHECK (origin IN ('ofx', 'csv', 'hand')),
            PRIMARY KEY (account, day, currency)
        ) STRICT, WITHOUT ROWID
        """,
        // A promise of so much a week, and what the paydays brought: neither is cash, neither is booked.
        """
        CREATE TABLE liberapay_rate (
            username TEXT NOT NULL, day TEXT NOT NULL, origin TEXT NOT NULL CHECK (origin IN ('public', 'patrons')),
            currency TEXT NOT NULL, weekly INTEGER CHECK (weekly >= 0), patrons INTEGER CHECK (patrons >= 0),
            PRIMARY KEY (username, day, origin, currency)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE liberapay_payday (
            username TEXT NOT NULL, day TEXT NOT NULL, currency TEXT, receipts INTEGER CHECK (receipts >= 0),
            patrons INTEGER CHECK (patrons >= 0), CHECK ((currency IS NULL) = (receipts IS NULL)),
            PRIMARY KEY (username, day)
        ) STRICT, WITHOUT ROWID
        """,
    ]
}
