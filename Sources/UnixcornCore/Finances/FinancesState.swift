import Digest
public import Ledger
public import Text

/// What a screen shows of the books.
public struct FinancesState: Sendable, Equatable {
    /// What came in and went out in a month or a year, closing entries apart.
    public struct Period: Sendable, Equatable {
        /// `2026-11`, `2026`.
        public let name: String
        /// Both positive.
        public var income = Money(0)
        public var expense = Money(0)

        /// A sum of an account of class 6 or 7, debits positive.
        mutating func add(_ account: String, _ sum: Int) {
            if account.hasPrefix("7") { income.minor -= sum } else { expense.minor += sum }
        }
    }

    /// The money at the end of a month.
    public struct MonthEnd: Sendable, Equatable {
        public let month: String
        public let cash: Money
    }

    /// The folder of the book.
    public var folder = ""
    /// Whether there is a book at all.
    public var isThere = false
    /// Why nothing can be shown; nil: all is well.
    public var problem: Phrase?
    /// What to do about it.
    public var hint: Phrase?
    /// The day at the site.
    public var today = CivilDate(daysSinceEpoch: 0)
    public var accounts: [Account] = []
    public var balances: [Balance] = []
    /// The last months, oldest first, the running one at the end.
    public var months: [Period] = []
    /// The same of whole years, named `2026`.
    public var years: [Period] = []
    /// The money at the end of each month since the first entry, oldest first.
    public var history: [MonthEnd] = []
    /// Entries that come again and again, the most frequent first, as they were last time.
    public var usual: [EntryDraft] = []
    /// The newest entries by date, newest first.
    public var entries: [LedgerEntry] = []
    public var entryCount = 0
    /// How long the money lasts.
    public var forecast: Forecast?
    public var expectations: [Expectation] = []
    /// Lines of statements that wait for somebody to say what they are, newest first.
    public var lines: [StoredLine] = []
    public var donors: [Donor] = []
    /// Who gives regularly, or did.
    public var regular: [RegularDonor] = []
    /// What each donor who ever gave gave last, by the donor's id.
    public var lastGifts: [Int: Gift] = [:]
    /// What was promised on Liberapay last: a rate, no cash.
    public var rate: LiberapayRate?
    /// The bank's account in the books.
    public var bank = "512"
    /// What was expected in the last two months, and is in the next one; by day.
    public var occurrences: [Occurrence] = []
    /// The seal of the last entry: its first letters.
    public var head = ""
    public var closedUntil: CivilDate?
    static let shownEntries = 500
    static let shownMonths = 24

    public init() {}

    /// What is there to be spent, in the currency of the books.
    public var cash: Money { Balance.money(balances) }
}

extension FinancesState {
    /// Everything, as the book has it. Blocks.
    public static func read(_ site: SiteBook, at now: Moment) -> FinancesState {
        var state = FinancesState()
        (state.folder, state.bank) = (site.folder, site.declaration.bank)
        state.today = site.today(at: now)
        guard site.isThere else { return state }
        state.isThere = true
        do throws(OperationFailure) {
            let book = try site.open(readOnly: true)
            try booking { () throws(LedgerError) in try state.fill(book) }
        } catch { (state.problem, state.hint) = (error.message, error.hint) }
        return state
    }

    private mutating func fill(_ book: Book) throws(LedgerError) {
        accounts = try book.accounts()
        balances = try book.balances()
        entries = try book.entries(EntryFilter(newest: Self.shownEntries))
        let end = try book.head()
        (entryCount, head) = (end.number, String(end.seal.hex.prefix(12)))
        closedUntil = try book.closedUntil()
        usual = Self.usual(entries)
        let outlook = try book.outlook(today: today)
        (forecast, expectations) = (outlook.forecast, outlook.expectations)
        let near = today.adding(days: -62)...today.adding(days: 31)
        occurrences = outlook.occurrences.filter { near.contains($0.day) }
        lines = try book.statementLines(.waiting).sorted { ($0.line.day, $0.id) > ($1.line.day, $1.id) }
        donors = try book.donors()
        regular = try book.regularDonors(today: today)
        for gift in try book.gifts(until: today) { lastGifts[gift.donor] = gift }
        rate = try book.liberapayRates().last
        try fillMonths(book)
    }

    /// Labels that were booked twice at least, between the same accounts.
    private static func usual(_ entries: [LedgerEntry]) -> [EntryDraft] {
        var found: [String: (draft: EntryDraft, count: Int, place: Int)] = [:]
        for (place, entry) in entries.enumerated()
        where entry.content.reverses == nil && entry.content.journal != .closing {
            let accounts = entry.content.postings.map(\.account).joined(separator: " ")
            found[entry.content.label + "\n" + accounts, default: (entry.content, 0, place)].count += 1
        }
        return found.values.filter { $0.count > 1 }.sorted { ($1.count, $0.place) < ($0.count, $1.place) }.map(\.draft)
    }

    private mutating func fillMonths(_ book: Book) throws(LedgerError) {
        let first = CivilDate(year: today.year, month: today.month, day: 1)?.adding(months: 1 - Self.shownMonths)
        let start = first ?? today
        months = (0..<Self.shownMonths).map { Period(name: String(start.adding(months: $0).iso8601.prefix(7))) }
        let sums = try book.months(
            ["6", "7"] + Book.moneyAccounts, from: CivilDate(daysSinceEpoch: 0), until: today, withClosing: false)
        var (ofYears, cash): ([String: Period], [String: Int]) = ([:], [:])
        for sum in sums where sum.amount.currency == .euro {
            let year = String(sum.month.prefix(4))
            guard sum.account.hasPrefix("6") || sum.account.hasPrefix("7") else {
                cash[sum.month, default: 0] += sum.amount.minor
                continue
            }
            ofYears[year, default: Period(name: year)].add(sum.account, sum.amount.minor)
            if let place = months.firstIndex(where: { $0.name == sum.month }) {
                months[place].add(sum.account, sum.amount.minor)
            }
        }
        years = ofYears.values.sorted { $0.name < $1.name }
        history = Self.ends(cash, until: today)
    }

    /// Months without a movement have the money of the one before.
    private static func ends(_ changes: [String: Int], until today: CivilDate) -> [MonthEnd] {
        guard let first = changes.keys.min(), var day = CivilDate(iso8601: first + "-01") else { return [] }
        var (ends, sum): ([MonthEnd], Int) = ([], 0)
        while day <= today {
            let name = String(day.iso8601.prefix(7))
            sum += changes[name] ?? 0
            ends.append(MonthEnd(month: name, cash: Money(sum)))
            day = day.adding(months: 1)
        }
        return ends
    }
}
