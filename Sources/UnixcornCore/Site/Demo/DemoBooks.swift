import Ledger
import Text

/// The books of the demo site: a real book in the demo's folder, of a co-op that pays 48 euros a month.
struct DemoBooks {
    let site: SiteBook
    let now: Moment

    /// Writes the book, once.
    func write() {
        guard !site.isThere else { return }
        // A demo without books is still one; what failed is told by the pane.
        guard let book = try? Book.create(in: site.folder) else { return }
        _ = try? book.add(entries, today: site.today(at: now), now: now)
        for expectation in expectations { _ = try? book.expect(expectation) }
        try? addDonors(book)
        try? importStatement(book)
    }

    /// Two who give, one of them with an account.
    private func addDonors(_ book: Book) throws(LedgerError) {
        for (pseudonym, member) in [("don-7f3k", "cloud/jeanne.m"), ("don-2m9q", nil)] as [(String, String?)] {
            let donor = try book.addDonor(Donor(id: 0, pseudonym: pseudonym, member: member))
            for entry in try book.entries(EntryFilter(words: pseudonym)) {
                try book.link(entry: entry.number, to: donor.id)
            }
        }
    }

    /// Two lines that no rule knows.
    private func importStatement(_ book: Book) throws(LedgerError) {
        let days = [today.adding(days: -3), today.adding(days: -9)].map { day in
            let parts = day.iso8601.split(separator: "-")
            return "\(parts[2])/\(parts[1])/\(parts[0])"
        }
        let text = """
            Date;Libellé;Montant
            \(days[1]);VIR ASSO DES JARDINS;40,00
            \(days[0]);PRLV ASSURANCE MULTIRISQUE;-23,50

            """
        let preview = try book.preview(
            Array(text.utf8), name: "demo.csv", into: ImportTarget(account: "512"), today: today)
        try book.take(preview, today: today, now: now)
    }

    /// Rent and fees that come as they should, a donor who is late, and dues that nobody paid yet.
    private var expectations: [Expectation] {
        let start = today.adding(months: -20)
        return [
            Expectation(
                "Loyer du serveur", .expense, .exactly(Money(4800)), account: "6135", .monthly(day: 5), first: start),
            Expectation(
                "Frais de tenue de compte", .expense, .exactly(Money(150)), account: "627", .monthly(day: 28),
                first: start),
            Expectation(
                "Don régulier don-7f3k", .income, .exactly(Money(1500)), account: "7541", .monthly(day: 10),
                first: start,
                words: ["don-7f3k"]),
            Expectation(
                "Liberapay", .income, .between(44, 55), account: "7541", .monthly(day: 27), first: start,
                words: ["Liberapay"]),
            Expectation(
                "Nom de domaine", .expense, .exactly(Money(1440)), account: "651",
                .yearly(month: today.adding(months: 1).month, day: 3), first: today),
        ]
    }

    private var today: CivilDate { site.today(at: now) }

    /// Two years of rent, of gifts and of dues, up to today.
    private var entries: [EntryDraft] {
        let start = today.adding(months: -25)
        guard let first = CivilDate(year: start.year, month: start.month, day: 1) else { return [] }
        var drafts = [
            EntryDraft(
                first, "Report de l'exercice précédent", journal: .opening,
                postings: [Posting("512", Money(61_240)), Posting("102", Money(-61_240))])
        ]
        for month in 0...25 { drafts += entries(of: first.adding(months: month), month) }
        return drafts.filter { $0.date <= today }.sorted { $0.date < $1.date }
    }

    private func entries(of month: CivilDate, _ number: Int) -> [EntryDraft] {
        let name = String(month.iso8601.prefix(7))
        var drafts = [
            bank(month.adding(days: 4), "Loyer du serveur", "6135", 4800, piece: "F-" + name),
            bank(month.adding(days: 27), "Frais de tenue de compte", "627", 150),
        ]
        // The donor has not given this month.
        if number < 25 { drafts.append(bank(month.adding(days: 9), "Don régulier don-7f3k", "7541", -1500)) }
        if number % 3 == 1 { drafts.append(bank(month.adding(days: 15), "Don don-2m9q", "7541", -2000)) }
        if number % 12 == 2 {
            drafts.append(bank(month.adding(days: 2), "Nom de domaine", "651", 1440, piece: "D-" + name))
        }
        // Dues come in autumn.
        if (9...11).contains(month.month) {
            for person in 0..<(month.month == 10 ? 9 : 4) {
                drafts.append(bank(month.adding(days: 6 + person * 2), "Cotisation", "756", -1000))
            }
        }
        // Liberapay pays out what four or five Wednesdays have brought.
        let wednesdays = (0..<CivilDate.length(of: month.month, month.year)).count {
            month.adding(days: $0).weekday == 2
        }
        drafts.append(
            EntryDraft(
                month.adding(days: 26), "Liberapay", journal: .bank, source: "demo",
                postings: [Posting("517", Money(11 * wednesdays)), Posting("7541", Money(-11 * wednesdays))]))
        return drafts
    }

    /// Cents that the bank pays for an account; negative ones that it gets.
    private func bank(
        _ date: CivilDate, _ label: String, _ account: String, _ cents: Int, piece: String? = nil
    ) -> EntryDraft {
        EntryDraft(
            date, label, journal: .bank, piece: piece, source: "demo",
            postings: [Posting(account, Money(cents)), Posting("512", Money(-cents))])
    }
}
