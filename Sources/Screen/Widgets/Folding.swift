/// Text as people search for it: no difference between small and capital letters, nor between `é` and `e`.
enum Folding {
    /// The bytes to compare, with those of each character apart.
    static func fold(_ character: Character) -> [UInt8] {
        if let ascii = character.asciiValue { return [(0x41...0x5A).contains(ascii) ? ascii + 0x20 : ascii] }
        var out: [UInt8] = []
        for scalar in String(character).lowercased().unicodeScalars {
            if scalar.properties.generalCategory == .nonspacingMark { continue }
            let plain = letters[scalar] ?? String(scalar)
            out.append(contentsOf: plain.utf8)
        }
        return out
    }

    /// The bytes to compare of a whole text.
    static func fold(_ text: String) -> [UInt8] {
        let bytes = text.utf8
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 } }
        return text.flatMap(fold)
    }

    /// Where `needle` begins in `hay`, from `start` on.
    static func find(_ needle: [UInt8], in hay: [UInt8], from start: Int = 0) -> Int? {
        guard let first = needle.first else { return start }
        guard hay.count - start >= needle.count else { return nil }
        for place in start...(hay.count - needle.count) where hay[place] == first {
            if hay[place..<(place + needle.count)].elementsEqual(needle) { return place }
        }
        return nil
    }

    /// Composed Latin letters, small, and what they are without their marks.
    private static let letters: [Unicode.Scalar: String] = {
        let groups: [(plain: String, letters: String)] = [
            ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđ"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"),
            ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉ"), ("o", "òóôõöøōŏő"),
            ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"),
            ("z", "źżž"), ("ae", "æ"), ("oe", "œ"), ("ss", "ß"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for group in groups { for letter in group.letters.unicodeScalars { table[letter] = group.plain } }
        return table
    }()
}
