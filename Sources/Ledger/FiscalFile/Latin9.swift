/// ISO 8859-15, one of the three sets of characters that article A47 A-1 allows. What it lacks becomes what is nearest.
enum Latin9 {
    /// Puts the bytes of a text behind others.
    /// - Returns: how many characters stand for others.
    static func append(_ text: String, to bytes: inout [UInt8]) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            bytes += text.utf8
            return 0
        }
        var replaced = 0
        // Character by character: an e and an accent are one letter here.
        for character in text {
            let scalars = character.unicodeScalars
            if scalars.count == 1, let scalar = scalars.first, let byte = byte(scalar) {
                bytes.append(byte)
            } else {
                replaced += 1
                bytes += nearest(character)
            }
        }
        return replaced
    }

    private static let moved: [UInt32: UInt8] = [
        0x20AC: 0xA4, 0x160: 0xA6, 0x161: 0xA8, 0x17D: 0xB4, 0x17E: 0xB8, 0x152: 0xBC, 0x153: 0xBD, 0x178: 0xBE,
    ]
    private static let taken = Set(moved.values)

    private static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        if let byte = moved[scalar.value] { return byte }
        guard let byte = UInt8(exactly: scalar.value), !taken.contains(byte) else { return nil }
        return byte
    }

    private static let likes: [Character: String] = [
        "’": "'", "‘": "'", "“": "\"", "”": "\"", "–": "-", "—": "-", "−": "-", "…": "...", "\u{202F}": " ",
        "\u{2009}": " ", "\u{2011}": "-",
    ]

    private static func nearest(_ character: Character) -> [UInt8] {
        if let like = likes[character] { return Array(like.utf8) }
        if let scalar = character.unicodeScalars.first {
            let composed = character.unicodeScalars.count > 1 ? composed(character) : nil
            if let composed { return [composed] }
            if let plain = PlainLetters.base(scalar) { return Array(plain.utf8.prefix(2)) }
        }
        return [UInt8(ascii: "?")]
    }

    /// A letter and its accent as the one byte that means both: canonical equality finds it.
    private static func composed(_ character: Character) -> UInt8? {
        (0xC0...0xFF).first { Character(Unicode.Scalar(UInt8($0))) == character && !taken.contains(UInt8($0)) }
            .map { UInt8($0) }
    }
}
