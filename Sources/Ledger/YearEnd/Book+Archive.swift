import Digest
import FoundationEssentials
import GRDB
import Text

extension Book {
    /// Makes the archive of a closed year in a folder that is there, under `books-2026`. Whole or not at all; what has
    /// that name already is left as it is. Folders are 0700, files 0400.
    /// - Parameter siren: for the FEC; nil leaves it out.
    public func archive(
        _ year: Int, in parent: String, siren: Siren?, encoding: FiscalFile.Encoding = .latin9
    ) throws(LedgerError) -> YearArchive {
        let last = try Closing.lastDay(year)
        guard let closed = try closedUntil(), closed >= last else {
            throw LedgerError(.refused, .yearOpen(year), hint: .closeFirst)
        }
        let head = try head()
        var folder = try ArchiveFolder(
            parent,
            manifest: ArchiveManifest(
                year: year, number: head.number, head: head.seal, siren: siren, encoding: encoding))
        do throws(LedgerError) {
            let copy = try copy(into: folder.path)
            // What somebody books meanwhile is either in all files or in none: they are made of the copy.
            guard try copy.head() == head else {
                throw LedgerError(.store, .bookBusy(SafeText(self.folder)), hint: .tryAgain)
            }
            try folder.add(contentsOf: copy, last, documents: self)
            try folder.enter("book.db")
            try folder.finish()
        } catch {
            folder.discard()
            throw error
        }
        return YearArchive(
            year: year, folder: folder.final, number: head.number, head: head.seal, files: folder.manifest.files.count)
    }

    /// The book as one file that every SQLite reads, in a folder of its own.
    private func copy(into folder: String) throws(LedgerError) -> Book {
        try Book.guarding(self.folder) {
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "VACUUM INTO ?", arguments: [Book.path(in: folder)])
            }
        }
        guard Book.isInRollbackMode(Book.path(in: folder)) else {
            throw LedgerError(.store, .notRollback(SafeText(Book.path(in: folder))))
        }
        return try Book(folder, readOnly: true)
    }

    /// Whether SQLite before 3.7 could read it: bytes 18 and 19 of the header (sqlite.org/fileformat2, 1.3.3).
    static func isInRollbackMode(_ path: String) -> Bool {
        guard let head = contents(path)?.prefix(20), head.count == 20 else { return false }
        return head[18] == 1 && head[19] == 1
    }
}

extension ArchiveFolder {
    /// Everything that is made out of a book, and the documents of the year's entries.
    fileprivate mutating func add(contentsOf book: Book, _ last: CivilDate, documents: Book) throws(LedgerError) {
        let made = try ArchiveFolder.made(of: book, manifest, last)
        for (name, bytes) in made.sorted(by: { $0.key < $1.key }) { try add(name, bytes) }
        for (digest, number) in try book.documents(of: last.year) {
            guard let path = documents.documentPath(digest), let bytes = Book.contents(path),
                try Book.digest(bytes) == digest
            else { throw LedgerError(.missing, .documentLacks(number, SafeText(String(digest.hex.prefix(12))))) }
            try add("documents/" + (path.split(separator: "/").last.map(String.init) ?? digest.hex), bytes)
        }
    }

    /// The files that a book gives, by name: the same book gives the same bytes, so that an archive can be held to its
    /// own copy of the book.
    static func made(of book: Book, _ manifest: ArchiveManifest, _ last: CivilDate) throws(LedgerError) -> [String:
        [UInt8]]
    {
        let first = CivilDate(year: last.year, month: 1, day: 1) ?? last
        let income = try book.incomeStatement(from: first, until: last)
        let sheet = try book.balanceSheet(at: last)
        var files = [
            "\(last.year).journal": Array(try book.journal(of: last.year).utf8),
            "income-statement.md": Array(income.markdown(.english).utf8),
            "compte-de-resultat.md": Array(income.markdown(.french).utf8),
            "balance-sheet.md": Array(sheet.markdown(.english).utf8),
            "bilan.md": Array(sheet.markdown(.french).utf8),
        ]
        if let siren = manifest.siren {
            let fiscal = try book.fiscalFile(of: last.year, siren: siren, encoding: manifest.encoding)
            files[fiscal.name] = fiscal.bytes
            files[fiscal.descriptionName] = Array(
                (fiscal.description(.french) + "\n" + fiscal.description(.english)).utf8)
        }
        return files
    }
}

extension Book {
    /// The documents of a year's entries, each with the entry that it proves.
    func documents(of year: Int) throws(LedgerError) -> [(digest: Digest256, entry: Int)] {
        let text = FiscalFile.padded(year)
        return try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT digest, min(entry) FROM document JOIN entry ON entry = number WHERE date BETWEEN ? AND ?
                    GROUP BY digest ORDER BY 2
                    """, arguments: [text + "-01-01", text + "-12-31"]
            ).compactMap { row in Digest256(bytes: [UInt8](row[0] as Data)).map { ($0, row[1]) } }
        }
    }
}
