import Text

extension MemberDeed {
    func title(_ name: SafeText) -> Phrase {
        switch self {
        case .sync: Phrase("Ask \(name) for its accounts", "Demander ses comptes à \(name)")
        case .apply(let file, _):
            Phrase("Apply the plan \(SafeText(file))", "Appliquer le plan \(SafeText(file))")
        case .step(.warn): Phrase("Warn \(name)", "Avertir \(name)")
        case .step(.disable): Phrase("Disable \(name)", "Désactiver \(name)")
        case .step(.delete): Phrase("Delete \(name)", "Supprimer \(name)")
        case .enable: Phrase("Enable \(name)", "Activer \(name)")
        case .enter(let entry):
            entry.kind == .hold
                ? Phrase("Put a legal hold on \(name)", "Protéger \(name) par une mesure légale")
                : Phrase("Exempt \(name)", "Exempter \(name)")
        case .endEntry(let id):
            Phrase("End line \(id) of the register", "Mettre fin à la ligne \(id) du registre")
        case .note: Phrase("Note a sign of life of \(name)", "Noter un signe de vie de \(name)")
        case .create(let login, _, _, _):
            Phrase("Make the account \(SafeText(login)) on \(name)", "Créer le compte \(SafeText(login)) sur \(name)")
        case .setPassword: Phrase("Set the password of \(name)", "Changer le mot de passe de \(name)")
        case .setQuota(let bytes?, _):
            Phrase(
                "Set the quota of \(name) to \(Units.size(bytes))",
                "Régler le quota de \(name) à \(Units.size(bytes, .french))")
        case .setQuota(nil, _): Phrase("Lift the quota of \(name)", "Lever le quota de \(name)")
        case .announce(let subject, _):
            Phrase(
                "Write to everybody active on \(name): \(SafeText(subject))",
                "Écrire à tous les actifs de \(name) : \(SafeText(subject))")
        case .purge: Phrase("Purge the sealed records that are over", "Purger les fiches scellées échues")
        }
    }

    /// What is lost, and for whom; nil where nothing is.
    func consequence(_ name: SafeText) -> Phrase? {
        switch self {
        case .apply:
            Phrase(
                "The accounts of the plan are deleted with what is in them. There is no way back but the backups.",
                "Les comptes du plan sont supprimés avec leur contenu. Il n’y a pas de retour, sinon les sauvegardes.")
        case .step(.delete):
            Phrase(
                "\(name) is deleted with what is in it. There is no way back but the backups.",
                "\(name) est supprimé avec son contenu. Il n’y a pas de retour, sinon les sauvegardes.")
        case .step(.disable):
            Phrase("\(name) can no longer come in.", "\(name) ne peut plus se connecter.")
        case .purge:
            Phrase(
                "What the law wanted kept is over, and is removed for good.",
                "Ce que la loi voulait garder est échu, et retiré pour de bon.")
        case .announce:
            Phrase(
                "Everybody on \(name) who is not disabled and has an address gets it. A mail cannot be taken back.",
                "Tous ceux de \(name) qui ne sont pas désactivés et ont une adresse le reçoivent. Un courriel ne se reprend pas."
            )
        case .sync, .step(.warn), .enable, .enter, .endEntry, .note, .create, .setPassword, .setQuota: nil
        }
    }
}

extension Phrase {
    static func membersRead(_ count: Int, _ service: SafeText) -> Phrase {
        Phrase("\(count) accounts on \(service)", "\(count) comptes sur \(service)")
    }
    static func announced(_ count: Int, skipped: Int) -> Phrase {
        Phrase(
            "\(count) mails were sent; \(skipped) people had theirs, or no address",
            "\(count) courriels envoyés ; \(skipped) personnes avaient le leur, ou pas d’adresse")
    }
    static func announcing(_ name: SafeText) -> Phrase { Phrase("writing to \(name)", "envoi à \(name)") }
    static let announceAgain = Phrase(
        "The same command goes on where it stopped: nobody gets it twice.",
        "La même commande reprend où elle s’est arrêtée : personne ne le reçoit deux fois.")
    static func purged(_ count: Int, held: Int) -> Phrase {
        Phrase(
            "\(count) sealed records are gone; a legal hold keeps \(held)",
            "\(count) fiches scellées ont disparu ; une mesure légale en garde \(held)")
    }
}
