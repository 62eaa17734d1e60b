public import Digest
import Text

/// The list of an archive: comment lines with the year and the seal, then a digest and a name a line.
public struct ArchiveManifest: Sendable, Hashable {
    public static let name = "MANIFEST"
    /// The first line, with the version of this layout.
    static let mark = "# unixcorn archive 1"

    public let year: Int
    /// How many entries the book had, and the seal of the last.
    public let number: Int
    public let head: Digest256
    /// Whose FEC is in it.
    public let siren: Siren?
    public let encoding: FiscalFile.Encoding
    /// By name.
    public internal(set) var files: [String: Digest256] = [:]

    init(year: Int, number: Int, head: Digest256, siren: Siren?, encoding: FiscalFile.Encoding) {
        (self.year, self.number, self.head, self.siren, self.encoding) = (year, number, head, siren, encoding)
    }

    /// What `sha256sum -c` reads: it takes lines that begin with # for comments.
    public var text: String {
        var lines = [ArchiveManifest.mark, "# year \(year)", "# head \(number) \(head.hex)"]
        if let siren { lines.append("# fec \(siren.digits) \(encoding.rawValue)") }
        for (name, digest) in files.sorted(by: { $0.key < $1.key }) { lines.append("\(digest.hex)  \(name)") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Reads back what `text` wrote, strictly. Throws with the line that does not belong there.
    public init(reading text: String) throws(LedgerError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        guard lines.first.map({ $0 == ArchiveManifest.mark }) == true, text.hasSuffix("\n") else {
            throw LedgerError(.malformed, .noManifest)
        }
        var facts: [Substring: [Substring]] = [:]
        var files: [String: Digest256] = [:]
        for (place, line) in lines.enumerated().dropFirst() {
            if line.hasPrefix("# ") {
                let words = line.dropFirst(2).split(separator: " ")
                if let name = words.first { facts[name] = Array(words.dropFirst()) }
                continue
            }
            let name = String(line.dropFirst(66))
            guard let digest = Digest256(hex: String(line.prefix(64))), line.dropFirst(64).hasPrefix("  "),
                ArchiveManifest.isSafe(name), files.updateValue(digest, forKey: name) == nil
            else { throw LedgerError(.malformed, .manifestLine(place + 1, SafeText(String(line.prefix(80))))) }
        }
        guard let year = facts["year"]?.first.flatMap({ Int($0) }), let head = facts["head"], head.count == 2,
            let number = Int(head[0]), let seal = Digest256(hex: String(head[1]))
        else { throw LedgerError(.malformed, .noManifest) }
        let fiscal = facts["fec"] ?? []
        self.init(
            year: year, number: number, head: seal, siren: fiscal.first.flatMap { try? Siren(String($0)) },
            encoding: fiscal.last.flatMap { FiscalFile.Encoding(rawValue: String($0)) } ?? .latin9)
        self.files = files
    }

    /// A path below the folder, of parts that are neither hidden nor above.
    private static func isSafe(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { part in
                !part.isEmpty && part.first != "." && part.utf8.count < 200
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
            }
    }
}
