import PacketFilter
import Text

extension PolicyLint {
    /// What the host accepts, and no program on it listens for. Only this machine can say so: `/proc/net/tcp` and its like
    /// are read. Nothing where they cannot be.
    public static func unheard(_ policy: FirewallPolicy) -> [PolicyRemark] {
        ListeningSocket.all().map { unheard(policy, $0) } ?? []
    }

    static func unheard(_ policy: FirewallPolicy, _ sockets: [ListeningSocket]) -> [PolicyRemark] {
        let open = sockets.filter { !$0.isLoopback }
        func isHeard(_ traffic: Traffic) -> Bool {
            guard let ports = traffic.ports else { return true }
            // Of other protocols these files say nothing.
            guard traffic.protocol == .tcp || traffic.protocol == .udp else { return true }
            return open.contains { $0.protocol == traffic.protocol && ports.contains($0.port) }
        }
        let rules = policy.host.accept.filter { rule in
            rule.action == .accept && !rule.traffic.isEmpty && !rule.traffic.contains(where: isHeard)
        }
        var remarks = rules.map { PolicyRemark(.unheard, line: $0.line, .unheard(SafeText($0.service))) }
        let ports = policy.adminPorts.map { Traffic(.tcp, $0) }
        if !policy.admins.isEmpty, !ports.contains(where: isHeard) {
            let names = ports.map(\.description).joined(separator: ", ")
            remarks.append(PolicyRemark(.unheard, line: nil, .unheard(SafeText("admin_ports \(names)"))))
        }
        return sorted(remarks)
    }
}
