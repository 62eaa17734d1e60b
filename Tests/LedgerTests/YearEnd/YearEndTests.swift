import Digest
import Foundation
import GRDB
import Testing
import Text

@testable import Ledger

@Suite("The end of a year")
struct YearEndTests {
    let fixture: TwoYearBook
    init() throws {
        fixture = try TwoYearBook()
        try fixture.fill()
    }
    private var book: Book { fixture.book }

    @Test("the closing is shown before it is sealed, and empties classes 6 and 7")
    func closes() throws {
        let preview = try book.closing(of: 2025, today: fixture.today)
        #expect(preview.isPossible && preview.result == [Money(55_200)])
        #expect(
            preview.draft?.postings == [
                Posting("6135", Money(-4_800)), Posting("7541", Money(60_000)), Posting("120", Money(-55_200)),
            ])
        #expect(try book.entries().count == 26)
        let entry = try book.closeYear(preview, today: fixture.today, now: fixture.now)
        #expect(entry.content.journal == .closing && entry.content.date.iso8601 == "2025-12-31")
        let loss = try book.closing(of: 2026, today: fixture.today)
        #expect(loss.draft?.postings.last == Posting("129", Money(57_468)))
        try book.closeYear(loss, today: fixture.today, now: fixture.now)
        let sheet = try book.balanceSheet(at: TwoYearBook.day("2026-12-31"))
        #expect(sheet.ofClass(6).isZero && sheet.ofClass(7).isZero && sheet.openResult().isZero)
        #expect(try book.verify().faults.isEmpty)
    }

    private func refused(_ year: Int, _ words: String, today: CivilDate? = nil) throws {
        let closing = try book.closing(of: year, today: today ?? fixture.today)
        #expect(closing.obstacles.contains { $0.english.contains(words) }, "\(closing.obstacles)")
        #expect(throws: LedgerError.self) {
            try book.closeYear(closing, today: today ?? fixture.today, now: fixture.now)
        }
    }

    @Test("a year that is not over is not closed")
    func notOver() throws { try refused(2025, "is not over", today: TwoYearBook.day("2025-12-31")) }

    @Test("a year is closed after the one before it, and once")
    func order() throws {
        try refused(2026, "2025 is to be closed before")
        try fixture.close(2025)
        try refused(2025, "closed until 2025-12-31 already")
    }

    @Test("books that do not hold are not closed")
    func damaged() throws {
        try "x".write(toFile: book.journalPath(of: 2025), atomically: true, encoding: .utf8)
        try refused(2025, "is not what the book says")
    }

    @Test("gifts in kind that do not balance stand against it")
    func memorandum() throws {
        try fixture.add("2025-06-01", "Bénévolat", ("860", 100), ("512", -100))
        try refused(2025, "class 8")
    }

    @Test("gifts in kind that balance are emptied too, and change no result")
    func inKind() throws {
        try fixture.add("2025-06-01", "Bénévolat", ("860", 100), ("870", -100))
        #expect(try book.closing(of: 2025, today: fixture.today).result == [Money(55_200)])
        try fixture.close(2025)
        #expect(
            try book.balanceSheet(at: TwoYearBook.day("2025-12-31")).accounts.allSatisfy {
                $0.account.kind != .memorandum
            })
    }

    @Test("what waits for its account is pointed out, and does not stand against it")
    func waiting() throws {
        try fixture.add("2025-06-01", "Inconnu", ("512", 100), ("471", -100))
        let closing = try book.closing(of: 2025, today: fixture.today)
        #expect(closing.isPossible && closing.notes.count == 1)
    }

    @Test("what was booked since the preview makes it void")
    func stale() throws {
        let preview = try book.closing(of: 2025, today: fixture.today)
        try fixture.add("2025-06-01", "Don", ("512", 100), ("7541", -100))
        let error = #expect(throws: LedgerError.self) {
            try book.closeYear(preview, today: fixture.today, now: fixture.now)
        }
        #expect(error?.message.english.contains("changed since") == true)
        #expect(try book.closedUntil() == nil)
    }

    @Test("a closing is not taken back")
    func stays() throws {
        try fixture.close(2025)
        #expect(throws: LedgerError.self) { try book.reverse(27, today: fixture.today, now: fixture.now) }
    }
}

@Suite("The archive of a year")
struct YearArchiveTests {
    let fixture: TwoYearBook
    let archive: YearArchive

    init() throws {
        fixture = try TwoYearBook()
        try fixture.fill()
        let receipt = fixture.folder + "/facture.pdf"
        try "%PDF".write(toFile: receipt, atomically: true, encoding: .utf8)
        var draft = EntryDraft(
            try TwoYearBook.day("2026-06-01"), "Facture",
            postings: [Posting("651", Money(100)), Posting("512", Money(-100))])
        draft.documents = [try fixture.book.keep(document: receipt)]
        try fixture.book.add([draft], today: fixture.today, now: fixture.now)
        try fixture.close(2025, 2026)
        archive = try fixture.book.archive(2026, in: fixture.folder, siren: fixture.siren)
    }

    private func names() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: archive.folder).sorted()
    }

    @Test("it has FEC, journal, book, statements, documents and manifest, and no other name is left")
    func contents() throws {
        let names = try names()
        for name in [
            "732829320FEC20261231.txt", "732829320FEC20261231-description.txt", "2026.journal", "book.db", "bilan.md",
            "balance-sheet.md", "compte-de-resultat.md", "income-statement.md", "MANIFEST",
        ] {
            #expect(names.contains(name), "\(name)")
        }
        #expect(names.filter { $0.hasPrefix("documents/") && $0.hasSuffix(".pdf") }.count == 1)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: fixture.folder).filter { $0.hasSuffix(".new") }.isEmpty)
    }

    @Test("sha256sum agrees with the manifest, strictly")
    func sums() throws {
        let found = try TwoYearBook.run(["sha256sum", "--strict", "-c", "MANIFEST"], in: archive.folder)
        #expect(found.code == 0, "\(found.text)")
        #expect(found.text.split(separator: "\n").count == archive.files)
        let manifest = try String(contentsOfFile: archive.folder + "/MANIFEST", encoding: .utf8)
        #expect(try manifest.contains("# head 29 \(fixture.book.head().seal.hex)\n"))
    }

    @Test("sqlite3 reads the copied book, in rollback mode, whole")
    func book() throws {
        let found = try TwoYearBook.run([
            "sqlite3", "-readonly", archive.folder + "/book.db",
            "PRAGMA journal_mode; PRAGMA integrity_check; SELECT count(*), sum(amount) FROM posting;",
        ])
        #expect(found.text == "delete\nok\n61|0\n" && found.code == 0, "\(found.text)")
    }

    @Test("the journal and the FEC in it pass their judges")
    func judges() throws {
        #expect(
            try TwoYearBook.run([
                "/usr/bin/python3", TwoYearBook.checker, archive.folder + "/732829320FEC20261231.txt",
            ]).code == 0)
        let found = try TwoYearBook.run(["hledger", "-f", archive.folder + "/2026.journal", "check", "--strict"])
        #expect(found.code == 0, "\(found.text)")
    }

    @Test("it verifies")
    func verifies() throws {
        let report = try YearArchive.verify(archive.folder)
        #expect(report.faults.isEmpty, "\(report.faults)")
        #expect(report.files == archive.files && report.entries == 29 && report.manifest?.head == archive.head)
    }

    @Test("it still verifies when the book has gone on")
    func goesOn() throws {
        try fixture.add("2027-01-02", "Don", ("512", 100), ("7541", -100))
        #expect(try YearArchive.verify(archive.folder).faults.isEmpty)
    }

    @Test("a book that is only read is archived as well")
    func readOnly() throws {
        let parent = fixture.folder + "/other"
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        let other = try Book(fixture.book.folder, readOnly: true).archive(2025, in: parent, siren: nil)
        #expect(try YearArchive.verify(other.folder).faults.isEmpty)
        #expect(try !FileManager.default.contentsOfDirectory(atPath: other.folder).contains { $0.contains("FEC") })
    }

    @Test("a pipe in a file's place is a file changed, and holds nothing up")
    func pipe() throws {
        try FileManager.default.removeItem(atPath: archive.folder + "/bilan.md")
        #expect(mkfifo(archive.folder + "/bilan.md", 0o600) == 0)
        #expect(try YearArchive.verify(archive.folder).faults.contains { $0.english == "bilan.md is not there" })
    }

    @Test("what is there is not overwritten")
    func refuses() throws {
        let error = #expect(throws: LedgerError.self) {
            try fixture.book.archive(2026, in: fixture.folder, siren: fixture.siren)
        }
        #expect(error?.kind == .exists)
        #expect(try YearArchive.verify(archive.folder).faults.isEmpty)
    }

    @Test(
        "a file changed, lost or added is found, each by its name", arguments: ["bilan.md", "book.db", "2026.journal"])
    func finds(_ name: String) throws {
        let path = archive.folder + "/" + name
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.seek(toOffset: 300)
        try handle.write(contentsOf: Data("!".utf8))
        try handle.close()
        #expect(try YearArchive.verify(archive.folder).faults.contains { $0.english == "\(name) was changed" })
        try FileManager.default.removeItem(atPath: path)
        #expect(try YearArchive.verify(archive.folder).faults.contains { $0.english == "\(name) is not there" })
        try "x".write(toFile: archive.folder + "/new", atomically: true, encoding: .utf8)
        #expect(try YearArchive.verify(archive.folder).faults.contains { $0.english.hasPrefix("new does not") })
    }

    @Test("a file and its digest changed together are held to the book")
    func consistent() throws {
        let path = archive.folder + "/bilan.md"
        let lie = try String(contentsOfFile: path, encoding: .utf8) + "\n"
        try FileManager.default.removeItem(atPath: path)
        try lie.write(toFile: path, atomically: true, encoding: .utf8)
        let manifest = archive.folder + "/MANIFEST"
        let old = try String(contentsOfFile: manifest, encoding: .utf8)
        let lines = try old.split(separator: "\n").map { line in
            line.hasSuffix("  bilan.md") ? try Book.digest(Array(lie.utf8)).hex + "  bilan.md" : String(line)
        }
        try FileManager.default.removeItem(atPath: manifest)
        try lines.map { $0 + "\n" }.joined().write(toFile: manifest, atomically: true, encoding: .utf8)
        #expect(try TwoYearBook.run(["sha256sum", "--strict", "-c", "MANIFEST"], in: archive.folder).code == 0)
        #expect(
            try YearArchive.verify(archive.folder).faults.map(\.english) == [
                "bilan.md is not what the copied book says"
            ])
    }

    @Test("random bytes and cut manifests are refused or found, and never taken")
    func hostile() throws {
        let manifest = Array(try Data(contentsOf: URL(fileURLWithPath: archive.folder + "/MANIFEST")))
        var dice = SplitMix(state: 77)
        for round in 0..<300 {
            var bytes = manifest
            if round % 2 == 0 {
                bytes = Array(bytes.prefix(Int(dice.next() % UInt64(bytes.count))))
            } else {
                for _ in 0..<8 {
                    bytes[Int(dice.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: dice.next())
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let read = try? ArchiveManifest(reading: text) {
                #expect(read.files.count <= archive.files && read.text != String(decoding: manifest, as: UTF8.self))
            }
        }
        for name in ["../x", "/etc/passwd", "a/../b", ".x", "a/b/c", "a b", ""] {
            let line = String(repeating: "0", count: 64) + "  " + name + "\n"
            #expect(throws: LedgerError.self) {
                try ArchiveManifest(reading: String(decoding: manifest, as: UTF8.self) + line)
            }
        }
    }

    @Test("a year that is open is not kept, and nothing is left of the attempt")
    func open() throws {
        #expect(throws: LedgerError.self) {
            try fixture.book.archive(2027, in: fixture.folder, siren: fixture.siren)
        }
        try FileManager.default.removeItem(atPath: fixture.book.documentFolder)
        try FileManager.default.removeItem(atPath: archive.folder)
        let error = #expect(throws: LedgerError.self) {
            try fixture.book.archive(2026, in: fixture.folder, siren: fixture.siren)
        }
        #expect(error?.kind == .missing)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: fixture.folder).sorted() == ["books", "facture.pdf"])
    }
}
