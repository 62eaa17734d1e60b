import GRDB
import Text

extension MemberBook {
    /// How much of a reading is believed.
    public struct Trust: Sendable {
        /// Percent of the accounts that may be missing since the last reading; that many are too many.
        public var dropPercent: Int
        /// Seconds.
        public var clockSkew: Int
        /// An administrator has looked and says that the list is right.
        public var acceptsShrinking = false

        public init(dropPercent: Int = 10, clockSkew: Int = 300, acceptsShrinking: Bool = false) {
            self.dropPercent = dropPercent
            self.clockSkew = clockSkew
            self.acceptsShrinking = acceptsShrinking
        }

        public init(_ declaration: Configuration.MembersDeclaration, acceptsShrinking: Bool = false) {
            self.init(
                dropPercent: declaration.dropPercent, clockSkew: declaration.clockSkew,
                acceptsShrinking: acceptsShrinking)
        }
    }

    /// Takes in what a directory listed: everybody at once, or, where it is not believed, nothing but the reading.
    @discardableResult
    public func merge(_ census: Census, of service: String, trust: Trust) async throws(OperationFailure)
        -> SourceReading
    {
        try await store.write(.keepingMembers(SafeText(service))) { database in
            let condition = try Self.condition(census, service, trust, database)
            let now = census.ourTime
            if condition == .whole {
                try Self.keep(census, service, now, database)
            }
            for source in census.sources.union([.login]) {
                // A directory that cannot tell when people came in lists them all the same.
                let told = census.sources.contains(source) ? condition : .partial(.notTold)
                try Self.note(SourceReading(source, told, askedAt: now), service, database)
            }
            return SourceReading(.login, condition, wholeAt: condition == .whole ? now : nil, askedAt: now)
        }
    }

    /// Takes in the signs of another source; `condition` says whether it was read whole.
    public func add(
        _ reading: EvidenceReading, from source: EvidenceSource, of service: String, at now: Moment = .now
    ) async throws(OperationFailure) {
        try await store.write(.keepingMembers(SafeText(service))) { database in
            for (account, sign) in reading.signs { try Self.keep(sign, account, service, now, database) }
            var noted = SourceReading(source, reading.condition, askedAt: now)
            if let begins = reading.begins {
                let before = try Self.readings(service, database).first { $0.source == source }
                // What was read before reaches up to where this begins: nothing was missed between them.
                let joins = before?.wholeAt.map { $0 >= begins } ?? false
                noted.coveredSince = joins ? before?.coveredSince ?? begins : begins
            }
            try Self.note(noted, service, database)
        }
    }

    /// Keeps a sign that a person noted. It is no reading: nothing is said of others.
    public func note(_ sign: Evidence, for account: String, of service: String) async throws(OperationFailure) {
        try await store.write(.keepingMembers(SafeText(service))) { try Self.keep(sign, account, service, .now, $0) }
    }

    /// Notes that a source could not be read.
    public func fail(
        _ failure: OperationFailure, _ sources: Set<EvidenceSource>, of service: String, at now: Moment = .now
    ) async throws(OperationFailure) {
        try await store.write(.keepingMembers(SafeText(service))) { database in
            for source in sources {
                try Self.note(SourceReading(source, .failed(failure), askedAt: now), service, database)
            }
        }
    }

    /// Forgets readings of sources that are no longer declared. What they said of people stays.
    public func declare(_ sources: Set<EvidenceSource>, of service: String) async throws(OperationFailure) {
        try await store.write(.keepingMembers(SafeText(service))) { database in
            for reading in try Self.readings(service, database) where !sources.contains(reading.source) {
                try database.execute(
                    sql: "DELETE FROM member_reading WHERE service = ? AND source = ?",
                    arguments: [service, reading.source.rawValue])
            }
            for source in sources {
                try database.execute(
                    sql: """
                        INSERT INTO member_reading (service, source, condition) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                    arguments: [
                        service, source.rawValue, try StoredJSON.text(SourceReading.Condition.never),
                    ])
            }
        }
    }

    private static func condition(
        _ census: Census, _ service: String, _ trust: Trust, _ database: Database
    ) throws -> SourceReading.Condition {
        if let theirs = census.serverTime {
            let ahead = theirs.seconds(since: census.ourTime)
            if abs(ahead) > Double(trust.clockSkew) { return .clockOff(Int(ahead)) }
        }
        // Whoever we began to delete and did not write down is not missing.
        let before = Set(
            try String.fetchAll(
                database,
                sql: """
                    SELECT id FROM member_account WHERE service = ?1 AND gone_at IS NULL AND NOT EXISTS (
                        SELECT 1 FROM member_deed WHERE service = ?1 AND account = id AND step = 'delete'
                            AND result IS NULL)
                    """, arguments: [service]))
        let missing = before.subtracting(census.accounts.map(\.id)).count
        guard !trust.acceptsShrinking, missing * 100 >= before.count * trust.dropPercent, missing > 0 else {
            return census.accounts.isEmpty ? .partial(.nobodyListed) : .whole
        }
        return .shrunk(from: before.count, to: census.accounts.count)
    }

    private static func keep(_ census: Census, _ service: String, _ now: Moment, _ database: Database) throws {
        var seen: [String: ServiceAccount] = [:]
        for var account in census.accounts {
            if seen[account.id] != nil { account.faults.append(.listedTwice) }
            seen[account.id] = account
        }
        for account in seen.values {
            try keep(account, service, now, database)
            for sign in account.evidence { try keep(sign, account.id, service, now, database) }
        }
        let listed = Set(seen.keys)
        for id in try String.fetchAll(
            database, sql: "SELECT id FROM member_account WHERE service = ? AND gone_at IS NULL", arguments: [service])
        where !listed.contains(id) { try gone(id, service, now, database) }
    }

    /// Marks an account as no longer there.
    static func gone(_ id: String, _ service: String, _ now: Moment, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE member_account SET gone_at = ? WHERE service = ? AND id = ?",
            arguments: [now.microseconds, service, id])
    }

    /// One account as it is now. Whoever comes back under an old name begins anew.
    static func keep(_ account: ServiceAccount, _ service: String, _ now: Moment, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO member_account (service, id, login, display_name, mail, created, is_enabled,
                    is_administrator, groups, used, quota, faults, first_seen, disabled_since)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, iif(?7, NULL, ?13))
                ON CONFLICT (service, id) DO UPDATE SET login = ?3, display_name = ?4, mail = ?5, created = ?6,
                    is_enabled = ?7, is_administrator = ?8, groups = ?9, used = ?10, quota = ?11, faults = ?12,
                    first_seen = iif(gone_at IS NULL, first_seen, ?13),
                    enabled_again = iif(gone_at IS NULL,
                        iif(?7 AND disabled_since IS NOT NULL, ?13, enabled_again), NULL),
                    disabled_since = iif(?7, NULL, iif(gone_at IS NULL, ifnull(disabled_since, ?13), ?13)),
                    returned_at = iif(gone_at IS NULL, returned_at, ?13),
                    gone_at = NULL
                """,
            arguments: [
                service, account.id, account.login, account.displayName, account.mail, account.created?.microseconds,
                account.isEnabled, account.isAdministrator, try StoredJSON.text(account.groups),
                account.used.map(Int64.init(bitPattern:)), account.quota.map(Int64.init(bitPattern:)),
                try StoredJSON.text(account.faults), now.microseconds,
            ])
    }

    /// Signs only ever move on. One that is dated days from now is never kept: it would hold for ever.
    static func keep(
        _ sign: Evidence, _ account: String, _ service: String, _ now: Moment, _ database: Database
    ) throws {
        guard sign.at.seconds(since: now) <= 2 * 86_400 else { return }
        try database.execute(
            sql: """
                INSERT INTO member_evidence (service, account, source, at, note) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT (service, account, source) DO UPDATE SET at = ?4, note = ?5 WHERE at < ?4
                """,
            arguments: [service, account, sign.source.rawValue, sign.at.microseconds, sign.note])
    }

    private static func note(_ reading: SourceReading, _ service: String, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO member_reading (service, source, condition, whole_at, asked_at, covered_since)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT (service, source) DO UPDATE SET condition = ?3, whole_at = ifnull(?4, whole_at),
                    asked_at = ?5, covered_since = iif(?4 IS NULL, covered_since, ?6)
                """,
            arguments: [
                service, reading.source.rawValue, try StoredJSON.text(reading.condition),
                reading.condition == .whole ? reading.askedAt?.microseconds : nil, reading.askedAt?.microseconds,
                reading.coveredSince?.microseconds,
            ])
    }
}
