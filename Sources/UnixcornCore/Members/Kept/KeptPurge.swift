import Digest
import GRDB
import Text

/// What is past its end among the records that were kept, and goes; and what a legal hold keeps all the same.
public struct KeptPurge: Sendable, Equatable {
    public var records: [KeptRecord]
    public var held: [KeptRecord]

    /// What a person types to have it done.
    public var word: String {
        get throws(OperationFailure) { try digest() }
    }

    private func digest() throws(OperationFailure) -> String {
        let text = records.map { "\($0.id) \($0.until.microseconds)" }.joined(separator: "\n")
        do { return String(try SHA256.digest(of: Array(text.utf8)).hex.prefix(8)) } catch {
            throw OperationFailure(area: "members", message: Phrase(verbatim: SafeText("SHA-256: \(error)")))
        }
    }
}

extension MemberBook {
    /// What a purge would remove now.
    public func purgePlan(at now: Moment = .now) async throws(OperationFailure) -> KeptPurge {
        let over = try await kept().filter { $0.until <= now }
        let holds = try await register().filter { $0.kind == .hold && $0.holds(at: now) }
        func isHeld(_ record: KeptRecord) -> Bool {
            holds.contains { $0.service == record.service && $0.account == record.account }
        }
        return KeptPurge(records: over.filter { !isHeld($0) }, held: over.filter(isHeld))
    }

    /// Removes just what the plan of that word removes; another plan by now is an error.
    @discardableResult
    func purge(word: String, at now: Moment = .now) async throws(OperationFailure) -> KeptPurge {
        let plan = try await purgePlan(at: now)
        let due = try plan.word
        guard due == word else { throw .purgeChanged(SafeText(word), SafeText(due)) }
        let ids = plan.records.map(\.id)
        try await store.write(.purgingKept) { database in
            // What is freed is overwritten, not only unlinked.
            try database.execute(sql: "PRAGMA secure_delete = ON")
            for id in ids {
                try database.execute(
                    sql: "UPDATE member_kept SET sealed = x'', account = 'purged ' || id, purged_at = ? WHERE id = ?",
                    arguments: [now.microseconds, id])
            }
        }
        return plan
    }
}
