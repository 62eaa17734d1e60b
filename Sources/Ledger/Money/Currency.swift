/// A currency of ISO 4217 and how many decimals its amounts have.
public struct Currency: Sendable, Hashable, Comparable, Codable {
    /// Three capital letters: `EUR`.
    public let code: String
    /// Digits after the decimal mark: 2 for the euro, 0 for the yen.
    public let decimals: Int

    public static let euro = Currency(known: "EUR", 2)

    private init(known code: String, _ decimals: Int) {
        self.code = code
        self.decimals = decimals
    }

    /// A currency that is known here: those of Liberapay and of Europe. Nil for any other code.
    public init?(code: String) {
        guard let decimals = Self.known[code] else { return nil }
        self.init(known: code, decimals)
    }

    /// What is written before or after an amount in `code`'s place.
    static let symbols: [String: String] = ["€": "EUR", "£": "GBP", "Fr.": "CHF", "zł": "PLN", "Kč": "CZK"]

    private static let known: [String: Int] = {
        var known: [String: Int] = ["JPY": 0, "KRW": 0, "ISK": 0]
        let usual = """
            AUD BGN BRL CAD CHF CNY CZK DKK EUR GBP HKD HRK HUF IDR ILS INR MXN MYR NOK NZD PHP PLN RON RUB SEK SGD THB TRY
            UAH USD ZAR
            """
        for code in usual.split(whereSeparator: { $0 == " " || $0 == "\n" }) { known[String(code)] = 2 }
        return known
    }()

    public static func < (left: Currency, right: Currency) -> Bool { left.code < right.code }

    public init(from decoder: any Decoder) throws {
        let code = try decoder.singleValueContainer().decode(String.self)
        guard let found = Currency(code: code) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "no known currency"))
        }
        self = found
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
