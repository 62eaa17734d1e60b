import GRDB
import Text

extension MemberBook {
    /// One entry of a plan, as far as it was done.
    public struct DeedRecord: Sendable, Equatable {
        public enum Result: String, Sendable {
            /// Done, and seen to be.
            case done
            /// The service said no; nothing was changed.
            case refused
            /// The service said yes, and it is not so.
            case untrue
        }

        public var account: String
        public var step: MemberStep
        public var intent: Moment
        public var outcome: Moment?
        /// Nil: it was begun, and nobody wrote down how it ended.
        public var result: Result?
        /// Bytes.
        public var freed: UInt64?
        public var message: String?
    }

    /// What was done of a plan, by account.
    func deeds(of plan: String) async throws(OperationFailure) -> [String: DeedRecord] {
        try await store.read(.readingPlan) { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT account, step, intent_at, outcome_at, result, freed, message FROM member_deed WHERE plan = ?
                    """, arguments: [plan])
            var found: [String: DeedRecord] = [:]
            for row in rows {
                guard let step = MemberStep(rawValue: row[1]) else { continue }
                found[row[0]] = DeedRecord(
                    account: row[0], step: step, intent: Moment(microseconds: row[2]),
                    outcome: (row[3] as Int64?).map(Moment.init(microseconds:)),
                    result: (row[4] as String?).flatMap(DeedRecord.Result.init(rawValue:)),
                    freed: (row[5] as Int64?).map(UInt64.init(bitPattern:)), message: row[6])
            }
            return found
        }
    }

    /// Writes down what is about to be done. The time is that of the first intent, however often it is tried.
    func beginDeed(
        _ plan: String, _ entry: MemberPlan.Entry, of service: String, at now: Moment = .now
    ) async throws(OperationFailure) -> Moment {
        try await store.write(.keepingDeed(SafeText(entry.login))) { database in
            try database.execute(
                sql: """
                    INSERT INTO member_deed (plan, service, account, step, intent_at) VALUES (?1, ?2, ?3, ?4, ?5)
                    ON CONFLICT DO UPDATE SET outcome_at = NULL, result = NULL, message = NULL
                    WHERE result IS NOT 'done'
                    """, arguments: [plan, service, entry.account, entry.step.rawValue, now.microseconds])
            let first = try Int64.fetchOne(
                database, sql: "SELECT intent_at FROM member_deed WHERE plan = ? AND service = ? AND account = ?",
                arguments: [plan, service, entry.account])
            return Moment(microseconds: first ?? now.microseconds)
        }
    }

    /// Writes down how it ended. What is deleted is no longer listed; what is disabled is so since now.
    func endDeed(
        _ plan: String, _ entry: MemberPlan.Entry, of service: String, _ result: DeedRecord.Result,
        message: String? = nil, at now: Moment = .now
    ) async throws(OperationFailure) {
        try await store.write(.keepingDeed(SafeText(entry.login))) { database in
            try database.execute(
                sql: """
                    UPDATE member_deed SET outcome_at = ?, result = ?, freed = ?, message = ?
                    WHERE plan = ? AND service = ? AND account = ?
                    """,
                arguments: [
                    now.microseconds, result.rawValue,
                    entry.step == .delete && result == .done ? entry.used.map(Int64.init(bitPattern:)) : nil, message,
                    plan, service, entry.account,
                ])
            guard result == .done else { return }
            switch entry.step {
            case .delete: try Self.gone(entry.account, service, now, database)
            case .disable:
                try database.execute(
                    sql: """
                        UPDATE member_account SET is_enabled = 0, disabled_since = ifnull(disabled_since, ?)
                        WHERE service = ? AND id = ?
                        """, arguments: [now.microseconds, service, entry.account])
            case .warn: break
            }
        }
    }
}
