import GRDB
import Text

/// Something that was done to an account, or begun, and is not what it should be.
public struct MemberTrouble: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// The service said that it did it, and it is not so.
        case untrue(MemberStep)
        /// It was begun, and nobody wrote down how it ended; the plan's digest.
        case unended(MemberStep, plan: String)
        /// A mail that was begun and may have been sent.
        case perhapsSent
    }

    /// Minutes after which a deed without an outcome is no longer under way.
    static let patience = 10.0
    /// Days for which it is told.
    static let memory = 60.0

    public var account: String
    public var login: String
    public var kind: Kind
    public var at: Moment

    public init(account: String, login: String, kind: Kind, at: Moment) {
        self.account = account
        self.login = login
        self.kind = kind
        self.at = at
    }
}

extension MemberBook {
    /// What went wrong with accounts that are still listed, and is not put right since; newest first.
    public func troubles(of service: String, at now: Moment = .now) async throws(OperationFailure) -> [MemberTrouble] {
        try await store.read(.readingMembers(SafeText(service))) { database in
            let after = now.adding(seconds: -MemberTrouble.memory * 86_400).microseconds
            let before = now.adding(seconds: -MemberTrouble.patience * 60).microseconds
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT d.account, a.login, d.step, d.result, d.plan, d.intent_at FROM member_deed d
                    JOIN member_account a ON a.service = d.service AND a.id = d.account AND a.gone_at IS NULL
                    WHERE d.service = ?1 AND d.intent_at > ?2
                        AND (d.result = 'untrue' OR (d.outcome_at IS NULL AND d.intent_at < ?3))
                        AND NOT (d.step = 'disable' AND a.is_enabled = 0)
                        AND NOT EXISTS (SELECT 1 FROM member_deed later WHERE later.service = d.service
                            AND later.account = d.account AND later.step = d.step AND later.result = 'done'
                            AND later.intent_at > d.intent_at)
                    UNION ALL
                    SELECT m.account, a.login, '', NULL, '', m.intent_at FROM member_mail m
                    JOIN member_account a ON a.service = m.service AND a.id = m.account AND a.gone_at IS NULL
                    WHERE m.service = ?1 AND m.outcome_at IS NULL AND m.intent_at > ?2 AND m.intent_at < ?3
                    ORDER BY 6 DESC
                    """, arguments: [service, after, before])
            return rows.map { row in
                let kind: MemberTrouble.Kind =
                    if let step = MemberStep(rawValue: row[2]) {
                        (row[3] as String?) == "untrue" ? .untrue(step) : .unended(step, plan: row[4])
                    } else { .perhapsSent }
                return MemberTrouble(
                    account: row[0], login: row[1], kind: kind, at: Moment(microseconds: row[5]))
            }
        }
    }
}
