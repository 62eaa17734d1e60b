/// Words as they are compared: small letters without accents, one space for everything between words.
struct FoldedText: Sendable, Hashable {
    /// UTF-8, with a space at both ends.
    let bytes: [UInt8]

    init(_ text: String) { bytes = [0x20] + (FoldedText.words(of: text) + " ").utf8 }

    init(ascii text: some Collection<UInt8>) { self.init(String(decoding: text, as: UTF8.self)) }

    /// Small letters without accents and digits, in words with one space between: `Date de l’opération` is
    /// `date de l operation`.
    static func words(of text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isBlank = false
        func begin() {
            if isBlank, !bytes.isEmpty { bytes.append(0x20) }
            isBlank = false
        }
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A:
                begin()
                bytes.append(UInt8(scalar.value))
            case 0x41...0x5A:
                begin()
                bytes.append(UInt8(scalar.value + 0x20))
            // An accent that stands alone belongs to the letter before it.
            case 0x300...0x36F: continue
            case ..<0x80: isBlank = true
            default:
                if scalar.properties.generalCategory == .nonspacingMark { continue }
                let letters = latin[scalar] ?? other(scalar)
                if letters.isEmpty {
                    isBlank = true
                } else {
                    begin()
                    bytes += letters
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Letters that are not Latin, and digits of other scripts, as they are.
    private static func other(_ scalar: Unicode.Scalar) -> [UInt8] {
        let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        return isWord ? Array(scalar.properties.lowercaseMapping.utf8) : []
    }

    /// Latin letters with something added to them; `nº` and `n°` are `no`.
    private static let latin: [Unicode.Scalar: [UInt8]] = {
        var latin: [Unicode.Scalar: [UInt8]] = [
            "°": [0x6F], "º": [0x6F], "ð": [0x64], "þ": Array("th".utf8), "ı": [0x69],
        ]
        for value in UInt32(0xC0)...0x24F {
            guard let scalar = Unicode.Scalar(value), let base = PlainLetters.base(scalar) else { continue }
            latin[scalar] = Array(base.lowercased().utf8)
        }
        return latin
    }()

    static func isASCIIWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    var isEmpty: Bool { bytes.count < 3 }

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
}
