import Text

/// What the lines around the movements say: `Solde au 30/11/2026;1 234,56`.
struct CSVNotes {
    private let dialect: CSVDialect
    private let notes: [CSVRecord]

    init(_ dialect: CSVDialect, _ notes: [CSVRecord]) { (self.dialect, self.notes) = (dialect, notes) }

    /// The balance at the end, where one line says it and a day is told; nil where two lines say different ones.
    var closing: StatementBalance? {
        var found: Set<StatementBalance> = []
        for note in notes {
            let words = note.cells.map { FoldedText.words(of: $0) }
            guard let title = words.first(where: { !$0.isEmpty }),
                title.hasPrefix("solde") || title.hasPrefix("balance"),
                !words.contains(where: { ["debut", "francs", "opening", "initial"].contains(where: $0.contains) }),
                let amount = amount(note), let day = day(note) ?? endDay
            else { continue }
            found.insert(StatementBalance(day, amount))
        }
        return found.count == 1 ? found.first : nil
    }

    private func amount(_ note: CSVRecord) -> Money? {
        for cell in note.cells.reversed() {
            if date(cell) != nil { continue }
            if let money = try? Money.reading(cell, dialect.currency, mark: dialect.decimal) { return money }
        }
        // `Solde au 30/11/2026 1 234,56 €` in one cell: what stands behind the day.
        guard let cell = note.cells.first, let word = Self.words(cell).last(where: { date($0) != nil })
        else { return nil }
        return try? Money.reading(String(cell[word.endIndex...]), dialect.currency, mark: dialect.decimal)
    }

    private func day(_ note: CSVRecord) -> CivilDate? {
        note.cells.lazy.flatMap(Self.words).compactMap { date($0) }.first
    }

    /// `Date de fin de téléchargement : 30/11/2026`, or the only day that is told.
    private var endDay: CivilDate? {
        var days: Set<CivilDate> = []
        for cell in notes.flatMap(\.cells) {
            guard let day = Self.words(cell).lazy.compactMap({ date($0) }).last else { continue }
            if FoldedText.words(of: cell).split(separator: " ").contains("fin") { return day }
            days.insert(day)
        }
        return days.count == 1 ? days.first : nil
    }

    /// Notes may write years in full where movements do not.
    private func date(_ text: some StringProtocol) -> CivilDate? {
        let full: DayForm =
            dialect.days == .dayFirstShort ? .dayFirst : dialect.days == .monthFirstShort ? .monthFirst : dialect.days
        return dialect.days.day(String(text)) ?? full.day(String(text))
    }

    private static func words(_ cell: String) -> [Substring] { cell.prefix(200).split(separator: " ") }
}
