import PacketFilter
public import Text

/// Makes a policy of the rules that a machine has.
public struct PolicyImport: Sendable {
    private let source: ImportSource

    public init(_ source: ImportSource) { self.source = source }

    /// What is proposed: by asking the old rules about each service and each sort of peer, and writing down the answers.
    ///
    /// - Parameter packets: random ones that are held against the old rules, beside one for each service.
    public func propose(_ language: Language = .english, packets: Int = 2000) -> PolicyProposal {
        let guests = ImportGuests(source, ImportNetwork(source.ruleset, outside: source.outside))
        var all = source.ruleset
        all.tables += guests.tables
        let network = ImportNetwork(all, outside: source.outside)
        let rules = ImportRules(all, network)
        var proposed = ProposedPolicy(source, rules, guests)
        let publishing = Publishing(all, network, guests.guests)
        let masquerading = Masquerading.all(all, network)
        proposed.published = publishing.ports
        proposed.masquerades = masquerading.found
        let scan = RuleScan(all, network, guests.guests, told: source.leftOut)
        let written = ProposalText(proposed, language)
        let leftOut =
            source.leftOut + guests.leftOut + proposed.leftOut + scan.leftOut + publishing.leftOut
            + masquerading.leftOut + written.leftOut
        return finish(written.text, PolicyImport.once(leftOut), proposed, rules, language, packets)
    }

    private static func once(_ remarks: [ImportRemark]) -> [ImportRemark] {
        var seen: Set<ImportRemark> = []
        return remarks.filter { seen.insert($0).inserted }
    }

    private func finish(
        _ text: String, _ leftOut: [ImportRemark], _ proposed: ProposedPolicy, _ rules: ImportRules,
        _ language: Language, _ packets: Int
    ) -> PolicyProposal {
        let whole = text + ProposalText.end(leftOut, language)
        var proposal = PolicyProposal(text: whole, leftOut: leftOut, guests: proposed.guests.guests)
        do {
            let policy = try PolicyReading.parse(whole, file: "firewall.toml")
            proposal.policy = policy
            proposal.fidelity = fidelity(policy, proposed, rules, packets)
        } catch {
            // Nothing that is written here should be refused; if it is, that must be said.
            proposal.leftOut += error.problems.map {
                ImportRemark("firewall.toml:\($0.line ?? 0)", .proposalWrong(SafeText($0.message.english)))
            }
        }
        return proposal
    }

    private func fidelity(_ policy: FirewallPolicy, _ proposed: ProposedPolicy, _ rules: ImportRules, _ packets: Int)
        -> ImportFidelity
    {
        var guests = proposed.guests.guests
        for place in guests.indices { guests[place].kind = proposed.kinds.names[guests[place].name] }
        let routes = guests.contains { $0.interfaces.contains(where: \.isRouted) }
        let compiled = PolicyCompiler(policy, routesGuests: routes).compile(guests)
        var ends = source.ruleset.tables.isEmpty ? [] : [rules.host(outward: false), rules.host(outward: true)]
        ends += ends.isEmpty ? [] : rules.strangers
        for guest in guests.prefix(200) {
            guard let interface = guest.interfaces.first else { continue }
            ends += [rules.guest(guest, interface, outward: false), rules.guest(guest, interface, outward: true)]
        }
        var fidelity = ImportFidelity(rules, ends, compiled, packets: packets)
        fidelity.addPublished(source.ruleset, compiled.ruleset, rules.network)
        return fidelity
    }
}

/// A policy that is proposed.
public struct PolicyProposal: Sendable {
    /// The policy file, with what could not be carried over as comments at its end.
    public var text: String
    /// The same, read back; nil where that failed, and then `leftOut` says why.
    public var policy: FirewallPolicy?
    public var leftOut: [ImportRemark]
    public var fidelity = ImportFidelity()
    /// The guests that it is about, those among them that only rules tell of.
    public var guests: [FirewallGuest]

    init(text: String, leftOut: [ImportRemark], guests: [FirewallGuest]) {
        self.text = text
        self.leftOut = leftOut
        self.guests = guests
    }
}
