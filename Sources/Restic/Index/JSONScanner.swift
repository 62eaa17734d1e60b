import Text

/// Walks through JSON once, byte by byte, and makes nothing of what nobody asks for: an index names millions of blobs.
///
/// As strict as RFC 8259 where it looks; what it skips is only balanced. Each call throws `Malformed` where the text is
/// something else.
struct JSONScanner {
    struct Malformed: Error {}
    /// Objects and arrays within each other.
    private static let mostDepth = 64

    private let bytes: [UInt8]
    private(set) var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next byte that is no white space; 0 at the end.
    private mutating func peek() -> UInt8 {
        while place < bytes.count {
            let byte = bytes[place]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            place += 1
        }
        return 0
    }

    private mutating func take(_ character: Unicode.Scalar) throws(Malformed) {
        guard peek() == UInt8(ascii: character) else { throw Malformed() }
        place += 1
    }

    private mutating func takes(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    /// An object: `member` takes the value of each key, all of it. Or `null`, which has none.
    mutating func object(_ member: (ArraySlice<UInt8>, inout JSONScanner) throws(Malformed) -> Void) throws(Malformed) {
        if try takesNull() { return }
        try take("{")
        if takes("}") { return }
        repeat {
            let key = try rawString()
            try take(":")
            try member(key, &self)
        } while takes(",")
        try take("}")
    }

    /// An array: `element` takes each, all of it. Or `null`, which has none.
    mutating func array(_ element: (inout JSONScanner) throws(Malformed) -> Void) throws(Malformed) {
        if try takesNull() { return }
        try take("[")
        if takes("]") { return }
        repeat { try element(&self) } while takes(",")
        try take("]")
    }

    /// What stands between the quotes, escapes as they are.
    mutating func rawString() throws(Malformed) -> ArraySlice<UInt8> {
        try take("\"")
        let start = place
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place += 1
                return bytes[start..<place - 1]
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        throw Malformed()
    }

    /// A whole number that is not negative and below 10^18.
    mutating func count() throws(Malformed) -> Int {
        _ = peek()
        let start = place
        var value = 0
        while place < bytes.count, case let digit = bytes[place], digit >= 0x30, digit <= 0x39 {
            guard place - start < 18 else { throw Malformed() }
            value = value * 10 + Int(digit - 0x30)
            place += 1
        }
        guard place > start else { throw Malformed() }
        return value
    }

    mutating func id() throws(Malformed) -> BlobID {
        guard let id = BlobID(hex: try rawString()) else { throw Malformed() }
        return id
    }

    private mutating func takesNull() throws(Malformed) -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        guard bytes[place...].starts(with: "null".utf8) else { throw Malformed() }
        place += 4
        return true
    }

    /// Passes one value, whatever it is.
    mutating func skip(depth: Int = 0) throws(Malformed) {
        guard depth < JSONScanner.mostDepth else { throw Malformed() }
        switch peek() {
        case UInt8(ascii: "{"): try object { _, scanner throws(Malformed) in try scanner.skip(depth: depth + 1) }
        case UInt8(ascii: "["): try array { scanner throws(Malformed) in try scanner.skip(depth: depth + 1) }
        case UInt8(ascii: "\""): _ = try rawString()
        default:
            let start = place
            let ends = Array(",]} \n\r\t".utf8)
            while place < bytes.count, !ends.contains(bytes[place]) { place += 1 }
            guard place > start else { throw Malformed() }
        }
    }

    /// Nothing but white space may follow.
    mutating func end() throws(Malformed) {
        _ = peek()
        guard place == bytes.count else { throw Malformed() }
    }
}
