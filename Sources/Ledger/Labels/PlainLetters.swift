/// Letters without their accents.
enum PlainLetters {
    /// `e` for `é`; nil for what is no letter with something added to it.
    static func base(_ scalar: Unicode.Scalar) -> String? {
        if scalar.isASCII { return scalar.properties.isAlphabetic ? String(scalar) : nil }
        switch scalar {
        case "œ": return "oe"
        case "Œ": return "OE"
        case "æ": return "ae"
        case "Æ": return "AE"
        case "ß": return "ss"
        default: break
        }
        // "LATIN SMALL LETTER E WITH ACUTE": the last word before WITH is the letter.
        guard let words = scalar.properties.name?.split(separator: " "), words.first == "LATIN",
            let with = words.firstIndex(of: "WITH"), with >= 3, words[with - 1].utf8.count == 1
        else { return nil }
        let letter = String(words[with - 1])
        return words[1] == "SMALL" ? letter.lowercased() : letter
    }
}
