import Text

extension Phrase {
    static func incomeStatement(_ from: CivilDate, _ until: CivilDate) -> Phrase {
        Phrase(
            "Income statement, \(from.iso8601) to \(until.iso8601)",
            "Compte de résultat, du \(from.iso8601) au \(until.iso8601)")
    }
    static func balanceSheet(_ date: CivilDate) -> Phrase {
        Phrase("Balance sheet at \(date.iso8601)", "Bilan au \(date.iso8601)")
    }
    static let nothingBooked = Phrase("Nothing was booked.", "Rien n’a été enregistré.")
    static let expensesHead = Phrase("Expenses", "Charges")
    static let incomeHead = Phrase("Income", "Produits")
    static let assetsHead = Phrase("Assets", "Actif")
    static let fundsHead = Phrase("Funds", "Passif : fonds propres")
    static let debtsHead = Phrase("Debts", "Passif : dettes")
    static let accountHead = Phrase("Account", "Compte")
    static let nameOfAccount = Phrase("Name", "Intitulé")
    static let amountHead = Phrase("Amount", "Montant")
    static let totalRow = Phrase("Total", "Total")
    static func surplus(_ money: Money) -> Phrase {
        Phrase("Surplus: \(money.text(.english))", "Excédent : \(money.text(.french))")
    }
    static func deficit(_ money: Money) -> Phrase {
        Phrase("Deficit: \(money.text(.english))", "Déficit : \(money.text(.french))")
    }
    static func openResult(_ money: Money) -> Phrase {
        Phrase(
            "Result not yet closed: \(money.text(.english, signed: true))",
            "Résultat non encore clos : \(money.text(.french, signed: true))")
    }
    static func memorandumLeft(_ money: Money) -> Phrase {
        Phrase(
            "Gifts in kind (class 8) are \(money.text(.english, signed: true)) off",
            "Les contributions en nature (classe 8) ont un écart de \(money.text(.french, signed: true))")
    }
}
