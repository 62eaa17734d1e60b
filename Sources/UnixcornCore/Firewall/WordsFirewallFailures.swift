import PacketFilter
import Text

extension OperationFailure {
    static let firewallArea = "firewall"

    /// What nftables or the kernel said.
    init(_ error: PacketFilterError) {
        let said = SafeText(error.description)
        self.init(
            area: Self.firewallArea, code: Int(error.code.rawValue),
            message: Phrase("nftables refused: \(said)", "nftables a refusé : \(said)"), hint: error.hint)
    }

    private static func firewall(_ message: Phrase, _ hint: Phrase?) -> OperationFailure {
        OperationFailure(area: firewallArea, message: message, hint: hint)
    }

    static func trialUnderWay(_ trial: FirewallFolder.Trial?, seconds: Int) -> OperationFailure {
        let who = trial.map { SafeText($0.kept.by.shortName.string) }
        let (english, french) = who.map { ("of \($0)", "de \($0)") } ?? ("of somebody", "de quelqu’un")
        return firewall(
            Phrase(
                "a policy \(english) is on trial for \(seconds) more seconds",
                "une politique \(french) est à l’essai pour encore \(seconds) secondes"),
            Phrase(
                "unixcorn firewall confirm keeps it, unixcorn firewall rollback ends it",
                "unixcorn firewall confirm la garde, unixcorn firewall rollback y met fin"))
    }

    static func policyRulesAlready(_ version: String) -> OperationFailure {
        firewall(
            Phrase(
                "this policy rules already (\(version)): nothing was done",
                "cette politique est déjà en vigueur (\(version)) : rien n’a été fait"), nil)
    }

    static func noTrial(ended trial: FirewallFolder.Trial?) -> OperationFailure {
        guard let trial else {
            return firewall(
                Phrase("no policy is on trial", "aucune politique n’est à l’essai"),
                Phrase("unixcorn firewall apply begins one", "unixcorn firewall apply en commence un"))
        }
        let time = trial.until.dateAndTime
        return firewall(
            Phrase(
                "no policy is on trial: the last one ended by itself at \(time)",
                "aucune politique n’est à l’essai : la dernière a pris fin d’elle-même à \(time)"),
            Phrase("unixcorn firewall apply begins another", "unixcorn firewall apply en commence un autre"))
    }

    static let nothingConfirmed = firewall(
        Phrase("no policy was confirmed yet", "aucune politique n’a encore été confirmée"),
        Phrase(
            "unixcorn firewall apply, then unixcorn firewall confirm",
            "unixcorn firewall apply, puis unixcorn firewall confirm"))

    static func wouldCut(_ connection: OperatorConnection, by rule: String) -> OperationFailure {
        let (remote, port, rule) = (connection.remote, connection.localPort, SafeText(rule))
        return firewall(
            Phrase(
                "this policy would cut the operator at \(remote): port \(port) is closed by \(rule)",
                "cette politique couperait l’opérateur en \(remote) : le port \(port) est fermé par \(rule)"),
            Phrase(
                "add \(remote) to admins, or say --i-may-be-cut",
                "ajoutez \(remote) à admins, ou dites --i-may-be-cut"))
    }

    static let bridgesNotTracked = firewall(
        Phrase(
            "this kernel does not track connections in bridges, and net.bridge.bridge-nf-call-iptables is off: answers to guests would be dropped",
            "ce noyau ne suit pas les connexions dans les ponts, et net.bridge.bridge-nf-call-iptables est à 0 : les réponses aux machines seraient abandonnées"
        ),
        Phrase(
            "modprobe nf_conntrack_bridge; or modprobe br_netfilter, which also shows bridged packets to the rules of others",
            "modprobe nf_conntrack_bridge ; ou modprobe br_netfilter, qui montre aussi les paquets des ponts aux règles des autres"
        ))

    static let nobodyIsLetIn = firewall(
        Phrase(
            "no connection of an operator was found, and the policy has no admins: nobody is known to be let in",
            "aucune connexion d’opérateur n’a été trouvée, et la politique n’a pas d’admins : personne n’entre à coup sûr"
        ),
        Phrase(
            "name your address in admins, or say --i-may-be-cut",
            "nommez votre adresse dans admins, ou dites --i-may-be-cut"))

    static func proofFailed(_ probe: SafeText, arrived: Bool, more: Int) -> OperationFailure {
        let (also, aussi) = more > 0 ? (", and \(more) more packets", ", et \(more) autres paquets") : ("", "")
        return firewall(
            Phrase(
                "in a kernel of its own the policy did not do what it says: \(probe) \(arrived ? "arrived" : "did not arrive")\(also)",
                "dans un noyau à part la politique n’a pas fait ce qu’elle dit : \(probe) \(arrived ? "est arrivé" : "n’est pas arrivé")\(aussi)"
            ),
            Phrase(
                "nothing was changed; unixcorn firewall explain shows the packet’s way",
                "rien n’a été changé ; unixcorn firewall explain montre le chemin du paquet"))
    }
}

extension Phrase {
    static func firewallNotKept(_ path: SafeText, _ why: SafeText) -> Phrase {
        Phrase("\(path) could not be written: \(why)", "\(path) n’a pas pu être écrit : \(why)")
    }
    static let makeRoom = Phrase(
        "make room in the state folder, then say it again", "faites de la place dans le dossier d’état, puis redites-le"
    )
}
