extension AlertRules {
    /// Guests that are named one by one; of more their number is told.
    private static let most = 3

    /// What is wrong with the firewall of this machine.
    func firewall(_ state: SiteState) -> [Alert] {
        let firewall = state.firewall
        return absence(firewall) + trial(firewall, at: state.at) + drift(firewall) + strays(firewall)
            + problems(firewall)
    }

    /// A policy was confirmed, and nothing of it is there.
    private func absence(_ state: FirewallState) -> [Alert] {
        guard state.condition == .absent, let current = state.current else { return [] }
        return [
            Alert(
                id: "firewall-absent", severity: .critical, words: .firewallAbsent(SafeText(current.name)),
                object: .firewall)
        ]
    }

    private func trial(_ state: FirewallState, at now: Moment) -> [Alert] {
        guard let trial = state.trial, let ends = state.trialEnds, ends > now else { return [] }
        return [
            Alert(
                id: "firewall-trial:\(trial.name)", severity: .warning,
                words: .firewallTrial(SafeText(trial.name), SafeText(ends.formatted("%H:%M:%S"))), object: .firewall)
        ]
    }

    private func drift(_ state: FirewallState) -> [Alert] {
        guard let drift = state.drift, !drift.isEmpty else { return [] }
        return [
            Alert(
                id: "firewall-drift", severity: drift.missing.isEmpty ? .warning : .critical,
                words: .firewallDrift(drift.process.map { SafeText($0) }), object: .firewall)
        ]
    }

    /// While nothing rules nobody is missing from the rules.
    private func strays(_ state: FirewallState) -> [Alert] {
        let rules = state.condition == .ruling || state.condition == .trying
        return named(
            rules ? state.guests.filter { $0.standing == .notInRules } : [], "firewall-unknown", Phrase.guestNotInRules,
            Phrase.guestsNotInRules)
            + named(
                state.guests.filter { $0.missingKind != nil }, "firewall-kind", Phrase.guestWithoutKind,
                Phrase.guestsWithoutKind)
    }

    private func named(
        _ guests: [FirewallState.GuestEntry], _ id: String, _ one: (SafeText, SafeText) -> Phrase,
        _ many: (Int) -> Phrase
    ) -> [Alert] {
        guard guests.count <= Self.most else {
            return [Alert(id: id, severity: .warning, words: many(guests.count), object: .firewall)]
        }
        return guests.map { guest in
            Alert(
                id: "\(id):\(guest.name)", severity: .warning,
                words: one(SafeText(guest.name), SafeText(guest.missingKind ?? "")), object: .firewall)
        }
    }

    private func problems(_ state: FirewallState) -> [Alert] {
        guard let first = state.problems.first else { return [] }
        return [
            Alert(
                id: "firewall-file", severity: .warning, words: .policyProblems(state.problems.count, first),
                object: .firewall)
        ]
    }
}

extension Phrase {
    fileprivate static func firewallAbsent(_ version: SafeText) -> Phrase {
        Phrase(
            "the firewall is not there although \(version) was confirmed: nothing is filtered",
            "le pare-feu est absent alors que \(version) a été confirmée : rien n’est filtré")
    }
    fileprivate static func firewallTrial(_ version: SafeText, _ end: SafeText) -> Phrase {
        Phrase(
            "policy \(version) is on trial until \(end)", "la politique \(version) est à l’essai jusqu’à \(end)")
    }
    fileprivate static func firewallDrift(_ process: SafeText?) -> Phrase {
        process.map {
            Phrase("\($0) has changed the firewall's rules", "\($0) a changé les règles du pare-feu")
        } ?? Phrase("somebody has changed the firewall's rules", "quelqu’un a changé les règles du pare-feu")
    }
    fileprivate static func guestNotInRules(_ name: SafeText, _ kind: SafeText) -> Phrase {
        Phrase(
            "guest \(name) is not in the firewall's rules", "la machine \(name) n’est pas dans les règles du pare-feu")
    }
    fileprivate static func guestsNotInRules(_ count: Int) -> Phrase {
        Phrase(
            "\(count) guests are not in the firewall's rules",
            "\(count) machines ne sont pas dans les règles du pare-feu")
    }
    fileprivate static func guestWithoutKind(_ name: SafeText, _ kind: SafeText) -> Phrase {
        Phrase(
            "guest \(name) asks for the kind \(kind), which the policy does not declare",
            "la machine \(name) demande la nature \(kind), que la politique ne déclare pas")
    }
    fileprivate static func guestsWithoutKind(_ count: Int) -> Phrase {
        Phrase(
            "\(count) guests ask for kinds that the policy does not declare",
            "\(count) machines demandent des natures que la politique ne déclare pas")
    }
    fileprivate static func policyProblems(_ count: Int, _ first: ConfigurationProblem) -> Phrase {
        let words = first.words
        guard count > 1 else { return words }
        return Phrase("\(words.english) (and \(count - 1) more)", "\(words.french) (et \(count - 1) de plus)")
    }
}
