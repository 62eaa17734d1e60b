import Text

extension ConfigurationCheck {
    func finances() -> Configuration.FinancesDeclaration {
        var made = Configuration.FinancesDeclaration()
        made.book = text("finances", "book") ?? ""
        made.bank = text("finances", "bank").flatMap { $0.isEmpty ? nil : $0 } ?? made.bank
        made.liberapay = text("finances", "liberapay") ?? ""
        made.runwayMonths = values[TOMLPath("finances", "runway_months")]?.int ?? made.runwayMonths
        return made
    }
}
