import GRDB
public import Text

extension Book {
    /// What closing a year would do. Goes through the whole book first: what does not hold is not closed.
    public func closing(of year: Int, today: CivilDate) throws(LedgerError) -> Closing {
        let last = try Closing.lastDay(year)
        let faults = try verify().faults.map(\.words)
        return try read { database in try Book.closing(database, last, today: today, faults) }
    }

    /// Seals what was shown. Throws where the year is not over, where something does not hold, and where the books are no
    /// longer what the preview was made of.
    @discardableResult
    public func closeYear(_ closing: Closing, today: CivilDate, now: Moment = .now) throws(LedgerError) -> Entry {
        let last = try Closing.lastDay(closing.year)
        let faults = try verify().faults.map(\.words)
        try keepJournals(of: [closing.year])
        let entries = try write { database in
            let due = try Book.closing(database, last, today: today, faults)
            if let obstacle = due.obstacles.first {
                throw LedgerError(.refused, .cannotClose(closing.year, obstacle), hint: .lookAtClosing)
            }
            guard let draft = due.draft else { throw LedgerError(.refused, .nothingToClose(closing.year)) }
            guard draft == closing.draft else {
                throw LedgerError(.refused, .closingChanged(closing.year), hint: .lookAtClosing)
            }
            return try seal([draft], today, now, database)
        }
        try writeJournals(of: [closing.year])
        return entries[0]
    }

    private static func closing(
        _ database: Database, _ last: CivilDate, today: CivilDate, _ faults: [Phrase]
    ) throws -> Closing {
        let before = CivilDate(year: last.year - 1, month: 12, day: 31) ?? last
        let sums = try sums(database, until: last)
        var obstacles = faults
        if today <= last { obstacles.append(.yearNotOver(last.year, today)) }
        if let closed = try closedUntil(database), closed >= last { obstacles.append(.alreadyClosed(closed)) }
        if try Book.sums(database, until: before).contains(where: { "67".contains($0.account.number.prefix(1)) }) {
            obstacles.append(.yearBeforeOpen(last.year - 1))
        }
        let open = sums.filter { "678".contains($0.account.number.prefix(1)) }
        let memorandum = open.filter { $0.account.kind == .memorandum }
        for currency in Set(memorandum.map(\.amount.currency)).sorted() where !memorandum.total(currency).isZero {
            obstacles.append(.memorandumOff(memorandum.total(currency)))
        }
        let (draft, result) = draft(open, last)
        let known = Set(try String.fetchAll(database, sql: "SELECT number FROM account"))
        for posting in draft?.postings ?? [] where !known.contains(posting.account) {
            obstacles.append(.unknownAccount(SafeText(posting.account)))
        }
        let notes = sums.filter { ["471", "580"].contains($0.account.number.prefix(3)) }
            .map { Phrase.leftWaiting(SafeText($0.account.title), $0.amount) }
        return Closing(year: last.year, draft: draft, result: result, obstacles: obstacles, notes: notes)
    }

    private static func draft(_ open: [Balance], _ last: CivilDate) -> (EntryDraft?, [Money]) {
        var postings = open.turned.map { Posting($0.account.number, $0.amount) }
        var results: [Money] = []
        let ofYear = open.filter { $0.account.kind != .memorandum }
        for currency in Set(ofYear.map(\.amount.currency)).sorted() {
            let sum = ofYear.total(currency)
            results.append(-sum)
            if !sum.isZero { postings.append(Posting(sum.minor < 0 ? "120" : "129", sum)) }
        }
        guard !postings.isEmpty else { return (nil, []) }
        return (
            EntryDraft(
                last, "Clôture de l’exercice \(last.year)", journal: .closing, source: "closing", postings: postings),
            results
        )
    }
}
