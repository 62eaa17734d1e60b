import Text

/// What the accounts held before a year, in euros: the opening lines of its FEC.
///
/// Closing entries do not count: what they move into 120 or 129 is summed up here a year at a time, so that a year that
/// is not closed yet opens the next one with the same amounts.
struct FiscalOpening {
    struct Key: Hashable, Comparable {
        let account: String
        let currency: Currency

        static func < (left: Key, right: Key) -> Bool {
            (left.account, left.currency) < (right.account, right.currency)
        }
    }

    private(set) var sums: [Key: (euros: Int, minor: Int)] = [:]
    /// The day of the last seal.
    private(set) var validated: CivilDate?
    private var results: [Int: Int] = [:]
    private var memorandum = 0

    /// Whether an entry does nothing but close a year: it belongs to no FEC.
    static func isClosing(_ content: EntryDraft) -> Bool {
        content.journal == .closing
            && content.postings.allSatisfy { "678".contains($0.account.prefix(1)) || $0.account.hasPrefix("12") }
    }

    mutating func take(_ entry: Entry) throws(LedgerError) {
        let day = FiscalOpening.day(of: entry)
        validated = max(validated ?? day, day)
        guard !FiscalOpening.isClosing(entry.content) else { return }
        guard let values = EuroValues.of(entry.content.postings) else {
            throw LedgerError(.refused, .noEuroValue(entry.number), hint: .giveEuroValue)
        }
        for (posting, euros) in zip(entry.content.postings, values) {
            switch posting.account.first {
            case "6", "7": results[entry.content.date.year, default: 0] += euros
            case "8": memorandum += euros
            default: add(Key(account: posting.account, currency: posting.amount.currency), euros, posting.amount.minor)
            }
        }
    }

    private mutating func add(_ key: Key, _ euros: Int, _ minor: Int) {
        sums[key, default: (0, 0)].euros += euros
        sums[key, default: (0, 0)].minor += minor
    }

    /// The lines of entry 1; none where there was nothing before.
    mutating func lines(_ day: CivilDate, titles: [String: String]) throws(LedgerError) -> [FiscalLine] {
        for (_, result) in results where result != 0 {
            add(Key(account: result < 0 ? "120" : "129", currency: .euro), result, result)
        }
        results = [:]
        guard memorandum == 0 else {
            throw LedgerError(.refused, .memorandumOff(Money(memorandum)), hint: .balanceMemorandum)
        }
        var lines: [FiscalLine] = []
        for (key, sum) in sums.sorted(by: { $0.key < $1.key }) where sum != (0, 0) {
            // A rest of a currency that is worth nothing, or a worth without money: an exchange was left half booked.
            guard sum.euros != 0 else {
                throw LedgerError(
                    .refused, .noEuroBalance(SafeText(key.account), Money(sum.minor, key.currency)),
                    hint: .giveEuroValue)
            }
            lines.append(
                FiscalLine(
                    journal: .opening, number: 1, date: day, account: key.account,
                    accountName: titles[key.account] ?? key.account, piece: "AN\(day.year)",
                    label: "À nouveaux \(day.year)", euros: sum.euros,
                    validated: max(validated ?? day, day),
                    foreign: key.currency == .euro || sum.minor == 0 ? nil : Money(sum.minor, key.currency)))
        }
        return lines
    }

    /// When an entry was validated: the day of its seal in UTC, so that a book gives the same file wherever it is made; not
    /// before its own date, which was the day of the site's zone.
    static func day(of entry: Entry) -> CivilDate {
        max(CivilDate(daysSinceEpoch: Int(entry.sealed.microseconds / 86_400_000_000)), entry.content.date)
    }
}
