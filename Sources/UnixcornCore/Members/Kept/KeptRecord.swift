import Foundation
import GRDB
import Text

/// What the law wants kept of a deleted account, sealed, each part with its own end (décret 2021-1362).
public struct KeptRecord: Sendable, Equatable, Identifiable {
    /// What is kept, and how long.
    public enum Part: String, Sendable, Codable, CaseIterable {
        /// Name and address: five years after the account's end.
        case identity
        /// How and when it was made: one year.
        case signUp = "sign-up"
        /// When it was used: one year.
        case connections

        public var years: Int { self == .identity ? 5 : 1 }
    }

    public var id: Int64
    public var service: String
    public var account: String
    public var part: Part
    public var keptAt: Moment
    /// When it must be gone.
    public var until: Moment
    public var purgedAt: Moment?
}

extension MemberBook {
    /// Keeps what must be kept of an account that is about to be deleted. Said twice for one deed it is kept once.
    func keep(_ entry: MemberPlan.Entry, of service: String, at deed: Moment, clock: SiteClock)
        async throws(OperationFailure)
    {
        let seal = try KeptSeal(stateFolder: store.folder)
        let parts = entry.kept
        try await store.write(.keepingDeed(SafeText(entry.login))) { database in
            for (part, value) in parts {
                try database.execute(
                    sql: """
                        INSERT INTO member_kept (service, account, part, sealed, kept_at, until)
                        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                    arguments: [
                        service, entry.account, part.rawValue, try seal.seal(value), deed.microseconds,
                        clock.deadline(after: deed, months: part.years * 12).microseconds,
                    ])
            }
        }
    }

    /// What is kept, oldest end first. What was purged is not listed.
    public func kept() async throws(OperationFailure) -> [KeptRecord] {
        try await store.read(.readingKept) { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, service, account, part, kept_at, until FROM member_kept
                    WHERE purged_at IS NULL ORDER BY until, id
                    """
            ).compactMap { row in
                guard let part = KeptRecord.Part(rawValue: row[3]) else { return nil }
                return KeptRecord(
                    id: row[0], service: row[1], account: row[2], part: part, keptAt: Moment(microseconds: row[4]),
                    until: Moment(microseconds: row[5]))
            }
        }
    }

    /// Opens one sealed record, for whoever the law sends.
    public func open(_ id: Int64) async throws(OperationFailure) -> [String: String] {
        let seal = try KeptSeal(stateFolder: store.folder)
        let value = try await store.read(.readingKept) { database in
            try Data.fetchOne(
                database, sql: "SELECT sealed FROM member_kept WHERE id = ? AND purged_at IS NULL", arguments: [id]
            ).map { try seal.open($0) }
        }
        guard let value else { throw .noSuchKept(id) }
        guard let plain = value else { throw .sealBroken(id) }
        return plain
    }
}

extension MemberPlan.Entry {
    fileprivate var kept: [(KeptRecord.Part, [String: String])] {
        [
            (.identity, ["login": login, "name": name, "mail": mail ?? ""]),
            (.signUp, ["login": login, "created": created?.iso8601 ?? ""]),
            (
                .connections,
                ["login": login, "last": lastSign?.at.iso8601 ?? "", "source": lastSign?.source.rawValue ?? ""]
            ),
        ]
    }
}
