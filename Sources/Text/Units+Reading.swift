extension Units {
    /// The bytes of a size as people type it: `1.5 GiB`, `512M`, `20 Go`; nil where it is none.
    ///
    /// A letter alone, or with `i`, is binary (as QEMU and libvirt read it); `kB MB GB` and the French `ko Mo Go` are
    /// powers of ten. A number alone counts in `unit`.
    public static func bytes(_ text: String, unit: UInt64 = 1) -> UInt64? {
        let clean = text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }
        let digits = clean.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
        let number = String(digits.map { $0 == "," ? "." : $0 })
        guard let value = Double(number), value >= 0, let factor = factor(clean.dropFirst(digits.count), unit) else {
            return nil
        }
        let bytes = (value * Double(factor)).rounded()
        // Whole numbers stay exact beyond 2^53.
        if let whole = UInt64(number) {
            let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
            return overflow ? nil : product
        }
        return bytes < 9e18 ? UInt64(bytes) : nil
    }

    private static func factor(_ unit: Substring, _ bare: UInt64) -> UInt64? {
        let unit = unit.lowercased()
        if unit.isEmpty { return bare }
        if unit == "b" || unit == "o" { return 1 }
        guard let letter = unit.first, let step = ["k", "m", "g", "t", "p"].firstIndex(of: letter) else { return nil }
        switch unit.dropFirst() {
        case "", "i", "ib", "io": return 1 << UInt64(10 * (step + 1))
        case "b", "o": return (0...step).reduce(1) { product, _ in product * 1000 }
        default: return nil
        }
    }
}
