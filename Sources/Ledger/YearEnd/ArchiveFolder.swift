import FoundationEssentials
import Glibc
import Text

/// A folder that is filled under a name of its own and gets its name when everything in it is on the disk.
struct ArchiveFolder {
    let path: String
    let final: String
    private(set) var manifest: ArchiveManifest

    /// Makes the folder, beside the place that it will have. Throws where there is something already.
    init(_ parent: String, manifest: ArchiveManifest) throws(LedgerError) {
        self.manifest = manifest
        final = parent + "/" + YearArchive.name(manifest.year)
        path = parent + "/." + YearArchive.name(manifest.year) + ".\(getpid()).new"
        guard !ArchiveFolder.exists(final) else { throw LedgerError(.exists, .archiveExists(SafeText(final))) }
        // Left there by one of the same number that was killed.
        try? FileManager.default.removeItem(atPath: path)
        try ArchiveFolder.make(path)
    }

    static func exists(_ path: String) -> Bool {
        var about = stat()
        return unsafe lstat(path, &about) == 0
    }

    private static func make(_ path: String) throws(LedgerError) {
        guard unsafe mkdir(path, 0o700) == 0 else {
            throw LedgerError(.store, .noFolder(SafeText(path), SafeText(Book.cError())))
        }
    }

    /// Writes a file and enters it.
    mutating func add(_ name: String, _ bytes: [UInt8]) throws(LedgerError) {
        if let slash = name.firstIndex(of: "/"), !ArchiveFolder.exists(path + "/" + name[..<slash]) {
            try ArchiveFolder.make(path + "/" + name[..<slash])
        }
        try Book.replace(path + "/" + name, with: bytes)
        manifest.files[name] = try Book.digest(bytes)
        unsafe chmod(path + "/" + name, 0o400)
    }

    /// Enters a file that something else wrote there.
    mutating func enter(_ name: String) throws(LedgerError) {
        guard let bytes = Book.contents(path + "/" + name) else {
            throw LedgerError(.store, .noDocument(SafeText(path + "/" + name)))
        }
        manifest.files[name] = try Book.digest(bytes)
        unsafe chmod(path + "/" + name, 0o400)
        try ArchiveFolder.flush(path + "/" + name)
    }

    /// Writes the manifest last, flushes, and gives the folder its name.
    func finish() throws(LedgerError) {
        try Book.replace(path + "/" + ArchiveManifest.name, with: Array(manifest.text.utf8))
        unsafe chmod(path + "/" + ArchiveManifest.name, 0o400)
        if ArchiveFolder.exists(path + "/documents") { try ArchiveFolder.flush(path + "/documents") }
        try ArchiveFolder.flush(path)
        // An empty folder would be replaced by rename; anything else is left alone by it.
        guard !ArchiveFolder.exists(final) else { throw LedgerError(.exists, .archiveExists(SafeText(final))) }
        guard unsafe rename(path, final) == 0 else {
            throw LedgerError(.store, .noFolder(SafeText(final), SafeText(Book.cError())))
        }
        try ArchiveFolder.flush(final + "/..")
    }

    func discard() {
        do { try FileManager.default.removeItem(atPath: path) } catch { unsafe rmdir(path) }
    }

    private static func flush(_ path: String) throws(LedgerError) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw LedgerError(.store, .journalFailed(SafeText(path), SafeText(Book.cError()))) }
        defer { close(file) }
        guard fsync(file) == 0 else {
            throw LedgerError(.store, .journalFailed(SafeText(path), SafeText(Book.cError())))
        }
    }
}
