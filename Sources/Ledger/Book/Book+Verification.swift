public import Digest
import FoundationEssentials
import GRDB
import Glibc
public import Text

/// What a verification of the books found.
public struct BookReport: Sendable {
    public internal(set) var entries = 0
    public internal(set) var journals = 0
    public internal(set) var documents = 0
    /// The seal of the last entry.
    public internal(set) var head: Digest256?
    /// What does not hold, with the entry it was found at, where one is known.
    public internal(set) var faults: [Fault] = []

    public struct Fault: Sendable, Hashable {
        public let entry: Int?
        public let words: Phrase
    }
}

extension Book {
    /// The folder of receipts and invoices, each under the digest of its content.
    public var documentFolder: String { folder + "/documents" }

    /// Goes through every entry, its sums and its seal, then holds journals and documents to them.
    public func verify() throws(LedgerError) -> BookReport {
        var report = BookReport()
        let years = try read { database -> [Int] in
            try verifyEntries(&report, database)
            return try Int.fetchAll(
                database, sql: "SELECT DISTINCT CAST(substr(date, 1, 4) AS INTEGER) FROM entry ORDER BY 1")
        }
        // Of books that do not hold, journals can only say the same again.
        for year in years { try verifyJournal(of: year, &report) }
        try verifyOtherYears(years, &report)
        return report
    }

    /// Journals of years that the book has no entries of, and those that were once put aside.
    private func verifyOtherYears(_ years: [Int], _ report: inout BookReport) throws(LedgerError) {
        let written = try read { try Int.fetchAll($0, sql: "SELECT year FROM journal ORDER BY year") }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let beside = names.filter { $0.hasSuffix(".journal") }.compactMap { Int($0.dropLast(".journal".count)) }
        for year in Set(written + beside).subtracting(years).sorted() {
            report.faults.append(.init(entry: nil, words: .yearGone(SafeText(journalPath(of: year)), year)))
        }
        for name in names.sorted() where name.contains(".journal.changed-") {
            report.faults.append(.init(entry: nil, words: .journalAside(SafeText(folder + "/" + name))))
        }
    }

    /// - Parameter withDocuments: not where only the database was kept.
    func verifyEntries(_ report: inout BookReport, _ database: Database, withDocuments: Bool = true) throws {
        var (number, previous) = (0, try CanonicalText.beginning())
        func fault(_ number: Int?, _ words: Phrase) { report.faults.append(.init(entry: number, words: words)) }
        for check in try String.fetchAll(database, sql: "PRAGMA integrity_check(5)") where check != "ok" {
            fault(nil, .bookDamaged(SafeText(folder), SafeText(check)))
        }
        for name in try BookSchema.missingRules(database) { fault(nil, .ruleLacks(SafeText(name))) }
        // In steps: a million entries at once are too many to hold.
        let last = try Int.fetchOne(database, sql: "SELECT max(number) FROM entry") ?? 0
        for start in stride(from: 0, through: last, by: 5000) {
            for entry in try readable(start, &report, database) {
                number += 1
                if entry.number != number {
                    // Whoever invents a number may invent a large one.
                    for lost in (number..<max(number, entry.number)).prefix(20) { fault(lost, .entryLacks(lost)) }
                    number = entry.number
                }
                if entry.previous != previous { fault(number, .chainBroken(number)) }
                let made = try Entry(entry.content, number: number, after: entry.previous, sealed: entry.sealed)
                if made.seal != entry.seal { fault(number, .sealBroken(number)) }
                var sums: [Currency: Int] = [:]
                for posting in entry.content.postings {
                    sums[posting.amount.currency, default: 0] += posting.amount.minor
                }
                for (currency, sum) in sums where sum != 0 {
                    fault(number, .entryUnbalanced(number, Money(sum, currency)))
                }
                for document in entry.content.documents where withDocuments {
                    report.documents += 1
                    if let words = documentFault(document, number) { fault(number, words) }
                }
                previous = entry.seal
                report.entries += 1
            }
        }
        for (month, account) in try MovementSchema.differences(database) {
            fault(nil, .movementDiffers(SafeText(month), SafeText(account)))
        }
        report.head = previous
    }

    /// 5,000 entries from one on; those that make no sense are named.
    private func readable(_ start: Int, _ report: inout BookReport, _ database: Database) throws -> [Entry] {
        let condition = "WHERE number > ? AND number <= ? ORDER BY number"
        do { return try Book.entries(database, condition, [start, start + 5000]) } catch is LedgerError {}
        var entries: [Entry] = []
        for number in start + 1...start + 5000 {
            do { entries += try Book.entries(database, condition, [number - 1, number]) } catch let error as LedgerError
            {
                report.faults.append(.init(entry: number, words: error.message))
            }
        }
        return entries
    }

    private func documentFault(_ document: Digest256, _ number: Int) -> Phrase? {
        guard let path = documentPath(document), let bytes = Book.contents(path) else {
            return .documentLacks(number, SafeText(String(document.hex.prefix(12))))
        }
        guard (try? SHA256.digest(of: bytes)) == document else {
            return .documentChanged(number, SafeText(path))
        }
        return nil
    }

    private func verifyJournal(of year: Int, _ report: inout BookReport) throws(LedgerError) {
        report.journals += 1
        let path = journalPath(of: year)
        let contents = Book.contents(path)
        // One that is only late is written with the next entry.
        guard try standing(of: contents, year) == .other else { return }
        guard let bytes = contents else {
            report.faults.append(.init(entry: nil, words: .journalLacks(SafeText(path))))
            return
        }
        let (found, wanted) = (String(decoding: bytes, as: UTF8.self), try journal(of: year))
        guard found != wanted else { return }
        let difference = JournalDifference(found: found, wanted: wanted)
        report.faults.append(
            .init(entry: difference.entry, words: .journalDiffers(SafeText(path), difference.line, difference.entry)))
    }
}

/// Where a journal leaves what it has to be.
struct JournalDifference {
    /// From 1 on.
    let line: Int
    /// The entry that the line belongs to, by the book.
    let entry: Int?

    init(found: String, wanted: String) {
        let lines = found.split(separator: "\n", omittingEmptySubsequences: false)
        let due = wanted.split(separator: "\n", omittingEmptySubsequences: false)
        let place = zip(lines, due).enumerated().first { $1.0 != $1.1 }?.offset ?? min(lines.count, due.count)
        line = place + 1
        // The block around it: from the empty line before to the next `id`.
        var start = min(place, due.count - 1)
        while start > 0, !due[start].isEmpty { start -= 1 }
        entry =
            due[start...].prefix(12).lazy.compactMap { text in
                text.hasPrefix("    ; id: ") ? Int(text.dropFirst("    ; id: ".count)) : nil
            }.first
    }
}
