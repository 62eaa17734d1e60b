import PacketFilter

/// Everything that is proposed, before it is written down.
struct ProposedPolicy {
    var admins: [AddressBlock] = []
    var host: ProposedRules
    /// Nil: the host may open everything.
    var hostOut: ProposedRules?
    var refuses: Bool
    var kinds = ProposedKinds()
    var guests: ImportGuests
    var published: [PublishedPort] = []
    var masquerades: [Masquerade] = []
    var leftOut: [ImportRemark] = []
    let network: ImportNetwork

    init(_ source: ImportSource, _ rules: ImportRules, _ guests: ImportGuests) {
        self.guests = guests
        network = rules.network
        let table = AccessTable(rules.host(outward: false), rules)
        host = ProposedRules(table)
        refuses = table.refuses
        let out = ProposedRules(AccessTable(rules.host(outward: true), rules))
        hostOut = out.isEverything ? nil : out
        for isIPv6 in table.unruled { leftOut.append(ImportRemark("INPUT", .versionUnruled(isIPv6))) }
        takeAdmins()
        host.rules = inner(rules) + host.rules
        for guest in guests.guests { add(guest, rules) }
    }

    /// Sources of SSH that are not everybody are the admins.
    private mutating func takeAdmins() {
        let ssh = Traffic(.tcp, 22...22)
        guard let place = host.rules.firstIndex(where: { $0.traffic.contains(ssh) }),
            host.rules[place].action == .accept, host.rules[place].rate == nil,
            !host.rules[place].peers.isEmpty, !host.rules[place].peers.contains(where: { $0.prefix == 0 })
        else { return }
        admins = AddressSet.merged(host.rules[place].peers)
        host.rules[place].traffic.removeAll { $0 == ssh }
        if host.rules[place].traffic.isEmpty { host.rules.remove(at: place) }
    }

    /// What only those behind an inner interface may reach.
    private func inner(_ rules: ImportRules) -> [ProposedRule] {
        network.networks.sorted { $0.key < $1.key }.filter { !ImportNetwork.isOfDocker($0.key) }.flatMap {
            interface, blocks in
            blocks.flatMap { block -> [ProposedRule] in
                var table = AccessTable(rules.host(outward: false, interface: interface), rules, network: block)
                let outside = rules.host(outward: false)
                let sample = PeerClass(block).sample
                table.remove { outside.walk(rules.simulator, $0, sample)?.outcome == .accepted }
                return ProposedRules(table).rules(from: block).flatMap { ProposedPolicy.withUnnumbered($0, block) }
            }
        }
    }

    /// A client that asks the host for an address by DHCP has none yet.
    private static func withUnnumbered(_ rule: ProposedRule, _ network: AddressBlock) -> [ProposedRule] {
        let question = Traffic.udp(network.isIPv6 ? 547 : 67)
        let unnumbered = network.isIPv6 ? AddressBlock("fe80::/10") : AddressBlock("0.0.0.0")
        guard let unnumbered, rule.traffic.contains(question) else { return [rule] }
        var (rest, own) = (rule, rule)
        rest.traffic.removeAll { $0 == question }
        own.traffic = [question]
        own.peers = [unnumbered, network]
        return rest.traffic.isEmpty ? [own] : [rest, own]
    }

    private mutating func add(_ guest: FirewallGuest, _ rules: ImportRules) {
        guard let interface = guest.interfaces.first else { return }
        if guest.interfaces.count > 1 { leftOut.append(ImportRemark(guest.name, .firstInterface)) }
        let table = AccessTable(rules.guest(guest, interface, outward: false), rules)
        var accept = ProposedRules(table)
        accept.rules = neighbours(guest, interface, rules) + accept.rules
        let out = ProposedRules(AccessTable(rules.guest(guest, interface, outward: true), rules))
        let kind = ProposedKind(accept: accept, out: out, refuses: table.refuses)
        kinds.add(guest, kind, named: guests.filterKinds[guest.name])
    }

    /// What others of the guest's own network may reach besides.
    private func neighbours(_ guest: FirewallGuest, _ interface: FirewallGuest.Interface, _ rules: ImportRules)
        -> [ProposedRule]
    {
        guard !interface.isRouted, let address = interface.addresses.lazy.compactMap({ IPAddress($0) }).first,
            let bridge = network.interface(of: address)
        else { return [] }
        return (network.networks[bridge] ?? []).flatMap { block -> [ProposedRule] in
            var table = AccessTable(
                rules.guest(guest, interface, outward: false, neighbour: true), rules, network: block)
            let outside = rules.guest(guest, interface, outward: false)
            let sample = PeerClass(block).sample
            table.remove { outside.walk(rules.simulator, $0, sample)?.outcome == .accepted }
            return ProposedRules(table).rules(from: block)
        }
    }
}

extension ProposedRules {
    /// The same from one network alone.
    fileprivate func rules(from block: AddressBlock) -> [ProposedRule] {
        var made = rules.filter { $0.action == .accept }
        for place in made.indices { made[place].peers = [block] }
        if answersPing {
            made.append(
                ProposedRule(
                    traffic: [Traffic(block.isIPv6 ? .icmpv6 : .icmp, icmpType: block.isIPv6 ? 128 : 8)], peers: [block]
                ))
        }
        return made
    }
}
