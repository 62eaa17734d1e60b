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
}
