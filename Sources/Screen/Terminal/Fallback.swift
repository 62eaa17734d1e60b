import Text

/// Characters of ASCII that stand for others, where the locale or the font has no more.
enum Fallback {
    static func isBraille(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return (0x2800...0x28FF).contains(scalar.value)
    }

    /// One character of ASCII for a cell. Of a wide character only the left cell is asked for; see `Painter`.
    static func ascii(_ character: Character) -> String {
        guard let scalar = character.unicodeScalars.first else { return " " }
        if scalar.value < 0x7F { return String(Character(scalar)) }
        if let known = table[scalar] { return known }
        switch scalar.value {
        case 0x2500...0x257F: return boxes(scalar.value)
        case 0x2580...0x259F: return blocks(scalar.value)
        case 0x2800...0x28FF: return dots((scalar.value - 0x2800).nonzeroBitCount)
        default: return letter(scalar)
        }
    }

    /// What stands in the right cell of a wide character: as much of a question as in the left one.
    static func rightHalf(of wide: Character?) -> Character { wide.map(ascii) == "?" ? "?" : " " }

    private static let table: [Unicode.Scalar: String] = [
        "…": "~", "·": ".", "•": "*", "●": "*", "○": "o", "◌": "o", "◐": "o", "◆": "*", "◇": "o", "■": "#", "□": "o",
        "▲": "^", "▴": "^", "△": "^", "▼": "v", "▾": "v", "▽": "v", "▶": ">", "▸": ">", "►": ">", "◀": "<", "◂": "<",
        "◄": "<", "←": "<", "→": ">", "↑": "^", "↓": "v", "↕": "|", "↔": "-", "↵": "<", "⏎": "<", "✓": "v", "✔": "v",
        "✗": "x", "✘": "x", "✕": "x", "✖": "x", "‖": "=", "◍": "o", "×": "x", "÷": "/", "⚠": "!", "⏸": "=", "“": "\"",
        "”": "\"", "«": "<", "»": ">", "‹": "<", "›": ">",
        "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\u{A0}": " ", "\u{202F}": " ", "°": "o", "€": "E",
        "£": "L", "§": "S", "œ": "o", "Œ": "O", "æ": "a", "Æ": "A", "ß": "s", "ø": "o", "Ø": "O", "µ": "u", "Δ": "D",
        "≤": "<", "≥": ">", "≈": "~", "≠": "#", "∞": "8", "▪": "*", "▫": "o", "★": "*", "☆": "*", "¿": "?", "¡": "!",
        "²": "2", "³": "3", "¹": "1", "½": "2",
    ]

    private static func boxes(_ value: UInt32) -> String {
        switch value {
        case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2550, 0x2574, 0x2576, 0x2578, 0x257A,
            0x257C, 0x257E:
            return "-"
        case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2575, 0x2577, 0x2579, 0x257B,
            0x257D, 0x257F:
            return "|"
        case 0x2571: return "/"
        case 0x2572: return "\\"
        case 0x2573: return "X"
        default: return "+"
        }
    }

    private static func blocks(_ value: UInt32) -> String {
        switch value {
        case 0x2581, 0x2594: return "_"
        case 0x2582, 0x2583, 0x258E, 0x258F, 0x2591: return "."
        case 0x2584, 0x2585, 0x258C, 0x258D, 0x2592: return ":"
        case 0x2596...0x259F, 0x2580: return "="
        default: return "#"
        }
    }

    private static func dots(_ count: Int) -> String {
        switch count {
        case 0: return " "
        case 1...2: return "."
        case 3...4: return ":"
        case 5...6: return "|"
        default: return "#"
        }
    }

    /// A Latin letter without its accent, as far as the name of the scalar says which letter it is.
    private static func letter(_ scalar: Unicode.Scalar) -> String {
        guard scalar.value < 0x250 || (0x1E00...0x1EFF).contains(scalar.value),
            let words = scalar.properties.name?.split(separator: " "), words.count >= 4, words[0] == "LATIN",
            words[2] == "LETTER", words[3].utf8.count == 1
        else { return "?" }
        return words[1] == "SMALL" ? words[3].lowercased() : String(words[3])
    }
}
