extension Phrase {
    static func notTOML(_ said: Phrase) -> Phrase {
        Phrase("not TOML: " + said.english, "n’est pas du TOML : " + said.french)
    }
    static func cannotRead(_ why: SafeText) -> Phrase {
        Phrase("cannot be read: \(why)", "ne peut pas être lu : \(why)")
    }
    static let fileTooLarge = Phrase("is larger than 1 MiB", "dépasse 1 Mio")

    static func unknownKey(nearest: String?, known: [String]) -> Phrase {
        let list = known.joined(separator: ", ")
        guard let nearest else {
            return Phrase("unknown key; known here: \(list)", "clé inconnue ; connues ici : \(list)")
        }
        return Phrase(
            "unknown key; did you mean '\(nearest)'? Known here: \(list)",
            "clé inconnue ; vouliez-vous dire « \(nearest) » ? Connues ici : \(list)")
    }
    static func wrongType(_ found: Phrase, allowed: Phrase) -> Phrase {
        Phrase(
            "must be \(allowed.english), not \(found.english)", "doit être \(allowed.french), et non \(found.french)")
    }
    static func notAllowed(_ value: SafeText, allowed: Phrase) -> Phrase {
        Phrase("must be \(allowed.english), not \(value)", "doit être \(allowed.french), et non \(value)")
    }
    static let keyMissing = Phrase("this section needs the key", "cette section a besoin de la clé")
    static let mustBeSection = Phrase("a section", "une section")
    static func mustBeList(_ header: String) -> Phrase {
        Phrase("a list of sections, written \(header)", "une liste de sections, écrites \(header)")
    }
    static func mustBeNamedSections(_ header: String) -> Phrase {
        Phrase("sections with a name, written \(header)", "des sections avec un nom, écrites \(header)")
    }
    static func mustBeSources(_ sources: [EvidenceSource]) -> Phrase {
        let list = sources.map(\.rawValue).joined(separator: ", ")
        return Phrase("among what the service has: \(list)", "parmi ce qu’a le service : \(list)")
    }
    static let mustBeWebAddress = Phrase(
        "an https address, of this machine an http one too", "une adresse https, ou http sur cette machine")
    static func nameTwice(_ name: SafeText, line: Int) -> Phrase {
        Phrase("the name \(name) is taken by line \(line)", "le nom \(name) est déjà pris à la ligne \(line)")
    }
    static func mustNotBeBelow(_ other: String, _ value: Int) -> Phrase {
        Phrase("must not be below \(other) (\(value))", "ne doit pas être sous \(other) (\(value))")
    }
}

extension ConfigurationKey.Allowed {
    /// What is allowed, to stand after "must be".
    var words: Phrase {
        switch self {
        case .text(let maximum):
            Phrase("a text of at most \(maximum) characters", "un texte d’au plus \(maximum) caractères")
        case .choice(let words):
            Phrase(
                "one of " + words.map { "\"\($0)\"" }.joined(separator: ", "),
                "l’un de " + words.map { "\"\($0)\"" }.joined(separator: ", "))
        case .integer(let range):
            Phrase(
                "a whole number from \(range.lowerBound) to \(range.upperBound)",
                "un nombre entier de \(range.lowerBound) à \(range.upperBound)")
        case .boolean: Phrase("true or false", "true ou false")
        case .path: Phrase("an absolute path, or empty", "un chemin absolu, ou vide")
        case .uri: Phrase("a URI such as \"qemu:///system\"", "une URI telle que \"qemu:///system\"")
        case .zone: Phrase("a time zone such as \"Europe/Paris\"", "un fuseau tel que \"Europe/Paris\"")
        case .size:
            Phrase(
                "a size with its unit such as \"20 GiB\", or empty",
                "une taille avec son unité telle que \"20 Gio\", ou vide")
        case .span:
            Phrase(
                "a length of time such as \"36d\" or \"1y2m\", or empty",
                "une durée telle que \"36d\" ou \"1y2m\", ou vide")
        case .name:
            Phrase("a name of letters, digits, '.', '_' and '-'", "un nom de lettres, chiffres, '.', '_' et '-'")
        }
    }
}
