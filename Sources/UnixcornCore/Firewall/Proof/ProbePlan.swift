import PacketFilter

/// Packets that tell whether rules do what a policy says: one for each declared service, and one for each class of
/// packets that nobody may send.
public struct ProbePlan: Sendable {
    /// A probe, and whether the policy lets it arrive.
    public struct Case: Sendable, Hashable {
        public var probe: Probe
        public var isAllowed: Bool
    }

    let policy: FirewallPolicy
    let guests: [FirewallGuest]
    public private(set) var cases: [Case] = []

    /// Addresses that no policy should name: of documentation networks (RFC 5737, RFC 3849).
    static let outside4 = IPAddress(ipv4: 0xc633_644d)
    static let outside6 = IPAddress(ipv6: 0x2001_0db8_ffff_0000_0000_0000_0000_0077)
    static func outside(_ isIPv6: Bool) -> IPAddress { isIPv6 ? outside6 : outside4 }

    public init(_ policy: FirewallPolicy, _ guests: [FirewallGuest]) {
        self.policy = policy
        self.guests = guests
        for guest in guests {
            for interface in guest.interfaces where !interface.isRouted {
                guard let end = GuestEnd(guest, interface, policy) else { continue }
                services(end)
                basics(end)
                lies(end)
                closed(end)
            }
        }
        host()
        published()
    }

    private mutating func add(_ name: String, _ from: Probe.End, _ to: Probe.End, _ packet: Packet, _ isAllowed: Bool) {
        cases.append(Case(probe: Probe(name, from: from, to: to, packet), isAllowed: isAllowed))
    }
}

/// A guest's interface as probes need it.
struct GuestEnd {
    var guest: FirewallGuest
    var kind: GuestKind
    var tap: String
    var hardware: HardwareAddress
    /// Single addresses of each version.
    var addresses: [IPAddress]

    init?(_ guest: FirewallGuest, _ interface: FirewallGuest.Interface, _ policy: FirewallPolicy) {
        guard let hardware = HardwareAddress(interface.mac), InterfaceName.isValid(interface.tap),
            let kind = policy.kinds[GuestElements.kind(of: guest, policy)]
        else { return nil }
        self.guest = guest
        self.kind = kind
        self.hardware = hardware
        tap = interface.tap
        addresses = interface.addresses.compactMap { IPAddress($0) }
    }

    var end: Probe.End { .guest(tap) }

    func address(_ isIPv6: Bool) -> IPAddress? { addresses.first { $0.isIPv6 == isIPv6 } }
}

extension ProbePlan {
    /// What the guest's kind and its own lines allow.
    private mutating func services(_ end: GuestEnd) {
        let own = policy.guests[end.guest.name]
        for address in end.addresses {
            for rule in end.kind.accept + (own?.accept ?? []) where rule.action == .accept {
                for (traffic, peer) in samples(rule, address.isIPv6) {
                    add(
                        "\(end.guest.name) gets \(rule.service) of line \(rule.line) from \(peer)", .line, end.end,
                        packet(traffic, from: peer, ScratchNetwork.lineHardware, to: address, end.hardware),
                        isOpen(traffic, peer, end.kind.accept + (own?.accept ?? []), own?.accept ?? []))
                }
            }
            let lines = (end.kind.out ?? []) + (own?.out ?? [])
            for rule in lines where rule.action == .accept {
                for (traffic, peer) in samples(rule, address.isIPv6) {
                    add(
                        "\(end.guest.name) opens \(rule.service) of line \(rule.line) to \(peer)", end.end, .line,
                        packet(traffic, from: address, end.hardware, to: peer, ScratchNetwork.lineHardware),
                        end.kind.out == nil || isOpen(traffic, peer, lines, own?.out ?? []))
                }
            }
        }
    }

    /// Whether the first line that fits accepts; single guests' lines come first.
    private func isOpen(_ traffic: Traffic, _ peer: IPAddress, _ lines: [PolicyRule], _ own: [PolicyRule]) -> Bool {
        if policy.blocked.contains(where: { policy.sets[$0]?.contains(peer) ?? false }) { return false }
        let first = (own + lines).first { line in
            line.traffic.contains { $0.covers(traffic) }
                && (line.peers.isEmpty || line.peers.contains { fits($0, peer) })
        }
        return first?.action == .accept
    }

    private func fits(_ peer: Peer, _ address: IPAddress) -> Bool { blocks(peer).contains { $0.contains(address) } }

    private func blocks(_ peer: Peer) -> [AddressBlock] {
        switch peer {
        case .block(let block): [block]
        case .set(let name): policy.sets[name]?.blocks ?? []
        case .admins: policy.admins
        case .kind(let name): addresses { GuestElements.kind(of: $0, policy) == name }
        case .guest(let name): addresses { $0.name == name }
        case .guests: addresses { _ in true }
        }
    }

    private func addresses(_ isWanted: (FirewallGuest) -> Bool) -> [AddressBlock] {
        guests.filter(isWanted).flatMap { guest in
            guest.interfaces.flatMap { $0.addresses.compactMap { AddressBlock($0) } }
                + (policy.guests[guest.name]?.addresses ?? [])
        }
    }

    /// Each sort of traffic of a line, with one address of each of its peers.
    private func samples(_ rule: PolicyRule, _ isIPv6: Bool) -> [(Traffic, IPAddress)] {
        let peers = peers(rule, isIPv6)
        return rule.traffic.filter { $0.fits(isIPv6) }.flatMap { traffic in peers.map { (traffic, $0) } }
    }

    /// One address of each of a line's peers.
    private func peers(_ rule: PolicyRule, _ isIPv6: Bool) -> [IPAddress] {
        if rule.peers.isEmpty { return [Self.outside(isIPv6)] }
        return rule.peers.compactMap { peer in
            blocks(peer).first { $0.isIPv6 == isIPv6 }.map { block in
                isIPv6 ? IPAddress(ipv6: block.last) : IPAddress(ipv4: UInt32(truncatingIfNeeded: block.last))
            }
        }
    }

    private func packet(
        _ traffic: Traffic, from: IPAddress, _ fromHardware: HardwareAddress, to: IPAddress,
        _ toHardware: HardwareAddress
    ) -> Packet {
        var body = IPBody(
            traffic.protocol, from: from, port: 40_000, to: to, port: traffic.ports?.upperBound ?? 0)
        if let type = traffic.icmpType { body = IPBody(icmp: type, from: from, to: to) }
        return Packet(from: fromHardware, to: toHardware, .ip(body))
    }
}

extension ProbePlan {
    /// What any network needs.
    private mutating func basics(_ end: GuestEnd) {
        let name = end.guest.name
        let line = ScratchNetwork.lineHardware
        if case let four? = end.address(false) {
            let number = UInt32(truncatingIfNeeded: four.value)
            let other = UInt32(truncatingIfNeeded: Self.outside4.value)
            let ask = ARPBody(operation: 1, senderHardware: end.hardware, sender: number, target: other)
            add("\(name) asks by ARP", end.end, .line, Packet(from: end.hardware, to: .broadcast, .arp(ask)), true)
            let asked = ARPBody(operation: 1, senderHardware: line, sender: other, target: number)
            add("\(name) is asked by ARP", .line, end.end, Packet(from: line, to: .broadcast, .arp(asked)), true)
            let question = IPBody(
                .udp, from: IPAddress(ipv4: 0), port: 68, to: IPAddress(ipv4: .max), port: 67)
            add("\(name) asks by DHCP", end.end, .line, Packet(from: end.hardware, to: .broadcast, .ip(question)), true)
            let answer = IPBody(.udp, from: Self.outside4, port: 67, to: four, port: 68)
            add("\(name) is answered by DHCP", .line, end.end, Packet(from: line, to: end.hardware, .ip(answer)), true)
        }
        if case let six? = end.address(true) {
            let all = IPAddress(ipv6: 0xff02 << 112 | 1)
            var solicit = IPBody(icmp: 135, from: six, to: all)
            solicit.neighbourTarget = Self.outside6.value
            add(
                "\(name) solicits a neighbour", end.end, .line,
                Packet(from: end.hardware, to: Self.allNodes, .ip(solicit)), true)
            var advert = IPBody(icmp: 136, from: six, to: all)
            advert.neighbourTarget = six.value
            add(
                "\(name) advertises itself", end.end, .line, Packet(from: end.hardware, to: Self.allNodes, .ip(advert)),
                true)
            let router = IPBody(icmp: 134, from: IPAddress(ipv6: 0xfe80 << 112 | 0x99), to: all)
            add("\(name) hears a router", .line, end.end, Packet(from: line, to: Self.allNodes, .ip(router)), true)
        }
        for address in end.addresses {
            let ping = IPBody(icmp: address.isIPv6 ? 128 : 8, from: Self.outside(address.isIPv6), to: address)
            add(
                "\(name) is pinged, IPv\(address.isIPv6 ? 6 : 4)", .line, end.end,
                Packet(from: line, to: end.hardware, .ip(ping)), end.kind.answersPing)
        }
    }

    /// A hardware address that no guest has: a bridge learns where it saw one.
    private static func nobody(_ hardware: HardwareAddress) -> HardwareAddress {
        HardwareAddress(hardware.value ^ 0x03_0000)
    }

    static let allNodes = HardwareAddress(0x3333_0000_0001)

    /// What nobody may say.
    private mutating func lies(_ end: GuestEnd) {
        let name = end.guest.name
        let line = ScratchNetwork.lineHardware
        let free = end.kind.mayForward
        func lie(_ what: String, _ packet: Packet, _ isAllowed: Bool, _ plan: inout ProbePlan) {
            plan.add("\(name) \(what)", end.end, .line, packet, isAllowed)
        }
        if case let four? = end.address(false) {
            let number = UInt32(truncatingIfNeeded: four.value)
            let ask = ARPBody(operation: 2, senderHardware: end.hardware, sender: number ^ 3, target: 1)
            lie(
                "answers by ARP for another's address", Packet(from: end.hardware, to: .broadcast, .arp(ask)), free,
                &self)
            let foreign = ARPBody(operation: 2, senderHardware: line, sender: number, target: 1)
            lie(
                "answers by ARP for another's hardware", Packet(from: end.hardware, to: .broadcast, .arp(foreign)),
                free, &self)
            let offer = IPBody(.udp, from: four, port: 67, to: IPAddress(ipv4: .max), port: 68)
            if !end.kind.servesDHCP {
                lie("answers as a DHCP server", Packet(from: end.hardware, to: .broadcast, .ip(offer)), false, &self)
            }
        }
        if case let six? = end.address(true) {
            let all = IPAddress(ipv6: 0xff02 << 112 | 1)
            var advert = IPBody(icmp: 136, from: six, to: all)
            advert.neighbourTarget = six.value ^ 3
            lie("advertises another's address", Packet(from: end.hardware, to: Self.allNodes, .ip(advert)), free, &self)
            let router = IPBody(icmp: 134, from: IPAddress(ipv6: 0xfe80 << 112 | 0x99), to: all)
            lie(
                "says that it is a router", Packet(from: end.hardware, to: Self.allNodes, .ip(router)),
                end.kind.isRouter, &self)
        }
        for address in end.addresses {
            let version = "IPv\(address.isIPv6 ? 6 : 4)"
            let value = address.value ^ 3
            let other = address.isIPv6 ? IPAddress(ipv6: value) : IPAddress(ipv4: UInt32(truncatingIfNeeded: value))
            let stolen = IPBody(.udp, from: other, port: 4_000, to: Self.outside(address.isIPv6), port: 4_000)
            let own = IPBody(.udp, from: address, port: 4_000, to: Self.outside(address.isIPv6), port: 4_000)
            lie(
                "speaks from another's \(version) address", Packet(from: end.hardware, to: line, .ip(stolen)),
                free && end.kind.out == nil, &self)
            lie(
                "speaks \(version) from another's hardware",
                Packet(from: Self.nobody(end.hardware), to: line, .ip(own)), free && end.kind.out == nil, &self)
            var tagged = Packet(from: end.hardware, to: line, .ip(own))
            tagged.vlan = 7
            lie("speaks \(version) in a VLAN", tagged, false, &self)
            let unknown = Packet(
                from: ScratchNetwork.strangerHardware, to: end.hardware,
                .ip(IPBody(.udp, from: Self.outside(address.isIPv6), port: 4_000, to: address, port: 53)))
            add("an unknown interface speaks \(version) to \(name)", .stranger, end.end, unknown, false)
        }
        if !free { lie("speaks another protocol", Packet(from: end.hardware, to: line, .other(0x88b5)), false, &self) }
    }

    /// A port that nobody opened, and an address that nobody may have dealings with.
    private mutating func closed(_ end: GuestEnd) {
        let line = ScratchNetwork.lineHardware
        let own = policy.guests[end.guest.name]
        for address in end.addresses {
            let peer = Self.outside(address.isIPv6)
            for traffic in [Traffic.tcp(1), .udp(1), .tcp(65_535), Traffic(IPProtocol(rawValue: 253))] {
                let lines = end.kind.accept + (own?.accept ?? [])
                add(
                    "\(end.guest.name) is asked for \(traffic.protocol.name) \(traffic.ports?.lowerBound ?? 0) by \(peer)",
                    .line, end.end,
                    packet(traffic, from: peer, line, to: address, end.hardware),
                    isOpen(traffic, peer, lines, own?.accept ?? []))
                let outward = (end.kind.out ?? []) + (own?.out ?? [])
                add(
                    "\(end.guest.name) opens \(traffic.protocol.name) \(traffic.ports?.lowerBound ?? 0) to \(peer)",
                    end.end, .line,
                    packet(traffic, from: address, end.hardware, to: peer, line),
                    end.kind.out == nil || isOpen(traffic, peer, outward, own?.out ?? []))
            }
            for name in policy.blocked {
                guard let block = policy.sets[name]?.blocks.first(where: { $0.isIPv6 == address.isIPv6 }) else {
                    continue
                }
                let bad =
                    address.isIPv6
                    ? IPAddress(ipv6: block.last) : IPAddress(ipv4: UInt32(truncatingIfNeeded: block.last))
                for traffic in [Traffic.tcp(443), .tcp(80), .udp(53)] {
                    add(
                        "\(end.guest.name) is asked for \(traffic.protocol.name) \(traffic.ports?.lowerBound ?? 0) by \(bad) of @\(name)",
                        .line, end.end,
                        packet(traffic, from: bad, line, to: address, end.hardware), false)
                }
            }
        }
    }

    /// What the machine itself accepts, on its own addresses.
    private mutating func host() {
        let wan = ScratchNetwork.wanHardware
        for isIPv6 in [false, true] {
            let address = isIPv6 ? ScratchNetwork.host6 : ScratchNetwork.host4
            for rule in policy.host.accept where rule.action == .accept {
                for (traffic, peer) in samples(rule, isIPv6) {
                    add(
                        "the host gets \(rule.service) of line \(rule.line) from \(peer)", .wan, .host,
                        packet(traffic, from: peer, wan, to: address, ScratchNetwork.wanHostHardware),
                        isOpen(traffic, peer, policy.host.accept, []) && !isPublished(traffic, peer, address))
                }
            }
            for block in policy.admins where block.isIPv6 == isIPv6 {
                let admin =
                    isIPv6 ? IPAddress(ipv6: block.last) : IPAddress(ipv4: UInt32(truncatingIfNeeded: block.last))
                for ports in policy.adminPorts {
                    add(
                        "the host lets the admin \(admin) in", .wan, .host,
                        packet(Traffic(.tcp, ports), from: admin, wan, to: address, ScratchNetwork.wanHostHardware),
                        true)
                }
            }
            let peer = Self.outside(isIPv6)
            for traffic in [Traffic.tcp(1), .udp(1), .tcp(65_535)] {
                add(
                    "the host is asked for \(traffic.protocol.name) \(traffic.ports?.lowerBound ?? 0) by \(peer)", .wan,
                    .host,
                    packet(traffic, from: peer, wan, to: address, ScratchNetwork.wanHostHardware),
                    isOpen(traffic, peer, policy.host.accept, []))
            }
        }
    }
}

extension ProbePlan {
    /// Whether a port of the host's leads to a guest.
    private func isPublished(_ traffic: Traffic, _ peer: IPAddress, _ address: IPAddress) -> Bool {
        policy.published.contains { port in
            port.protocol == traffic.protocol && traffic.ports.map { port.ports.contains($0.upperBound) } ?? false
                && (port.addresses.isEmpty || port.addresses.contains(address))
                && (port.peers.isEmpty || port.peers.contains { fits($0, peer) })
        }
    }

    /// The host's ports that lead to guests, for one of those who may use them and, where not all may, for somebody else.
    private mutating func published() {
        for port in policy.published {
            let target = guests.first { $0.name == port.guest }
            guard let interface = target?.interfaces.first(where: { !$0.isRouted }) else { continue }
            for isIPv6 in [false, true] {
                guard interface.addresses.contains(where: { IPAddress($0)?.isIPv6 == isIPv6 }) else { continue }
                let own =
                    port.addresses.isEmpty ? [isIPv6 ? ScratchNetwork.host6 : ScratchNetwork.host4] : port.addresses
                let line = PolicyRule(line: port.line, service: "", traffic: [], peers: port.peers)
                for address in own where address.isIPv6 == isIPv6 {
                    for peer in peers(line, isIPv6) + (port.peers.isEmpty ? [] : [Self.outside(isIPv6)]) {
                        let traffic = Traffic(port.protocol, port.ports)
                        add(
                            "\(port.guest) gets the host's \(traffic) of line \(port.line) from \(peer)", .wan,
                            .guest(interface.tap),
                            packet(
                                traffic, from: peer, ScratchNetwork.wanHardware, to: address,
                                ScratchNetwork.wanHostHardware),
                            port.peers.isEmpty || port.peers.contains { fits($0, peer) })
                    }
                }
            }
        }
    }
}

extension AddressSet {
    func contains(_ address: IPAddress) -> Bool { blocks.contains { $0.contains(address) } }
}

extension Traffic {
    /// Whether it has a meaning in a version of IP.
    func fits(_ isIPv6: Bool) -> Bool {
        switch `protocol` {
        case .icmp: !isIPv6
        case .icmpv6: isIPv6
        default: true
        }
    }

    /// Whether whatever `other` stands for is of this.
    func covers(_ other: Traffic) -> Bool {
        guard `protocol` == other.protocol else { return false }
        if let icmpType { return other.icmpType == icmpType }
        guard let ports else { return true }
        guard let others = other.ports else { return false }
        return ports.lowerBound <= others.lowerBound && ports.upperBound >= others.upperBound
    }
}
