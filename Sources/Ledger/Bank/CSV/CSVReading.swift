import Text

/// Reads the movements of a CSV whose dialect is known.
struct CSVReading {
    private let name: SafeText
    private let dialect: CSVDialect

    init(_ name: SafeText, _ dialect: CSVDialect) { (self.name, self.dialect) = (name, dialect) }

    /// Without empty lines, and without the lines around the movements that tell a balance or a sum.
    static func movements(_ records: some Sequence<CSVRecord>, _ day: Int) -> [CSVRecord] {
        records.filter { !$0.isEmpty && !isNote($0, day) }
    }

    private static func isNote(_ record: CSVRecord, _ day: Int) -> Bool {
        guard let first = record.cells.first(where: { !$0.isEmpty }), first.utf8.count < 80 else { return false }
        let letter = first.utf8.first.map { $0 | 0x20 }
        guard letter == UInt8(ascii: "s") || letter == UInt8(ascii: "t") || letter == UInt8(ascii: "b") else {
            return false
        }
        let word = FoldedText.words(of: first)
        guard ["solde ", "total ", "balance "].contains(where: { (word + " ").hasPrefix($0) }) else { return false }
        // A bill of “Total” has a day.
        return !record.cells.indices.contains(day) || DayForm.fitting([record.cells[day]]).isEmpty
    }

    func read(_ bytes: [UInt8]) throws(LedgerError) -> BankStatement {
        guard let text = dialect.encoding.text(bytes) else {
            throw LedgerError(.malformed, .wrongEncoding(name, dialect.encoding), hint: .sayEncoding)
        }
        guard let separator = dialect.separator.utf8.first, dialect.separator.utf8.count == 1, separator < 0x80,
            dialect.columns.all.allSatisfy({ (0..<1000).contains($0) })
        else { throw LedgerError(.refused, .unclearColumns(name), hint: .sayColumns) }
        let table: CSVRecords
        do throws(CSVRecords.Fault) { table = try CSVRecords(Array(text.utf8), separator: separator) } catch {
            switch error {
            case .open(let line): throw LedgerError(.malformed, .quoteOpen(name, line), hint: .downloadAgain)
            case .stray(let line): throw LedgerError(.malformed, .fileBroken(name, line), hint: .downloadAgain)
            }
        }
        let start = try start(table.records)
        let rows = Self.movements(table.records.dropFirst(start), dialect.columns.day)
        if !table.isEnded, let last = rows.last, last == table.records.last { try checkEnd(last, rows) }
        var lines: [StatementLine] = []
        lines.reserveCapacity(rows.count)
        for row in rows { if let line = try line(row) { lines.append(line) } }
        let notes = table.records.filter { Self.isNote($0, dialect.columns.day) } + table.records.prefix(start)
        var statement = BankStatement(format: .csv, currency: dialect.currency, lines: lines, dialect: dialect)
        statement.balances = (closing(lines) ?? CSVNotes(dialect, notes).closing).map { [$0] } ?? []
        return statement
    }

    /// The first record behind the header.
    private func start(_ records: [CSVRecord]) throws(LedgerError) -> Int {
        guard !dialect.header.isEmpty else { return dialect.preamble }
        guard let place = records.prefix(CSVDetection.headLines).firstIndex(where: { $0.cells == dialect.header })
        else {
            throw LedgerError(.malformed, .headerLacks(name), hint: .sayColumns)
        }
        return place + 1
    }

    /// A file that was cut within its last amount would give a smaller one.
    private func checkEnd(_ last: CSVRecord, _ rows: [CSVRecord]) throws(LedgerError) {
        let column = last.cells.count - 1
        guard dialect.columns.needed.contains(column), rows.count > 1 else { return }
        let mark: Character = dialect.decimal == .comma ? "," : "."
        func decimals(_ row: CSVRecord) -> Int? {
            guard row.cells.indices.contains(column), !row.cells[column].isEmpty else { return nil }
            return row.cells[column].split(separator: mark, omittingEmptySubsequences: false).dropFirst().last?.count
                ?? 0
        }
        let others = Set(rows.dropLast().compactMap(decimals))
        if others.count == 1, let own = decimals(last), !others.contains(own) {
            throw LedgerError(.malformed, .fileCut(name), hint: .downloadAgain)
        }
    }

    private func line(_ row: CSVRecord) throws(LedgerError) -> StatementLine? {
        let columns = dialect.columns
        func cell(_ column: Int?) -> String? {
            guard let column, row.cells.indices.contains(column), !row.cells[column].isEmpty else { return nil }
            return row.cells[column]
        }
        guard (columns.needed.max() ?? 0) < row.cells.count else {
            throw LedgerError(.malformed, .cellsLack(name, row.line), hint: .downloadAgain)
        }
        guard let day = dialect.days.day(cell(columns.day) ?? "") else {
            throw LedgerError(.malformed, .noDay(name, row.line, SafeText(cell(columns.day) ?? "")), hint: .sayDays)
        }
        if let text = cell(columns.currency),
            Currency(code: Currency.symbols[text] ?? text.uppercased()) != dialect.currency
        {
            throw LedgerError(.refused, .foreignLine(name, row.line, SafeText(text)))
        }
        let label = columns.label.compactMap { cell($0) }.joined(separator: " ")
        return StatementLine(
            day, try amount(row, cell), label, reference: cell(columns.reference),
            valueDay: cell(columns.valueDay).flatMap { dialect.days.day($0) },
            // Some banks write it with the other decimal mark; then it is no help.
            balance: cell(columns.balance).flatMap { try? Money.reading($0, dialect.currency, mark: dialect.decimal) })
    }

    private func amount(_ row: CSVRecord, _ cell: (Int?) -> String?) throws(LedgerError) -> Money {
        if let column = dialect.columns.amount { return try money(cell(column) ?? "", row) }
        let debit = try cell(dialect.columns.debit).map { text throws(LedgerError) in try money(text, row) }
        let credit = try cell(dialect.columns.credit).map { text throws(LedgerError) in try money(text, row) }
        let out = debit.map { dialect.debitIsNegative ? $0 : -$0 }
        switch (out.flatMap { $0.isZero ? nil : $0 }, credit.flatMap { $0.isZero ? nil : $0 }) {
        case (nil, nil):
            // Both columns empty is no movement of zero: something is missing.
            guard let none = out ?? credit else { return try money("", row) }
            return none
        case (let out?, nil): return out
        case (nil, let credit?): return credit
        case (_?, _?): throw LedgerError(.malformed, .twoAmounts(name, row.line), hint: .sayColumns)
        }
    }

    private func money(_ text: String, _ row: CSVRecord) throws(LedgerError) -> Money {
        do { return try Money.reading(text, dialect.currency, mark: dialect.decimal) } catch {
            throw LedgerError(.malformed, .noAmount(name, row.line, error.words(SafeText(text))), hint: .sayDecimal)
        }
    }

    /// The balance behind the newest movement, where the column runs: some banks repeat today's in each line.
    private func closing(_ lines: [StatementLine]) -> StatementBalance? {
        guard let first = lines.first, let last = lines.last, lines.allSatisfy({ $0.balance != nil }) else {
            return nil
        }
        let pairs = Array(zip(lines, lines.dropFirst()))
        func minor(_ line: StatementLine) -> Int { line.balance?.minor ?? 0 }
        if pairs.allSatisfy({ $0.day <= $1.day && minor($1) == minor($0) + $1.amount.minor }) {
            return last.balance.map { StatementBalance(last.day, $0) }
        }
        if pairs.allSatisfy({ $0.day >= $1.day && minor($0) == minor($1) + $0.amount.minor }) {
            return first.balance.map { StatementBalance(first.day, $0) }
        }
        return nil
    }
}
