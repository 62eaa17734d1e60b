import GRDB
import Text

extension MemberBook {
    /// A mail that was begun.
    public struct SentMail: Sendable, Equatable {
        public enum Result: String, Sendable {
            case sent, refused
        }

        public var account: String
        public var purpose: String
        public var intent: Moment
        /// Nil: nobody knows whether it was sent.
        public var result: Result?
    }

    /// Writes down that a mail is about to be sent. False: one for this purpose was begun before, however it ended, and
    /// none must be sent.
    public func beginMail(
        to account: String, of service: String, purpose: String, at now: Moment = .now
    ) async throws(OperationFailure) -> Bool {
        try await store.write(.keepingMail) { database in
            try database.execute(
                sql: """
                    INSERT INTO member_mail (service, account, purpose, intent_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """, arguments: [service, account, purpose, now.microseconds])
            return database.changesCount > 0
        }
    }

    /// Writes down how it ended. One that the mailer refused was not sent, and may be begun again.
    public func endMail(
        to account: String, of service: String, purpose: String, _ result: SentMail.Result, at now: Moment = .now
    ) async throws(OperationFailure) {
        try await store.write(.keepingMail) { database in
            if result == .refused {
                try database.execute(
                    sql: "DELETE FROM member_mail WHERE service = ? AND account = ? AND purpose = ?",
                    arguments: [service, account, purpose])
            } else {
                try database.execute(
                    sql: """
                        UPDATE member_mail SET outcome_at = ?, result = ?
                        WHERE service = ? AND account = ? AND purpose = ?
                        """, arguments: [now.microseconds, result.rawValue, service, account, purpose])
            }
        }
    }

    /// All mails of a service, oldest first.
    public func mails(of service: String) async throws(OperationFailure) -> [SentMail] {
        try await store.read(.readingMembers(SafeText(service))) { database in
            try Self.mails(service, "%", database)
        }
    }

    static func warnings(_ service: String, _ database: Database) throws -> [String: [SentMail]] {
        Dictionary(grouping: try mails(service, "warning:%", database), by: \.account)
    }

    private static func mails(_ service: String, _ purpose: String, _ database: Database) throws -> [SentMail] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT account, purpose, intent_at, result FROM member_mail
                WHERE service = ? AND purpose LIKE ? ORDER BY intent_at
                """, arguments: [service, purpose]
        ).map { row in
            SentMail(
                account: row[0], purpose: row[1], intent: Moment(microseconds: row[2]),
                result: (row[3] as String?).flatMap(SentMail.Result.init(rawValue:)))
        }
    }
}
