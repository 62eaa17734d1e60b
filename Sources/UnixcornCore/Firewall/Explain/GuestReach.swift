/// What may be opened to one guest: what the policy says, held against all rules that are asked.
struct GuestReach {
    private let policy: FirewallPolicy
    private let guest: FirewallGuest
    private let guests: [FirewallGuest]
    private let explainer: FirewallExplainer

    init(_ policy: FirewallPolicy, _ guest: FirewallGuest, _ guests: [FirewallGuest], _ explainer: FirewallExplainer) {
        self.policy = policy
        self.guest = guest
        self.guests = guests
        self.explainer = explainer
    }

    /// In the order of the policy: its kind's lines, its own, its published ports.
    var openings: [GuestOpening] {
        let kind = policy.kinds[GuestElements.kind(of: guest, policy)]
        let rules = (kind?.accept ?? []) + (policy.guests[guest.name]?.accept ?? [])
        return rules.filter { $0.action == .accept }.map { rule in
            GuestOpening(
                service: rule.service, peers: rule.peers.map(\.written), rate: rule.rate.map { .keptRate($0) },
                line: rule.line, obstacle: obstacle(rule.traffic, rule.peers))
        } + published
    }

    private var published: [GuestOpening] {
        let own = guest.interfaces.flatMap(\.addresses).compactMap { AddressBlock($0) }
        let ports = policy.published.filter { port in
            port.guest == guest.name
                || IPAddress(port.guest).map { address in own.contains { $0.contains(address) } } ?? false
        }
        return ports.map { port in
            let span =
                port.ports.count == 1 ? "\(port.ports.lowerBound)" : "\(port.ports.lowerBound)-\(port.ports.upperBound)"
            return GuestOpening(
                service: "\(port.protocol.name)/\(span) → \(port.toPort)", peers: port.peers.map(\.written), rate: nil,
                line: port.line, isPublished: true)
        }
    }

    /// Why a packet that the line lets in would not come in; nil where it does, or where nobody can tell.
    private func obstacle(_ traffic: [Traffic], _ peers: [Peer]) -> Phrase? {
        guard let first = traffic.first, let from = sample(peers) else { return nil }
        let question = PacketQuestion(from: from, to: .guest(guest.name), first)
        guard let answer = try? explainer.explain(question), answer.outcome == .dropped else { return nil }
        return answer.words
    }

    /// Somebody whom the line is about, of a version that the guest speaks.
    private func sample(_ peers: [Peer]) -> PacketQuestion.Place? {
        guard let peer = peers.first else { return .outside }
        let known = guest.interfaces.flatMap(\.addresses).compactMap { IPAddress($0) }
        func place(_ blocks: [AddressBlock]) -> PacketQuestion.Place? {
            let fits = blocks.first { block in known.contains { $0.isIPv6 == block.isIPv6 } } ?? blocks.first
            return fits.map { block in
                .address(
                    block.isIPv6
                        ? IPAddress(ipv6: block.first) : IPAddress(ipv4: UInt32(truncatingIfNeeded: block.first)))
            }
        }
        func other(_ fits: (FirewallGuest) -> Bool) -> PacketQuestion.Place? {
            guests.first { $0.name != guest.name && fits($0) }.map { .guest($0.name) }
        }
        switch peer {
        case .block(let block): return place([block])
        case .set(let name): return place(policy.sets[name]?.blocks ?? [])
        case .admins: return place(policy.admins)
        case .kind(let name): return other { GuestElements.kind(of: $0, policy) == name }
        case .guest(let name): return other { $0.name == name }
        case .guests: return other { _ in true }
        }
    }
}

extension Peer {
    /// As a policy writes it.
    var written: String {
        switch self {
        case .block(let block): block.description
        case .set(let name): "@" + name
        case .admins: "admins"
        case .kind(let name): "kind:" + name
        case .guest(let name): "guest:" + name
        case .guests: "guests"
        }
    }
}
