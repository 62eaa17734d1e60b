import GRDB
public import Text

extension Book {
    /// Begins to expect something. The id that it carries is not looked at; the book gives one.
    public func expect(_ expectation: Expectation) throws(LedgerError) -> Expectation {
        try check(expectation)
        return try write { database in
            try database.execute(
                sql: "INSERT INTO expectation VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: Book.columns(expectation))
            var made = expectation
            made.id = Int(database.lastInsertedRowID)
            return made
        }
    }

    /// Changes what is expected, for the past too. Where a rent rises, end the old one and expect a new one instead.
    public func change(_ expectation: Expectation) throws(LedgerError) {
        try check(expectation)
        try write { database in
            try database.execute(
                sql: """
                    UPDATE expectation SET
                    (name, direction, currency, least, most, account, rhythm, first, last, tolerance, words)
                    = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?
                    """, arguments: Book.columns(expectation) + [expectation.id])
            guard database.changesCount > 0 else { throw LedgerError(.missing, .noExpectation(expectation.id)) }
        }
    }

    /// Expects nothing any more after a day. What came until then stays matched.
    public func endExpectation(_ id: Int, on day: CivilDate) throws(LedgerError) {
        guard var expectation = try expectations().first(where: { $0.id == id }) else {
            throw LedgerError(.missing, .noExpectation(id))
        }
        expectation.last = day
        try change(expectation)
    }

    /// Forgets that something was ever expected. For mistakes; what is over is ended.
    public func removeExpectation(_ id: Int) throws(LedgerError) {
        try write { database in
            try database.execute(sql: "DELETE FROM expectation WHERE id = ?", arguments: [id])
            guard database.changesCount > 0 else { throw LedgerError(.missing, .noExpectation(id)) }
        }
    }

    /// All that is and was expected, in the order it was told.
    public func expectations() throws(LedgerError) -> [Expectation] {
        try read { try Book.expectations($0) }
    }

    /// Says that an entry belongs to an occurrence, whatever its date, its words and its amount.
    public func link(_ link: OccurrenceLink) throws(LedgerError) {
        try write { database in
            guard let expectation = try Book.expectations(database).first(where: { $0.id == link.expectation }) else {
                throw LedgerError(.missing, .noExpectation(link.expectation))
            }
            guard expectation.days(in: link.day...link.day) == [link.day] else {
                throw LedgerError(.missing, .noOccurrence(SafeText(expectation.name), link.day))
            }
            try Book.requireEntry(link.entry, database)
            let stands = try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM entry WHERE number = ? AND \(Book.stands))",
                arguments: [link.entry])
            guard stands == true else { throw LedgerError(.refused, .fallenEntry(link.entry)) }
            // An entry goes to one occurrence, an occurrence has one entry: the last word counts.
            try database.execute(sql: "DELETE FROM occurrence WHERE entry = ?", arguments: [link.entry])
            try database.execute(
                sql: "INSERT OR REPLACE INTO occurrence VALUES (?, ?, ?)",
                arguments: [link.expectation, link.day.iso8601, link.entry])
        }
    }

    /// Takes back that an entry belongs to an occurrence.
    public func unlinkOccurrence(entry: Int) throws(LedgerError) {
        try write { try $0.execute(sql: "DELETE FROM occurrence WHERE entry = ?", arguments: [entry]) }
    }

    /// What becomes of everything that is expected in a span of days.
    public func occurrences(in span: ClosedRange<CivilDate>, today: CivilDate) throws(LedgerError) -> [Occurrence] {
        try read { database in
            let expectations = try Book.expectations(database)
            let links = try Row.fetchAll(database, sql: "SELECT expectation, day, entry FROM occurrence").compactMap {
                row in CivilDate(iso8601: row[1]).map { OccurrenceLink(expectation: row[0], day: $0, entry: row[2]) }
            }
            let entries = try Book.standing(Set(expectations.map(\.account)), database)
            return Occurrence.all(of: expectations, entries: entries, links: links, in: span, today: today)
        }
    }

    private func check(_ expectation: Expectation) throws(LedgerError) {
        try expectation.check()
        guard expectation.account.hasPrefix("6") || expectation.account.hasPrefix("7") else {
            throw LedgerError(.refused, .noExpectedAccount(SafeText(expectation.account)), hint: .listAccounts)
        }
        guard try accounts().contains(where: { $0.number.hasPrefix(expectation.account) }), !expectation.account.isEmpty
        else { throw LedgerError(.missing, .unknownAccount(SafeText(expectation.account)), hint: .listAccounts) }
    }

    private static func columns(_ expectation: Expectation) -> StatementArguments {
        [
            expectation.name, expectation.direction.rawValue, expectation.amount.currency.code,
            expectation.amount.bounds?.lowerBound, expectation.amount.bounds?.upperBound, expectation.account,
            expectation.rhythm.text, expectation.first.iso8601, expectation.last?.iso8601, expectation.tolerance,
            PersonalText.joined(expectation.words),
        ]
    }
}

extension Book {
    static func expectations(_ database: Database) throws -> [Expectation] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT id, name, direction, currency, least, most, account, rhythm, first, last, tolerance, words
                FROM expectation ORDER BY id
                """
        ).map { row in
            let currency = try currency(row[3])
            guard let direction = MoneyDirection(rawValue: row[2]), let rhythm = Rhythm(text: row[7]),
                let first = CivilDate(iso8601: row[8])
            else { throw LedgerError(.damaged, .expectationUnreadable(row[0])) }
            let (least, most): (Int?, Int?) = (row[4], row[5])
            let amount: ExpectedAmount =
                if let least, let most { .between(least, most, currency) } else { .open(currency) }
            return Expectation(
                id: row[0], row[1], direction, amount, account: row[6], rhythm, first: first,
                last: (row[9] as String?).flatMap { CivilDate(iso8601: $0) }, tolerance: row[10],
                words: PersonalText.split(row[11]))
        }
    }

    /// Which entries stand: not of a year's end or beginning, neither taken back nor taking back, of no bounced cheque.
    static let stands = """
        entry.journal NOT IN ('CL', 'AN') AND entry.reverses IS NULL
        AND NOT EXISTS (SELECT 1 FROM entry AS other WHERE other.reverses = entry.number)
        AND NOT EXISTS (SELECT 1 FROM cheque WHERE received_entry = entry.number AND bounced_entry IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM cheque WHERE bounced_entry = entry.number)
        """

    /// Standing entries that touch accounts whose numbers begin so, with these postings; those that the user linked to
    /// an occurrence, with all of them.
    static func standing(_ accounts: Set<String>, _ database: Database) throws -> [BookedEntry] {
        let which = accounts.sorted()
        let touching =
            (which.map { _ in "SELECT entry, line FROM posting WHERE account BETWEEN ? AND ?" } + [
                "SELECT entry, line FROM posting WHERE entry IN (SELECT entry FROM occurrence)"
            ])
            .joined(separator: " UNION ")
        // By the index of accounts: a book is large, what is expected touches little of it.
        let rows = try Row.fetchCursor(
            database,
            sql: """
                WITH touching AS MATERIALIZED (\(touching))
                SELECT entry.number, strftime('%s', date) / 86400, label, account, currency, amount
                FROM touching CROSS JOIN entry ON entry.number = touching.entry
                CROSS JOIN posting ON posting.entry = touching.entry AND posting.line = touching.line
                WHERE \(stands) ORDER BY entry.number, posting.line
                """, arguments: StatementArguments(which.flatMap { [$0, $0 + "\u{10FFFF}"] }))
        var entries: [BookedEntry] = []
        var currencies: [String: Currency] = [:]
        var (number, day, label, postings): (Int, Int, String, [Posting]) = (0, 0, "", [])
        func close() {
            guard !postings.isEmpty else { return }
            entries.append(
                BookedEntry(number: number, date: CivilDate(daysSinceEpoch: day), label: label, postings: postings))
        }
        while let row = try rows.next() {
            if row[0] != number {
                close()
                (number, day, label, postings) = (row[0], row[1], row[2], [])
            }
            let code: String = row[4]
            let currency = try currencies[code] ?? currency(code)
            currencies[code] = currency
            postings.append(Posting(row[3], Money(row[5], currency)))
        }
        close()
        return entries
    }

    static func requireEntry(_ number: Int, _ database: Database) throws {
        let exists = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM entry WHERE number = ?)", arguments: [number])
        guard exists == true else { throw LedgerError(.missing, .noEntry(number)) }
    }
}
