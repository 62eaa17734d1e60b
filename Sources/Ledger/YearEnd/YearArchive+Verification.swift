import Digest
import FoundationEssentials
import GRDB
import Glibc
import Text

extension YearArchive {
    /// Holds an archive to its manifest, the copied book to its seals, and every file that a book gives to that book.
    /// Throws only where there is no manifest to begin with.
    public static func verify(_ folder: String) throws(LedgerError) -> ArchiveReport {
        guard let bytes = contents(folder, ArchiveManifest.name) else {
            throw LedgerError(.missing, .noArchive(SafeText(folder)))
        }
        let manifest = try ArchiveManifest(reading: String(decoding: bytes, as: UTF8.self))
        var report = ArchiveReport(manifest: manifest)
        for (name, digest) in manifest.files.sorted(by: { $0.key < $1.key }) {
            guard let content = contents(folder, name) else {
                report.faults.append(.archiveLacks(SafeText(name)))
                continue
            }
            if try Book.digest(content) == digest {
                report.files += 1
            } else {
                report.faults.append(.archiveChanged(SafeText(name)))
            }
        }
        for name in strangers(folder, manifest) { report.faults.append(.archiveStranger(SafeText(name))) }
        // What is not the file that was kept is not opened.
        guard !report.faults.contains(where: { $0 == .archiveChanged("book.db") || $0 == .archiveLacks("book.db") }),
            manifest.files["book.db"] != nil
        else { return report }
        // A book that cannot be read is a fault of the archive like any other.
        do throws(LedgerError) { try verifyBook(folder, manifest, &report) } catch {
            report.faults.append(error.message)
        }
        return report
    }

    private static func verifyBook(
        _ folder: String, _ manifest: ArchiveManifest, _ report: inout ArchiveReport
    ) throws(LedgerError) {
        if !Book.isInRollbackMode(Book.path(in: folder)) {
            report.faults.append(.notRollback(SafeText(Book.path(in: folder))))
        }
        let book = try Book(folder, readOnly: true)
        let last = try Closing.lastDay(manifest.year)
        // Before anything is counted through: numbers can be made up.
        let (count, most) = try book.read { database in
            try Row.fetchOne(database, sql: "SELECT count(*), coalesce(max(number), 0) FROM entry")
                .map { ($0[0] as Int, $0[1] as Int) } ?? (0, 0)
        }
        guard count == manifest.number, most == manifest.number else {
            report.faults.append(.archiveHead(manifest.number))
            return
        }
        let sealed = try book.read { database in
            var sealed = BookReport()
            // Documents of other years stay with the book itself.
            try book.verifyEntries(&sealed, database, withDocuments: false)
            return sealed
        }
        report.entries = sealed.entries
        report.faults += sealed.faults.map(\.words)
        if sealed.head != manifest.head {
            report.faults.append(.archiveHead(manifest.number))
        }
        for (name, bytes) in try ArchiveFolder.made(of: book, manifest, last).sorted(by: { $0.key < $1.key }) {
            guard let content = contents(folder, name) else {
                if manifest.files[name] == nil { report.faults.append(.archiveLacks(SafeText(name))) }
                continue
            }
            if content != bytes { report.faults.append(.archiveDisagrees(SafeText(name))) }
        }
        let kept = Set(manifest.files.filter { $0.key.hasPrefix("documents/") }.values)
        for (digest, number) in try book.documents(of: manifest.year) where !kept.contains(digest) {
            report.faults.append(.documentLacks(number, SafeText(String(digest.hex.prefix(12)))))
        }
    }

    /// A file's bytes; nil where there is none. A pipe or a link to elsewhere is none.
    private static func contents(_ folder: String, _ name: String) -> [UInt8]? {
        var about = stat()
        guard unsafe lstat(folder + "/" + name, &about) == 0, about.st_mode & S_IFMT == S_IFREG else { return nil }
        return Book.contents(folder + "/" + name)
    }

    /// Files that the manifest does not know.
    private static func strangers(_ folder: String, _ manifest: ArchiveManifest) -> [String] {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return all.filter { name in
            var isFolder = false
            _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
            return !isFolder && name != ArchiveManifest.name && manifest.files[name] == nil
        }.sorted()
    }
}
