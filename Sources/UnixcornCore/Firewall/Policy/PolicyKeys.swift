extension PolicyKey {
    /// Every key, in the order of the manual.
    public static let all: [PolicyKey] =
        top + sets + setFile + kinds + guests + rule + publish + masquerade

    private static let top = [
        PolicyKey(
            .policy, "admins", .addresses, example: #"["203.0.113.7", "2001:db8:5::/64"]"#,
            "Who may always reach the ports admin_ports of the host, whatever else the policy says.",
            "Qui peut toujours atteindre les ports admin_ports de l’hôte, quoi que dise le reste de la politique."),
        PolicyKey(
            .policy, "admin_ports", .ports, standard: "[22]", example: #"[22, "8000-8010"]"#,
            "Those TCP ports.", "Ces ports TCP."),
        PolicyKey(
            .policy, "taps", .patterns, standard: #"["vnet*", "tap*"]"#, example: #"["vnet*", "tap*"]"#,
            "The host's ends of guests' interfaces: one of these that belongs to no known guest is closed.",
            "Les bouts, côté hôte, des interfaces des machines : celui qui n’est à aucune machine connue est fermé."),
        PolicyKey(
            .policy, "default_kind", .aKind, standard: #""closed""#, example: #""closed""#,
            "The kind of guests that name none, or one that is not declared.",
            "Le genre des machines qui n’en nomment pas, ou un qui n’est pas déclaré."),
        PolicyKey(
            .policy, "log", .aLogRate, standard: #""10/second burst 20""#, example: #""10/second""#,
            "Dropped packets that are logged at most; false: none.",
            "Paquets rejetés qui sont notés au plus ; false : aucun."),
        PolicyKey(
            .policy, "block", .namesOfSets, example: #"["bad"]"#,
            "Sets whose addresses may reach nothing, and be reached by nobody.",
            "Ensembles dont les adresses ne peuvent rien atteindre, et que personne ne peut atteindre."),
    ]

    private static let sets = [
        PolicyKey(
            .sets, "NAME", .aSet, example: #"["@partners", "192.0.2.0/24", "2001:db8:1::/48"]"#,
            "The addresses of the set. Those that it says itself must not overlap; other sets are joined with them.",
            "Les adresses de l’ensemble. Celles qu’il dit lui-même ne doivent pas se recouper ; d’autres ensembles leur "
                + "sont joints.")
    ]

    private static let setFile = [
        PolicyKey(
            .setFile, "file", .aFile, isRequired: true, example: #""blocklist.txt""#,
            "The file, looked for in the policy's folder.", "Le fichier, cherché dans le dossier de la politique."),
        PolicyKey(
            .setFile, "merge", .aTruth, standard: "false", example: "true",
            "Whether lines that overlap are joined instead of refused.",
            "Si les lignes qui se recoupent sont jointes au lieu d’être refusées."),
    ]

    private static let guests = [
        PolicyKey(
            .guests, "kind", .aKind, example: #""web""#, "Its kind, instead of the one in its metadata.",
            "Son genre, au lieu de celui de ses métadonnées."),
        PolicyKey(
            .guests, "accept", .rules, standard: "[]", example: #"[{ port = "tcp/8000-8010", from = "kind:proxy" }]"#,
            "Connections to it that are allowed besides.", "Connexions vers elle, permises en plus."),
        PolicyKey(
            .guests, "out", .outRules, standard: "[]", example: #"[{ service = "smtp", to = "guest:mail" }]"#,
            "Connections that it may open besides.", "Connexions qu’elle peut ouvrir en plus."),
        PolicyKey(
            .guests, "addresses", .addresses, standard: "[]", example: #"["192.0.2.40", "2001:db8:9::/64"]"#,
            "Addresses that it may use, beside those that libvirt knows of.",
            "Adresses qu’elle peut utiliser, outre celles que libvirt connaît."),
    ]

    private static let publish = [
        PolicyKey(
            .publish, "port", .aPortToPublish, isRequired: true, example: #""tcp/443""#,
            "The host's port, or several in a row.", "Le port de l’hôte, ou plusieurs à la suite."),
        PolicyKey(
            .publish, "to", .aTarget, isRequired: true, example: #""blog""#, "Where it leads.", "Où il mène."),
        PolicyKey(
            .publish, "to_port", .aPortNumber, example: "443",
            "The guest's port, or the first of several; without it the same as the host's.",
            "Le port de la machine, ou le premier de plusieurs ; sans lui, le même que celui de l’hôte."),
        PolicyKey(
            .publish, "address", .hostAddresses, example: #""203.0.113.5""#,
            "The host's addresses that it holds for; without it all of them.",
            "Les adresses de l’hôte pour lesquelles il vaut ; sans elle, toutes."),
        PolicyKey(
            .publish, "from", .peers, standard: #""any""#, example: #"["@office"]"#, "Who may use it.",
            "Qui peut s’en servir."),
    ]

    private static let masquerade = [
        PolicyKey(
            .masquerade, "from", .anAddress, isRequired: true, example: #""192.168.122.0/24""#,
            "The guests' network.", "Le réseau des machines."),
        PolicyKey(
            .masquerade, "out", .anInterface, isRequired: true, example: #""eth0""#, "The interface to the outside.",
            "L’interface vers l’extérieur."),
    ]
}
