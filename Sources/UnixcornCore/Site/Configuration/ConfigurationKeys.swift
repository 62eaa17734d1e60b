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
        /// Bytes with their unit: `20 GiB`; or empty.
        case size
        /// A length of time as restic writes it: `1y5m7d2h`; or empty.
        case span
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
        case site, host, pools, guests, backup
        /// Within `backup`.
        case copy = "backup.copy"
        case firewall, members, services, finances, organization, alerts, state

        /// Whether it is written `[[host]]`, once for each.
        public var isList: Bool { self == .host }
        /// Whether it holds one section for each name: `[pools.ssd]`.
        public var isNamed: Bool { self == .pools || self == .guests || self == .services }
        public var words: Phrase {
            switch self {
            case .site: Phrase("How this console looks and how often it asks.", "L’aspect de la console et son rythme.")
            case .host:
                Phrase(
                    "A host to show: one section for each. Without any: the machine itself.",
                    "Un hôte à montrer : une section pour chacun. Sans aucune : la machine elle-même.")
            case .pools:
                Phrase("What a storage pool is for, by its name.", "À quoi sert une réserve de stockage, par son nom.")
            case .guests:
                Phrase(
                    "What is backed up of a guest, by its name.", "Ce qui est sauvegardé d’une machine, par son nom.")
            case .backup:
                Phrase(
                    "Where backups go, when, and how long they stay.",
                    "Où vont les sauvegardes, quand, et combien de temps elles restent.")
            case .copy:
                Phrase(
                    "A second repository, which each run of all guests brings up to date.",
                    "Un second dépôt, que chaque sauvegarde de toutes les machines met à jour.")
            case .firewall:
                Phrase("The firewall of this machine.", "Le pare-feu de cette machine.")
            case .members:
                Phrase(
                    "What holds for the accounts of all services.", "Ce qui vaut pour les comptes de tous les services."
                )
            case .services:
                Phrase(
                    "A hosted service with accounts, by its name: who may stay on it, and how that is found out.",
                    "Un service hébergé avec des comptes, par son nom : qui peut y rester, et comment on le sait.")
            case .finances: Phrase("The books of the association.", "Les comptes de l’association.")
            case .organization:
                Phrase("What may be published of the association.", "Ce qui peut être publié de l’association.")
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
            case .guests: "[guests.cloud]"
            case .services: "[services.cloud]"
            default: "[\(rawValue)]"
            }
        }
    }
}

extension ConfigurationKey {
    init(
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
    public static let all: [ConfigurationKey] =
        site + hosts + pools + guests + backup + copy + firewall + members + services + publicServices + finances
        + organization + alerts
        + state

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
        ConfigurationKey(
            .pools, "backup", .boolean, standard: .bool(true), example: .bool(false),
            "Whether disks in the pool are backed up.", "Si les disques de la réserve sont sauvegardés."),
        ConfigurationKey(
            .pools, "reason", .text(maximum: 200), standard: .string(""),
            example: .string("replicated by the provider"), "Why they are not: shown wherever they are missing.",
            "Pourquoi ils ne le sont pas : montré partout où ils manquent."),
    ]

    private static let guests = [
        ConfigurationKey(
            .guests, "backup", .boolean, standard: .bool(true), "Whether the guest is backed up.",
            "Si la machine est sauvegardée."),
        ConfigurationKey(
            .guests, "exclude", .text(maximum: 200), standard: .string(""), example: .string("vdb vdc"),
            "Disks that are left out, by their target.", "Disques laissés de côté, par leur cible."),
        ConfigurationKey(
            .guests, "include", .text(maximum: 200), standard: .string(""), example: .string("vdd"),
            "Disks that are backed up although their pool is not, by their target.",
            "Disques sauvegardés bien que leur réserve ne le soit pas, par leur cible."),
        ConfigurationKey(
            .guests, "freeze", .boolean, standard: .bool(true),
            "Whether the guest's agent freezes its file systems for the moment of the backup.",
            "Si l’agent de la machine gèle ses systèmes de fichiers à l’instant de la sauvegarde."),
    ]

    private static let backup =
        [
            ConfigurationKey(
                .backup, "repository", .text(maximum: 500), standard: .string(""),
                example: .string("ftp://user@backup.example.net/unixcorn"),
                "The restic repository: file:DIR, ftp://USER@HOST/DIR or ftps://USER@HOST/DIR; empty: no backups.",
                "Le dépôt restic : file:DIR, ftp://USER@HOST/DIR ou ftps://USER@HOST/DIR ; vide : pas de sauvegardes."),
            ConfigurationKey(
                .backup, "password_file", .path, standard: .string("/etc/unixcorn/backup.password"),
                "File with the repository's password, mode 0600. Without this password nobody opens the backups.",
                "Fichier du mot de passe du dépôt, mode 0600. Sans ce mot de passe, personne n’ouvre les sauvegardes."),
            ConfigurationKey(
                .backup, "ftp_password_file", .path, standard: .string("/etc/unixcorn/ftp.password"),
                "File with the password of the FTP account, mode 0600.",
                "Fichier du mot de passe du compte FTP, mode 0600."),
            ConfigurationKey(
                .backup, "ca_file", .path, standard: .string(""),
                "Certificates that ftps:// servers are checked against; empty: the system's.",
                "Certificats contre lesquels les serveurs ftps:// sont vérifiés ; vide : ceux du système."),
            ConfigurationKey(
                .backup, "tls_pin", .text(maximum: 200), standard: .string(""),
                "Public key that an ftps:// server must have: sha256//BASE64; empty: any that the certificates vouch for.",
                "Clé publique que doit avoir un serveur ftps:// : sha256//BASE64 ; vide : toute clé garantie par les "
                    + "certificats."),
            ConfigurationKey(
                .backup, "allowed_from", .text(maximum: 200), standard: .string(""),
                example: .string("the rented machine and the provider's network only"),
                "From where the provider lets one in: shown when it does not, and on the recovery sheet.",
                "D’où le fournisseur laisse entrer : montré quand il refuse, et sur la feuille de secours."),
            ConfigurationKey(
                .backup, "spool", .path, standard: .string(""),
                "Folder where packs wait for the link; empty: spool in the state folder.",
                "Dossier où les paquets attendent la liaison ; vide : spool dans le dossier d’état."),
            ConfigurationKey(
                .backup, "spool_limit", .size, standard: .string("20 GiB"), "Bytes that may wait there.",
                "Octets qui peuvent y attendre."),
            ConfigurationKey(
                .backup, "upload_limit", .size, standard: .string(""), example: .string("10 MiB"),
                "Bytes a second that sending and reading may take; empty: all of the link.",
                "Octets par seconde que l’envoi et la lecture peuvent prendre ; vide : toute la liaison."),
            ConfigurationKey(
                .backup, "quota", .size, standard: .string("100 GB"),
                "Bytes that the space holds; empty: nobody knows.",
                "Octets que contient l’espace ; vide : inconnu."),
            ConfigurationKey(
                .backup, "file_limit", .integer(0...10_000_000), standard: .int(0), example: .int(1000),
                "Files that the space holds; 0: nobody knows.", "Fichiers que contient l’espace ; 0 : inconnu."),
            ConfigurationKey(
                .backup, "schedule", .text(maximum: 200), standard: .string("Mon,Thu 03:30"),
                "When backups are made: a calendar of systemd.",
                "Quand les sauvegardes sont faites : un calendrier de systemd."),
            ConfigurationKey(
                .backup, "freeze_limit", .integer(1...60), standard: .int(10),
                "Seconds after which a frozen guest is thawed, whatever happens.",
                "Secondes après lesquelles une machine gelée est dégelée, quoi qu’il arrive."),
            ConfigurationKey(
                .backup, "level", .integer(0...19), standard: .int(0),
                "zstd's level, 1 fast to 19 small; 0: by the speed of the link.",
                "Niveau de zstd, de 1 rapide à 19 petit ; 0 : selon la vitesse de la liaison."),
            ConfigurationKey(
                .backup, "verify_days", .integer(1...365), standard: .int(30),
                "Days within which every byte of the repository is read back.",
                "Jours au cours desquels chaque octet du dépôt est relu."),
            ConfigurationKey(
                .backup, "drill_days", .integer(0...365), standard: .int(30),
                "Days after which a scheduled run rehearses the restore of a guest at random; 0: never.",
                "Jours après lesquels une sauvegarde planifiée répète la restauration d’une machine au hasard ; 0 : jamais."
            ),
            ConfigurationKey(
                .backup, "prune_after_run", .boolean, standard: .bool(true),
                "Whether each run of all guests ends with a prune by the keep_ keys. What is doubtful is held back.",
                "Si chaque sauvegarde de toutes les machines finit par un élagage selon les clés keep_. Ce qui est douteux "
                    + "est retenu."),
            ConfigurationKey(
                .backup, "prune_limit", .size, standard: .string("2 GiB"),
                "Bytes that such a prune writes anew at most; the next one goes on.",
                "Octets qu’un tel élagage réécrit au plus ; le suivant continue."),
            ConfigurationKey(
                .backup, "mail", .text(maximum: 200), standard: .string("root"),
                "Who gets a mail when a run or a verification failed or a run was missed; empty: nobody.",
                "Qui reçoit un courriel quand une sauvegarde ou une vérification échoue ou qu’une sauvegarde a été "
                    + "manquée ; vide : personne."),
            ConfigurationKey(
                .backup, "sendmail", .path, standard: .string("/usr/sbin/sendmail"),
                "Program that takes the mail: called with -t and -i.",
                "Programme qui prend le courriel : appelé avec -t et -i."),
        ] + keeps

    private static let copy: [ConfigurationKey] =
        [
            ConfigurationKey(
                .copy, "repository", .text(maximum: 500), standard: .string(""),
                example: .string("ftps://user@other.example.net/unixcorn"),
                "The second repository: file:DIR, ftp://USER@HOST/DIR or ftps://USER@HOST/DIR; empty: none.",
                "Le second dépôt : file:DIR, ftp://USER@HOST/DIR ou ftps://USER@HOST/DIR ; vide : aucun."),
            ConfigurationKey(
                .copy, "password_file", .path, standard: .string("/etc/unixcorn/copy.password"),
                "File with its password, mode 0600: another one than the first repository's.",
                "Fichier de son mot de passe, mode 0600 : un autre que celui du premier dépôt."),
            ConfigurationKey(
                .copy, "ftp_password_file", .path, standard: .string("/etc/unixcorn/copy-ftp.password"),
                "File with the password of its FTP account, mode 0600.",
                "Fichier du mot de passe de son compte FTP, mode 0600."),
        ]
        + backup.filter { shared.contains($0.name) }.map { key in
            var key = key
            key.section = .copy
            return key
        }

    /// Keys that mean of the second repository what they mean of the first.
    private static let shared: Set<String> = [
        "ca_file", "tls_pin", "allowed_from", "upload_limit", "quota", "file_limit",
    ]

    private static let keeps: [ConfigurationKey] =
        [
            ("last", 0, "backups, the newest", "sauvegardes, les plus récentes"),
            ("hourly", 0, "hours", "heures"), ("daily", 0, "days", "jours"), ("weekly", 6, "weeks", "semaines"),
            ("monthly", 3, "months", "mois"), ("yearly", 0, "years", "années"),
        ].map { rule, number, english, french in
            ConfigurationKey(
                .backup, "keep_\(rule)", .integer(0...100_000), standard: .int(number),
                rule == "last"
                    ? "How many backups of a guest stay whatever their age."
                    : "For how many \(english) the last backup of each stays.",
                rule == "last"
                    ? "Combien de sauvegardes d’une machine restent quel que soit leur âge."
                    : "Pour combien de \(french) la dernière sauvegarde de chacun reste.")
        } + [
            ConfigurationKey(
                .backup, "keep_within", .span, standard: .string("36d"),
                "All backups younger than this stay, counted from the newest: 1y5m7d2h.",
                "Toutes les sauvegardes plus jeunes restent, comptées depuis la plus récente : 1y5m7d2h."),
            ConfigurationKey(
                .backup, "keep_tag", .text(maximum: 200), standard: .string("keep"),
                "Backups with this tag stay; empty: none for that.",
                "Les sauvegardes qui ont cette étiquette restent ; vide : aucune pour cela."),
        ]

    private static let firewall = [
        ConfigurationKey(
            .firewall, "policy", .path, standard: .string(""), example: .string("/etc/unixcorn/firewall.toml"),
            "The policy, see unixcorn-firewall.toml(5); empty: firewall.toml beside this file.",
            "La politique, voir unixcorn-firewall.toml(5) ; vide : firewall.toml à côté de ce fichier."),
        ConfigurationKey(
            .firewall, "confirm_within", .integer(10...3600), standard: .int(60),
            "Seconds for which a policy is on trial; unconfirmed, the one before it then rules again by itself.",
            "Secondes d’essai d’une politique ; sans confirmation, la précédente revient ensuite d’elle-même."),
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
