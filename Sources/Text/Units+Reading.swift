extension Units {
    /// Bytes of a size as people write it: `512`, `1.5 GiB`, `1,5 Gio`, `20G`. Letters are binary units. Nil: not a size.
    public static func bytes(_ text: String) -> UInt64? {
        let plain = text.filter { !$0.isWhitespace }.lowercased().replacing(",", with: ".")
        let digits = plain.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let value = Double(digits), value.isFinite else { return nil }
        var unit = plain.dropFirst(digits.count)
        if unit.last == "b" || unit.last == "o" { unit = unit.dropLast() }
        if unit.last == "i", unit.count == 2 { unit = unit.dropLast() }
        let steps = ["", "k", "m", "g", "t", "p"]
        guard let step = steps.firstIndex(of: String(unit)) else { return nil }
        var bytes = value
        for _ in 0..<step { bytes *= 1024 }
        return bytes < 9e18 ? UInt64(bytes.rounded()) : nil
    }
}
