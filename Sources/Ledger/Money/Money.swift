public import Text

/// An exact amount: a whole number of the currency's smallest units.
public struct Money: Sendable, Hashable, Codable {
    /// Cents, where the currency has two decimals. Negative amounts are credits in a posting, and go out of an account.
    public var minor: Int
    public var currency: Currency

    /// The most that an amount may be, so that sums of a million of them cannot overflow.
    public static let most = 1_000_000_000_000

    public init(_ minor: Int, _ currency: Currency = .euro) {
        self.minor = minor
        self.currency = currency
    }

    public var isZero: Bool { minor == 0 }

    /// The same with the other sign.
    public var negated: Money { Money(-minor, currency) }

    public static prefix func - (money: Money) -> Money { money.negated }
}

extension Money {
    /// Digits with a point and no groups, as the journal has them: `-48.00`.
    public var plain: String { digits(mark: ".", group: "") }

    /// As people read it: `48.00 EUR` in English, `1 234,56 €` in French.
    public func text(_ language: Language, signed: Bool = false) -> String {
        let sign = signed && minor > 0 ? "+" : ""
        let isFrench = language == .french
        let digits = digits(mark: isFrench ? "," : ".", group: isFrench ? "\u{A0}" : ",")
        let unit = isFrench && currency == .euro ? "€" : currency.code
        return sign + digits + (isFrench ? "\u{A0}" : " ") + unit
    }

    private func digits(mark: Character, group: String) -> String {
        var figures = String(minor.magnitude)
        let decimals = currency.decimals
        if figures.count <= decimals { figures = String(repeating: "0", count: decimals + 1 - figures.count) + figures }
        let whole = figures.dropLast(decimals)
        var out = ""
        for (place, figure) in whole.enumerated() {
            if place > 0, (whole.count - place) % 3 == 0 { out += group }
            out.append(figure)
        }
        if decimals > 0 { out += String(mark) + figures.suffix(decimals) }
        return (minor < 0 ? "-" : "") + out
    }
}
