/// One key that the configuration file may hold: the one place that knows it.
///
/// Validation, the manual page and the commented example file all come from `ConfigurationKey.all`.
public struct ConfigurationKey: Sendable {
    /// What a value may be.
    public enum Allowed: Sendable {
        case text(maximum: Int)
        /// One of these words.
        case choice([String])
        case integer(ClosedRange<Int>)
        case boolean
        /// An absolute path.
        case path
        /// A libvirt connection URI.
        case uri
        /// A name of the time zone database: `Europe/Paris`.
        case zone
        /// Letters, digits, `.`, `_`, `-`.
        case name
    }

    /// `site`, `host` (a list of sections), `pools.NAME`, `alerts`, `state`.
    public var section: Section
    public var name: String
    public var allowed: Allowed
    /// What holds without the key; nil where the key must be given.
    public var standard: TOMLNode?
    /// A value for the example file.
    public var example: TOMLNode
    public var words: Phrase

    /// A section of the file.
    public enum Section: String, Sendable, CaseIterable {
        case site, host, pools, alerts, state

        /// Whether it is written `[[host]]`, once for each.
        public var isList: Bool { self == .host }
        /// Whether it holds one section for each name: `[pools.ssd]`.
        public var isNamed: Bool { self == .pools }
        public var words: Phrase {
            switch self {
            case .site: Phrase("How this console looks and how often it asks.", "L’aspect de la console et son rythme.")
            case .host:
                Phrase(
                    "A host to show: one section for each. Without any: the machine itself.",
                    "Un hôte à montrer : une section pour chacun. Sans aucune : la machine elle-même.")
            case .pools:
                Phrase("What a storage pool is for, by its name.", "À quoi sert une réserve de stockage, par son nom.")
            case .alerts: Phrase("From where on something is an alert.", "À partir d’où quelque chose est une alerte.")
            case .state:
                Phrase("Where the journal and the jobs are kept.", "Où sont gardés le journal et les tâches.")
            }
        }
        /// The header in the example file.
        public var header: String {
            switch self {
            case .host: "[[host]]"
            case .pools: "[pools.default]"
            default: "[\(rawValue)]"
            }
        }
    }
}

extension ConfigurationKey {
    private init(
        _ section: Section, _ name: String, _ allowed: Allowed, standard: TOMLNode?, example: TOMLNode? = nil,
        _ english: String, _ french: String
    ) {
        self.section = section
        self.name = name
        self.allowed = allowed
        self.standard = standard
        self.example = example ?? standard ?? .string("")
        words = Phrase(english, french)
    }

    /// Every key, in the order of the manual.
    public static let all: [ConfigurationKey] = site + hosts + pools + alerts + state

    private static let site = [
        ConfigurationKey(
            .site, "name", .text(maximum: 60), standard: .string(""), example: .string("licorne"),
            "Name in the header; empty: the host's own.", "Nom dans l’en-tête ; vide : celui de l’hôte."),
        ConfigurationKey(
            .site, "language", .choice(["auto", "en", "fr"]), standard: .string("auto"),
            "Language of the screens; auto: from LC_ALL, LC_MESSAGES or LANG.",
            "Langue des écrans ; auto : d’après LC_ALL, LC_MESSAGES ou LANG."),
        ConfigurationKey(
            .site, "timezone", .zone, standard: .string(""), example: .string("Europe/Paris"),
            "Zone in which times are shown; empty: the machine's own.",
            "Fuseau dans lequel les heures sont montrées ; vide : celui de la machine."),
        ConfigurationKey(
            .site, "theme", .name, standard: .string("unixcorn-dark"),
            "Theme: a file of the themes folder, without .toml.",
            "Thème : un fichier du dossier des thèmes, sans .toml."),
        ConfigurationKey(
            .site, "refresh", .integer(1...60), standard: .int(2), "Seconds between two readings of the counters.",
            "Secondes entre deux lectures des compteurs."),
        ConfigurationKey(
            .site, "mouse", .boolean, standard: .bool(false),
            "Whether the mouse works (the terminal then no longer selects text by itself).",
            "Si la souris agit (le terminal ne sélectionne alors plus de texte lui-même)."),
    ]

    private static let hosts = [
        ConfigurationKey(
            .host, "name", .name, standard: nil, example: .string("local"), "Name of the host in this console.",
            "Nom de l’hôte dans cette console."),
        ConfigurationKey(
            .host, "uri", .uri, standard: .string("qemu:///system"), "libvirt connection URI.",
            "URI de connexion libvirt."),
        ConfigurationKey(
            .host, "shutdown_timeout", .integer(1...3600), standard: .int(120),
            "Seconds that a guest has to shut down before that counts as failed.",
            "Secondes qu’une machine a pour s’éteindre avant que cela compte comme un échec."),
        ConfigurationKey(
            .host, "power_program", .path, standard: .string("/usr/bin/systemctl"),
            "Program that restarts or powers this machine off once all guests are off: called with reboot or poweroff.",
            "Programme qui redémarre ou éteint cette machine une fois toutes les machines virtuelles éteintes : "
                + "appelé avec reboot ou poweroff."),
    ]

    private static let pools = [
        ConfigurationKey(
            .pools, "role", .choice(["ssd", "san", "backup", "iso", "other"]), standard: .string("other"),
            example: .string("ssd"), "What the pool is for.", "À quoi sert la réserve."),
        ConfigurationKey(
            .pools, "warn_at", .integer(1...100), standard: nil, example: .int(85),
            "Percent in use from which this pool warns, instead of alerts.pool_full_warning.",
            "Pourcentage utilisé à partir duquel cette réserve avertit, au lieu de alerts.pool_full_warning."),
    ]

    private static let alerts = [
        ConfigurationKey(
            .alerts, "pool_full_warning", .integer(1...100), standard: .int(80),
            "Percent in use from which a pool warns.", "Pourcentage utilisé à partir duquel une réserve avertit."),
        ConfigurationKey(
            .alerts, "pool_full_critical", .integer(1...100), standard: .int(95),
            "Percent in use from which a pool is critical.",
            "Pourcentage utilisé à partir duquel une réserve est critique."
        ),
        ConfigurationKey(
            .alerts, "memory_warning", .integer(1...100), standard: .int(90),
            "Percent of the host's memory in use from which it warns.",
            "Pourcentage de la mémoire de l’hôte à partir duquel elle avertit."),
        ConfigurationKey(
            .alerts, "memory_critical", .integer(1...100), standard: .int(97),
            "Percent of the host's memory in use from which it is critical.",
            "Pourcentage de la mémoire de l’hôte à partir duquel c’est critique."),
        ConfigurationKey(
            .alerts, "io_wait_warning", .integer(1...100), standard: .int(30),
            "Percent of the processors' time spent waiting for disks from which it warns.",
            "Pourcentage du temps des processeurs passé à attendre les disques à partir duquel il y a avertissement."),
    ]

    private static let state = [
        ConfigurationKey(
            .state, "directory", .path, standard: .string(""), example: .string("/var/lib/unixcorn"),
            "Folder of the state database; empty: /var/lib/unixcorn as root, else ~/.local/state/unixcorn.",
            "Dossier de la base d’état ; vide : /var/lib/unixcorn pour root, sinon ~/.local/state/unixcorn.")
    ]
}
