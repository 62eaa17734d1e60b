import Text

extension ConfigurationKey {
    static let members = [
        ConfigurationKey(
            .members, "cap", .integer(1...1000), standard: .int(5),
            "Accounts that one run deletes or disables at most.",
            "Comptes qu’une exécution supprime ou désactive au plus."),
        ConfigurationKey(
            .members, "cap_percent", .integer(1...100), standard: .int(10),
            "Percent of a service's accounts that one run deletes or disables at most; the lower of the two holds.",
            "Pourcentage des comptes d’un service qu’une exécution supprime ou désactive au plus ; le plus bas compte."),
        ConfigurationKey(
            .members, "drop_percent", .integer(1...100), standard: .int(10),
            "Percent of a service's accounts that may be missing since the last reading; then nobody is judged any more.",
            "Pourcentage des comptes d’un service qui peut manquer depuis la dernière lecture ; au-delà, plus personne "
                + "n’est jugé."),
        ConfigurationKey(
            .members, "clock_skew", .integer(5...86_400), standard: .int(300),
            "Seconds that a server's clock may be off before what it says is not believed.",
            "Secondes dont l’horloge d’un serveur peut différer avant qu’il ne soit plus cru."),
        ConfigurationKey(
            .members, "mail", .text(maximum: 200), standard: .string("root"),
            "Who is told of exemptions that end within a month; empty: nobody.",
            "Qui est averti des exemptions qui finissent sous un mois ; vide : personne."),
        ConfigurationKey(
            .members, "sender", .text(maximum: 200), standard: .string(""), example: .string("admin@example.org"),
            "The sender that members see; empty: the machine's own.",
            "L’expéditeur que voient les membres ; vide : celui de la machine."),
        ConfigurationKey(
            .members, "sendmail", .path, standard: .string("/usr/sbin/sendmail"),
            "Program that takes a mail on its input.", "Programme qui prend un courriel sur son entrée."),
    ]

    static let services = server + evidence + rules

    private static let server = [
        ConfigurationKey(
            .services, "type", .choice(Configuration.ServiceDeclaration.Kind.allCases.map(\.rawValue)), standard: nil,
            example: .string("nextcloud"), "What serves it. Must be given.", "Ce qui le sert. À donner."),
        ConfigurationKey(
            .services, "url", .text(maximum: 500), standard: .string(""), example: .string("https://cloud.example.org"),
            "Its address; only this machine's own may be http.",
            "Son adresse ; seule celle de cette machine peut être en http."),
        ConfigurationKey(
            .services, "login", .text(maximum: 200), standard: .string(""), example: .string("admin"),
            "The administrator's login there; empty where a token is enough.",
            "L’identifiant de l’administrateur ; vide si un jeton suffit."),
        ConfigurationKey(
            .services, "password_file", .path, standard: .string(""),
            example: .string("/etc/unixcorn/cloud.password"),
            "File with the administrator's password or token, mode 0600.",
            "Fichier du mot de passe ou du jeton de l’administrateur, mode 0600."),
        ConfigurationKey(
            .services, "ca_file", .path, standard: .string(""),
            "Certificates that the server is checked against; empty: the system's.",
            "Certificats contre lesquels le serveur est vérifié ; vide : ceux du système."),
        ConfigurationKey(
            .services, "tls_pin", .text(maximum: 200), standard: .string(""),
            "Public key that the server must have: sha256//BASE64; empty: any that the certificates vouch for.",
            "Clé publique que doit avoir le serveur : sha256//BASE64 ; vide : toute clé garantie par les certificats."),
        ConfigurationKey(
            .services, "file", .path, standard: .string(""), example: .string("/etc/unixcorn/sites.csv"),
            "The file of a csv service: a first line with id, and any of login, name, mail, created, last_active, enabled, "
                + "groups, used. Deleting takes the account's line out of it.",
            "Le fichier d’un service csv : une première ligne avec id, et login, name, mail, created, last_active, enabled, "
                + "groups, used au choix. Supprimer retire la ligne du compte."),
        ConfigurationKey(
            .services, "first_uid", .integer(1...65_535), standard: .int(1000),
            "The least UID of a person's account on a unix service.",
            "Le plus petit UID d’une personne sur un service unix."),
    ]

    private static let evidence = [
        ConfigurationKey(
            .services, "guest", .name, standard: .string(""), example: .string("cloud"),
            "The guest in which occ runs through its agent: it knows which programs came in.",
            "La machine où occ tourne par son agent : il sait quels programmes sont venus."),
        ConfigurationKey(
            .services, "ssh", .text(maximum: 200), standard: .string(""), example: .string("root@cloud"),
            "Where occ runs over ssh instead: USER@HOST, with a key and no question.",
            "Où occ tourne par ssh à la place : USER@HÔTE, avec une clé et sans question."),
        ConfigurationKey(
            .services, "occ", .text(maximum: 500),
            standard: .string("sudo -u www-data php /var/www/nextcloud/occ"),
            "The command that occ's own words are added to.", "La commande à laquelle s’ajoutent les mots d’occ."),
        ConfigurationKey(
            .services, "access_log", .path, standard: .string(""), example: .string("/var/log/nginx/cloud.access.log"),
            "The service's access log, its rotated files beside it included.",
            "Le journal d’accès du service, avec ses fichiers tournés à côté."),
        ConfigurationKey(
            .services, "health_url", .text(maximum: 500), standard: .string(""),
            example: .string("https://cloud.example.org/status.php"),
            "What unixcorn record asks each minute whether the service works; the share of minutes with an answer is "
                + "published. Only this machine's own may be http.",
            "Ce que unixcorn record demande chaque minute pour savoir si le service marche ; la part des minutes avec réponse "
                + "est publiée. Seule une adresse de cette machine peut être en http."),
        ConfigurationKey(
            .services, "required", .text(maximum: 200), standard: nil, example: .string("login log"),
            "Sources that must be fresh and whole before anybody is judged: login, tokens, log, activity. Without the key: "
                + "all that the service has; and a cloud or forge that tells only the last login then judges nobody.",
            "Sources qui doivent être récentes et entières avant de juger quiconque : login, tokens, log, activity. Sans la "
                + "clé : toutes celles du service ; et un nuage ou une forge qui ne dit que la dernière connexion ne juge alors "
                + "personne."),
        ConfigurationKey(
            .services, "max_age", .integer(1...720), standard: .int(24),
            "Hours after which a reading of a required source is too old.",
            "Heures après lesquelles une lecture d’une source requise est trop vieille."),
    ]

    private static let rules = [
        ConfigurationKey(
            .services, "months", .integer(0...120), standard: .int(1),
            "Calendar months without a sign of life after which an account is due; 0: nobody ever is.",
            "Mois de calendrier sans signe de vie après lesquels un compte est échu ; 0 : personne ne l’est jamais."),
        ConfigurationKey(
            .services, "never_months", .integer(0...120), standard: nil, example: .int(2),
            "The same for accounts that nobody ever came in with, from the day they were made; 0: never. Without the key: "
                + "as months says.",
            "La même chose pour les comptes où personne n’est jamais venu, depuis leur création ; 0 : jamais. Sans la clé : "
                + "comme months."),
        ConfigurationKey(
            .services, "warn_days", .integer(0...365), standard: .int(0), example: .int(14),
            "Days between a warning by mail and the deed; 0: no warning.",
            "Jours entre un avertissement par courriel et l’acte ; 0 : pas d’avertissement."),
        ConfigurationKey(
            .services, "disable_days", .integer(0...365), standard: .int(0), example: .int(30),
            "Days for which an account is disabled before it is deleted; 0: deleted at once.",
            "Jours pendant lesquels un compte est désactivé avant sa suppression ; 0 : supprimé aussitôt."),
        ConfigurationKey(
            .services, "exempt_groups", .text(maximum: 500), standard: .string(""), example: .string("staff board"),
            "Groups whose members are never due.", "Groupes dont les membres ne sont jamais échus."),
    ]
}
