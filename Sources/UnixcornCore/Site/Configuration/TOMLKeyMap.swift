/// Where each key of a TOML file stands: what the TOML library does not tell.
///
/// A scanner, not a parser: it expects text that a parser has accepted, and on any other it ends without harm.
struct TOMLKeyMap {
    /// Where a key and its value are.
    struct Place: Equatable {
        /// The line of the key, from 1.
        var line: Int
        /// The value's bytes in the file's UTF-8, without the comment after it.
        var value: Range<Int>
    }

    /// Keys with their values, sections without (`value` is then empty, after the header).
    private(set) var places: [TOMLPath: Place] = [:]
    /// The byte after the last line of each section, where a new key of it goes.
    private(set) var ends: [TOMLPath: Int] = [:]

    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    private var section = TOMLPath()
    private var counts: [TOMLPath: Int] = [:]

    init(_ text: String) {
        bytes = Array(text.utf8)
        ends[section] = 0
        while at < bytes.count { scanLine() }
    }

    /// The line of a key, or of the nearest key above it that the file has.
    func line(of path: TOMLPath) -> Int? {
        var path = path
        while true {
            if let place = places[path] { return place.line }
            guard !path.steps.isEmpty else { return nil }
            path.steps.removeLast()
        }
    }

    private mutating func scanLine() {
        skipBlanks()
        switch peek {
        case .newline, .hash: break
        case .bracketOpen: scanHeader()
        default: scanPair(under: section, atLineOf: true)
        }
        skipToLineEnd()
    }

    private mutating func scanHeader() {
        let headerLine = line
        at += 1
        let isList = peek == .bracketOpen
        if isList { at += 1 }
        let keys = scanKeys()
        var path = TOMLPath()
        for (place, key) in keys.enumerated() {
            path = path.key(key)
            if places[path] == nil { places[path] = Place(line: headerLine, value: at..<at) }
            if let count = counts[path], !(isList && place == keys.count - 1) { path = path.index(count - 1) }
        }
        if isList {
            let count = counts[path, default: 0]
            counts[path] = count + 1
            path = path.index(count)
        }
        skipToLineEnd(consumeNewline: false)
        section = path
        places[path] = Place(line: headerLine, value: at..<at)
        ends[path] = min(at + 1, bytes.count)
    }

    private mutating func scanPair(under parent: TOMLPath, atLineOf isOwnLine: Bool) {
        let start = at
        let keyLine = line
        let keys = scanKeys()
        skipBlanks()
        guard peek == .equals else {
            if at == start { at += 1 }
            return
        }
        at += 1
        skipBlanks()
        var path = parent
        for key in keys {
            path = path.key(key)
            if places[path] == nil { places[path] = Place(line: keyLine, value: at..<at) }
        }
        let value = scanValue(path)
        places[path] = Place(line: keyLine, value: value)
        if isOwnLine {
            skipToLineEnd(consumeNewline: false)
            ends[section] = min(at + 1, bytes.count)
        }
    }

    private mutating func scanKeys() -> [String] {
        var keys: [String] = []
        while at < bytes.count {
            skipBlanks()
            if peek == .quote || peek == .apostrophe {
                let range = scanString()
                keys.append(TOMLKeyMap.unquoted(bytes[range]))
            } else {
                let start = at
                while at < bytes.count, TOMLKeyMap.isBare(bytes[at]) { at += 1 }
                guard at > start else { break }
                keys.append(String(decoding: bytes[start..<at], as: UTF8.self))
            }
            skipBlanks()
            guard peek == .dot else { break }
            at += 1
        }
        return keys
    }

    /// The key in quotes: escapes are read where the quotes are double (TOML 1.0, String).
    private static func unquoted(_ quoted: ArraySlice<UInt8>) -> String {
        let inner = quoted.dropFirst().dropLast()
        let text = String(decoding: inner, as: UTF8.self)
        guard quoted.first == .quote, inner.contains(.backslash) else { return text }
        var out = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let letter = rest.popFirst() else {
                out.append(scalar)
                continue
            }
            switch letter {
            case "b": out.append("\u{8}")
            case "t": out.append("\t")
            case "n": out.append("\n")
            case "f": out.append("\u{C}")
            case "r": out.append("\r")
            case "u", "U":
                let digits = rest.prefix(letter == "u" ? 4 : 8)
                rest = rest.dropFirst(digits.count)
                if let code = UInt32(String(digits), radix: 16), let named = Unicode.Scalar(code) { out.append(named) }
            default: out.append(letter)
            }
        }
        return String(out)
    }

    private mutating func scanValue(_ path: TOMLPath) -> Range<Int> {
        let start = at
        switch peek {
        case .quote, .apostrophe: return scanString()
        case .bracketOpen: scanList(path)
        case .braceOpen: scanInlineTable(path)
        default:
            while at < bytes.count, !",]}#\n\r".utf8.contains(bytes[at]) { at += 1 }
            var end = at
            while end > start, bytes[end - 1] == .space || bytes[end - 1] == .tab { end -= 1 }
            return start..<end
        }
        return start..<at
    }

    private mutating func scanList(_ path: TOMLPath) {
        at += 1
        var place = 0
        while at < bytes.count {
            skipBlanksAndLines()
            if peek == .bracketClose { break }
            if peek == .comma {
                at += 1
                continue
            }
            let member = path.index(place)
            let memberLine = line
            let before = at
            let value = scanValue(member)
            places[member] = Place(line: memberLine, value: value)
            place += 1
            if at == before { at += 1 }
        }
        at = min(at + 1, bytes.count)
    }

    private mutating func scanInlineTable(_ path: TOMLPath) {
        at += 1
        while at < bytes.count {
            skipBlanksAndLines()
            if peek == .braceClose { break }
            if peek == .comma {
                at += 1
                continue
            }
            scanPair(under: path, atLineOf: false)
        }
        at = min(at + 1, bytes.count)
    }

    /// Over one string of any of the four kinds; the range holds its quotes.
    private mutating func scanString() -> Range<Int> {
        let start = at
        let mark = bytes[at]
        let isLong = at + 2 < bytes.count && bytes[at + 1] == mark && bytes[at + 2] == mark
        at += isLong ? 3 : 1
        while at < bytes.count {
            if bytes[at] == .backslash, mark == .quote {
                at += 1
            } else if bytes[at] == mark {
                if !isLong { break }
                if at + 2 < bytes.count, bytes[at + 1] == mark, bytes[at + 2] == mark { break }
            } else if bytes[at] == .newline, !isLong {
                return start..<at
            }
            if at < bytes.count, bytes[at] == .newline { line += 1 }
            at += 1
        }
        at = min(at + (isLong ? 3 : 1), bytes.count)
        // Up to two more quotes may stand before the closing three.
        while isLong, at < bytes.count, bytes[at] == mark { at += 1 }
        return start..<at
    }
}

extension TOMLKeyMap {
    private var peek: UInt8 { at < bytes.count ? bytes[at] : .newline }

    private mutating func skipBlanks() {
        while at < bytes.count, bytes[at] == .space || bytes[at] == .tab || bytes[at] == .carriageReturn { at += 1 }
    }

    private mutating func skipBlanksAndLines() {
        while at < bytes.count {
            skipBlanks()
            if peek == .hash { while at < bytes.count, bytes[at] != .newline { at += 1 } }
            guard at < bytes.count, bytes[at] == .newline else { return }
            line += 1
            at += 1
        }
    }

    private mutating func skipToLineEnd(consumeNewline: Bool = true) {
        while at < bytes.count, bytes[at] != .newline { at += 1 }
        guard consumeNewline, at < bytes.count else { return }
        at += 1
        line += 1
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension UInt8 {
    fileprivate static let newline = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let tab = UInt8(ascii: "\t")
    fileprivate static let hash = UInt8(ascii: "#")
    fileprivate static let equals = UInt8(ascii: "=")
    fileprivate static let dot = UInt8(ascii: ".")
    fileprivate static let comma = UInt8(ascii: ",")
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let apostrophe = UInt8(ascii: "'")
    fileprivate static let backslash = UInt8(ascii: "\\")
    fileprivate static let bracketOpen = UInt8(ascii: "[")
    fileprivate static let bracketClose = UInt8(ascii: "]")
    fileprivate static let braceOpen = UInt8(ascii: "{")
    fileprivate static let braceClose = UInt8(ascii: "}")
}
