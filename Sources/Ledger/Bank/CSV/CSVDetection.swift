import Text

/// Finds out how a CSV is written. What can be read in two ways is refused, with what to say to make it clear.
struct CSVDetection {
    private let name: SafeText
    private let hints: CSVHints

    /// Where the movements begin, and in which columns what is.
    private struct Layout {
        var separator: String
        var header: [String]
        var preamble: Int
        var columns: CSVColumns
        var isFrench: Bool
        var rows: [[String]] = []
    }

    static func detect(_ bytes: [UInt8], _ name: SafeText, _ hints: CSVHints) throws(LedgerError) -> CSVDialect {
        guard let encoding = hints.encoding ?? StatementEncoding.detect(bytes), let text = encoding.text(bytes) else {
            throw LedgerError(.malformed, .unclearEncoding(name), hint: .sayEncoding)
        }
        let detection = CSVDetection(name: name, hints: hints)
        var layout = try detection.layout(Array(text.utf8))
        if let columns = hints.columns { layout.columns = columns }
        let currency = hints.currency ?? .euro
        let days = try detection.days(layout)
        let decimal = try detection.decimal(layout, currency)
        return CSVDialect(
            encoding: encoding, separator: layout.separator, decimal: decimal, days: days, header: layout.header,
            preamble: layout.preamble, columns: layout.columns,
            debitIsNegative: try detection.debitIsNegative(layout, currency, decimal), currency: currency)
    }

    /// Lines that are looked at for the header.
    static let headLines = 60

    private func layout(_ bytes: [UInt8]) throws(LedgerError) -> Layout {
        var (named, guessed): ([Layout], [Layout]) = ([], [])
        var fault: CSVRecords.Fault?
        for separator in hints.separator.map({ [$0] }) ?? [";", ",", "\t", "|"] {
            guard let byte = separator.utf8.first, separator.utf8.count == 1 else { continue }
            do throws(CSVRecords.Fault) {
                let sample = try CSVRecords(bytes, separator: byte, most: Self.headLines).records
                if let layout = headed(sample, separator) {
                    named.append(try filled(layout, bytes, byte))
                } else if let layout = bare(try CSVRecords(bytes, separator: byte).records, separator) {
                    guessed.append(layout)
                }
            } catch { fault = fault ?? error }
        }
        if named.count == 1 { return named[0] }
        if named.isEmpty, guessed.count == 1 { return guessed[0] }
        if case .open(let line) = fault, named.isEmpty, guessed.isEmpty {
            throw LedgerError(.malformed, .quoteOpen(name, line), hint: .downloadAgain)
        }
        throw LedgerError(.refused, .unclearColumns(name), hint: .sayColumns)
    }

    private func headed(_ sample: [CSVRecord], _ separator: String) -> Layout? {
        for (place, record) in sample.enumerated() {
            guard record.cells.count >= 3, let header = CSVHeader(record.cells) else { continue }
            return Layout(
                separator: separator, header: record.cells, preamble: place, columns: header.columns,
                isFrench: header.isFrench)
        }
        return nil
    }

    private func filled(_ layout: Layout, _ bytes: [UInt8], _ byte: UInt8) throws(CSVRecords.Fault) -> Layout {
        var layout = layout
        let rest = try CSVRecords(bytes, separator: byte).records.dropFirst(layout.preamble + 1)
        layout.rows = CSVReading.movements(rest, layout.columns.day).map(\.cells)
        return layout
    }

    /// A CSV without names: what the cells are like says which column is which, or nothing does.
    private func bare(_ records: [CSVRecord], _ separator: String) -> Layout? {
        guard let start = records.prefix(Self.headLines).firstIndex(where: { Self.dayColumn($0.cells) != nil }) else {
            return nil
        }
        guard let day = Self.dayColumn(records[start].cells) else { return nil }
        let rows = CSVReading.movements(records[start...], day).map(\.cells)
        guard let first = rows.first, first.count >= 3,
            rows.allSatisfy({ $0.count == first.count })
        else { return nil }
        var layout = Layout(
            separator: separator, header: [], preamble: start, columns: CSVColumns(day: day, label: []),
            isFrench: false, rows: rows)
        if let columns = hints.columns {
            layout.columns = columns
            return layout
        }
        func isAll(_ column: Int, _ test: (String) -> Bool) -> Bool {
            rows.allSatisfy { $0[column].isEmpty || test($0[column]) } && rows.contains { !$0[column].isEmpty }
        }
        let dates = first.indices.filter { column in isAll(column) { !DayForm.fitting([$0]).isEmpty } }
        let amounts = first.indices.filter { column in !dates.contains(column) && isAll(column, Self.isAmount) }
        // Two columns of amounts without names could be debit and credit, or amount and balance.
        guard dates.first == day, dates.count <= 2, amounts.count == 1 else { return nil }
        let words = first.indices.filter { column in
            !dates.contains(column) && !amounts.contains(column) && isAll(column) { $0.contains(where: \.isLetter) }
        }
        guard !words.isEmpty else { return nil }
        layout.columns = CSVColumns(day: day, label: words, amount: amounts[0], valueDay: dates.dropFirst().first)
        return layout
    }

    private static func dayColumn(_ cells: [String]) -> Int? {
        guard cells.contains(where: isAmount) else { return nil }
        return cells.firstIndex { !DayForm.fitting([$0]).isEmpty }
    }

    private static func isAmount(_ cell: String) -> Bool {
        guard cell.utf8.count < 30, DayForm.fitting([cell]).isEmpty else { return false }
        return DecimalMark.allCases.contains { (try? Money.reading(cell, mark: $0)) != nil }
    }
}

extension CSVDetection {
    private func days(_ layout: Layout) throws(LedgerError) -> DayForm {
        if let days = hints.days { return days }
        let texts = layout.rows.compactMap { $0.indices.contains(layout.columns.day) ? $0[layout.columns.day] : nil }
        let forms = DayForm.fitting(texts)
        if forms.count == 1 { return forms[0] }
        guard !forms.isEmpty else {
            let odd = texts.first { DayForm.fitting([$0]).isEmpty } ?? ""
            throw LedgerError(.malformed, .unclearDays(name, SafeText(odd)), hint: .sayDays)
        }
        // No movement at all: nothing to be wrong about.
        if texts.isEmpty { return .dayFirst }
        guard layout.isFrench, let form = forms.first(where: { $0 == .dayFirst || $0 == .dayFirstShort }) else {
            throw LedgerError(.refused, .ambiguousDays(name, SafeText(texts[0])), hint: .sayDays)
        }
        return form
    }

    private func cells(_ layout: Layout, _ columns: [Int?]) -> [String] {
        layout.rows.flatMap { row in
            columns.compactMap { $0.flatMap { row.indices.contains($0) && !row[$0].isEmpty ? row[$0] : nil } }
        }
    }

    private func decimal(_ layout: Layout, _ currency: Currency) throws(LedgerError) -> DecimalMark {
        if let decimal = hints.decimal { return decimal }
        let columns = layout.columns
        let texts = cells(layout, [columns.amount, columns.debit, columns.credit])
        var marks = DecimalMark.allCases
        for text in texts {
            let left = marks.filter { (try? Money.reading(text, currency, mark: $0)) != nil }
            guard !left.isEmpty else {
                throw LedgerError(.malformed, .unclearAmounts(name, SafeText(text)), hint: .sayDecimal)
            }
            marks = left
        }
        if marks.count == 1 {
            // Thousands and no cents at all: three digits behind the sign may be decimals nobody expected.
            let isShown = texts.contains { text in
                text.contains { $0 == "," || $0 == "." } && (try? Money.reading(text, currency)) != nil
            }
            let doubtful = texts.first { text in
                do throws(AmountFault) { _ = try Money.reading(text, currency) } catch { return error == .ambiguous }
                return false
            }
            guard isShown || doubtful == nil else {
                throw LedgerError(.refused, .unclearAmounts(name, SafeText(doubtful ?? "")), hint: .sayDecimal)
            }
            return marks[0]
        }
        let isSame = texts.allSatisfy { text in
            (try? Money.reading(text, currency, mark: .comma)) == (try? Money.reading(text, currency, mark: .point))
        }
        guard isSame else {
            throw LedgerError(.refused, .unclearAmounts(name, SafeText(texts.first ?? "")), hint: .sayDecimal)
        }
        return layout.separator == "," ? .point : .comma
    }

    /// Debits with a minus or without: all of them one way.
    private func debitIsNegative(
        _ layout: Layout, _ currency: Currency, _ mark: DecimalMark
    ) throws(LedgerError) -> Bool {
        let debits = cells(layout, [layout.columns.debit]).compactMap {
            try? Money.reading($0, currency, mark: mark).minor
        }
        let negative = debits.contains { $0 < 0 }
        if negative, debits.contains(where: { $0 > 0 }) {
            throw LedgerError(.refused, .unclearDebits(name), hint: .sayColumns)
        }
        return negative
    }
}
