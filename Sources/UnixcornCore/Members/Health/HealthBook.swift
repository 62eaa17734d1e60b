import GRDB
public import Text

/// What is remembered of whether services answered, in the state database.
public struct HealthBook: Sendable {
    let store: StateStore

    public init(_ store: StateStore) { self.store = store }

    /// Version 4 of the state database. `minute`: the last one that was counted, since 1970, UTC.
    static let step = """
        CREATE TABLE service_health (
            service TEXT NOT NULL,
            day TEXT NOT NULL,
            asked INTEGER NOT NULL,
            answered INTEGER NOT NULL,
            minute INTEGER NOT NULL,
            PRIMARY KEY (service, day)
        ) STRICT, WITHOUT ROWID;
        """

    /// Counts what services answered in a minute; each minute counts once, whoever asks.
    public func add(_ answers: [String: Bool], at now: Moment, clock: SiteClock) async throws(OperationFailure) {
        let (day, minute) = (clock.day(of: now).iso8601, now.microseconds / 60_000_000)
        try await store.write(.keepingHealth) { database in
            for (service, isAlive) in answers {
                try database.execute(
                    sql: """
                        INSERT INTO service_health VALUES (?, ?, 1, ?, ?) ON CONFLICT DO UPDATE SET
                        asked = asked + 1, answered = answered + excluded.answered, minute = excluded.minute
                        WHERE excluded.minute > minute
                        """, arguments: [service, day, isAlive ? 1 : 0, minute])
            }
        }
    }

    /// The days of a service that are known, oldest first.
    public func days(of service: String) async throws(OperationFailure) -> [HealthDay] {
        try await store.read(.readingMembers(SafeText(service))) { database in
            try Row.fetchAll(
                database, sql: "SELECT day, asked, answered FROM service_health WHERE service = ? ORDER BY day",
                arguments: [service]
            ).compactMap { row in
                CivilDate(iso8601: row[0]).map { HealthDay($0, asked: row[1], answered: row[2]) }
            }
        }
    }
}

extension Phrase {
    fileprivate static let keepingHealth = Phrase("noting which services answer", "noter quels services répondent")
}
