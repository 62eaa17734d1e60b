import Digest
import FoundationEssentials
import GRDB
import Glibc
import Text

extension Book {
    /// The journal of a year, as it has to be.
    public func journal(of year: Int) throws(LedgerError) -> String {
        try read { database in try Book.journal(of: year, database) }
    }

    static func journal(of year: Int, below number: Int = .max, _ database: Database) throws -> String {
        let accounts = try Row.fetchAll(database, sql: "SELECT number, name FROM account ORDER BY number")
            .map { try Account(number: $0[0], name: $0[1]) }
        let span = [String(year) + "-01-01", String(year) + "-12-31"]
        let currencies = try String.fetchAll(
            database,
            sql: """
                SELECT DISTINCT currency FROM posting JOIN entry ON number = entry WHERE date BETWEEN ? AND ? AND number < ?
                ORDER BY 1
                """, arguments: [span[0], span[1], number])
        let head = JournalText(
            year: year, accounts: accounts, currencies: try currencies.map { try currency($0) }
        ).head
        let titles = Dictionary(uniqueKeysWithValues: accounts.map { ($0.number, $0.title) })
        var out = head
        for entry in try entries(
            database, "WHERE date BETWEEN ? AND ? AND number < ? ORDER BY number", [span[0], span[1], number])
        { out += JournalText.block(entry, titles: titles) }
        return out
    }

    /// The file of a year's journal.
    public func journalPath(of year: Int) -> String { folder + "/\(year).journal" }

    /// Puts a journal that is not what the book says out of the way, before it is written anew: one of the two was
    /// changed, and it may be what tells who did it.
    func keepJournals(of years: Set<Int>) throws(LedgerError) {
        for year in years.sorted() {
            let path = journalPath(of: year)
            guard let bytes = Book.contents(path) else { continue }
            switch try standing(of: bytes, year) {
            case .whole: try record(try Book.digest(bytes), year)
            case .behind: continue
            case .other:
                let away = path + ".changed-" + String(try Book.digest(bytes).hex.prefix(8))
                guard unsafe rename(path, away) == 0 else {
                    throw LedgerError(.store, .journalFailed(SafeText(path), SafeText(Book.cError())))
                }
            }
        }
    }

    /// How a journal's file stands to the book.
    enum JournalStanding {
        case whole
        /// Written before the last entries were sealed: whoever sealed them was killed before the file.
        case behind
        case other
    }

    /// - Parameter bytes: of the file; nil: there is none.
    func standing(of bytes: [UInt8]?, _ year: Int) throws(LedgerError) -> JournalStanding {
        let known = try read { database in
            try Data.fetchOne(database, sql: "SELECT digest FROM journal WHERE year = ?", arguments: [year])
        }
        guard let bytes else { return known == nil ? .behind : .other }
        let text = String(decoding: bytes, as: UTF8.self)
        if try journal(of: year) == text { return .whole }
        // One that somebody cut is no file that was ever written whole and recorded.
        guard try known.map({ [UInt8]($0) }) == Book.digest(bytes).bytes else { return .other }
        let mark = "\n    ; id: "
        let last = text.ranges(of: mark).last.flatMap { Int(text[$0.upperBound...].prefix { $0.isNumber }) } ?? 0
        let before = try read { database in try Book.journal(of: year, below: last + 1, database) }
        return before == text ? .behind : .other
    }

    private func record(_ digest: Digest256, _ year: Int) throws(LedgerError) {
        try write { database in
            try database.execute(
                sql: "INSERT INTO journal VALUES (?, ?) ON CONFLICT (year) DO UPDATE SET digest = excluded.digest",
                arguments: [year, Data(digest.bytes)])
        }
    }

    /// Writes the journals of some years anew.
    public func writeJournals(of years: Set<Int>) throws(LedgerError) {
        for year in years.sorted() {
            let text = try journal(of: year)
            try Book.replace(journalPath(of: year), with: Array(text.utf8))
            try record(try Book.digest(Array(text.utf8)), year)
        }
    }

    static func digest(_ bytes: some Sequence<UInt8>) throws(LedgerError) -> Digest256 {
        do { return try SHA256.digest(of: bytes) } catch {
            throw LedgerError(.store, .noDigest(SafeText(error.message)))
        }
    }

    /// A file's bytes; nil where there is none or it cannot be read.
    static func contents(_ path: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(filePath: path))).map { [UInt8]($0) }
    }

    /// A new file under a name of its own, flushed, then in the old one's place.
    static func replace(_ path: String, with bytes: [UInt8]) throws(LedgerError) {
        let new = path + ".new"
        func fail() -> LedgerError { LedgerError(.store, .journalFailed(SafeText(path), SafeText(cError()))) }
        let file = unsafe open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw fail() }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw fail() }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0, unsafe rename(new, path) == 0 else { throw fail() }
    }
}

extension Book {
    /// Makes a book of nothing but journals. The chain must hold, and the book that comes of it writes the same journals.
    public static func rebuild(_ folder: String, from journals: [(name: String, text: String)]) throws(LedgerError)
        -> Book
    {
        var (accounts, entries): ([String: Account], [JournalFile.Written]) = ([:], [])
        for journal in journals {
            let file = try JournalReading.read(journal.text, name: SafeText(journal.name))
            for account in file.accounts { accounts[account.number] = account }
            entries += file.entries
        }
        entries.sort { $0.number < $1.number }
        let book = try create(in: folder, chart: accounts.values.sorted())
        do {
            try book.fill(entries)
            try book.writeJournals(of: Set(entries.map(\.content.date.year)))
        } catch {
            unsafe unlink(path(in: folder))
            throw error
        }
        return book
    }

    private func fill(_ entries: [JournalFile.Written]) throws(LedgerError) {
        try write { database in
            var (number, previous) = (0, try CanonicalText.beginning())
            for entry in entries {
                number += 1
                guard entry.number == number else { throw LedgerError(.damaged, .entryLacks(number)) }
                let made = try Entry(entry.content, number: number, after: previous, sealed: entry.sealed)
                guard made.seal == entry.seal else { throw LedgerError(.damaged, .sealBroken(number)) }
                try Book.insert(made, database)
                previous = made.seal
            }
        }
    }
}
