/// The tags and values of OFX, SGML or XML: both are one list of tags, and a value ends where the next tag begins.
struct OFXTokens {
    enum Token: Equatable {
        /// `<STMTTRN>`, or `<TRNAMT>-48.00` with its value.
        case open(String, value: String)
        case close(String)
    }

    private let bytes: [UInt8]
    private var place: Int
    /// Something that is no tag, or a tag that does not end.
    private(set) var isBroken = false
    /// The line of the file that has the token that was read last.
    private(set) var line = 1

    /// - Parameter bytes: UTF-8, from `<OFX>` on.
    init(_ bytes: [UInt8], from place: Int) {
        (self.bytes, self.place) = (bytes, place)
        line += bytes[..<place].count { $0 == 0x0A }
    }

    /// The next tag; nil at the end, and where `isBroken`.
    mutating func next() -> Token? {
        while true {
            skipSpace()
            guard place < bytes.count else { return nil }
            guard bytes[place] == UInt8(ascii: "<"), let end = bytes[place...].firstIndex(of: UInt8(ascii: ">")),
                end - place <= 80 || bytes[place + 1] == UInt8(ascii: "!")
            else { return fail() }
            let inside = bytes[(place + 1)..<end]
            if inside.first == UInt8(ascii: "?") || inside.first == UInt8(ascii: "!") {
                // A processing instruction or a comment of XML between tags.
                advance(to: end + 1)
                continue
            }
            return tag(inside, end)
        }
    }

    private mutating func tag(_ inside: ArraySlice<UInt8>, _ end: Int) -> Token? {
        let isClosing = inside.first == UInt8(ascii: "/")
        let isEmpty = inside.last == UInt8(ascii: "/")
        let name = (isClosing ? inside.dropFirst() : isEmpty ? inside.dropLast() : inside)
        guard !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return fail() }
        let word = String(decoding: name, as: UTF8.self).uppercased()
        advance(to: end + 1)
        if isClosing { return .close(word) }
        return .open(word, value: isEmpty ? "" : value())
    }

    /// Up to the next tag. `<![CDATA[...]]>` is taken as it is.
    private mutating func value() -> String {
        skipSpace()
        let mark = Array("<![CDATA[".utf8)
        if bytes[place...].starts(with: mark) {
            let start = place + mark.count
            var end = start
            while end + 2 < bytes.count, !(bytes[end] == 0x5D && bytes[end + 1] == 0x5D && bytes[end + 2] == 0x3E) {
                end += 1
            }
            guard end + 2 < bytes.count else {
                isBroken = true
                return ""
            }
            advance(to: end + 3)
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
        let start = place
        let end = bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        advance(to: end)
        return StatementText.squeezed(Self.unescaped(String(decoding: bytes[start..<end], as: UTF8.self)))
    }

    private mutating func fail() -> Token? {
        isBroken = true
        return nil
    }

    private mutating func skipSpace() {
        var end = place
        while end < bytes.count, bytes[end] <= 0x20 { end += 1 }
        advance(to: end)
    }

    private mutating func advance(to end: Int) {
        while place < end {
            if bytes[place] == 0x0A { line += 1 }
            place += 1
        }
    }

    /// The entities that banks write; others stay as they are.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var out = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            out += rest[..<start]
            let body = rest[rest.index(after: start)...].prefix(10)
            if let end = body.firstIndex(of: ";"), let letter = entity(String(body[..<end])) {
                out.append(letter)
                rest = rest[rest.index(after: end)...]
            } else {
                out.append("&")
                rest = rest[rest.index(after: start)...]
            }
        }
        return out + rest
    }

    private static func entity(_ name: String) -> Character? {
        let names: [String: Character] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " "]
        if let known = names[name] { return known }
        guard name.first == "#" else { return nil }
        let digits = name.dropFirst()
        let number =
            digits.first.map { "xX".contains($0) } == true ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap(Unicode.Scalar.init).map(Character.init)
    }
}
