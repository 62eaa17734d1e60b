import PacketFilter
import Text

extension PolicyLint {
    private func isThere(_ guest: String) -> Bool { guests.contains { $0.name == guest } }

    /// Guests that the policy names, and that nobody has.
    func unknownGuests() -> [PolicyRemark] {
        guard !guests.isEmpty else { return [] }
        var remarks = policy.guests.values.filter { !isThere($0.name) }.map { guest in
            PolicyRemark(.unknownGuest, line: guest.line, .unknownGuest(SafeText(guest.name)))
        }
        let peers =
            lists.flatMap { $0.rules.map { ($0.line, $0.peers) } } + policy.published.map { ($0.line, $0.peers) }
        for (line, peers) in peers {
            for case .guest(let name) in peers where !isThere(name) {
                remarks.append(PolicyRemark(.unknownGuest, line: line, .unknownGuest(SafeText(name))))
            }
        }
        return remarks
    }

    /// Kinds in guests' own metadata that the policy does not have.
    func undeclaredKinds() -> [PolicyRemark] {
        guests.compactMap { guest in
            guard let kind = guest.kind, policy.kinds[kind] == nil, policy.guests[guest.name]?.kind == nil else {
                return nil
            }
            let message = Phrase.undeclaredKindOfGuest(SafeText(guest.name), SafeText(kind), policy.defaultKind)
            return PolicyRemark(.undeclaredKind, line: nil, message)
        }
    }

    /// Rules of single guests that their kind has too.
    func allowedByKind(except dead: Set<DeclaredRule>) -> [PolicyRemark] {
        lists.flatMap { list -> [PolicyRemark] in
            guard case .guest(let name) = list.owner, let kind = kind(of: name) else { return [] }
            let rules = PolicyLint.declared(list).filter { !dead.contains($0) }.map(\.rule)
            return rules.filter { $0.action == .accept && $0.rate == nil && allows(kind, $0, list.isOutward) }.map {
                rule in
                PolicyRemark(
                    .kindAllows, line: rule.line, .kindAllows(SafeText(rule.service), SafeText(name), kind.name))
            }
        }
    }

    private func allows(_ kind: GuestKind, _ rule: PolicyRule, _ isOutward: Bool) -> Bool {
        if isOutward, kind.out == nil { return true }
        let list = RuleList(
            owner: .kind(kind.name), isOutward: isOutward, rules: isOutward ? kind.out ?? [] : kind.accept)
        return accepts(list, rule.traffic, rule.peers)
    }

    /// Whether a list accepts all such packets, as many as come.
    func accepts(_ list: RuleList, _ traffic: [Traffic], _ peers: [Peer]) -> Bool {
        [false, true].allSatisfy { isIPv6 in
            let space = PacketSpace(traffic, peers, policy, isIPv6: isIPv6)
            if space.isEmpty { return true }
            var claims = before(list, isIPv6: isIPv6)
            for rule in list.rules { add(rule, to: &claims) }
            return claims.first(for: space).allSatisfy { claim in
                // Whom a block list stops, it stops everywhere.
                if case .blocked? = claim?.owner { return true }
                return claim?.accepts == true && claim?.isLimited == false
            }
        }
    }
}

extension PolicyLint {
    /// Ports that lead to nobody, or to a guest that would not take them by itself.
    func publishedAmiss() -> [PolicyRemark] {
        policy.published.compactMap { port in
            guard let name = target(port) else {
                guard !guests.isEmpty else { return nil }
                return PolicyRemark(.unknownGuest, line: port.line, .publishedToNobody(SafeText(port.guest)))
            }
            guard let kind = kind(of: name) else { return nil }
            let traffic = Traffic(port.protocol, port.toPort...port.lastToPort)
            let rules = (policy.guests[name]?.accept ?? []) + kind.accept
            let list = RuleList(owner: .kind(kind.name), isOutward: false, rules: rules)
            if accepts(list, [traffic], port.peers) || isLimited(list, traffic, port.peers) { return nil }
            let message = Phrase.publishedDropped(SafeText(name), kind.name, traffic)
            return PolicyRemark(.publishedDropped, line: port.line, message)
        }
    }

    /// The guest that a published port leads to, as far as is known; nil: nobody.
    private func target(_ port: PublishedPort) -> String? {
        guard let address = IPAddress(port.guest) else {
            return guests.isEmpty || isThere(port.guest) ? port.guest : nil
        }
        if let guest = guests.first(where: { blocks(of: $0).contains { $0.contains(address) } }) { return guest.name }
        return policy.guests.values.first { $0.addresses.contains { $0.contains(address) } }?.name
    }

    /// Whether the list accepts the packets, but not all that could come.
    private func isLimited(_ list: RuleList, _ traffic: Traffic, _ peers: [Peer]) -> Bool {
        var free = list
        for place in free.rules.indices { free.rules[place].rate = nil }
        return accepts(free, [traffic], peers)
    }
}
