package import Text

extension Phrase {
    package static let cancel = Phrase("Cancel", "Annuler")
    package static let close = Phrase("Close", "Fermer")
    package static let nothingMatches = Phrase("Nothing matches.", "Rien ne correspond.")
    package static let scrollForMore = Phrase("more: PgDn", "suite : PgSuiv")

    package static let formKeys = Phrase(
        "Tab next field  Enter accepts  Esc cancels", "Tab champ suivant  Entrée valide  Échap annule")
    package static let chooseKeys = Phrase("← → choose", "← → choisir")
    package static let toggleKeys = Phrase("Space switches", "Espace bascule")

    package static func typeToConfirm(_ name: SafeText) -> Phrase {
        Phrase("Type \(name.string) to confirm:", "Tapez \(name.string) pour confirmer :")
    }

    package static func nameDiffers(_ name: SafeText) -> Phrase {
        Phrase("That is not \(name.string).", "Ce n’est pas \(name.string).")
    }
}

extension Phrase {
    package static func badExpression(_ source: SafeText, _ reason: SafeText) -> Phrase {
        Phrase(
            "/\(source.string)/ is not a regular expression: \(reason.string)",
            "/\(source.string)/ n’est pas une expression régulière : \(reason.string)")
    }
}

extension Phrase {
    package static func numberBetween(_ range: ClosedRange<Int>) -> Phrase {
        Phrase(
            "A whole number from \(range.lowerBound) to \(range.upperBound).",
            "Un nombre entier de \(range.lowerBound) à \(range.upperBound).")
    }

    package static func sizeBetween(_ range: ClosedRange<UInt64>) -> Phrase {
        let (low, high) = (range.lowerBound, range.upperBound)
        return Phrase(
            "A size with its unit, from \(Units.size(low)) to \(Units.size(high)).",
            "Une taille avec son unité, de \(Units.size(low, .french)) à \(Units.size(high, .french)).")
    }
}
