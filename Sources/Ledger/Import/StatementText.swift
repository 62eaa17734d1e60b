/// Text of banks, made comparable.
enum StatementText {
    static let longest = 300

    /// One line: control characters and all kinds of blanks become one space, and 300 scalars are enough.
    static func squeezed(_ text: String) -> String {
        if text.utf8.count <= longest, isPlain(text) { return text }
        var out = String.UnicodeScalarView()
        var (count, isBlank) = (0, true)
        for scalar in text.unicodeScalars {
            let isSpace = scalar.value <= 0x20 || (0x7F...0xA0).contains(scalar.value) || scalar.properties.isWhitespace
            if isSpace {
                isBlank = true
                continue
            }
            if isBlank, count > 0 { out.append(" ") }
            (isBlank, count) = (false, count + 1)
            guard count <= longest else { break }
            out.append(scalar)
        }
        return String(out)
    }

    private static func isPlain(_ text: String) -> Bool {
        var wasSpace = true
        for byte in text.utf8 {
            let isSpace = byte == 0x20
            guard (0x20..<0x7F).contains(byte), !(isSpace && wasSpace) else { return false }
            wasSpace = isSpace
        }
        return !wasSpace || text.isEmpty
    }

    /// Small letters without accents and digits, in words with one space between: `Date de l’opération` is
    /// `date de l operation`.
    static func folded(_ text: String) -> String {
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
                let letters =
                    plain[scalar]
                    ?? (scalar.properties.isAlphabetic ? Array(scalar.properties.lowercaseMapping.utf8) : [])
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

    private static let plain: [Unicode.Scalar: [UInt8]] = {
        let rows = [
            "a": "àâäáãåÀÂÄÁÃÅ", "c": "çÇ", "e": "éèêëÉÈÊË", "i": "îïíìÎÏÍÌ", "n": "ñÑ", "o": "ôöóòõøÔÖÓÒÕØ°º",
            "u": "ùûüúÙÛÜÚ", "y": "ÿýŸÝ", "oe": "œŒ", "ae": "æÆ", "ss": "ß",
        ]
        var plain: [Unicode.Scalar: [UInt8]] = [:]
        for (letter, forms) in rows { for form in forms.unicodeScalars { plain[form] = Array(letter.utf8) } }
        return plain
    }()
}
