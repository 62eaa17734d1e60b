/// The tables of the members: version 3 of the state database. Times are microseconds since 1970, UTC.
enum MemberSchema {
    /// `member_account`: everybody who was ever listed; `gone_at` is null for those who still are. `groups`, `faults` and
    /// `condition` are JSON. `member_evidence`: the latest sign of each source, which only ever moves on.
    /// `member_deed` and `member_mail` hold intents: a row without `outcome_at` is something that may have been done.
    static let step = """
        CREATE TABLE member_reading (
            service TEXT NOT NULL,
            source TEXT NOT NULL,
            condition TEXT NOT NULL,
            whole_at INTEGER,
            asked_at INTEGER,
            covered_since INTEGER,
            PRIMARY KEY (service, source)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE member_account (
            service TEXT NOT NULL,
            id TEXT NOT NULL,
            login TEXT NOT NULL,
            display_name TEXT NOT NULL,
            mail TEXT,
            created INTEGER,
            is_enabled INTEGER NOT NULL,
            is_administrator INTEGER NOT NULL,
            groups TEXT NOT NULL,
            used INTEGER,
            quota INTEGER,
            faults TEXT NOT NULL,
            first_seen INTEGER NOT NULL,
            gone_at INTEGER,
            returned_at INTEGER,
            disabled_since INTEGER,
            enabled_again INTEGER,
            PRIMARY KEY (service, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE member_evidence (
            service TEXT NOT NULL,
            account TEXT NOT NULL,
            source TEXT NOT NULL,
            at INTEGER NOT NULL,
            note TEXT NOT NULL,
            PRIMARY KEY (service, account, source)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE member_register (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            service TEXT NOT NULL,
            account TEXT NOT NULL,
            why TEXT NOT NULL,
            proof TEXT NOT NULL,
            from_at INTEGER NOT NULL,
            until INTEGER,
            by TEXT NOT NULL,
            made_at INTEGER NOT NULL,
            ended_at INTEGER,
            ended_by TEXT
        ) STRICT;
        CREATE TABLE member_deed (
            plan TEXT NOT NULL,
            service TEXT NOT NULL,
            account TEXT NOT NULL,
            step TEXT NOT NULL,
            intent_at INTEGER NOT NULL,
            outcome_at INTEGER,
            result TEXT,
            freed INTEGER,
            message TEXT,
            PRIMARY KEY (plan, service, account)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE member_mail (
            service TEXT NOT NULL,
            account TEXT NOT NULL,
            purpose TEXT NOT NULL,
            intent_at INTEGER NOT NULL,
            outcome_at INTEGER,
            result TEXT,
            PRIMARY KEY (service, account, purpose)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE member_kept (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            service TEXT NOT NULL,
            account TEXT NOT NULL,
            part TEXT NOT NULL,
            sealed BLOB NOT NULL,
            kept_at INTEGER NOT NULL,
            until INTEGER NOT NULL,
            purged_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX member_kept_once ON member_kept(service, account, part, kept_at);
        """
}
