import Digest
import Foundation

extension JournalHead {
    /// The line that goes to the system's log.
    public var line: String { "journal head \(count) \(digest)" }

    /// Reads a head out of a line of the system's log, whatever stands before it; nil where there is none.
    public init?(line: String) {
        guard let mark = line.range(of: "journal head ") else { return nil }
        let parts = line[mark.upperBound...].split(whereSeparator: \.isWhitespace)
        guard parts.count >= 2, let count = Int64(parts[0]), count > 0 else { return nil }
        guard let digest = Digest256(hex: String(parts[1])) else { return nil }
        self.init(count: count, digest: digest.hex)
    }
}
