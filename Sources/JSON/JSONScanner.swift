/// Reads JSON from bytes (RFC 8259). Total: whatever the bytes, it ends with a value or with nil.
///
/// Codable's decoder would try one kind of value after another at each place of a listing of ten megabytes, and knows no
/// whole number from a broken one.
package struct JSONScanner {
    private let bytes: [UInt8]
    /// The byte that it stopped at.
    package private(set) var place = 0
    /// Values within each other: nft's listings have some fifteen, answers of servers ten.
    private static let depth = 128

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The one value that all the bytes are; nil where they are something else.
    package mutating func document() -> JSONValue? {
        guard let value = value(JSONScanner.depth) else { return nil }
        skipSpace()
        return place == bytes.count ? value : nil
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func value(_ depth: Int) -> JSONValue? {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return depth > 0 ? object(depth - 1) : nil
        case UInt8(ascii: "["): return depth > 0 ? array(depth - 1) : nil
        case UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "n"): return word("null", .null)
        case UInt8(ascii: "t"): return word("true", .bool(true))
        case UInt8(ascii: "f"): return word("false", .bool(false))
        default: return number()
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) -> JSONValue? {
        for byte in text.description.utf8 {
            guard next == byte else { return nil }
            place += 1
        }
        return value
    }

    private mutating func object(_ depth: Int) -> JSONValue? {
        place += 1
        var members: [JSONValue.Member] = []
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\""), let name = string(), take(UInt8(ascii: ":")), let value = value(depth)
            else { return nil }
            members.append(JSONValue.Member(name: name, value: value))
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? .object(members) : nil
    }

    private mutating func array(_ depth: Int) -> JSONValue? {
        place += 1
        var values: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return .array(values) }
        repeat {
            guard let value = value(depth) else { return nil }
            values.append(value)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]")) ? .array(values) : nil
    }

    private mutating func number() -> JSONValue? {
        let start = place
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        while let byte = next, isDigit(byte) || [0x2b, 0x2d, 0x2e, 0x45, 0x65].contains(byte) {
            place += 1
        }
        let digits = bytes[start..<place].drop { $0 == 0x2d }
        guard let first = digits.first, let last = digits.last, isDigit(first), isDigit(last)
        else { return nil }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        return Int(text).map { .number($0) } ?? (Double(text) == nil ? nil : .decimal(text))
    }
}

extension JSONScanner {
    /// From one quotation mark to the next. Bytes that are no UTF-8 become U+FFFD.
    private mutating func string() -> String? {
        place += 1
        let start = place
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                defer { place += 1 }
                return String(decoding: bytes[start..<place], as: UTF8.self)
            case UInt8(ascii: "\\"): return escaped(from: start)
            case 0..<0x20: return nil
            default: place += 1
            }
        }
        return nil
    }

    private mutating func escaped(from start: Int) -> String? {
        var text = Array(bytes[start..<place])
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                text.append(contentsOf: String(Character(scalar)).utf8)
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    /// What stands behind a backslash.
    private mutating func escape() -> Unicode.Scalar? {
        guard let byte = next else { return nil }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return unicodeEscape()
        default: return nil
        }
    }

    /// `XXXX`, or `XXXX\uXXXX` of a pair. Half a pair becomes U+FFFD.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        guard let first = fourDigits() else { return nil }
        if let scalar = Unicode.Scalar(first) { return scalar }
        let behind = place
        if first < 0xdc00, next == UInt8(ascii: "\\") {
            place += 1
            if next == UInt8(ascii: "u") {
                place += 1
                if let second = fourDigits(), (0xdc00...0xdfff).contains(second) {
                    return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
                }
            }
        }
        place = behind
        return "\u{fffd}"
    }

    private mutating func fourDigits() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
            value = value << 4 | UInt32(digit)
        }
        place += 4
        return value
    }
}
