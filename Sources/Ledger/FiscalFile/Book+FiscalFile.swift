import GRDB
import Text

extension Book {
    /// The FEC of a year: opening lines out of the balances before it, then its entries in the order of sealing without
    /// those that close the year.
    ///
    /// Numbers run from 1 without gaps within the file; the book's own number stands in `PieceRef` where an entry has no
    /// piece. Throws where an entry is in another currency and gives no euros for it.
    public func fiscalFile(
        of year: Int, siren: Siren, encoding: FiscalFile.Encoding = .latin9
    ) throws(LedgerError) -> FiscalFile {
        guard let first = CivilDate(year: year, month: 1, day: 1), (1970...9999).contains(year) else {
            throw LedgerError(.refused, .noYear(year))
        }
        let lines = try read { database in try Book.fiscalLines(database, first) }
        return FiscalFile(lines, siren: siren, year: year, encoding: encoding)
    }

    private static func fiscalLines(_ database: Database, _ first: CivilDate) throws -> [FiscalLine] {
        var titles: [String: String] = [:]
        for row in try Row.fetchAll(database, sql: "SELECT number, name FROM account") { titles[row[0]] = row[1] }
        var opening = FiscalOpening()
        // In steps: many years at once are too much to hold.
        for year in try Int.fetchAll(
            database, sql: "SELECT DISTINCT CAST(substr(date, 1, 4) AS INTEGER) FROM entry WHERE date < ? ORDER BY 1",
            arguments: [first.iso8601])
        {
            for entry in try entries(database, of: year) { try opening.take(entry) }
        }
        var lines = try opening.lines(first, titles: titles)
        var (number, validated) = (lines.last?.number ?? 0, first)
        for entry in try entries(database, of: first.year) where !FiscalOpening.isClosing(entry.content) {
            number += 1
            // The order of validation is that of the file, whatever a clock said.
            validated = max(validated, FiscalOpening.day(of: entry))
            lines += try fiscalLines(entry, number, validated, titles)
        }
        return lines
    }

    private static func entries(_ database: Database, of year: Int) throws -> [Entry] {
        let text = FiscalFile.padded(year)
        return try entries(
            database, "WHERE date BETWEEN ? AND ? ORDER BY number", [text + "-01-01", text + "-12-31"])
    }

    private static func fiscalLines(
        _ entry: Entry, _ number: Int, _ validated: CivilDate, _ titles: [String: String]
    ) throws(LedgerError) -> [FiscalLine] {
        let content = entry.content
        guard let values = EuroValues.of(content.postings) else {
            throw LedgerError(.refused, .noEuroValue(entry.number), hint: .giveEuroValue)
        }
        return zip(content.postings, values).map { posting, euros in
            FiscalLine(
                journal: content.journal, number: number, date: content.date, account: posting.account,
                accountName: titles[posting.account] ?? posting.account,
                piece: content.piece ?? String(entry.number), label: content.label, euros: euros,
                validated: validated,
                foreign: posting.amount.currency == .euro ? nil : posting.amount)
        }
    }
}
