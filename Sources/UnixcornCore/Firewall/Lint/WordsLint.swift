import Text

/// What the check remarks about rules.
extension Phrase {
    static func shadowed(_ name: SafeText, by owners: [Claims.Owner]) -> Phrase {
        let who = list(owners.map(owner))
        return Phrase(
            "the rule for \(name) never decides anything: all its packets are taken before by \(who.english)",
            "la règle pour \(name) ne décide jamais rien : tous ses paquets sont pris avant par \(who.french)")
    }
    private static func owner(_ owner: Claims.Owner) -> Phrase {
        switch owner {
        case .rule(let line): Phrase("line \(line)", "la ligne \(line)")
        case .admins: Phrase("admins", "admins")
        case .ping: Phrase("ping = true", "ping = true")
        case .basics: Phrase("what every network needs", "ce dont tout réseau a besoin")
        case .blocked(let set, let line):
            Phrase("block, with @\(set) of line \(line)", "block, avec @\(set) de la ligne \(line)")
        }
    }
    private static func list(_ parts: [Phrase]) -> Phrase {
        guard parts.count > 1, let last = parts.last else { return parts.first ?? .nothing }
        let rest = parts.dropLast()
        return Phrase(
            rest.map(\.english).joined(separator: ", ") + " and " + last.english,
            rest.map(\.french).joined(separator: ", ") + " et " + last.french)
    }
    static func matchesNothing(_ name: SafeText) -> Phrase {
        Phrase(
            "the rule for \(name) fits no packet: its peers have no address of a version that it is about",
            "la règle pour \(name) ne convient à aucun paquet : ses pairs n’ont pas d’adresse d’une version qu’elle concerne"
        )
    }
    private static func version(_ isIPv6: Bool) -> String { isIPv6 ? "IPv6" : "IPv4" }
    static func peersOfOneVersion(_ name: SafeText, _ isIPv6: Bool) -> Phrase {
        Phrase(
            "the rule for \(name) names peers in \(version(isIPv6)) only, though it can be reached in both versions",
            "la règle pour \(name) ne nomme des pairs qu’en \(version(isIPv6)), alors qu’on l’atteint dans les deux versions"
        )
    }
    static func setOfOneVersion(_ set: String, _ name: SafeText, _ line: Int, _ isIPv6: Bool) -> Phrase {
        Phrase(
            "@\(set) has addresses in \(version(isIPv6)) only, though \(name) of line \(line) can be reached in both versions",
            "@\(set) n’a d’adresses qu’en \(version(isIPv6)), alors qu’on atteint \(name) de la ligne \(line) dans les deux "
                + "versions")
    }
    static func adminsOfOneVersion(_ isIPv6: Bool) -> Phrase {
        Phrase(
            "admins has addresses in \(version(isIPv6)) only: by \(version(!isIPv6)) no admin comes in",
            "admins n’a d’adresses qu’en \(version(isIPv6)) : en \(version(!isIPv6)), aucun admin n’entre")
    }
    static func publishedInOneVersion(_ traffic: Traffic, _ isIPv6: Bool) -> Phrase {
        Phrase(
            "\(traffic) is published in \(version(isIPv6)) only", "\(traffic) n’est publié qu’en \(version(isIPv6))")
    }
    static func openToWorld(_ name: SafeText, _ known: [String]) -> Phrase {
        let most = known.prefix(6).joined(separator: ", ") + (known.count > 6 ? "..." : "")
        return Phrase(
            "\(name) is open to the whole world (\(most)): say from whom",
            "\(name) est ouvert au monde entier (\(most)) : dites à qui")
    }
    static let everythingToWorld = Phrase(
        "everything is open to the whole world: name the services",
        "tout est ouvert au monde entier : nommez les services")
    static func opensEverything(_ kind: String) -> Phrase {
        Phrase(
            "guests of the kind \(kind) may open connections to everywhere: out = \"any\"",
            "les machines du genre \(kind) peuvent ouvrir des connexions vers partout : out = \"any\"")
    }
    static let ruleOpensEverything = Phrase(
        "this rule lets guests open connections to everywhere",
        "cette règle laisse des machines ouvrir des connexions vers partout")
    static func unheard(_ name: SafeText) -> Phrase {
        Phrase(
            "the host accepts \(name), but no program listens for it",
            "l’hôte accepte \(name), mais aucun programme ne l’écoute")
    }
}

/// What it remarks about names and rates.
extension Phrase {
    static let noAdmins = Phrase(
        "admins is empty: nobody is sure to get in when the rest of the policy is wrong",
        "admins est vide : personne n’est sûr d’entrer quand le reste de la politique est faux")
    static func unusedSet(_ name: String) -> Phrase {
        Phrase("nothing names the set @\(name)", "rien ne nomme l’ensemble @\(name)")
    }
    static func unusedKind(_ name: String) -> Phrase {
        Phrase("no guest is of the kind \(name)", "aucune machine n’est du genre \(name)")
    }
    static func unknownGuest(_ name: SafeText) -> Phrase {
        Phrase("no guest is called \(name)", "aucune machine ne s’appelle \(name)")
    }
    static func undeclaredKindOfGuest(_ guest: SafeText, _ kind: SafeText, _ standard: String) -> Phrase {
        Phrase(
            "the guest \(guest) names the kind \(kind), which nobody declares: it is \(standard)",
            "la machine \(guest) nomme le genre \(kind), que personne ne déclare : elle est \(standard)")
    }
    static func kindAllows(_ name: SafeText, _ guest: SafeText, _ kind: String) -> Phrase {
        Phrase(
            "the rule for \(name) adds nothing: \(guest) is of the kind \(kind), which allows it already",
            "la règle pour \(name) n’ajoute rien : \(guest) est du genre \(kind), qui le permet déjà")
    }
    static func publishedToNobody(_ name: SafeText) -> Phrase {
        Phrase("the port leads to \(name), which no guest is", "le port mène à \(name), qui n’est aucune machine")
    }
    static func publishedDropped(_ guest: SafeText, _ kind: String, _ traffic: Traffic) -> Phrase {
        Phrase(
            "the port leads to \(traffic) of \(guest), which its kind \(kind) does not accept from all of them",
            "le port mène à \(traffic) de \(guest), que son genre \(kind) n’accepte pas de tous ceux-là")
    }
    static let rateOfNothing = Phrase("a rate of 0 lets nobody in", "un débit de 0 ne laisse entrer personne")
    static let burstOfNothing = Phrase("a burst of 0 lets nobody in", "un burst de 0 ne laisse entrer personne")
    static func burstTooLarge(_ burst: Int, _ rate: SafeText) -> Phrase {
        Phrase(
            "a burst of \(burst) lets in so many at once that \(rate) holds nobody back",
            "un burst de \(burst) laisse entrer tant de connexions à la fois que \(rate) ne retient personne")
    }
    static func rateOfDrop(_ name: SafeText) -> Phrase {
        Phrase(
            "a rate has no effect on \(name): what it would let through is dropped too",
            "un débit n’a pas d’effet sur \(name) : ce qu’il laisserait passer est rejeté aussi")
    }
}
