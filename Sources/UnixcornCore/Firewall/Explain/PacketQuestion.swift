public import PacketFilter

/// A packet that somebody asks about: from where, to where, what.
public struct PacketQuestion: Sendable, Hashable {
    /// One end, as a person names it.
    public enum Place: Sendable, Hashable {
        /// This machine.
        case host
        case guest(String)
        case address(IPAddress)
        /// Anybody whom the policy does not name.
        case outside

        /// `host`, `outside`, an address, else a guest's name.
        public init(_ text: String) {
            switch text {
            case "host": self = .host
            case "outside", "any": self = .outside
            default: self = IPAddress(text).map(Place.address) ?? .guest(text)
            }
        }
    }

    public var from: Place
    public var to: Place
    public var traffic: Traffic
    public var state = Packet.ConnectionState.new

    public init(from: Place, to: Place, _ traffic: Traffic) {
        self.from = from
        self.to = to
        self.traffic = traffic
    }
}

/// A question with the packet that it means, and the packet's way.
struct AskedPacket {
    var packet: Packet
    var way: [Stage]

    /// An end as the machine sees it.
    private struct End {
        var address: IPAddress
        var hardware: HardwareAddress
        var port: Port
    }

    /// - Throws: `OperationFailure` that names the guest that is not known, or has no address of the version.
    init(
        _ question: PacketQuestion, _ guests: [FirewallGuest], _ around: PacketSurroundings = PacketSurroundings()
    ) throws(OperationFailure) {
        let isIPv6 = question.version(guests)
        let from = try AskedPacket.end(question.from, isIPv6, guests, around)
        let to = try AskedPacket.end(question.to, isIPv6, guests, around)
        let traffic = question.traffic
        var body = IPBody(
            traffic.protocol, from: from.address, port: 50_000, to: to.address, port: traffic.ports?.lowerBound ?? 0)
        if let type = traffic.icmpType { body = IPBody(icmp: type, from: from.address, to: to.address) }
        packet = Packet(from: from.hardware, to: to.hardware, .ip(body))
        packet.state = question.state
        way = Stage.way(from: from.port, to: to.port, callsIP: around.callsIP)
    }

    private static func end(
        _ place: PacketQuestion.Place, _ isIPv6: Bool, _ guests: [FirewallGuest], _ around: PacketSurroundings
    ) throws(OperationFailure) -> End {
        switch place {
        case .host:
            return End(
                address: isIPv6 ? around.host6 : around.host4, hardware: ScratchNetwork.hostHardware, port: .host)
        case .outside: return stranger(ProbePlan.outside(isIPv6), around)
        case .address(let address):
            if around.own.contains(address) {
                return End(address: address, hardware: ScratchNetwork.hostHardware, port: .host)
            }
            for guest in guests {
                for interface in guest.interfaces
                where interface.addresses.contains(where: { AddressBlock($0)?.contains(address) ?? false }) {
                    return end(of: interface, address, around)
                }
            }
            return stranger(address, around)
        case .guest(let name):
            guard let guest = guests.first(where: { $0.name == name }) else {
                throw .noSuchFirewallGuest(SafeText(name))
            }
            for interface in guest.interfaces {
                for address in interface.addresses.compactMap({ IPAddress($0) }) where address.isIPv6 == isIPv6 {
                    return end(of: interface, address, around)
                }
            }
            guard let interface = guest.interfaces.first else { throw .guestHasNoInterface(SafeText(name)) }
            return end(of: interface, unnamed(isIPv6), around)
        }
    }

    /// Of a guest whose addresses nobody knows.
    private static func unnamed(_ isIPv6: Bool) -> IPAddress {
        isIPv6 ? IPAddress(ipv6: 0xfe80 << 112 | 1) : IPAddress(ipv4: 0xa9fe_0001)
    }

    private static func end(
        of interface: FirewallGuest.Interface, _ address: IPAddress, _ around: PacketSurroundings
    ) -> End {
        let bridge = around.bridges[interface.tap] ?? "bridge"
        return End(
            address: address, hardware: HardwareAddress(interface.mac) ?? HardwareAddress(2),
            port: interface.isRouted ? .routed(interface.tap) : .bridged(interface.tap, bridge: bridge))
    }

    private static func stranger(_ address: IPAddress, _ around: PacketSurroundings) -> End {
        End(address: address, hardware: ScratchNetwork.wanHardware, port: .routed(around.outside))
    }
}

extension PacketQuestion {
    /// The version of IP that its addresses have; IPv4 where none is named and the guests have some.
    fileprivate func version(_ guests: [FirewallGuest]) -> Bool {
        if traffic.protocol == .icmpv6 { return true }
        if traffic.protocol == .icmp { return false }
        for place in [from, to] { if case .address(let address) = place { return address.isIPv6 } }
        for place in [to, from] {
            guard case .guest(let name) = place, let guest = guests.first(where: { $0.name == name }) else { continue }
            let known = guest.interfaces.flatMap(\.addresses).compactMap { IPAddress($0) }
            if !known.isEmpty { return known.allSatisfy(\.isIPv6) }
        }
        return false
    }
}
