import Text

/// Words as they are compared: small letters without accents, one space for everything between words.
struct FoldedText: Sendable, Hashable {
    /// UTF-8, with a space at both ends.
    let bytes: [UInt8]

    init(_ text: String) {
        bytes = text.utf8.allSatisfy { $0 < 0x80 } ? FoldedText.folded(ascii: text.utf8) : FoldedText.folded(text)
    }

    init(ascii text: some Collection<UInt8>) { bytes = FoldedText.folded(ascii: text) }

    private static func folded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [0x20]
        bytes.reserveCapacity(text.utf8.count + 2)
        func add(_ part: some Sequence<UInt8>) { bytes += part }
        func space() { if bytes.last != 0x20 { bytes.append(0x20) } }
        for character in text {
            if let ascii = character.asciiValue {
                switch ascii {
                case 0x41...0x5A: bytes.append(ascii + 0x20)
                case 0x61...0x7A, 0x30...0x39: bytes.append(ascii)
                default: space()
                }
            } else if character.isLetter || character.isNumber {
                let small = character.lowercased()
                for part in small { add(FoldedText.bare[part].map { Array($0.utf8) } ?? Array(String(part).utf8)) }
            } else {
                space()
            }
        }
        space()
        return bytes
    }

    private static func folded(ascii text: some Collection<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = [0x20]
        bytes.reserveCapacity(text.count + 2)
        for byte in text {
            if FoldedText.isASCIIWord(byte) {
                bytes.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
            } else if bytes.last != 0x20 {
                bytes.append(0x20)
            }
        }
        if bytes.last != 0x20 { bytes.append(0x20) }
        return bytes
    }

    static func isASCIIWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    var isEmpty: Bool { bytes.count < 2 }

    /// Whether the words stand in it, at whatever place of a word they begin or end.
    func contains(_ other: FoldedText) -> Bool { other.isEmpty ? false : holds(other.bytes.dropFirst().dropLast()) }

    /// Bytes in place: labels of all entries are searched for the words of all expectations.
    private func holds(_ needle: ArraySlice<UInt8>) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { hay in
            unsafe needle.withUnsafeBufferPointer { needle in
                guard needle.count <= hay.count else { return false }
                for start in 0...hay.count - needle.count {
                    var length = 0
                    while length < needle.count, unsafe hay[start + length] == needle[length] { length += 1 }
                    if length == needle.count { return true }
                }
                return false
            }
        }
    }

    /// Letters of Latin languages without their marks.
    private static let bare: [Character: String] = {
        var bare: [Character: String] = [
            "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        ]
        for (letter, marked) in [
            ("a", "àáâãäåāăą"), ("c", "çćč"), ("d", "ď"), ("e", "èéêëēėęě"), ("g", "ğģ"), ("i", "ìíîïīįı"), ("k", "ķ"),
            ("l", "ĺľļ"), ("n", "ñńňņ"), ("o", "òóôõöōő"), ("r", "ŕř"), ("s", "śšşș"), ("t", "ťţț"), ("u", "ùúûüūůűų"),
            ("y", "ýÿ"), ("z", "źżž"),
        ] { for character in marked { bare[character] = letter } }
        return bare
    }()
}

/// What people write of people: kept outside the sealed chain, one clean line.
enum PersonalText {
    static func check(_ text: String) throws(LedgerError) {
        guard (1...200).contains(text.count), text.utf8.count <= 800, SafeText(text).string == text, text.first != " ",
            text.last != " "
        else { throw LedgerError(.refused, .noPersonalText(SafeText(String(text.prefix(60))))) }
    }

    /// Several of them, one a line: none has a line end in it.
    static func joined(_ words: [String]) -> String { words.joined(separator: "\n") }

    static func split(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
}
