import Digest
import Foundation
import GRDB

/// The end of the journal: how many lines there are since its beginning, and the last one's digest.
public struct JournalHead: Sendable, Hashable {
    public var count: Int64
    public var digest: String
    /// The database's path, where it is known: one host may have several.
    public var database: String?

    public init(count: Int64, digest: String, database: String? = nil) {
        self.count = count
        self.digest = digest
        self.database = database
    }

    /// From a row of two columns.
    init(row: Row) {
        self.init(count: row.stored(0, Int64.self) ?? 0, digest: row.stored(1, String.self) ?? "")
    }

    /// The line that goes to the system's log: `journal head 42 DIGEST /var/lib/unixcorn/state.db`.
    public var line: String { "journal head \(count) \(digest)" + (database.map { " " + $0 } ?? "") }

    /// Reads a head out of a line of the system's log, whatever stands before it; nil where there is none.
    public init?(line: String) {
        guard let mark = line.range(of: "journal head ") else { return nil }
        let parts = line[mark.upperBound...].split(maxSplits: 2, whereSeparator: \.isWhitespace)
        guard parts.count >= 2, let count = Int64(parts[0]), count > 0 else { return nil }
        guard let digest = Digest256(hex: String(parts[1])) else { return nil }
        self.init(count: count, digest: digest.hex)
        if parts.count == 3 { database = parts[2].trimmingCharacters(in: .whitespacesAndNewlines) }
    }
}
