import UnixcornCore

extension ActionTable {
    /// What can be done with the firewall: in its pane, on a kind, on a guest of it.
    static let firewall: [Action] = [
        Action(
            "firewall.confirm", Phrase("confirm", "confirmer"),
            Phrase(
                "Keep the policy on trial: it rules from now on and after each start",
                "Garder la politique à l’essai : elle est en vigueur dès maintenant et à chaque démarrage"),
            keys: ["c"], scope: .firewall, risk: .changes, weight: 79, applies: { $0.firewall.trial != nil },
            needs: .needsTrial
        ) { _ in deed(.confirm) },
        Action(
            "firewall.roll-back", Phrase("roll back", "revenir"),
            Phrase(
                "End the trial now: the policy before it rules again",
                "Mettre fin à l’essai maintenant : la politique précédente est de nouveau en vigueur"),
            keys: ["R"], scope: .firewall, risk: .changes, weight: 78, applies: { $0.firewall.trial != nil },
            needs: .needsTrial
        ) { _ in deed(.rollBack) },
        Action(
            "firewall.repair", Phrase("load again", "recharger"),
            Phrase(
                "Load the confirmed policy again, over what somebody else did to its rules",
                "Recharger la politique confirmée, par-dessus ce qu’un autre a fait de ses règles"),
            keys: ["L"], scope: .firewall, risk: .changes, weight: 77, applies: { $0.firewall.needsRepair },
            needs: .needsDrift
        ) { _ in deed(.repair) },
        Action(
            "firewall.adopt", Phrase("adopt", "adopter"),
            Phrase(
                "Take what somebody else did to our rules as it is, until the next policy",
                "Prendre tel quel ce qu’un autre a fait de nos règles, jusqu’à la prochaine politique"),
            keys: ["A"], scope: .firewall, risk: .changes, weight: 76, applies: { $0.firewall.drift != nil },
            needs: .needsDrift
        ) { _ in deed(.adopt) },
        Action(
            "firewall.try", Phrase("try", "essayer"),
            Phrase(
                "Try the policy of the file; unconfirmed, it ends by itself",
                "Essayer la politique du fichier : en vigueur un moment, puis l’essai prend fin seul sauf confirmation"),
            keys: ["t"], scope: .firewall, risk: .changes, weight: 68, applies: canTry, needs: .needsNoTrial
        ) { _ in .open(TryPolicyPane()) },
        Action(
            "firewall.policy", Phrase("policy", "politique"),
            Phrase(
                "Show the policy: what rules, what its file says, what a trial changes",
                "Montrer la politique : en vigueur, dans son fichier, et ce qu’un essai change"),
            keys: ["p"], scope: .firewall, weight: 66
        ) { subject in .open(PolicyPane(line: subject.policyLine)) },
        Action(
            "firewall.explain", Phrase("explain", "expliquer"),
            Phrase(
                "Ask what happens to a packet, and which line of the policy says so",
                "Demander ce qu’il advient d’un paquet, et quelle ligne de la politique le dit"),
            keys: ["x"], scope: .firewall, weight: 65, effect: askExplain),
        Action(
            "firewall.edit", Phrase("edit", "éditer"),
            Phrase(
                "Edit the policy in $EDITOR; it is checked before it is stored",
                "Éditer la politique dans $EDITOR ; elle est vérifiée avant d’être enregistrée"),
            keys: ["E"], scope: .firewall, risk: .changes, weight: 64, applies: { !$0.firewall.file.isEmpty },
            needs: .needsPolicyFile
        ) { _ in .editDefinition(.firewall) },
        Action(
            "firewall.kind", Phrase("kind", "nature"),
            Phrase("Give the guest one of the declared kinds", "Donner à la machine une des natures déclarées"),
            keys: ["T"], scope: .firewall, risk: .changes, weight: 62, applies: { $0.firewallGuest != nil },
            needs: .needsFirewallGuest, effect: askKind),
        Action(
            "firewall.try-anyway", Phrase("try anyway", "essayer quand même"),
            Phrase(
                "Try the policy of the file even where it cuts your own connection",
                "Essayer la politique du fichier même si elle coupe votre propre connexion"),
            keys: [], scope: .firewall, risk: .destroys, applies: canTry, needs: .needsNoTrial
        ) { _ in .open(TryPolicyPane(mayCut: true)) },
        Action(
            "firewall.sync", Phrase("bring up to date", "mettre à jour"),
            Phrase(
                "Put every guest that runs into the rules, and take away those that do not",
                "Mettre dans les règles chaque machine en marche, et en ôter les autres"),
            keys: [], scope: .firewall, risk: .changes, applies: { $0.firewall.isFiltering }, needs: .needsFiltering
        ) { _ in deed(.sync) },
    ]

    private static func deed(_ deed: FirewallDeed) -> Effect { .submit([Operation(.firewall(deed), on: .firewall)]) }

    private static let canTry: @Sendable (Subject) -> Bool = { subject in
        let firewall = subject.firewall
        if case .notAllowed = firewall.condition { return false }
        return firewall.trial == nil && !firewall.file.isEmpty
    }
}

extension Subject {
    var firewall: FirewallState { context.state.firewall }

    /// The guest of the firewall under the cursor, as libvirt has it.
    var firewallGuest: (object: ObjectRef, guest: Guest)? {
        guard selected.count == 1, case .firewallGuest(let name) = selected[0] else { return nil }
        for host in context.state.hosts {
            guard let guest = host.guests.first(where: { $0.name == name }) else { continue }
            return (.guest(host: host.id, id: guest.id, name: guest.name), guest)
        }
        return nil
    }

    /// The line of the kind under the cursor, or of the kind of the guest there.
    var policyLine: Int? {
        let name: String?
        switch selected.first {
        case .firewallKind(let kind): name = kind
        case .firewallGuest(let guest): name = firewall.guests.first { $0.name == guest }?.kind
        default: name = nil
        }
        return firewall.kinds.first { $0.name == name }.flatMap { $0.line > 0 ? $0.line : nil }
    }
}

extension FirewallState {
    /// Whether the rules are not what was confirmed.
    var needsRepair: Bool { drift != nil || (condition == .absent && current != nil) }
}

extension Phrase {
    fileprivate static let needsTrial = Phrase("no policy is on trial", "aucune politique n’est à l’essai")
    fileprivate static let needsNoTrial = Phrase(
        "a policy is on trial already, or this console may not change the rules",
        "une politique est déjà à l’essai, ou cette console ne peut changer les règles")
    fileprivate static let needsDrift = Phrase("nobody has changed our rules", "personne n’a changé nos règles")
    fileprivate static let needsPolicyFile = Phrase(
        "no policy of this machine is known", "aucune politique de cette machine n’est connue")
    fileprivate static let needsFirewallGuest = Phrase(
        "put the cursor on a guest that runs here", "placez le curseur sur une machine en marche ici")
    fileprivate static let needsFiltering = Phrase("no policy rules", "aucune politique n’est en vigueur")
}
