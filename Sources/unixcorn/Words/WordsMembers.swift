import UnixcornCore

extension Phrase {
    static func membersFound(_ count: Int, due: Int) -> Phrase {
        Phrase(
            "  \(Phrase.count(count, "account", "compte").english), \(due) due",
            "  \(Phrase.count(count, "account", "compte").french), \(due) échus")
    }
    static func moreUnreadable(_ count: Int) -> Phrase {
        Phrase(
            "\(count) more accounts cannot be read: unixcorn member list",
            "\(count) comptes de plus sont illisibles : unixcorn member list")
    }
    static func disabledSince(_ at: Moment) -> Phrase {
        Phrase("it is disabled since \(at.dateAndTime)", "il est désactivé depuis le \(at.dateAndTime)")
    }
    static func warnedOn(_ at: Moment) -> Phrase {
        Phrase("it was warned on \(at.dateAndTime)", "il a été averti le \(at.dateAndTime)")
    }
    static func twoAccounts(_ login: SafeText, _ ids: SafeText) -> Phrase {
        Phrase(
            "\(login) is several accounts: name one by its id: \(ids)",
            "\(login) désigne plusieurs comptes : nommez-en un par son id : \(ids)")
    }
    static func planWritten(_ file: SafeText, _ word: SafeText) -> Phrase {
        Phrase(
            "Written to \(file). To do it, type \(word): unixcorn member apply \(file)",
            "Écrit dans \(file). Pour le faire, tapez \(word) : unixcorn member apply \(file)")
    }
    static func planEmpty(_ service: SafeText) -> Phrase {
        Phrase("\(service): nobody is due", "\(service) : personne n’est échu")
    }
    static func planHead(_ plan: MemberPlan) -> Phrase {
        let (service, place) = (SafeText(plan.service), SafeText(plan.place))
        let (made, by) = (plan.madeAt.dateAndTime, SafeText(plan.by))
        let english = plan.isByHand ? "chosen by hand" : plan.rules.words.english
        let french = plan.isByHand ? "choisi à la main" : plan.rules.words.french
        return Phrase(
            "\(service) at \(place), planned on \(made) by \(by): \(english)",
            "\(service) sur \(place), prévu le \(made) par \(by) : \(french)")
    }
    static func planPostponed(_ count: Int) -> Phrase {
        Phrase(
            "\(count) more are due; their turn comes in a later plan, since one run does only so many.",
            "\(count) de plus sont échus ; leur tour vient dans un plan suivant, car une exécution n’en fait pas plus.")
    }
    static func typeDigest(_ word: SafeText) -> Phrase {
        Phrase("Type the plan's digest (\(word)) to do it:", "Tapez l’empreinte du plan (\(word)) pour le faire :")
    }
    static func typeLogin(_ login: SafeText) -> Phrase {
        Phrase("Type the login (\(login)) to delete it:", "Tapez l’identifiant (\(login)) pour le supprimer :")
    }
    static let sayDigest = Phrase(
        "Without a terminal: --digest WORD, with the word that the plan showed.",
        "Sans terminal : --digest MOT, avec le mot que le plan a montré.")
    static func losses(_ losses: [Loss]) -> Phrase {
        let words = losses.map(\.words)
        guard !words.isEmpty else { return Phrase("-", "-") }
        return Phrase(
            words.map(\.english).joined(separator: ", "), words.map(\.french).joined(separator: ", "))
    }
    static let holdWord = Phrase("hold", "mesure légale")
    static let exemptionWord = Phrase("exemption", "exemption")
    static func noRegisterLine(_ id: Int64) -> Phrase {
        Phrase("the register has no line \(id)", "le registre n’a pas de ligne \(id)")
    }
    static func dayAhead(_ day: SafeText) -> Phrase {
        Phrase("\(day) has not come yet", "le \(day) n’est pas encore venu")
    }
    static func noDay(_ text: SafeText) -> Phrase {
        Phrase("“\(text)” is not a day: try 2026-11-29", "« \(text) » n’est pas un jour : essayez 2026-11-29")
    }
    static func keptByHold(_ record: KeptRecord) -> Phrase {
        Phrase(
            "\(record.id) is over, and a legal hold keeps it", "\(record.id) est échue, et une mesure légale la garde")
    }
    static let nothingToPurge = Phrase("nothing is past its end", "rien n’est échu")
    static func purgeWith(_ word: SafeText) -> Phrase {
        Phrase(
            "To remove them: unixcorn member purge --digest \(word)",
            "Pour les retirer : unixcorn member purge --digest \(word)")
    }
}

extension Loss {
    /// What is lost, in a few words.
    var words: Phrase {
        switch self {
        case .files(let bytes): Phrase("files \(Units.size(bytes))", "fichiers \(Units.size(bytes, .french))")
        case .shares(let count): .count(count, "share", "partage")
        case .projects(let count, let names):
            names.isEmpty
                ? .count(count, "project", "projet")
                : Phrase(
                    "\(Phrase.count(count, "project", "projet").english) (\(SafeText(names.joined(separator: ", "))))",
                    "\(Phrase.count(count, "project", "projet").french) (\(SafeText(names.joined(separator: ", "))))")
        case .soleOwner(let groups):
            Phrase(
                "alone owns \(SafeText(groups.joined(separator: ", ")))",
                "seul à tenir \(SafeText(groups.joined(separator: ", ")))")
        case .mails(let count): .count(count, "waiting mail", "courriel en attente")
        case .untold(let what): Phrase("untold: \(SafeText(what))", "non dit : \(SafeText(what))")
        }
    }
}
