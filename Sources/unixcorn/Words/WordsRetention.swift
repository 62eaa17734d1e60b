import UnixcornCore

extension Phrase {
    /// Why a backup stays: restic's own words in English.
    static func keptBy(_ reasons: [String]) -> Phrase {
        Phrase(
            SafeText(reasons.joined(separator: ", ")).string,
            SafeText(reasons.map(frenchReason).joined(separator: ", ")).string)
    }

    private static let frenchReasons = [
        "last snapshot": "parmi les dernières", "hourly snapshot": "de l’heure", "daily snapshot": "du jour",
        "weekly snapshot": "de la semaine", "monthly snapshot": "du mois", "yearly snapshot": "de l’année",
        "policy is empty": "aucune règle", "not made by this machine": "faite par une autre machine",
    ]
    /// What stands before a span or a list.
    private static let frenchBeginnings = [
        ("within ", "depuis "), ("hourly within ", "par heure depuis "), ("daily within ", "par jour depuis "),
        ("weekly within ", "par semaine depuis "), ("monthly within ", "par mois depuis "),
        ("yearly within ", "par an depuis "), ("has tags ", "étiquettes "), ("brake: ", "frein : "),
    ]

    /// A rule that is not known here stays as it is.
    private static func frenchReason(_ reason: String) -> String {
        if let whole = frenchReasons[reason] { return whole }
        guard let (english, french) = frenchBeginnings.first(where: { reason.hasPrefix($0.0) }) else { return reason }
        return french + reason.dropFirst(english.count)
    }
}
