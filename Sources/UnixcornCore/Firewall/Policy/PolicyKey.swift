/// One key that `firewall.toml` may hold: the one place that knows it. What is allowed, the manual page and its examples
/// come from `PolicyKey.all`.
public struct PolicyKey: Sendable {
    /// Where in the file it stands.
    public enum Section: String, Sendable, CaseIterable {
        /// Before the first section.
        case policy
        case sets
        /// A set whose addresses stand in a file.
        case setFile
        case kinds, host, guests
        /// What `accept` and `out` are lists of.
        case rule
        case publish, masquerade
    }

    public var section: Section
    public var name: String
    /// What a value may be, to stand after "must be".
    public var allowed: Phrase
    /// What holds without the key, as TOML; nil: nothing.
    public var standard: String?
    /// Whether the section is wrong without it.
    public var isRequired: Bool
    /// A value, as TOML.
    public var example: String
    public var words: Phrase

    init(
        _ section: Section, _ name: String, _ allowed: Phrase, standard: String? = nil, isRequired: Bool = false,
        example: String, _ english: String, _ french: String
    ) {
        self.section = section
        self.name = name
        self.allowed = allowed
        self.standard = standard
        self.isRequired = isRequired
        self.example = example
        words = Phrase(english, french)
    }

    /// The names that a section may have. The file as a whole also has its sections, and `[host]` the keys of a kind.
    static func names(_ section: Section) -> [String] {
        let own = all.filter { $0.section == (section == .host ? .kinds : section) }.map(\.name)
        switch section {
        case .policy: return own + ["sets", "kinds", "host", "guests", "publish", "masquerade"]
        case .host: return own.filter { $0 != "host" }
        default: return own
        }
    }
}

extension PolicyKey.Section {
    /// How the file writes it; empty for what needs no header.
    public var header: String {
        switch self {
        case .policy: ""
        case .sets: "[sets]"
        case .setFile: "{ file = }"
        case .kinds: "[kinds.web]"
        case .host: "[host]"
        case .guests: "[guests.blog]"
        case .rule: "{ service = }"
        case .publish: "[[publish]]"
        case .masquerade: "[[masquerade]]"
        }
    }

    /// Over its keys in the manual.
    var title: String {
        switch self {
        case .policy: "Before the first section"
        case .setFile: "Sets from files"
        case .rule: "Rules"
        default: "The \(header) section"
        }
    }

    public var words: Phrase {
        switch self {
        case .policy:
            Phrase("What holds for the whole host.", "Ce qui vaut pour tout l’hôte.")
        case .sets:
            Phrase(
                "Addresses under a name. Rules name a set as @NAME, and so do other sets and admins.",
                "Des adresses sous un nom. Les règles nomment un ensemble @NOM, et de même les autres ensembles et admins."
            )
        case .setFile:
            Phrase(
                "A set whose addresses stand in a file: one address, prefix or span a line. # and ; begin a comment.",
                "Un ensemble dont les adresses sont dans un fichier : une adresse, un préfixe ou une plage par ligne. "
                    + "# et ; commencent un commentaire.")
        case .kinds:
            Phrase(
                "A kind of guests: what they accept, and what they may open. A guest names its kind in its own metadata. "
                    + "The kind closed is always there and allows nothing; a section of its own changes it.",
                "Un genre de machines : ce qu’elles acceptent, et ce qu’elles peuvent ouvrir. Une machine nomme son genre "
                    + "dans ses propres métadonnées. Le genre closed existe toujours et ne permet rien ; une section à "
                    + "son nom le change.")
        case .host:
            Phrase(
                "The machine itself: the keys of a kind, without host. It may open everything where out is not given.",
                "La machine elle-même : les clés d’un genre, sans host. Elle peut tout ouvrir si out n’est pas donné.")
        case .guests:
            Phrase(
                "What a single guest is allowed beyond its kind, by its name.",
                "Ce qui est permis à une seule machine au-delà de son genre, par son nom.")
        case .rule:
            Phrase(
                "What accept and out are lists of: a service by its name or with its number, or a table of these keys. "
                    + "The first rule that fits a connection decides.",
                "Ce dont accept et out sont des listes : un service par son nom ou avec son numéro, ou une table de ces "
                    + "clés. La première règle qui convient à une connexion décide.")
        case .publish:
            Phrase(
                "A port of the host's address that leads to a guest: one section for each.",
                "Un port de l’adresse de l’hôte qui mène à une machine : une section pour chacun.")
        case .masquerade:
            Phrase(
                "Guests without public addresses that leave through the host's: one section for each network.",
                "Des machines sans adresse publique qui sortent par celle de l’hôte : une section pour chaque réseau.")
        }
    }
}
