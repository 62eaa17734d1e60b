public import Digest

/// The name of a blob, a pack or any other file of a repository: the SHA-256 of its content.
///
/// Four words and not an array: an index holds millions of them.
public struct BlobID: Sendable, Hashable, Comparable, CustomStringConvertible {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    public init(_ digest: Digest256) {
        func word(_ index: Int) -> UInt64 {
            digest.bytes[index * 8..<index * 8 + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// Reads 64 hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        guard let digest = Digest256(hex: hex) else { return nil }
        self.init(digest)
    }

    /// Its 32 bytes.
    public var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { Digest256(bytes: bytes)?.hex ?? "" }
    /// The first eight digits, as restic shows names.
    public var short: String { String(hex.prefix(8)) }
    public var description: String { hex }

    public static func == (left: BlobID, right: BlobID) -> Bool { left.words == right.words }
    public static func < (left: BlobID, right: BlobID) -> Bool { left.words < right.words }
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension BlobID: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try Digest256(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
