/// What may stand in a policy, to stand after "must be".
extension Phrase {
    static let aTruth = Phrase("true or false", "true ou false")
    static let aName = Phrase(
        "a name of 1 to 20 small letters, digits, '_' and '-'", "un nom de 1 à 20 minuscules, chiffres, '_' et '-'")
    static let aTitle = Phrase("a text of 1 to 60 characters", "un texte de 1 à 60 caractères")
    static let aGuest = Phrase("a guest's name of 1 to 64 characters", "un nom de machine de 1 à 64 caractères")
    static let aKind = Phrase("a kind that is declared", "un genre déclaré")
    static let namesOfKinds = Phrase("a list of kinds such as [\"base\"]", "une liste de genres telle que [\"base\"]")
    static let namesOfSets = Phrase("a list of sets such as [\"bad\"]", "une liste d’ensembles telle que [\"bad\"]")
    static let aFile = Phrase("a file such as \"blocklist.txt\"", "un fichier tel que \"blocklist.txt\"")
    static let anInterface = Phrase("an interface such as \"eth0\"", "une interface telle que \"eth0\"")
    static let aPattern = Phrase(
        "an interface or the beginning of one and a star, such as \"vnet*\"",
        "une interface ou le début d’une et une étoile, tel que \"vnet*\"")
    static let patterns = Phrase(
        "a list of interfaces or beginnings of them, such as [\"vnet*\"]",
        "une liste d’interfaces ou de leurs débuts, telle que [\"vnet*\"]")
    static let aRate = Phrase(
        "a rate such as \"10/minute\" or \"10/minute burst 20\", per second, minute, hour, day or week",
        "un débit tel que \"10/minute\" ou \"10/minute burst 20\", par second, minute, hour, day ou week")
    static let aLogRate = Phrase("a rate such as \"10/second\", or false", "un débit tel que \"10/second\", ou false")
}

/// Addresses and ports.
extension Phrase {
    static let anAddress = Phrase(
        "an address, a prefix or a span such as \"192.0.2.7\", \"2001:db8::/48\" or \"192.0.2.7-192.0.2.9\"",
        "une adresse, un préfixe ou une plage tels que \"192.0.2.7\", \"2001:db8::/48\" ou \"192.0.2.7-192.0.2.9\"")
    static let anAddressOrSet = Phrase(
        "an address, a prefix, a span or a @SET", "une adresse, un préfixe, une plage ou un @ENSEMBLE")
    static let addresses = Phrase(
        "a list of addresses, prefixes, spans and sets such as [\"192.0.2.7\", \"2001:db8::/48\", \"@office\"]",
        "une liste d’adresses, de préfixes, de plages et d’ensembles telle que [\"192.0.2.7\", \"2001:db8::/48\", "
            + "\"@office\"]")
    static let aSet = Phrase(
        "a list such as [\"192.0.2.0/24\", \"2001:db8::/48\", \"@office\"], or { file = \"blocklist.txt\" }",
        "une liste telle que [\"192.0.2.0/24\", \"2001:db8::/48\", \"@office\"], ou { file = \"blocklist.txt\" }")
    static let hostAddresses = Phrase(
        "an address or a list of addresses, without prefixes", "une adresse ou une liste d’adresses, sans préfixes")
    static let ports = Phrase(
        "a list of ports such as [22, \"8000-8010\"]", "une liste de ports telle que [22, \"8000-8010\"]")
    static let aSpanOfPorts = Phrase(
        "ports from 1024 on such as \"50000-50100\"", "des ports à partir de 1024 tels que \"50000-50100\"")
    static let aPortNumber = Phrase("a port from 1 to 65535", "un port de 1 à 65535")
    static let aPort = Phrase(
        "a protocol and its number such as \"tcp/443\", \"udp/5000-5010\", \"sctp/9899\", \"proto/47\", \"icmp/8\" or "
            + "\"icmpv6/128\"",
        "un protocole et son numéro tels que \"tcp/443\", \"udp/5000-5010\", \"sctp/9899\", \"proto/47\", \"icmp/8\" ou "
            + "\"icmpv6/128\"")
    static let aPortToPublish = Phrase(
        "a port of TCP, UDP or SCTP such as \"tcp/443\" or \"udp/5000-5010\"",
        "un port de TCP, UDP ou SCTP tel que \"tcp/443\" ou \"udp/5000-5010\"")
    static let aTarget = Phrase("a guest's name or an address", "le nom d’une machine ou une adresse")
}

/// Rules.
extension Phrase {
    static let aService = Phrase(
        "a service such as \"https\", or its number such as \"tcp/443\"",
        "un service tel que \"https\", ou son numéro tel que \"tcp/443\"")
    static let aRule = Phrase(
        "a service such as \"https\", or a table such as { service = \"ssh\", from = \"admins\" }",
        "un service tel que \"https\", ou une table telle que { service = \"ssh\", from = \"admins\" }")
    static let rules = Phrase(
        "a list of rules such as [\"https\", { service = \"ssh\", from = \"admins\" }]",
        "une liste de règles telle que [\"https\", { service = \"ssh\", from = \"admins\" }]")
    static let anOutRule = Phrase(
        "a service such as \"https\", or a table such as { service = \"smtp\", to = \"guest:mail\" }",
        "un service tel que \"https\", ou une table telle que { service = \"smtp\", to = \"guest:mail\" }")
    static let outRules = Phrase(
        "a list of rules such as [\"https\", { service = \"smtp\", to = \"guest:mail\" }]",
        "une liste de règles telle que [\"https\", { service = \"smtp\", to = \"guest:mail\" }]")
    static let outRulesOrAny = Phrase("\"any\", or " + outRules.english, "\"any\", ou " + outRules.french)
    static let anAction = Phrase(
        "one of \"accept\", \"drop\", \"refuse\"", "l’un de \"accept\", \"drop\", \"refuse\"")
    static let peers = Phrase(
        "\"any\", \"admins\", \"guests\", \"@SET\", \"kind:NAME\", \"guest:NAME\", an address, a prefix or a span, or a "
            + "list of these",
        "\"any\", \"admins\", \"guests\", \"@ENSEMBLE\", \"kind:NOM\", \"guest:NOM\", une adresse, un préfixe ou une plage, "
            + "ou une liste de ceux-ci")
}
