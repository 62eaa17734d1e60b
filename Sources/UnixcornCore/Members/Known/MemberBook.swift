import Digest
import GRDB
import Restic
import Text

/// What is remembered of the services' accounts, in the state database.
public struct MemberBook: Sendable {
    let store: StateStore

    public init(_ store: StateStore) {
        self.store = store
    }
}

extension MemberBook {
    /// Everybody of a service, in one consistent look. 10,000 accounts take some 100 ms.
    public func service(_ name: String, at now: Moment = .now) async throws(OperationFailure) -> KnownService {
        try await store.read(.readingMembers(SafeText(name))) { try Self.service(name, now, $0) }
    }

    /// One account; nil where none of that id or login is listed.
    public func account(_ text: String, of service: String) async throws(OperationFailure) -> KnownAccount? {
        let accounts = try await self.service(service).accounts
        return accounts.first { $0.id == text } ?? accounts.first { $0.account.login == text }
    }

    static func service(_ name: String, _ now: Moment, _ database: Database) throws -> KnownService {
        var known = KnownService()
        known.readings = try readings(name, database)
        let evidence = try evidence(name, database)
        let register = try entries(name, database)
        let mails = try warnings(name, database)
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, login, display_name, mail, created, is_enabled, is_administrator, groups, used, quota, faults,
                    first_seen, disabled_since, enabled_again, returned_at
                FROM member_account WHERE service = ? AND gone_at IS NULL ORDER BY id
                """, arguments: [name])
        while let row = try rows.next() {
            var account = KnownAccount(try Self.account(row), firstSeen: Moment(microseconds: row[11]))
            account.disabledSince = (row[12] as Int64?).map(Moment.init(microseconds:))
            account.enabledAgain = (row[13] as Int64?).map(Moment.init(microseconds:))
            account.returned = (row[14] as Int64?).map(Moment.init(microseconds:))
            account.evidence = evidence[account.id] ?? [:]
            account.add(register[account.id] ?? [], at: now)
            account.add(mails[account.id] ?? [])
            known.accounts.append(account)
        }
        return known
    }

    private static func account(_ row: Row) throws -> ServiceAccount {
        var account = ServiceAccount(id: row[0], login: row[1])
        account.displayName = row[2]
        account.mail = row[3]
        account.created = (row[4] as Int64?).map(Moment.init(microseconds:))
        account.isEnabled = row[5]
        account.isAdministrator = row[6]
        account.groups = try list(row[7])
        account.used = (row[8] as Int64?).map(UInt64.init(bitPattern:))
        account.quota = (row[9] as Int64?).map(UInt64.init(bitPattern:))
        account.faults = try list(row[10])
        return account
    }

    /// Most accounts have none, and a decoder for each would be most of the time.
    private static func list<Element: Decodable>(_ text: String) throws -> [Element] {
        text == "[]" ? [] : try StoredJSON.value([Element].self, from: text)
    }

    static func readings(_ service: String, _ database: Database) throws -> [SourceReading] {
        try Row.fetchAll(
            database,
            sql: "SELECT source, condition, whole_at, asked_at, covered_since FROM member_reading WHERE service = ?",
            arguments: [service]
        ).compactMap { row in
            guard let source = EvidenceSource(rawValue: row[0]) else { return nil }
            return SourceReading(
                source, try StoredJSON.value(SourceReading.Condition.self, from: row[1]),
                wholeAt: (row[2] as Int64?).map(Moment.init(microseconds:)),
                askedAt: (row[3] as Int64?).map(Moment.init(microseconds:)),
                coveredSince: (row[4] as Int64?).map(Moment.init(microseconds:)))
        }.sorted { $0.source < $1.source }
    }

    private static func evidence(_ service: String, _ database: Database) throws -> [String: [EvidenceSource: Evidence]]
    {
        var found: [String: [EvidenceSource: Evidence]] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT account, source, at, note FROM member_evidence WHERE service = ?",
            arguments: [service])
        while let row = try rows.next() {
            guard let source = EvidenceSource(rawValue: row[1]) else { continue }
            found[row[0], default: [:]][source] = Evidence(source, at: Moment(microseconds: row[2]), note: row[3])
        }
        return found
    }
}
