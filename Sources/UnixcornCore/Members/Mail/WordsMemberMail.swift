import Text

extension Phrase {
    static func warningSubject(_ service: SafeText) -> Phrase {
        Phrase("Your account on \(service)", "Votre compte sur \(service)")
    }

    /// What a person reads whose account is about to end. `last`: the last day that they have.
    static func warningLines(
        _ site: SafeText, _ service: SafeText, _ address: SafeText, _ entry: MemberPlan.Entry, _ last: CivilDate,
        disabledFor days: Int
    ) -> [Phrase] {
        let login = SafeText(entry.login)
        let place = address.string.isEmpty ? Phrase.nothing : Phrase(verbatim: address)
        return [
            Phrase("Hello,", "Bonjour,"), .nothing,
            Phrase(
                "your account \(login) on \(service) (\(site)) has not been used for a long time.",
                "votre compte \(login) sur \(service) (\(site)) n’a pas servi depuis longtemps."),
            days > 0
                ? Phrase(
                    "If you do not come back by \(last.iso8601) it is closed, and removed \(days) days later, with what is in it.",
                    "Si vous ne revenez pas d’ici au \(last.iso8601), il est fermé, puis supprimé \(days) jours plus tard, avec ce "
                        + "qu’il contient.")
                : Phrase(
                    "If you do not come back by \(last.iso8601) it is removed, with what is in it.",
                    "Si vous ne revenez pas d’ici au \(last.iso8601), il est supprimé, avec ce qu’il contient."),
            .nothing,
            Phrase("To keep it, just come in once:", "Pour le garder, connectez-vous une fois :"), place, .nothing,
            Phrase(
                "This mail was written by a machine. Your administrator reads what you answer.",
                "Ce courriel est écrit par une machine. Votre administrateur lit ce que vous répondez."),
        ]
    }
}
