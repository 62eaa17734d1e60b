import Digest
import FoundationEssentials
import GRDB
public import Text

extension Book {
    /// Seals drafts, all or none, and writes the journals of their years.
    /// - Parameters:
    ///   - today: the day in the site's zone; later ones are refused.
    ///   - now: the time of sealing.
    @discardableResult
    public func add(_ drafts: [EntryDraft], today: CivilDate, now: Moment = .now) throws(LedgerError) -> [Entry] {
        guard !drafts.isEmpty else { return [] }
        try keepJournals(of: Set(drafts.map(\.date.year)))
        let entries = try write { database in try seal(drafts, today, now, database) }
        try writeJournals(of: Set(drafts.map(\.date.year)))
        return entries
    }

    /// Takes an entry back by one with all signs turned. The entry itself stays.
    public func reverse(_ number: Int, today: CivilDate, now: Moment = .now) throws(LedgerError) -> Entry {
        let entry = try entry(number)
        // Its reversal would be one more closing, of today.
        guard entry.content.journal != .closing else { throw LedgerError(.refused, .closingStays(number)) }
        if let other = try read({ database in
            try Int.fetchOne(database, sql: "SELECT number FROM entry WHERE reverses = ?", arguments: [number])
        }) {
            throw LedgerError(.exists, .alreadyReversed(number, by: other))
        }
        // A closed year takes nothing any more: its mistakes are mended in the open one.
        let isClosed = try closedUntil().map { entry.content.date <= $0 } ?? false
        let draft = EntryDraft(
            isClosed ? today : entry.content.date, Label.cleaned("-\(number) \(entry.content.label)"),
            journal: entry.content.journal, piece: entry.content.piece, source: "reversal", reverses: number,
            postings: entry.content.postings.map { Posting($0.account, -$0.amount) })
        return try add([draft], today: today, now: now)[0]
    }

    /// Seals within a transaction that is open: what belongs together is booked together.
    func seal(
        _ drafts: [EntryDraft], _ today: CivilDate, _ now: Moment, _ database: Database
    ) throws -> [Entry] {
        let check = EntryCheck(
            accounts: Set(try String.fetchAll(database, sql: "SELECT number FROM account")), today: today,
            closed: try Book.closedUntil(database))
        let names = try Book.nameCheck(database)
        var (number, previous) = try Book.head(database)
        var entries: [Entry] = []
        let sealed = Moment(seconds: now.microseconds / 1_000_000)
        for draft in drafts {
            try check.check(draft)
            try names(draft.label)
            number += 1
            let entry = try Entry(draft, number: number, after: previous, sealed: sealed)
            try Book.insert(entry, database)
            previous = entry.seal
            entries.append(entry)
        }
        return entries
    }

    /// The number and the seal of the last entry.
    static func head(_ database: Database) throws -> (number: Int, seal: Digest256) {
        let row = try Row.fetchOne(database, sql: "SELECT number, seal FROM entry ORDER BY number DESC LIMIT 1")
        guard let row else { return (0, try CanonicalText.beginning()) }
        // Only another program leaves one without a seal.
        guard let seal = (row[1] as Data?).flatMap({ Digest256(bytes: [UInt8]($0)) }) else {
            throw LedgerError(.damaged, .entryUnreadable(row[0]), hint: .rebuildBook)
        }
        return (row[0], seal)
    }

    static func insert(_ account: Account, _ database: Database) throws {
        try database.cachedStatement(sql: "INSERT INTO account VALUES (?, ?)")
            .execute(arguments: [account.number, account.name])
    }

    static func insert(_ entry: Entry, _ database: Database) throws {
        let content = entry.content
        try database.cachedStatement(sql: "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)").execute(
            arguments: [
                entry.number, content.date.iso8601, content.journal.rawValue, content.label, content.piece,
                content.source, content.reverses, entry.sealed.microseconds / 1_000_000, Data(entry.previous.bytes),
            ])
        let posting = try database.cachedStatement(sql: "INSERT INTO posting VALUES (?, ?, ?, ?, ?)")
        for (line, part) in content.postings.enumerated() {
            try posting.execute(
                arguments: [entry.number, line, part.account, part.amount.currency.code, part.amount.minor])
        }
        for (line, document) in content.documents.enumerated() {
            try database.execute(
                sql: "INSERT INTO document VALUES (?, ?, ?)", arguments: [entry.number, line, Data(document.bytes)])
        }
        try database.cachedStatement(sql: "UPDATE entry SET seal = ? WHERE number = ?")
            .execute(arguments: [Data(entry.seal.bytes), entry.number])
    }
}
