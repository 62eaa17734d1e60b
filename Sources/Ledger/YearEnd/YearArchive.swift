public import Digest
public import Text

/// A folder with everything of one year, made to be kept ten years (article L123-22 of the Code de commerce):
/// FEC and its description, journal, a copy of the book, statements in both languages, documents, and a `MANIFEST` of
/// SHA-256 digests that `sha256sum -c MANIFEST` checks.
public struct YearArchive: Sendable, Hashable {
    public let year: Int
    /// Absolute or as given: the parent's path and `books-2026`.
    public let folder: String
    /// How many entries the copied book has, and the seal of the last.
    public let number: Int
    public let head: Digest256
    /// Files under the manifest.
    public let files: Int

    /// What an archive of a year is called.
    public static func name(_ year: Int) -> String { "books-\(FiscalFile.padded(year))" }
}

/// What the verification of an archive found.
public struct ArchiveReport: Sendable {
    /// Files that are what the manifest says.
    public internal(set) var files = 0
    /// Entries of the copied book whose seals hold.
    public internal(set) var entries = 0
    /// What the manifest says, where it can be read.
    public internal(set) var manifest: ArchiveManifest?
    public internal(set) var faults: [Phrase] = []
}
