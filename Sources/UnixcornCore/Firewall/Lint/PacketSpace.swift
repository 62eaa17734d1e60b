import PacketFilter

/// All packets of one version of IP that a rule is about: services times addresses, both exact.
struct PacketSpace {
    typealias Services = ClosedRange<UInt32>
    typealias Addresses = ClosedRange<UInt128>

    /// Protocol times 65,536, and port; of ICMP the type times 256. Sorted, without overlap.
    var services: [Services]
    /// Addresses that the policy itself names. Sorted, without overlap.
    var addresses: [Addresses]
    /// Peers whose addresses only the running guests tell: `kind:web`, `guest:blog`, `guests`.
    var names: Set<Peer>

    static let allServices: Services = 0...0xff_ffff
    static func allAddresses(_ isIPv6: Bool) -> Addresses { 0...(isIPv6 ? .max : UInt128(UInt32.max)) }

    var isEmpty: Bool { services.isEmpty || (addresses.isEmpty && names.isEmpty) }

    init(services: [Services], addresses: [Addresses], names: Set<Peer> = []) {
        self.services = services
        self.addresses = addresses
        self.names = names
    }

    init(_ traffic: [Traffic], _ peers: [Peer], _ policy: FirewallPolicy, isIPv6: Bool) {
        services = PacketSpace.services(traffic, isIPv6: isIPv6)
        names = []
        guard !peers.isEmpty else {
            addresses = [PacketSpace.allAddresses(isIPv6)]
            return
        }
        var blocks: [AddressBlock] = []
        for peer in peers {
            switch peer {
            case .block(let block): blocks.append(block)
            case .set(let name): blocks += policy.sets[name]?.blocks ?? []
            case .admins: blocks += policy.admins
            case .kind, .guest, .guests: names.insert(peer)
            }
        }
        addresses = AddressSet.merged(blocks.filter { $0.isIPv6 == isIPv6 }).map(\.range)
    }

    static func services(_ traffic: [Traffic], isIPv6: Bool) -> [Services] {
        guard !traffic.isEmpty else { return [allServices] }
        let own: IPProtocol = isIPv6 ? .icmpv6 : .icmp
        let ranges = traffic.compactMap { traffic -> Services? in
            let first = UInt32(traffic.protocol.rawValue) << 16
            if let type = traffic.icmpType {
                // A type is asked for in ICMP of its own version alone.
                return traffic.protocol == own ? first + UInt32(type) << 8...first + UInt32(type) << 8 + 255 : nil
            }
            guard let ports = traffic.ports else { return first...first + 0xffff }
            return first + UInt32(ports.lowerBound)...first + UInt32(ports.upperBound)
        }
        return merged(ranges)
    }

    static func merged(_ ranges: [Services]) -> [Services] {
        var out: [Services] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = out.last, range.lowerBound <= last.upperBound + 1 {
                out[out.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                out.append(range)
            }
        }
        return out
    }
}
