extension PolicyKey {
    static let kinds = [
        PolicyKey(
            .kinds, "title", .aTitle, example: #""Web servers""#, "Your own words about the kind.",
            "Vos propres mots sur le genre."),
        PolicyKey(
            .kinds, "include", .namesOfKinds, standard: "[]", example: #"["base"]"#,
            "Kinds whose rules come first. Their other keys are not taken.",
            "Genres dont les règles viennent d’abord. Leurs autres clés ne sont pas prises."),
        PolicyKey(
            .kinds, "accept", .rules, standard: "[]",
            example: #"["http", "https", { service = "ssh", from = ["admins", "@office"] }]"#,
            "Connections to it that are allowed. Answers to its own always are.",
            "Connexions vers elle qui sont permises. Les réponses aux siennes le sont toujours."),
        PolicyKey(
            .kinds, "out", .outRulesOrAny, standard: "[]", example: #"["dns", "ntp", "https"]"#,
            "Connections that it may open; \"any\": all.", "Connexions qu’elle peut ouvrir ; \"any\" : toutes."),
        PolicyKey(
            .kinds, "ping", .aTruth, standard: "true", example: "true", "Whether it answers pings from anybody.",
            "Si elle répond aux pings de chacun."),
        PolicyKey(
            .kinds, "refuse", .aTruth, standard: "false", example: "true",
            "Whether what is not allowed is refused with an answer, instead of dropped in silence.",
            "Si ce qui n’est pas permis est refusé avec une réponse, au lieu d’être ignoré en silence."),
        PolicyKey(
            .kinds, "router", .aTruth, standard: "false", example: "false",
            "Whether it may say that it is a router (router advertisements, redirects).",
            "Si elle peut se dire routeur (annonces de routeur, redirections)."),
        PolicyKey(
            .kinds, "dhcp_server", .aTruth, standard: "false", example: "false",
            "Whether it may answer as a DHCP server.", "Si elle peut répondre en serveur DHCP."),
        PolicyKey(
            .kinds, "forward", .aTruth, standard: "false", example: "false",
            "Whether it may send from any address: a virtual router or a nested bridge.",
            "Si elle peut émettre de toute adresse : un routeur virtuel ou un pont imbriqué."),
        PolicyKey(
            .kinds, "host", .aTruth, standard: "true", example: "true",
            "Whether the host itself may open connections to it.",
            "Si l’hôte lui-même peut ouvrir des connexions vers elle."),
    ]

    static let rule = [
        PolicyKey(
            .rule, "service", .aService, example: #""ssh""#, "What the rule is about.", "Ce sur quoi porte la règle."),
        PolicyKey(
            .rule, "port", .aPort, example: #""tcp/8000-8010""#, "The same by its number, instead of service.",
            "De même par son numéro, au lieu de service."),
        PolicyKey(
            .rule, "from", .peers, standard: #""any""#, example: #"["admins", "@office"]"#,
            "In accept: where connections may come from.", "Dans accept : d’où les connexions peuvent venir."),
        PolicyKey(
            .rule, "to", .peers, standard: #""any""#, example: #""guest:mail""#,
            "In out: where connections may go.", "Dans out : où les connexions peuvent aller."),
        PolicyKey(
            .rule, "action", .anAction, standard: #""accept""#, example: #""refuse""#,
            "What becomes of a connection that fits.", "Ce que devient une connexion qui convient."),
        PolicyKey(
            .rule, "rate", .aRate, example: #""10/minute""#,
            "New connections of each peer at most; those beyond are dropped.",
            "Nouvelles connexions de chaque pair au plus ; celles au-delà sont ignorées."),
        PolicyKey(
            .rule, "passive", .aSpanOfPorts, example: #""50000-50100""#,
            "Of an FTP server: the ports that it opens for data, allowed as well.",
            "D’un serveur FTP : les ports qu’il ouvre pour les données, permis aussi."),
        PolicyKey(
            .rule, "helper", .aTruth, standard: "false", example: "true",
            "Whether the kernel reads along which further connections belong to it, where the service has such a helper.",
            "Si le noyau lit quelles autres connexions en font partie, là où le service a une telle aide."),
    ]
}
