import PacketFilter

extension PolicyLint {
    /// Whether all that `other` stands for is among what `peer` does, whichever guests run.
    func holds(_ peer: Peer, _ other: Peer) -> Bool {
        if peer == other || peer == .guests { return true }
        guard case .kind(let kind) = peer, case .guest(let guest) = other else { return false }
        return self.kind(of: guest)?.name == kind
    }

    /// What is decided before the rules of a list.
    func before(_ list: RuleList, isIPv6: Bool) -> Claims {
        var claims = Claims(isIPv6: isIPv6, holds: holds)
        basics(list, &claims)
        if list.owner == .host, !list.isOutward { admins(&claims) }
        for name in policy.blocked {
            guard let set = policy.sets[name] else { continue }
            let space = PacketSpace([], [.set(name)], policy, isIPv6: isIPv6)
            claims.add(.blocked(name, set.line), accepts: false, space)
        }
        if answersPing(list) {
            let type: Traffic = isIPv6 ? Traffic(.icmpv6, icmpType: 128) : Traffic(.icmp, icmpType: 8)
            claims.add(.ping, accepts: true, PacketSpace([type], [], policy, isIPv6: isIPv6))
        }
        return claims
    }

    private func answersPing(_ list: RuleList) -> Bool {
        guard !list.isOutward else { return false }
        return switch list.owner {
        case .host: policy.host.answersPing
        case .kind(let name): policy.kinds[name]?.answersPing ?? false
        case .guest(let name): kind(of: name)?.answersPing ?? false
        }
    }

    /// Errors and neighbour discovery, as the compiler lets them pass.
    private func basics(_ list: RuleList, _ claims: inout Claims) {
        if list.owner == .host, list.isOutward, policy.host.out == nil { return }
        let types: [UInt8] =
            claims.isIPv6
            ? [1, 2, 3, 4, 131, 132, 133, 135, 136, 143] + (list.isOutward ? [] : [130, 134, 137]) : [3, 11, 12]
        let traffic = types.map { Traffic(claims.isIPv6 ? .icmpv6 : .icmp, icmpType: $0) }
        claims.add(.basics, accepts: true, PacketSpace(traffic, [], policy, isIPv6: claims.isIPv6))
    }

    private func admins(_ claims: inout Claims) {
        guard !policy.admins.isEmpty else { return }
        let traffic = policy.adminPorts.map { Traffic(.tcp, $0) }
        claims.add(.admins, accepts: true, PacketSpace(traffic, [.admins], policy, isIPv6: claims.isIPv6))
    }

    func add(_ rule: PolicyRule, to claims: inout Claims) {
        claims.add(
            .rule(rule.line), accepts: rule.action == .accept, isLimited: rule.rate != nil,
            PacketSpace(rule.traffic, rule.peers, policy, isIPv6: claims.isIPv6))
    }
}
