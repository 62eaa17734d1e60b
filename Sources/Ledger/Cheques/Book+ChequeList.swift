import GRDB
import Text

extension Book {
    /// All cheques, or those that wait for something, the oldest first.
    public func cheques(onlyWaiting: Bool = false) throws(LedgerError) -> [Cheque] {
        let all = try read { try Book.cheques($0) }
        guard onlyWaiting else { return all }
        return all.filter { $0.waitingSince != nil }
            .sorted { ($0.waitingSince ?? $0.received, $0.id) < ($1.waitingSince ?? $1.received, $1.id) }
    }

    public func cheque(_ id: Int) throws(LedgerError) -> Cheque {
        guard let cheque = try cheques().first(where: { $0.id == id }) else {
            throw LedgerError(.missing, .noCheque(id))
        }
        return cheque
    }

    /// Those cheques, each once and at one of these stages, and with no step after `day`.
    func cheques(_ ids: [Int], at stages: Set<Cheque.Stage>, on day: CivilDate) throws(LedgerError) -> [Cheque] {
        let all = Dictionary(uniqueKeysWithValues: try cheques().map { ($0.id, $0) })
        guard !ids.isEmpty, Set(ids).count == ids.count else { throw LedgerError(.refused, .chequesTwice) }
        return try ids.map { id throws(LedgerError) in
            guard let cheque = all[id] else { throw LedgerError(.missing, .noCheque(id)) }
            guard stages.contains(cheque.stage) else { throw LedgerError(.refused, .chequeStage(id, cheque.stage)) }
            guard day >= cheque.lastStep else { throw LedgerError(.refused, .chequeEarly(id, day, cheque.lastStep)) }
            return cheque
        }
    }

    /// A clearing that was taken back by hand did not happen.
    private static func cheques(_ database: Database) throws -> [Cheque] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT id, donor, number, currency, amount, account, received, received_entry, deposited, slip,
                cleared, cleared_entry, bounced, bounced_entry,
                EXISTS (SELECT 1 FROM entry WHERE reverses = received_entry),
                EXISTS (SELECT 1 FROM entry WHERE reverses = cleared_entry) FROM cheque ORDER BY id
                """
        ).map { row in
            func day(_ column: Int) -> CivilDate? { (row[column] as String?).flatMap { CivilDate(iso8601: $0) } }
            guard let received = day(6) else { throw LedgerError(.damaged, .chequeUnreadable(row[0])) }
            let isCleared = row[15] == false
            return Cheque(
                id: row[0], donor: row[1], number: row[2], amount: Money(row[4], try currency(row[3])), account: row[5],
                received: received, receivedEntry: row[7], deposited: day(8), slip: row[9],
                cleared: isCleared ? day(10) : nil, clearedEntry: isCleared ? row[11] : nil, bounced: day(12),
                bouncedEntry: row[13], isTakenBack: row[14])
        }
    }
}
