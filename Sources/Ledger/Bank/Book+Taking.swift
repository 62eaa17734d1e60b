import Digest
import FoundationEssentials
import GRDB
import Text

extension Book {
    /// Takes a file within a transaction that is open.
    func take(_ preview: ImportPreview, _ today: CivilDate, _ now: Moment, _ database: Database) throws -> ImportReport
    {
        let again = try preview.parts.flatMap { part in
            try Book.parts(
                [part.statement], [part.account], preview.digest, part.isDialectKept, today, database)
        }
        guard again == preview.parts else {
            throw LedgerError(.exists, .bookMoved(preview.name), hint: .previewAgain)
        }
        return try book(preview, today, now, database)
    }

    /// Does what a preview says, which must be one of the book as it is.
    func book(_ preview: ImportPreview, _ today: CivilDate, _ now: Moment, _ database: Database) throws -> ImportReport
    {
        var report = ImportReport()
        for part in preview.parts { try take(part, preview, &report, today, now, database) }
        return report
    }

    private func take(
        _ part: ImportPart, _ preview: ImportPreview, _ report: inout ImportReport, _ today: CivilDate, _ now: Moment,
        _ database: Database
    ) throws {
        let file = try Book.keep(preview, part, now, database)
        // The oldest first, whichever way the bank lists them.
        let isFalling = (part.lines.first?.line.day).map { first in part.lines.last.map { $0.line.day < first } ?? false
        }
        let lines = Array((isFalling ?? false) ? part.lines.reversed() : part.lines)
        let ordered = lines.enumerated().sorted { ($0.1.line.day, $0.0) < ($1.1.line.day, $1.0) }.map(\.element)
        let drafts = ordered.compactMap { $0.draft(on: part.account) }
        let entries = try seal(drafts, today, now, database)
        var next = entries.makeIterator()
        var ids: [String: Int] = [:]
        for planned in ordered {
            switch planned.fate {
            case .known: report.known += 1
            case .leftOut: report.leftOut += 1
            default:
                let entry = planned.isBooked ? next.next()?.number : nil
                try Book.insert(planned, entry, part, file, &ids, database)
                report.count(planned.fate)
            }
        }
        if let first = entries.first { try Book.linkKnownGifts(after: first.number - 1, database) }
        report.entries += entries
    }

    /// The file, its balance, and what it taught about its account.
    private static func keep(
        _ preview: ImportPreview, _ part: ImportPart, _ now: Moment, _ database: Database
    ) throws -> Int {
        let statement = part.statement
        if let bank = statement.bank { try set(bank, part.account, database) }
        if let dialect = statement.dialect { try set(dialect, part.account, database) }
        for balance in statement.balances { try keep(balance, part.account, statement.format.rawValue, database) }
        try database.execute(
            sql: """
                INSERT INTO statement_file (account, format, name, digest, taken) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (account, digest) DO NOTHING
                """,
            arguments: [
                part.account, statement.format.rawValue, preview.name.string, Data(preview.digest.bytes),
                now.microseconds / 1_000_000,
            ])
        return try Int.fetchOne(
            database, sql: "SELECT id FROM statement_file WHERE account = ? AND digest = ?",
            arguments: [part.account, Data(preview.digest.bytes)]) ?? 0
    }

    private static func insert(
        _ planned: PlannedLine, _ entry: Int?, _ part: ImportPart, _ file: Int, _ ids: inout [String: Int],
        _ database: Database
    ) throws {
        var (entry, twinLine, twinEntry): (Int?, Int?, Int?) = (entry, nil, nil)
        switch planned.fate {
        case .adopted(let old): entry = old
        case .doubtful(.line(let id)): twinLine = id
        case .doubtful(.before): twinLine = ids[planned.key]
        case .doubtful(.entry(let number)): twinEntry = number
        default: break
        }
        let line = planned.line
        try database.cachedStatement(
            sql: """
                INSERT INTO statement_line (account, format, key, source, identifier, day, value_day, currency, amount,
                    label, reference, state, entry, twin_line, twin_entry, file)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                part.account, part.statement.format.rawValue, planned.key, planned.source, line.identifier,
                line.day.iso8601, line.valueDay?.iso8601, line.amount.currency.code, line.amount.minor, line.label,
                line.reference, (entry == nil ? LineState.waiting : .booked).rawValue, entry, twinLine, twinEntry, file,
            ])
        ids[planned.key] = Int(database.lastInsertedRowID)
    }
}

extension PlannedLine {
    var isBooked: Bool {
        if case .booked = fate { true } else { false }
    }

    fileprivate func draft(on account: String) -> EntryDraft? {
        guard case .booked(_, let target, let label) = fate else { return nil }
        return EntryDraft(line, label, [Posting(target, line.amount)], on: account, source: source)
    }
}

extension ImportReport {
    fileprivate mutating func count(_ fate: LineFate) {
        added += 1
        switch fate {
        case .doubtful: (waiting, doubtful) = (waiting + 1, doubtful + 1)
        case .waiting: waiting += 1
        default: break
        }
    }
}

extension EntryDraft {
    /// The entry of a line: its amount in the bank's account, the shares of it in others, debits first.
    init(_ line: StatementLine, _ label: String, _ shares: [Posting], on account: String, source: String) {
        let postings = [Posting(account, line.amount)] + shares.map { Posting($0.account, -$0.amount) }
        self.init(
            line.day, label, journal: account.hasPrefix("53") ? .cash : .bank, source: source,
            postings: postings.filter { $0.amount.minor > 0 } + postings.filter { $0.amount.minor <= 0 })
    }
}
