import Foundation
import TestSupport
import Testing
import Text

@testable import Ledger

/// A book of 2025 and 2026, and the day after.
struct TwoYearBook {
    let base: BookFixture
    var book: Book { base.book }
    var folder: String { base.folder.path }
    /// 2027-01-05.
    let today = CivilDate(daysSinceEpoch: 20_823)
    let now = Moment(seconds: 20_823 * 86_400 + 3600)
    let siren: Siren

    init() throws {
        base = try BookFixture()
        siren = try Siren("732 829 320")
    }

    static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso8601: text)) }

    private func draft(
        _ date: String, _ label: String, _ postings: [(String, Int)], _ journal: JournalCode = .bank,
        _ piece: String? = nil
    ) throws -> EntryDraft {
        EntryDraft(
            try TwoYearBook.day(date), label, journal: journal, piece: piece,
            postings: postings.map { Posting($0.0, Money($0.1)) })
    }

    func add(_ date: String, _ label: String, _ postings: (String, Int)...) throws {
        try book.add([draft(date, label, postings)], today: today, now: now)
    }

    /// The scale of the issue: rent, gifts, and what was left of the year before.
    func fill() throws {
        var drafts = [
            try draft("2025-01-10", "Don de départ", [("512", 60_000), ("7541", -60_000)]),
            try draft("2025-12-05", "Loyer du serveur", [("6135", 4_800), ("512", -4_800)], .bank, "F-2025-12"),
        ]
        for month in 1...12 {
            let text = month < 10 ? "0\(month)" : "\(month)"
            let rent = [("6135", 4_800), ("512", -4_800)]
            drafts.append(try draft("2026-\(text)-05", "Loyer du serveur", rent, .bank, "F-2026-\(text)"))
            drafts.append(
                try draft("2026-\(text)-07", "Liberapay — l’œuvre", [("517", 11), ("7541", -11)], .general))
        }
        try book.add(drafts, today: today, now: now)
    }

    /// Entries in euros, of accounts that go into the balance, in 2025 and 2026.
    func random(_ count: Int, seed: UInt64) throws -> [EntryDraft] {
        var dice = SplitMix(state: seed)
        let accounts = try book.accounts().map(\.number).filter { !$0.hasPrefix("8") && !$0.hasPrefix("12") }
        let first = try TwoYearBook.day("2025-01-01")
        return (0..<count).map { number in
            func account() -> String { accounts[Int(dice.next() % UInt64(accounts.count))] }
            let (one, two) = (Int(dice.next() % 1_000_000) + 1, Int(dice.next() % 1_000) + 1)
            return EntryDraft(
                first.adding(days: Int(dice.next() % 730)), "Écriture n° \(number)", journal: .general,
                piece: number % 3 == 0 ? "P\(number)" : nil,
                postings: [
                    Posting(account(), Money(one)), Posting(account(), Money(two)),
                    Posting(account(), Money(-one - two)),
                ])
        }
    }

    /// Closes both years.
    func close(_ years: Int...) throws {
        for year in years {
            try book.closeYear(try book.closing(of: year, today: today), today: today, now: now)
        }
    }
}

extension TwoYearBook {
    /// The checker that was written from the published rules, not from our sources.
    static let checker =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
        + "/FiscalFile/fec-check"

    /// Runs a judge to its end.
    static func run(_ words: [String], in folder: String? = nil) throws -> (text: String, code: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (text, process.terminationStatus)
    }
}
