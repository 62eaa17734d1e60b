import GRDB
public import Text

extension Book {
    /// What rules would do with the lines that wait and are not doubtful, in closed years nothing.
    public func ruled(today: CivilDate) throws(LedgerError) -> [(line: StoredLine, rule: StatementRule)] {
        try read { try Book.ruled($0, today) }
    }

    private static func ruled(
        _ database: Database, _ today: CivilDate
    ) throws -> [(line: StoredLine, rule: StatementRule)] {
        let rules = try ruleList(database)
        let closed = try closedUntil(database)?.iso8601 ?? ""
        let waiting = try lines(
            database, "state = 'waiting' AND twin_line IS NULL AND twin_entry IS NULL AND day > ? AND day <= ?",
            [closed, today.iso8601])
        return waiting.compactMap { stored in
            rules.first(for: stored.line, on: stored.account).map { (stored, $0) }
        }
    }

    /// Books what rules say of the lines that wait, all or none.
    @discardableResult
    public func applyRules(today: CivilDate, now: Moment = .now) throws(LedgerError) -> [Entry] {
        let years = Set(try statementLines(.waiting).map(\.line.day.year))
        try keepJournals(of: years)
        let entries = try write { database -> [Entry] in
            let rules = try Book.ruleList(database)
            let ruled = try Book.ruled(database, today)
            let drafts = ruled.map { stored, rule in
                EntryDraft(
                    stored.line, rules.label(for: stored.line, given: rule.label, accounts: [rule.account]),
                    [Posting(rule.account, stored.line.amount)], on: stored.account, source: stored.source)
            }
            let entries = try seal(drafts, today, now, database)
            for (line, entry) in zip(ruled, entries) { try Book.link(line.line.id, entry.number, database) }
            if let first = entries.first { try Book.linkKnownGifts(after: first.number - 1, database) }
            return entries
        }
        try writeJournals(of: Set(entries.map(\.content.date.year)))
        return entries
    }
}
