import PacketFilter
import Text

extension PolicyLint {
    /// What only a few should reach, and everybody may.
    func openToWorld(except dead: Set<DeclaredRule>) -> [PolicyRemark] {
        let rules = lists.filter { !$0.isOutward }.flatMap(PolicyLint.declared).filter { !dead.contains($0) }
        let open = rules.map(\.rule).filter { $0.action == .accept && isEverybody($0.peers) }
        let accepted = open.compactMap { rule in
            remark(rule.line, SafeText(rule.service), PacketSpace.services(rule.traffic, isIPv6: false))
        }
        let published = policy.published.filter { isEverybody($0.peers) }.compactMap { port in
            let traffic = Traffic(port.protocol, port.toPort...port.lastToPort)
            return remark(port.line, SafeText(traffic.description), PacketSpace.services([traffic], isIPv6: false))
        }
        return accepted + published
    }

    private func remark(_ line: Int, _ name: SafeText, _ services: [PacketSpace.Services]) -> PolicyRemark? {
        let known = Confidential.among(services)
        guard !known.isEmpty else { return nil }
        let isEverything = services == [PacketSpace.allServices]
        return PolicyRemark(.openToWorld, line: line, isEverything ? .everythingToWorld : .openToWorld(name, known))
    }

    /// Whether all addresses of a version are among them.
    private func isEverybody(_ peers: [Peer]) -> Bool {
        peers.isEmpty
            || [false, true].contains { isIPv6 in
                PacketSpace([], peers, policy, isIPv6: isIPv6).addresses == [PacketSpace.allAddresses(isIPv6)]
            }
    }

    /// Kinds, and guests of their own, that may open everything.
    func opensEverything() -> [PolicyRemark] {
        let kinds = policy.kinds.values.filter { $0.out == nil }.map { kind in
            PolicyRemark(.opensEverything, line: kind.line, .opensEverything(kind.name))
        }
        let rules = lists.filter { $0.isOutward && $0.owner != .host }.flatMap { list in
            list.rules.filter { $0.action == .accept && $0.traffic.isEmpty && isEverybody($0.peers) }.map { rule in
                PolicyRemark(.opensEverything, line: rule.line, .ruleOpensEverything)
            }
        }
        return kinds + rules
    }

    func noAdmins() -> [PolicyRemark] {
        policy.admins.isEmpty ? [PolicyRemark(.noAdmins, line: nil, .noAdmins)] : []
    }
}

extension PublishedPort {
    /// The guest's last port.
    var lastToPort: UInt16 {
        UInt16(clamping: Int(toPort) + Int(ports.upperBound) - Int(ports.lowerBound))
    }
}
