import Text

extension PolicyLint {
    /// A rule that never decides anything.
    struct Shadowed {
        var rule: DeclaredRule
        var remark: PolicyRemark
    }

    /// What takes the packets of one rule in one list.
    private struct Taken {
        /// Of all packets; nil where some are left to the rule.
        var owners: [Claims.Owner]?
        /// Whether some of those that take them do otherwise with them.
        var isContrary = false
        var hasPackets = false
    }

    /// Rules whose packets are all taken before: in every list that has them, or, in one that includes several others, by
    /// rules that say the contrary.
    func shadowedRules() -> [Shadowed] {
        var seen: [DeclaredRule: [Taken]] = [:]
        var order: [DeclaredRule] = []
        for list in lists {
            for (rule, taken) in taken(list) {
                if seen[rule] == nil { order.append(rule) }
                seen[rule, default: []].append(taken)
            }
        }
        return order.compactMap { rule in seen[rule].flatMap { shadowed(rule, $0) } }
    }

    private func shadowed(_ rule: DeclaredRule, _ places: [Taken]) -> Shadowed? {
        let name = SafeText(rule.rule.service)
        if !places.contains(where: \.hasPackets) {
            return Shadowed(
                rule: rule, remark: PolicyRemark(.matchesNothing, line: rule.rule.line, .matchesNothing(name)))
        }
        let whole = places.filter { $0.owners != nil }
        guard whole.count == places.count || whole.contains(where: \.isContrary) else { return nil }
        guard let worst = whole.first(where: \.isContrary) ?? whole.first, let owners = worst.owners else { return nil }
        return Shadowed(rule: rule, remark: PolicyRemark(.shadowed, line: rule.rule.line, .shadowed(name, by: owners)))
    }

    private func taken(_ list: RuleList) -> [(DeclaredRule, Taken)] {
        var found = PolicyLint.declared(list).map { ($0, Taken(owners: [])) }
        for isIPv6 in [false, true] {
            var claims = before(list, isIPv6: isIPv6)
            for place in found.indices {
                let rule = found[place].0.rule
                look(rule, claims, &found[place].1)
                add(rule, to: &claims)
            }
        }
        return found
    }

    private func look(_ rule: PolicyRule, _ claims: Claims, _ taken: inout Taken) {
        let space = PacketSpace(rule.traffic, rule.peers, policy, isIPv6: claims.isIPv6)
        guard !space.isEmpty else { return }
        taken.hasPackets = true
        for claim in claims.first(for: space) {
            guard let claim else {
                taken.owners = nil
                continue
            }
            if claim.accepts != (rule.action == .accept) { taken.isContrary = true }
            if taken.owners?.contains(claim.owner) == false { taken.owners?.append(claim.owner) }
        }
    }
}
