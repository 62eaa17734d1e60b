import Text

extension Phrase {
    static func noMonths(_ from: CivilDate, _ until: CivilDate) -> Phrase {
        Phrase(
            "\(from.iso8601) to \(until.iso8601) are no 1 to 120 months",
            "du \(from.iso8601) au \(until.iso8601), ce ne sont pas 1 à 120 mois")
    }
    static func noField(_ name: SafeText, _ value: SafeText) -> Phrase {
        Phrase(
            "\(name): “\(value)” is not one line of that kind", "\(name) : « \(value) » n’est pas une ligne de ce genre"
        )
    }
    static func noServiceKey(_ key: SafeText) -> Phrase {
        Phrase(
            "“\(key)” is no key of a service of its own: small letters, digits and hyphens, at most 40",
            "« \(key) » n’est pas la clé d’un seul service : minuscules, chiffres et tirets, 40 au plus")
    }
    static func noService(_ key: SafeText) -> Phrase {
        Phrase(
            "there are figures of a service \(key) that is not described",
            "il y a des chiffres d’un service \(key) qui n’est pas décrit")
    }
    static func noFigures(_ key: SafeText) -> Phrase {
        Phrase(
            "the figures of \(key) are no counts of these months, or stand there twice",
            "les chiffres de \(key) ne sont pas des nombres pour ces mois, ou y sont deux fois")
    }
    static func personNamed(_ file: SafeText, _ person: SafeText) -> Phrase {
        Phrase("\(file) would name \(person)", "\(file) nommerait \(person)")
    }
    static func addressNamed(_ file: SafeText, _ address: SafeText) -> Phrase {
        Phrase(
            "\(file) would publish the mail address \(address)", "\(file) publierait l’adresse électronique \(address)")
    }
    static let takeNameOut = Phrase(
        "take it out of the fields of the site; nothing was written",
        "retirez-la des champs du site ; rien n’a été écrit")
}

extension Phrase {
    static func transparencyTitle(_ name: SafeText, _ first: String, _ last: String) -> Phrase {
        name.isEmpty
            ? Phrase("Figures of \(first) to \(last)", "Chiffres de \(first) à \(last)")
            : Phrase("\(name): figures of \(first) to \(last)", "\(name) : chiffres de \(first) à \(last)")
    }
    static func moneySummary(_ income: Money, _ expenses: Money) -> Phrase {
        let result = Money(income.minor - expenses.minor, income.currency)
        return Phrase(
            "Income \(income.text(.english)), expenses \(expenses.text(.english)), result "
                + "\(result.text(.english, signed: true)).",
            "Produits \(income.text(.french)), charges \(expenses.text(.french)), résultat "
                + "\(result.text(.french, signed: true))."
        )
    }
    static let monthHead = Phrase("Month", "Mois")
    static let servicesHead = Phrase("Services", "Services")
    static let serviceHead = Phrase("Service", "Service")
    static let accountsHead = Phrase("Accounts", "Comptes")
    static let uptimeHead = Phrase("Available", "Disponibilité")
    static let visitsHead = Phrase("Visits", "Visites")
    static let heldBack = Phrase(
        "Counts under five are not published; no sum is given where one of its parts is held back or unknown (–).",
        "Les nombres inférieurs à cinq ne sont pas publiés ; aucune somme n’est donnée quand l’une de ses "
            + "parts est tue ou inconnue (–)."
    )
}
