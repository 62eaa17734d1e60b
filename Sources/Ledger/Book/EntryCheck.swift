import Text

/// Whether a draft may be sealed, before the database is asked. The database refuses the same by its own rules.
struct EntryCheck {
    let accounts: Set<String>
    /// The day in the site's zone.
    let today: CivilDate
    /// The last day of the last year that was closed.
    var closed: CivilDate?

    func check(_ draft: EntryDraft) throws(LedgerError) {
        guard draft.date <= today else { throw LedgerError(.refused, .dateToCome(draft.date, today)) }
        guard draft.date.year >= 1970 else { throw LedgerError(.refused, .dateTooOld(draft.date)) }
        if let closed, draft.date <= closed {
            throw LedgerError(.refused, .yearClosed(draft.date, closed), hint: .bookIntoOpenYear)
        }
        _ = try Label(draft.label)
        if let piece = draft.piece, !Self.isWord(piece) { throw LedgerError(.refused, .noPiece(SafeText(piece))) }
        guard Self.isWord(draft.source) else { throw LedgerError(.refused, .noSource(SafeText(draft.source))) }
        guard draft.postings.count >= 2 else { throw LedgerError(.refused, .tooFewPostings) }
        var sums: [Currency: Int] = [:]
        for posting in draft.postings {
            guard accounts.contains(posting.account) else {
                throw LedgerError(.missing, .unknownAccount(SafeText(posting.account)), hint: .listAccounts)
            }
            guard !posting.amount.isZero else { throw LedgerError(.refused, .emptyPosting(SafeText(posting.account))) }
            guard posting.amount.minor.magnitude <= UInt(Money.most) else {
                throw LedgerError(.refused, .tooLargePosting(SafeText(posting.account)))
            }
            sums[posting.amount.currency, default: 0] += posting.amount.minor
        }
        for (currency, sum) in sums.sorted(by: { $0.key < $1.key }) where sum != 0 {
            throw LedgerError(.refused, .unbalanced(Money(sum, currency)))
        }
    }

    /// Letters, digits and a few signs, at most 120: what a journal can hold in brackets and in tags.
    static func isWord(_ text: String) -> Bool {
        let others = Set("-_./:+#°")
        return (1...120).contains(text.count)
            && text.allSatisfy { $0.isLetter || ($0.isASCII && $0.isNumber) || others.contains($0) }
            && SafeText(text).string == text
    }
}
