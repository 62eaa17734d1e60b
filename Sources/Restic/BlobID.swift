public import Digest

/// The name of a blob, a pack or any other file of a repository: the SHA-256 of its content.
///
/// Four words and not an array: an index holds millions of them.
public struct BlobID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Its bytes, the first one highest: words in order are ids in order.
    let words: (UInt64, UInt64, UInt64, UInt64)

    init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    public init(_ digest: Digest256) {
        self.init(slice: digest.bytes[...])
    }

    /// Nil where there are not exactly 32 bytes.
    init?(bytes: ArraySlice<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.init(slice: bytes)
    }

    private init(slice: ArraySlice<UInt8>) {
        func word(_ index: Int) -> UInt64 {
            let start = slice.startIndex + index * 8
            return slice[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// Reads 64 hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        var hex = hex
        guard let id = hex.withUTF8({ BlobID(digits: $0) }) else { return nil }
        self = id
    }

    /// The same of its bytes.
    init?(hex: ArraySlice<UInt8>) {
        guard let id = hex.withUnsafeBufferPointer({ BlobID(digits: $0) }) else { return nil }
        self = id
    }

    private init?(digits: UnsafeBufferPointer<UInt8>) {
        guard digits.count == 64 else { return nil }
        func word(_ number: Int) -> UInt64? {
            var word: UInt64 = 0
            for place in number * 16..<number * 16 + 16 {
                guard let value = BlobID.value(digits[place]) else { return nil }
                word = word << 4 | UInt64(value)
            }
            return word
        }
        guard let first = word(0), let second = word(1), let third = word(2), let last = word(3) else { return nil }
        words = (first, second, third, last)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Its 32 bytes.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            for (index, word) in [words.0, words.1, words.2, words.3].enumerated() {
                for byte in 0..<8 {
                    buffer[index * 8 + byte] = UInt8(truncatingIfNeeded: word >> UInt64(56 - byte * 8))
                }
            }
            count = 32
        }
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        String(unsafeUninitializedCapacity: 64) { buffer in
            for (index, word) in [words.0, words.1, words.2, words.3].enumerated() {
                for digit in 0..<16 {
                    let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - digit * 4)) & 15
                    buffer[index * 16 + digit] = value < 10 ? value + UInt8(ascii: "0") : value + UInt8(ascii: "a") - 10
                }
            }
            return 64
        }
    }
    /// The first eight digits, as restic shows names.
    public var short: String { String(hex.prefix(8)) }
    public var description: String { hex }

    public static func == (left: BlobID, right: BlobID) -> Bool { left.words == right.words }
    public static func < (left: BlobID, right: BlobID) -> Bool { left.words < right.words }
    public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

extension BlobID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = BlobID(hex: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 64 hexadecimal digits")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
