import PacketFilter

/// What one end has open, and to whom: asked of the rules themselves, packet by packet, one for each class of services
/// and of peers. So jumps, returns, sets, maps and marks all count as they do in the kernel.
struct AccessTable {
    /// One step of who may have a service: those up to a rate come after those without one.
    struct Part: Hashable {
        var rate: Rate?
        var reach4: Reach
        var reach6: Reach
    }

    var end: ImportEnd
    /// By class; what is open to nobody has no parts.
    private(set) var access: [(service: ServiceClass, parts: [Part])] = []
    /// Whether what is not allowed gets an answer.
    private(set) var refuses = false
    private(set) var unknowns: Set<String> = []
    /// Versions that no rule is about: they are taken for open now, and proposed like the other.
    private(set) var unruled: [Bool] = []

    let peers: [[PeerClass]]

    /// `network`: the only peers to ask for; nil: all.
    init(_ end: ImportEnd, _ rules: ImportRules, network: AddressBlock? = nil) {
        self.end = end
        let own = rules.ruleset.rules(at: end.hooks)
        if let network {
            peers = [false, true].map { $0 == network.isIPv6 ? [PeerClass(network)] : [] }
        } else {
            peers = [false, true].map { PeerClass.all(end.peerField($0), own, isIPv6: $0) }
            unruled = rules.unruled(end)
        }
        for service in ServiceClass.all(own) { ask(service, rules.simulator, rules.rates, rules.ruleset) }
    }

    /// Forgets what is open to somebody else as well.
    mutating func remove(_ isElsewhere: (ServiceClass) -> Bool) {
        for place in access.indices where isElsewhere(access[place].service) { access[place].parts = [] }
    }

    private mutating func ask(_ service: ServiceClass, _ simulator: Simulator, _ rates: RuleRates, _ ruleset: Ruleset) {
        var accepted: [[Rate?: Set<Int>]] = [[:], [:]]
        // ICMP of a version that no rule is about is held to what the other's has.
        let asked = service.isIPv6.map { unruled.contains($0) } == true ? service.counterpart : service
        for isIPv6 in [false, true] where asked.isIPv6 != !isIPv6 && !unruled.contains(isIPv6) {
            for (place, peer) in peers[isIPv6 ? 1 : 0].enumerated() {
                guard let walk = end.walk(simulator, asked, peer.sample) else { continue }
                unknowns.formUnion(walk.unknowns)
                if walk.outcome == .accepted {
                    accepted[isIPv6 ? 1 : 0][rates.rate(walk, ruleset), default: []].insert(place)
                } else if service.isRest, peer.isRest, let step = walk.dropped {
                    refuses = refuses || ruleset.rule(step)?.statements.contains(.reject) ?? false
                }
            }
        }
        access.append((service, parts(accepted, service)))
    }

    private func parts(_ accepted: [[Rate?: Set<Int>]], _ service: ServiceClass) -> [Part] {
        let rates = Set(accepted.flatMap(\.keys)).sorted { one, other in
            guard let one else { return other != nil }
            return other.map { (one.packets, one.burst) > ($0.packets, $0.burst) } ?? false
        }
        var sums: [Set<Int>] = [[], []]
        return rates.map { rate in
            for version in 0...1 { sums[version].formUnion(accepted[version][rate] ?? []) }
            let reaches = [false, true].map { isIPv6 in reach(sums, isIPv6, service) }
            return Part(rate: rate, reach4: reaches[0], reach6: reaches[1])
        }
    }

    private func reach(_ sums: [Set<Int>], _ isIPv6: Bool, _ service: ServiceClass) -> Reach {
        // Of the other version there is no such packet: nothing is said about it.
        if service.isIPv6 == !isIPv6 { return reach(sums, !isIPv6, service).open == nil ? .all : .none }
        if !unruled.contains(isIPv6) { return Reach(sums[isIPv6 ? 1 : 0], peers[isIPv6 ? 1 : 0]) }
        // As the other version has it, but for addresses, which it cannot have.
        return Reach(sums[isIPv6 ? 0 : 1], peers[isIPv6 ? 0 : 1]).open == nil ? .all : .none
    }
}
