import UnixcornCore

extension Phrase {
    static func cannotReadGuests(_ file: SafeText) -> Phrase {
        Phrase("\(file) cannot be read", "\(file) ne peut pas être lu")
    }
    static func guestsAreNone(_ file: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(file) has no guests in it: \(why)", "\(file) ne contient pas de machines : \(why)")
    }
    static func noIPTables(_ file: SafeText) -> Phrase {
        Phrase("\(file) has no table of iptables in it", "\(file) ne contient aucune table d’iptables")
    }
    static let sayIPTables = Phrase(
        "iptables-save >FILE writes one; a listing of nft is read with --nft, from nft -j list ruleset",
        "iptables-save >FICHIER en écrit une ; une liste de nft se lit par --nft, depuis nft -j list ruleset")
    static let rolledBackUnwritten = Phrase(
        "the trial was ended, though the journal could not be written",
        "l’essai a pris fin, bien que le journal n’ait pu être écrit")
    static func guestFault(_ file: SafeText, _ fault: Phrase) -> Phrase {
        Phrase("\(file): \(fault.english)", "\(file) : \(fault.french)")
    }
    static let guestsForm = Phrase(
        "[{\"name\": \"blog\", \"kind\": \"web\", \"interfaces\": [{\"tap\": \"vnet1\", \"mac\": \"52:54:00:00:00:01\", \"addresses\": []}]}]",
        "[{\"name\": \"blog\", \"kind\": \"web\", \"interfaces\": [{\"tap\": \"vnet1\", \"mac\": \"52:54:00:00:00:01\", \"addresses\": []}]}]"
    )
    static func policyIsRight(_ policy: FirewallPolicy, _ remarks: Int) -> Phrase {
        let (file, kinds) = (SafeText(policy.file), count(policy.kinds.count, "kind", "nature"))
        let also = count(remarks, "remark", "remarque")
        return Phrase("\(file): \(kinds.english), \(also.english)", "\(file) : \(kinds.french), \(also.french)")
    }
    static func noSuchFeature(_ text: SafeText) -> Phrase {
        Phrase("--features: \(text) is no list of features", "--features : \(text) n’est pas une liste de capacités")
    }
    static let featureNames = Phrase("known: \(KernelFeatures.allNames)", "connues : \(KernelFeatures.allNames)")
    static func noSuchTraffic(_ text: SafeText) -> Phrase {
        Phrase("no service is called \(text)", "aucun service ne s’appelle \(text)")
    }
    static let trafficForms = Phrase(
        "tcp/443, udp/5000-5010, icmp/8, proto/47, or a name of unixcorn firewall services",
        "tcp/443, udp/5000-5010, icmp/8, proto/47, ou un nom de unixcorn firewall services")
    static func confirmWithin(_ seconds: Int) -> Phrase {
        Phrase(
            "unixcorn firewall confirm keeps it; without that, the policy before it rules again in \(seconds) s",
            "unixcorn firewall confirm la garde ; sans cela, la précédente revient dans \(seconds) s")
    }
    static func tableMissing(_ table: SafeText) -> Phrase {
        Phrase("the table \(table) is gone", "la table \(table) a disparu")
    }
    static let repairOrAdopt = Phrase(
        "unixcorn firewall repair loads our rules again; unixcorn firewall drift --adopt takes this as it is",
        "unixcorn firewall repair recharge nos règles ; unixcorn firewall drift --adopt prend cela tel quel")
    static let noDrift = Phrase("our tables are as we left them", "nos tables sont telles que nous les avons laissées")
    static func rules(_ version: String, _ at: String, _ by: String) -> Phrase {
        Phrase("\(version) rules, confirmed \(at) by \(by)", "\(version) est en vigueur, confirmée \(at) par \(by)")
    }
    static let nothingRules = Phrase("no policy of ours rules", "aucune politique à nous n’est en vigueur")
    static func onTrial(_ version: String, _ seconds: Int) -> Phrase {
        Phrase("\(version) is on trial for \(seconds) more s", "\(version) est à l’essai pour encore \(seconds) s")
    }
    static let hasDrift = Phrase(
        "somebody else has changed our tables: unixcorn firewall drift shows what",
        "un autre a changé nos tables : unixcorn firewall drift montre quoi")
    static func foreignDrops(_ chain: SafeText) -> Phrase {
        Phrase(
            "\(chain), not ours, drops what it does not accept",
            "\(chain), pas à nous, abandonne ce qu’elle n’accepte pas")
    }
}
