import Text

extension Phrase {
    static func readingMembers(_ service: SafeText) -> Phrase {
        Phrase("reading the accounts of \(service)", "lecture des comptes de \(service)")
    }
    static func keepingMembers(_ service: SafeText) -> Phrase {
        Phrase("keeping the accounts of \(service)", "enregistrement des comptes de \(service)")
    }
    static let keepingRegister = Phrase("writing the register", "écriture du registre")
    static let readingRegister = Phrase("reading the register", "lecture du registre")
    static let keepingMail = Phrase("recording a mail", "enregistrement d’un courriel")
    static let readingPlan = Phrase("reading what was done of a plan", "lecture de ce qui est fait d’un plan")
    static func keepingDeed(_ name: SafeText) -> Phrase {
        Phrase("recording what is done to \(name)", "enregistrement de ce qui est fait à \(name)")
    }
    static let readingKept = Phrase("reading the sealed records", "lecture des fiches scellées")
    static let purgingKept = Phrase("purging the sealed records", "purge des fiches scellées")
    static func readingMembersNow(_ service: SafeText) -> Phrase {
        Phrase("asking \(service) who is there", "demande à \(service) de qui est là")
    }
    static let nobodyListed = Phrase(
        "it lists nobody, not even its administrator", "il ne liste personne, pas même son administrateur")
    static let notTold = Phrase(
        "this version does not tell when people came in", "cette version ne dit pas quand les gens sont venus")
    static func goneAlready(_ name: SafeText) -> Phrase {
        Phrase("\(name) is already gone", "\(name) n’est déjà plus là")
    }
    static func stillThere(_ name: SafeText) -> Phrase {
        Phrase(
            "the service said that it deleted \(name), and \(name) is still there",
            "le service dit avoir supprimé \(name), et \(name) est toujours là")
    }
    static func stillEnabled(_ name: SafeText) -> Phrase {
        Phrase(
            "the service said that it disabled \(name), and \(name) is still enabled",
            "le service dit avoir désactivé \(name), et \(name) est toujours actif")
    }
    static func deletedAccount(_ name: SafeText, _ bytes: UInt64?) -> Phrase {
        guard let bytes else { return Phrase("\(name) is deleted, and gone", "\(name) est supprimé, et n’est plus là") }
        return Phrase(
            "\(name) is deleted, and gone: \(Units.size(bytes)) were its own",
            "\(name) est supprimé, et n’est plus là : \(Units.size(bytes, .french)) étaient à lui")
    }
    static func warnedAccount(_ name: SafeText, _ address: SafeText) -> Phrase {
        Phrase("\(name) is warned at \(address)", "\(name) est prévenu à \(address)")
    }
    static func noAddress(_ name: SafeText) -> Phrase {
        Phrase("\(name) has no address that a mail can go to", "\(name) n’a pas d’adresse où envoyer un courriel")
    }
    static func perhapsWarned(_ name: SafeText) -> Phrase {
        Phrase(
            "a warning to \(name) was begun and may have been sent: it is not sent again, and does not count",
            "un avertissement à \(name) a été commencé, et peut être parti : il n’est pas renvoyé, et ne compte pas")
    }
    static let accountUnreadable = Phrase("it cannot be read", "il est illisible")
}

extension MemberPlan.Entry {
    var phase: Phrase {
        let name = SafeText(login)
        return switch step {
        case .warn: Phrase("warning \(name)", "avertissement de \(name)")
        case .disable: Phrase("disabling \(name)", "désactivation de \(name)")
        case .delete: Phrase("deleting \(name)", "suppression de \(name)")
        }
    }
}

extension MemberStep {
    public var words: Phrase {
        switch self {
        case .warn: Phrase("warn", "avertir")
        case .disable: Phrase("disable", "désactiver")
        case .delete: Phrase("delete", "supprimer")
        }
    }
}

extension EvidenceSource {
    public var words: Phrase {
        switch self {
        case .login: Phrase("came in", "connexion")
        case .tokens: Phrase("program", "programme")
        case .log: Phrase("access log", "journal d’accès")
        case .activity: Phrase("activity", "activité")
        case .gifts: Phrase("gift", "don")
        case .notes: Phrase("note", "note")
        }
    }
}
