public import Text

/// What is there and whose it is at the end of a day, closing entries included.
public struct BalanceSheet: Sendable, Hashable, Codable {
    /// The last day that counts.
    public let date: CivilDate
    /// Every account that holds something, of all classes, by number; debits are positive.
    public let accounts: [Balance]

    /// What is owned: classes 2 and 3 whatever their sign, accounts of classes 4 and 5 that have a debit. Positive is
    /// owned.
    public var assets: [Balance] { accounts.filter { BalanceSheet.side($0) == .assets } }

    /// What was given for good and what earlier years left: class 1 but loans. Positive is held.
    public var funds: [Balance] { accounts.filter { BalanceSheet.side($0) == .funds }.turned }

    /// What is owed: loans (16 to 18), accounts of classes 4 and 5 that have a credit. Positive is owed.
    public var debts: [Balance] { accounts.filter { BalanceSheet.side($0) == .debts }.turned }

    /// Every currency that an account holds.
    public var currencies: [Currency] { Set(accounts.map(\.amount.currency)).sorted() }

    /// What is earned less what is spent and not yet closed into the funds (classes 6 and 7); positive is a surplus.
    public func openResult(_ currency: Currency = .euro) -> Money {
        -accounts.filter { BalanceSheet.side($0) == .result }.total(currency)
    }

    /// What the accounts of a class hold together; debits are positive.
    /// - Parameter number: 1 to 8.
    public func ofClass(_ number: Int, _ currency: Currency = .euro) -> Money {
        accounts.filter { $0.account.number.hasPrefix(String(number)) }.total(currency)
    }

    private enum Side { case assets, funds, debts, result, memorandum }

    private static func side(_ balance: Balance) -> Side {
        switch balance.account.number.first {
        case "1": ["16", "17", "18"].contains(balance.account.number.prefix(2)) ? .debts : .funds
        case "4", "5": balance.amount.minor > 0 ? .assets : .debts
        case "6", "7": .result
        case "8": .memorandum
        default: .assets
        }
    }
}
