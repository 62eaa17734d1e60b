import Text

/// An account of the chart: its number says what it is.
public struct Account: Sendable, Hashable, Codable, Comparable {
    /// Digits, the first one the class: `512`, `7541`.
    public let number: String
    /// `Banque`. Free of what a journal would take for something else.
    public let name: String

    /// What an account holds, by its class in the French plan of accounts (règlement ANC 2018-06).
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Classes 2, 3, 5, and what others owe (40 to 46 with a debit).
        case asset
        /// Class 4: what is owed to others, or by them.
        case liability
        /// Class 1: funds, reserves, results.
        case equity
        /// Class 7.
        case income
        /// Class 6.
        case expense
        /// Class 8: gifts in kind, outside the balance.
        case memorandum
    }

    /// An account with a number of 3 to 12 digits, the first from 1 to 8, and a name that is a label.
    public init(number: String, name: String) throws(LedgerError) {
        guard (3...12).contains(number.count), number.allSatisfy({ $0.isASCII && $0.isNumber }),
            let first = number.first, ("1"..."8").contains(first)
        else { throw LedgerError(.refused, .noAccountNumber(SafeText(number))) }
        self.number = number
        self.name = try Label(name).text
    }

    public var kind: Kind {
        switch number.first {
        case "1": .equity
        case "4": .liability
        case "6": .expense
        case "7": .income
        case "8": .memorandum
        default: .asset
        }
    }

    /// As the journal names it: `512 Banque`.
    public var title: String { number + " " + name }

    public static func < (left: Account, right: Account) -> Bool { left.number < right.number }
}
