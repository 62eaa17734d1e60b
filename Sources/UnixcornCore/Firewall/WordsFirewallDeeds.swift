import Text

extension FirewallDeed {
    var title: Phrase {
        switch self {
        case .apply(let file, _, _):
            Phrase("Try the policy \(SafeText(file))", "Essayer la politique \(SafeText(file))")
        case .confirm: Phrase("Confirm the policy on trial", "Confirmer la politique à l’essai")
        case .rollBack: Phrase("End the trial of a policy", "Mettre fin à l’essai d’une politique")
        case .repair: Phrase("Load the confirmed policy again", "Recharger la politique confirmée")
        case .adopt: Phrase("Adopt the foreign change of the rules", "Adopter le changement étranger des règles")
        case .sync: Phrase("Bring the rules up to the guests", "Mettre les règles à jour des machines")
        case .store(let file, _, _):
            Phrase("Write the policy \(SafeText(file))", "Écrire la politique \(SafeText(file))")
        }
    }

    /// What stops; nil where nothing does.
    var consequence: Phrase? {
        switch self {
        case .apply(_, let seconds, _):
            Phrase(
                "It rules for \(seconds) seconds; then, unless it is confirmed, the policy before it rules again by itself.",
                "Elle est en vigueur \(seconds) secondes ; puis, sauf confirmation, la précédente revient d’elle-même.")
        case .confirm:
            Phrase(
                "It rules from now on and after each start. Connections that it no longer allows are cut.",
                "Elle est en vigueur dès maintenant et à chaque démarrage. Les connexions qu’elle ne permet plus sont coupées."
            )
        case .repair:
            Phrase(
                "What somebody else has put into our tables goes; counters begin anew.",
                "Ce qu’un autre a mis dans nos tables s’en va ; les compteurs repartent de zéro.")
        case .adopt:
            Phrase(
                "What somebody else has put into our tables rules until the next policy.",
                "Ce qu’un autre a mis dans nos tables est en vigueur jusqu’à la prochaine politique.")
        case .rollBack, .sync, .store: nil
        }
    }
}

extension Phrase {
    static func readingPolicy(_ file: SafeText) -> Phrase { Phrase("reading \(file)", "lecture de \(file)") }
    static let tryingPolicy = Phrase(
        "trying the policy in a kernel of its own", "essai de la politique dans un noyau à part")
    static func policyOnTrial(_ version: String, seconds: Int) -> Phrase {
        Phrase("\(version) is on trial for \(seconds) s", "\(version) est à l’essai pour \(seconds) s")
    }
    static func policyConfirmed(_ version: String) -> Phrase {
        Phrase("\(version) is confirmed", "\(version) est confirmée")
    }
    static func setsMended(_ count: Int) -> Phrase {
        count == 0
            ? Phrase("all sets were right", "tous les ensembles étaient justes")
            : Phrase("\(count) sets were brought up to date", "\(count) ensembles ont été mis à jour")
    }
    static let checkPolicy = Phrase(
        "unixcorn firewall check names every problem", "unixcorn firewall check nomme chaque problème")
}
