import Text

/// Why something of the old rules is not in the proposal.
extension Phrase {
    static let notUnderstood = Phrase("not understood", "pas compris")
    static let readFromIPTables = Phrase(
        "these rules are iptables' own: give the output of iptables-save or ip6tables-save as well",
        "ces règles sont à iptables : donnez aussi la sortie d’iptables-save ou d’ip6tables-save")
    static let noFilter = Phrase(
        "no filter and no guest with one is in it", "aucun filtre ni machine avec un filtre dedans")
    static let filterMissing = Phrase(
        "the filter of this name was not given", "le filtre de ce nom n’a pas été donné")
    static let unboundFilter = Phrase(
        "no guest that is known has this filter: it became a kind",
        "aucune machine connue n’a ce filtre : il est devenu un genre")
    static let dockers = Phrase("Docker's own: it keeps it itself", "à Docker : il s’en occupe lui-même")
    static let sourceIsInterface = Phrase(
        "a fixed source address became the interface's own", "une adresse source fixe est devenue celle de l’interface")
    static let translationUnknown = Phrase(
        "a translation that a policy cannot say", "une traduction qu’une politique ne sait pas dire")
    static let allPortsTranslated = Phrase(
        "an address as a whole cannot be published, only its ports",
        "une adresse entière ne peut être publiée, seulement ses ports")
    static let redirected = Phrase(
        "a port of the host that leads to another of its ports cannot be said",
        "un port de l’hôte qui mène à un autre de ses ports ne peut être dit")
    static func leadsToNobody(_ address: String) -> Phrase {
        Phrase("it leads to \(address), which no known guest has", "il mène à \(address), qu’aucune machine connue n’a")
    }
    static let publishedBefore = Phrase(
        "the same port is published by a rule before", "le même port est publié par une règle d’avant")
    static let publishedForMore = Phrase(
        "published without the rule's other conditions", "publié sans les autres conditions de la règle")
    static func dependsOn(_ fields: String) -> Phrase {
        Phrase(
            "a policy cannot ask for: \(SafeText(fields))", "une politique ne peut pas demander : \(SafeText(fields))")
    }
    static func interfaceUnknown(_ name: String) -> Phrase {
        Phrase(
            "it holds for the interface \(SafeText(name)) alone, and no rule says which addresses are behind it",
            "elle ne vaut que pour l’interface \(SafeText(name)), et aucune règle ne dit quelles adresses sont derrière"
        )
    }
    static let ratePerPeer = Phrase(
        "a rate of all together became one of each peer", "un débit de tous ensemble est devenu celui de chaque pair")
    static let boundUnknown = Phrase("a bound that a policy cannot say", "une limite qu’une politique ne sait pas dire")
    static let addressesByItself = Phrase(
        "addresses that rules add by themselves are not kept",
        "les adresses que des règles ajoutent elles-mêmes ne sont pas gardées")
    static let marks = Phrase(
        "marks are set by it, for somebody else", "elle pose des marques, pour quelqu’un d’autre")
    static let helperByRule = Phrase(
        "a connection helper: add helper = true to its service",
        "une aide de connexion : ajoutez helper = true à son service")
    static let queued = Phrase("a program decides about these packets", "un programme décide de ces paquets")
    static func tooManyAddresses(_ count: Int) -> Phrase {
        Phrase(
            "\(count) addresses: put them into a file, and name it in [sets]",
            "\(count) adresses : mettez-les dans un fichier, et nommez-le dans [sets]")
    }
    static func versionUnruled(_ isIPv6: Bool) -> Phrase {
        let version = isIPv6 ? "IPv6" : "IPv4"
        return Phrase(
            "no rule is about \(version), which is open now: the proposal holds it to the rules of the other version",
            "aucune règle ne concerne \(version), qui est ouvert maintenant : la proposition le tient aux règles de l’autre version"
        )
    }
}

/// The proposal's own comments and figures.
extension Phrase {
    static let proposalHead = Phrase(
        "Proposed from the rules of this machine by 'unixcorn firewall import'. Read it before you use it.",
        "Proposé d’après les règles de cette machine par « unixcorn firewall import ». Lisez-le avant de vous en servir."
    )
    static let proposalNoAdmins = Phrase(
        "Nobody was singled out for SSH: say here who may always come in.",
        "Personne n’était distingué pour SSH : dites ici qui peut toujours entrer.")
    static let proposalOpenHost = Phrase(
        "Nothing was said about the host, or everything was open: name its services instead.",
        "Rien n’était dit de l’hôte, ou tout était ouvert : nommez plutôt ses services.")
    static let proposalGuessedGuests = Phrase(
        "Named after addresses in the rules: give each the name of its guest.",
        "Nommées d’après des adresses des règles : donnez à chacune le nom de sa machine.")
    static func proposalOutside(_ name: String) -> Phrase {
        Phrase(
            "No rule says which interface leads to the outside: check \(SafeText(name)).",
            "Aucune règle ne dit quelle interface mène à l’extérieur : vérifiez \(SafeText(name)).")
    }
    static let proposalLeftOut = Phrase("What could not be carried over:", "Ce qui n’a pas pu être repris :")
    static func fidelity(_ same: Int, _ total: Int) -> Phrase {
        let share = total == 0 ? 1000 : same * 1000 / total
        return Phrase(
            "\(same) of \(total) packets get the same verdict (\(share / 10).\(share % 10) %)",
            "\(same) paquets sur \(total) ont le même verdict (\(share / 10),\(share % 10) %)")
    }
    static func differs(_ what: SafeText, _ was: ImportFidelity.Was) -> Phrase {
        switch was {
        case .accepted:
            Phrase(
                "\(what): accepted now, dropped by the proposal",
                "\(what) : accepté maintenant, rejeté par la proposition")
        case .dropped:
            Phrase(
                "\(what): dropped now, accepted by the proposal",
                "\(what) : rejeté maintenant, accepté par la proposition")
        case .sent: Phrase("\(what): the proposal sends it elsewhere", "\(what) : la proposition l’envoie ailleurs")
        }
    }
    static let firstInterface = Phrase(
        "of several interfaces only the first was asked about",
        "de plusieurs interfaces, seule la première a été examinée")
    static func proposalWrong(_ problem: SafeText) -> Phrase {
        Phrase("the proposal cannot be read back: \(problem)", "la proposition ne peut être relue : \(problem)")
    }
}

extension OperationFailure {
    static func cannotImport(_ name: SafeText, _ why: SafeText) -> OperationFailure {
        OperationFailure(
            area: "configuration",
            message: Phrase("\(name) cannot be imported: \(why)", "\(name) ne peut être importé : \(why)"),
            hint: Phrase(
                "nft -j list ruleset, iptables-save, ip6tables-save and virsh nwfilter-dumpxml print what can be",
                "nft -j list ruleset, iptables-save, ip6tables-save et virsh nwfilter-dumpxml affichent ce qui peut l’être"
            ))
    }
}
