import GRDB
import Text

extension Book {
    /// Says that a line that waits is what an entry, booked before without a statement, tells already.
    public func match(line id: Int, with number: Int) throws(LedgerError) {
        let entry = try entry(number)
        try write { database in
            let stored = try Book.waiting(id, database)
            let sum = entry.content.postings.filter { $0.account == stored.account }
                .filter { $0.amount.currency == stored.line.amount.currency }.reduce(0) { $0 + $1.amount.minor }
            guard sum == stored.line.amount.minor else {
                throw LedgerError(.refused, .entryDiffers(id, number, stored.line.amount))
            }
            let free = try Book.unlinked(
                stored.account, from: entry.content.date, until: entry.content.date, pairedToo: true, database)
            guard free.contains(where: { $0.number == number }) else {
                throw LedgerError(.exists, .entryIsTaken(number))
            }
            try Book.link(id, number, database)
        }
    }

    /// Puts a line that waits aside, with the reason.
    public func dismiss(line id: Int, reason: String) throws(LedgerError) {
        let reason = StatementText.squeezed(reason)
        guard !reason.isEmpty else { throw LedgerError(.refused, .noReason(id)) }
        try write { database in
            _ = try Book.waiting(id, database)
            try database.execute(
                sql: "UPDATE statement_line SET state = 'dismissed', reason = ? WHERE id = ?", arguments: [reason, id])
        }
    }

    /// Lets a line wait again: one that was dismissed, or one whose entry was taken back.
    public func bringBack(line id: Int) throws(LedgerError) {
        try write { database in
            let stored = try Book.line(id, database)
            if let entry = stored.entry {
                let sql = "SELECT EXISTS (SELECT 1 FROM entry WHERE reverses = ?)"
                guard try Bool.fetchOne(database, sql: sql, arguments: [entry]) == true else {
                    throw LedgerError(.refused, .lineIsDone(id, stored.state, entry), hint: .reverseFirst)
                }
            }
            try database.execute(
                sql: "UPDATE statement_line SET state = 'waiting', entry = NULL, reason = NULL WHERE id = ?",
                arguments: [id])
        }
    }

    /// Says that a line is not the same as what it looks like: rules may book it.
    public func clearDoubt(line id: Int) throws(LedgerError) {
        try write { database in
            _ = try Book.line(id, database)
            try database.execute(
                sql: "UPDATE statement_line SET twin_line = NULL, twin_entry = NULL WHERE id = ?", arguments: [id])
        }
    }

    /// Forgets a line's label, which may name a person. The line stays known: no file adds it again.
    public func forgetLabel(line id: Int) throws(LedgerError) {
        try write { database in
            _ = try Book.line(id, database)
            try database.execute(
                sql: "UPDATE statement_line SET label = '', reference = NULL WHERE id = ?", arguments: [id])
        }
    }
}
