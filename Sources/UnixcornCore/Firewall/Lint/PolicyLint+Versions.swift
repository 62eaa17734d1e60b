import PacketFilter
import Text

extension PolicyLint {
    /// Rules and sets whose addresses are of one version of IP only.
    func oneVersion(except dead: Set<DeclaredRule>) -> [PolicyRemark] {
        var remarks = lists.flatMap { list in
            PolicyLint.declared(list).filter { !dead.contains($0) }.flatMap { oneVersion($0.rule, list) }
        }
        if let isIPv6 = PolicyLint.onlyVersion(policy.admins) {
            remarks.append(PolicyRemark(.oneVersion, line: nil, .adminsOfOneVersion(isIPv6)))
        }
        return remarks + publishedInOneVersion()
    }

    /// Whether it is 6, where all are of one.
    static func onlyVersion(_ blocks: [AddressBlock]) -> Bool? {
        let found = Set(blocks.map(\.isIPv6))
        return found.count == 1 ? found.first : nil
    }

    private func oneVersion(_ rule: PolicyRule, _ list: RuleList) -> [PolicyRemark] {
        guard let isIPv6 = onlyVersion(rule), isOfBoth(rule), reaches(list, isIPv6: !isIPv6),
            !list.rules.contains(where: { completes($0, rule, isIPv6: !isIPv6) })
        else { return [] }
        let sets = rule.peers.compactMap { peer in
            if case .set(let name) = peer { policy.sets[name] } else { nil }
        }
        guard sets.count == rule.peers.count else {
            return [PolicyRemark(.oneVersion, line: rule.line, .peersOfOneVersion(SafeText(rule.service), isIPv6))]
        }
        return sets.filter { !$0.blocks.isEmpty }.map { set in
            PolicyRemark(
                .oneVersion, line: set.line, .setOfOneVersion(set.name, SafeText(rule.service), rule.line, isIPv6))
        }
    }

    /// The version of all peers; nil where they are of both, or where guests are among them.
    private func onlyVersion(_ rule: PolicyRule) -> Bool? {
        guard !rule.peers.isEmpty else { return nil }
        let spaces = [false, true].map { PacketSpace(rule.traffic, rule.peers, policy, isIPv6: $0) }
        guard spaces.allSatisfy(\.names.isEmpty) else { return nil }
        let versions = [false, true].filter { !spaces[$0 ? 1 : 0].addresses.isEmpty }
        // `admins` alone is told once, not at every rule.
        guard versions.count == 1, rule.peers != [.admins] else { return nil }
        return versions.first
    }

    private func isOfBoth(_ rule: PolicyRule) -> Bool {
        [false, true].allSatisfy { !PacketSpace.services(rule.traffic, isIPv6: $0).isEmpty }
    }

    /// Whether another rule says the same for the other version.
    private func completes(_ other: PolicyRule, _ rule: PolicyRule, isIPv6: Bool) -> Bool {
        other.action == rule.action && Set(other.traffic) == Set(rule.traffic)
            && !PacketSpace(other.traffic, other.peers, policy, isIPv6: isIPv6).isEmpty
    }

    /// Whether what the list is for has addresses of the version, as far as is known.
    private func reaches(_ list: RuleList, isIPv6: Bool) -> Bool {
        let known = guests.filter { guest in
            switch list.owner {
            case .host: false
            case .kind(let kind): GuestElements.kind(of: guest, policy) == kind
            case .guest(let name): guest.name == name
            }
        }
        let own = known.flatMap { blocks(of: $0) }
        return own.isEmpty || own.contains { $0.isIPv6 == isIPv6 }
    }

    func blocks(of guest: FirewallGuest) -> [AddressBlock] {
        guest.interfaces.flatMap { $0.addresses.compactMap { AddressBlock($0) } }
            + (policy.guests[guest.name]?.addresses ?? [])
    }
}

extension PolicyLint {
    /// Ports that lead to a guest in one version of IP only.
    private func publishedInOneVersion() -> [PolicyRemark] {
        policy.published.compactMap { port in
            let own = versions(port)
            guard own.count == 1, let isIPv6 = own.first else { return nil }
            let isCompleted = policy.published.contains { other in
                other.protocol == port.protocol && other.ports == port.ports && versions(other).contains(!isIPv6)
            }
            if isCompleted { return nil }
            return PolicyRemark(
                .oneVersion, line: port.line, .publishedInOneVersion(Traffic(port.protocol, port.ports), isIPv6))
        }
    }

    /// Those that the host's address, the guest and the peers all have.
    private func versions(_ port: PublishedPort) -> [Bool] {
        [false, true].filter { isIPv6 in
            let isThere = port.addresses.isEmpty || port.addresses.contains { $0.isIPv6 == isIPv6 }
            return isThere && leads(port, isIPv6)
                && !PacketSpace([], port.peers, policy, isIPv6: isIPv6).isEmpty
        }
    }

    private func leads(_ port: PublishedPort, _ isIPv6: Bool) -> Bool {
        if let address = IPAddress(port.guest) { return address.isIPv6 == isIPv6 }
        let known = guests.filter { $0.name == port.guest }.flatMap { blocks(of: $0) }
        return known.isEmpty || known.contains { $0.isIPv6 == isIPv6 }
    }
}
