import Text

/// The number of an organisation in INSEE's register: nine digits, the last one a check digit (Luhn).
public struct Siren: Sendable, Hashable, CustomStringConvertible {
    public let digits: String

    /// Reads nine digits, with or without spaces between them. Throws where they are no SIREN.
    public init(_ text: String) throws(LedgerError) {
        let digits = text.filter { $0 != " " && $0 != "\u{A0}" && $0 != "\u{202F}" }
        guard digits.utf8.count == 9, digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits != "000000000",
            Siren.checksum(digits) % 10 == 0
        else { throw LedgerError(.refused, .noSiren(SafeText(String(text.prefix(40)))), hint: .askForSiren) }
        self.digits = digits
    }

    public var description: String { digits }

    private static func checksum(_ digits: String) -> Int {
        digits.reversed().enumerated().reduce(0) { sum, item in
            let doubled = (item.element.wholeNumberValue ?? 0) * (item.offset % 2 + 1)
            return sum + doubled / 10 + doubled % 10
        }
    }
}
