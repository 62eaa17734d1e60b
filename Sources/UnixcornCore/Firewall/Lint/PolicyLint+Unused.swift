import PacketFilter

extension PolicyLint {
    /// Sets that nothing names.
    func unusedSets() -> [PolicyRemark] {
        var used = policy.namedSets.union(policy.blocked)
        let peers = lists.flatMap { $0.rules.flatMap(\.peers) } + policy.published.flatMap(\.peers)
        for case .set(let name) in peers { used.insert(name) }
        return policy.sets.values.filter { !used.contains($0.name) }.map { set in
            PolicyRemark(.unusedSet, line: set.line, .unusedSet(set.name))
        }
    }

    /// Kinds that no guest is of, and no other kind includes.
    func unusedKinds() -> [PolicyRemark] {
        guard !guests.isEmpty else { return [] }
        var used = policy.includedKinds.union(["closed", policy.defaultKind])
        used.formUnion(guests.map { GuestElements.kind(of: $0, policy) })
        used.formUnion(policy.guests.values.compactMap(\.kind))
        return policy.kinds.values.filter { !used.contains($0.name) }.map { kind in
            PolicyRemark(.unusedKind, line: kind.line, .unusedKind(kind.name))
        }
    }
}
