public import Text

/// How a file writes its days. The parts may be parted by `/`, `-` or `.`; a time behind is left alone.
public enum DayForm: String, Sendable, Codable, CaseIterable {
    case dayFirst = "dd/mm/yyyy"
    case dayFirstShort = "dd/mm/yy"
    case monthFirst = "mm/dd/yyyy"
    case monthFirstShort = "mm/dd/yy"
    case yearFirst = "yyyy-mm-dd"
    case compact = "yyyymmdd"

    /// The day; nil where `text` is none of this form, or before 1970.
    public func day(_ text: String) -> CivilDate? {
        let bytes = Array(text.utf8.prefix { $0 != 0x20 && $0 != UInt8(ascii: "T") })
        guard let (year, month, day) = self == .compact ? Self.compactParts(bytes) : parted(bytes), year >= 1970
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    private static func compactParts(_ bytes: [UInt8]) -> (Int, Int, Int)? {
        guard bytes.count == 8, let number = number(bytes[...]) else { return nil }
        return (number / 10_000, number / 100 % 100, number % 100)
    }

    private func parted(_ bytes: [UInt8]) -> (Int, Int, Int)? {
        guard (6...10).contains(bytes.count), let sign = bytes.first(where: { !(0x30...0x39).contains($0) }),
            [UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(sign)
        else { return nil }
        let parts = bytes.split(separator: sign, omittingEmptySubsequences: false)
        let numbers = parts.compactMap(Self.number)
        guard parts.count == 3, numbers.count == 3 else { return nil }
        let year = self == .yearFirst ? 0 : 2
        guard parts[year].count == (isShort ? 2 : 4), parts.indices.allSatisfy({ $0 == year || parts[$0].count <= 2 })
        else { return nil }
        let full = isShort ? numbers[2] + (numbers[2] < 70 ? 2000 : 1900) : numbers[year]
        switch self {
        case .yearFirst: return (full, numbers[1], numbers[2])
        case .monthFirst, .monthFirstShort: return (full, numbers[0], numbers[1])
        default: return (full, numbers[1], numbers[0])
        }
    }

    private var isShort: Bool { self == .dayFirstShort || self == .monthFirstShort }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...8).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// The forms that all of the texts have.
    static func fitting(_ texts: [String]) -> [DayForm] {
        var forms = DayForm.allCases
        for text in texts {
            forms.removeAll { $0.day(text) == nil }
            if forms.isEmpty { break }
        }
        return forms
    }
}
