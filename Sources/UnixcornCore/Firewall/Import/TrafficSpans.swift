import PacketFilter

/// Traffic in the words of a policy.
enum TrafficSpans {
    /// Types of ICMP that are all of them become the protocol as a whole, and ports that nobody counts one span.
    static func merged(_ traffic: [Traffic]) -> [Traffic] {
        let wide = joined(traffic.filter { $0.ports != nil }).filter { ($0.ports?.count ?? 0) >= 1000 }
        var out =
            traffic.filter { one in
                one.icmpType == nil
                    && !wide.contains { span in
                        span.protocol == one.protocol
                            && one.ports.map { span.ports?.contains($0.lowerBound) ?? false } ?? false
                    }
            } + wide
        for number in [IPProtocol.icmp, .icmpv6] {
            let types = Set(traffic.filter { $0.protocol == number }.compactMap(\.icmpType))
            // Of those that begin something all, or a few that are meant.
            if types.count > 200 {
                out.append(Traffic(number))
            } else {
                out += types.sorted().map { Traffic(number, icmpType: $0) }
            }
        }
        let whole = out.filter {
            $0.ports == nil && $0.icmpType == nil && !$0.protocol.hasPorts && $0.protocol != .icmp
                && $0.protocol != .icmpv6
        }
        return out.count - whole.count >= 0 && whole.count > 200
            ? out.filter { !whole.contains($0) } + whole.named : out
    }

    /// Names of the catalogue, then what has none, with ports in a row as one.
    static func names(_ traffic: [Traffic]) -> [String] {
        if traffic.isEmpty { return ["any"] }
        var rest = Set(traffic)
        var names: [String] = []
        for service in services where service.traffic.allSatisfy(rest.contains) {
            names.append(service.name)
            rest.subtract(service.traffic)
        }
        return names + joined(Array(rest)).map(\.description)
    }

    /// Those with the most parts first. Where several names stand for the same, none is known to be meant.
    private static let services: [Service] = {
        let known = ServiceCatalogue.all.filter { !$0.traffic.isEmpty }
        let meant: Set = ["vnc", "prometheus-node", "squid", "ping"]
        let plain = known.filter { one in
            meant.contains(one.name) || !known.contains { $0.name != one.name && Set($0.traffic) == Set(one.traffic) }
        }
        return plain.sorted { ($1.traffic.count, $0.name) < ($0.traffic.count, $1.name) }
    }()

    private static func joined(_ traffic: [Traffic]) -> [Traffic] {
        let sorted = traffic.sorted {
            ($0.protocol.rawValue, $0.ports?.lowerBound ?? 0, $0.icmpType ?? 0) < (
                $1.protocol.rawValue, $1.ports?.lowerBound ?? 0, $1.icmpType ?? 0
            )
        }
        var out: [Traffic] = []
        for one in sorted {
            if let ports = one.ports, let last = out.last, let before = last.ports, last.protocol == one.protocol,
                before.upperBound < .max,
                ports.lowerBound <= before.upperBound + 1
            {
                out[out.count - 1].ports = before.lowerBound...max(before.upperBound, ports.upperBound)
            } else {
                out.append(one)
            }
        }
        return out
    }
}

extension [Traffic] {
    /// Of nearly all protocols those that have a name: a list of 200 numbers is nobody's meaning.
    fileprivate var named: [Traffic] { filter { UInt8($0.protocol.name) == nil } }
}
