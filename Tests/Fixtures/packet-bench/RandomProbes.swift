import PacketFilter
import UnixcornCore

/// Packets by chance, of all sorts that guests, the outside and the host can send; some right, most a little wrong.
struct RandomProbes {
    var dice: Dice
    let guests: [FirewallGuest]
    /// Ports, protocols and addresses that the policy has something to say about.
    let ports: [UInt16]
    let peers: [IPAddress]
    private var serial: UInt16 = 0
    private var seen: Set<String> = []

    init(seed: UInt64, policy: FirewallPolicy, guests: [FirewallGuest]) {
        dice = Dice(seed: seed)
        self.guests = guests
        let kinds = Array(policy.kinds.values) + [policy.host]
        let own = policy.guests.values.flatMap { $0.accept + $0.out }
        let rules = kinds.flatMap { $0.accept + ($0.out ?? []) } + own
        let named = rules.flatMap(\.traffic).compactMap(\.ports).flatMap { [$0.lowerBound, $0.upperBound] }
        ports = Set(named + [1, 22, 53, 67, 68, 80, 443, 546, 547, 8080, 65_535]).sorted()
        let blocks =
            rules.flatMap(\.peers).compactMap { if case .block(let block) = $0 { block } else { nil } }
            + policy.sets.values.flatMap(\.blocks) + policy.admins
        peers = blocks.flatMap {
            [RandomProbes.address($0.isIPv6, $0.first), RandomProbes.address($0.isIPv6, $0.last)]
        }
    }

    static func address(_ isIPv6: Bool, _ value: UInt128) -> IPAddress {
        isIPv6 ? IPAddress(ipv6: value) : IPAddress(ipv4: UInt32(truncatingIfNeeded: value))
    }

    /// A network of its own begins: no connection is known there.
    mutating func forgetConnections() { seen = [] }

    /// A packet that belongs to no connection of an earlier one, since the simulator keeps none.
    mutating func next() -> Probe {
        while true {
            let probe = some()
            guard let body = probe.packet.ip else { return probe }
            let ends = [body.source.description, body.destination.description].sorted()
            let ports = body.icmpType == nil ? [body.sourcePort, body.destinationPort].sorted() : []
            if seen.insert("\(body.protocol.rawValue) \(ends) \(ports)").inserted { return probe }
        }
    }

    private mutating func some() -> Probe {
        serial &+= 1
        let taps = guests.flatMap { guest in guest.interfaces.map { (guest, $0) } }
        let (_, one) = taps[dice.below(taps.count)]
        let (_, other) = taps[dice.below(taps.count)]
        let ends: [Probe.End] = [.guest(one.tap), .guest(one.tap), .line, .wan, .host, .stranger]
        var from = ends[dice.below(ends.count)]
        var to: Probe.End = .guest(other.tap)
        if case .guest = from { to = [.guest(other.tap), .line, .host, .wan][dice.below(4)] }
        if from == .wan { to = [.guest(other.tap), .host][dice.below(2)] }
        if from == .line { to = [.guest(other.tap), .guest(other.tap), .host][dice.below(3)] }
        if from == to { to = .line }
        if from == .stranger, to == .host { from = .line }
        // No route leads to a guest whose addresses nobody knows.
        if from == .wan || from == .host, !isWhole(other) { (from, to) = (.line, .guest(other.tap)) }
        // What is link-local is not routed.
        if to == .wan, !isWhole(one) { to = .line }
        return Probe("", from: from, to: to, packet(from, to, one, other))
    }

    private func isWhole(_ interface: FirewallGuest.Interface) -> Bool {
        let known = interface.addresses.compactMap { IPAddress($0) }
        return known.contains(where: \.isIPv6) && known.contains { !$0.isIPv6 }
    }

    private mutating func packet(
        _ from: Probe.End, _ to: Probe.End, _ one: FirewallGuest.Interface, _ other: FirewallGuest.Interface
    ) -> Packet {
        let source = hardware(from, one)
        let routes = from == .wan || from == .host || to == .host || to == .wan
        var target =
            routes ? (from == .wan ? ScratchNetwork.wanHostHardware : ScratchNetwork.hostHardware) : hardware(to, other)
        let isIPv6 = dice.below(2) == 1
        if !routes, dice.below(8) == 0 { target = .broadcast }
        guard routes || dice.below(10) > 0 else {
            return Packet(from: source, to: dice.below(2) == 0 ? .broadcast : target, unusual(source, one))
        }
        let body = ip(isIPv6, from, to, one, other, routes: routes)
        var packet = Packet(from: source, to: target, .ip(body))
        if case .guest = from {
            // Nobody's real one: a router may send from it, and the bridge would learn it.
            if dice.below(12) == 0 {
                packet.etherSource = HardwareAddress(source.value ^ UInt64(1 + dice.below(255)) << 16)
            }
            if !routes, dice.below(20) == 0 { packet.vlan = UInt16(1 + dice.below(4000)) }
        }
        return packet
    }

    private mutating func unusual(_ source: HardwareAddress, _ one: FirewallGuest.Interface) -> Packet.Body {
        if dice.below(4) == 0 { return .other([0x88b5, 0x8863, 0x88cc, 0x0842][dice.below(4)]) }
        var body = ARPBody(
            operation: UInt16(1 + dice.below(2)), senderHardware: source,
            sender: UInt32(truncatingIfNeeded: own(one, false).value), target: 0x0a00_0001)
        if dice.below(3) == 0 { body.sender = UInt32(truncatingIfNeeded: dice.next()) }
        if dice.below(6) == 0 { body.sender = 0 }
        if dice.below(4) == 0 { body.senderHardware = HardwareAddress(source.value ^ 1) }
        return .arp(body)
    }

    private func hardware(_ end: Probe.End, _ interface: FirewallGuest.Interface) -> HardwareAddress {
        switch end {
        case .guest: HardwareAddress(interface.mac) ?? .broadcast
        case .line: ScratchNetwork.lineHardware
        case .stranger: ScratchNetwork.strangerHardware
        case .wan: ScratchNetwork.wanHardware
        case .host: ScratchNetwork.hostHardware
        }
    }

    private func own(_ interface: FirewallGuest.Interface, _ isIPv6: Bool) -> IPAddress {
        interface.addresses.compactMap { IPAddress($0) }.first { $0.isIPv6 == isIPv6 }
            ?? (isIPv6 ? IPAddress(ipv6: 0xfe80 << 112 | 0x77) : IPAddress(ipv4: 0x0a63_0001))
    }

    private mutating func outside(_ isIPv6: Bool) -> IPAddress {
        let known = peers.filter { $0.isIPv6 == isIPv6 }
        if !known.isEmpty, dice.below(2) == 0 { return known[dice.below(known.count)] }
        return isIPv6
            ? IPAddress(ipv6: 0x2001_0db8_ffff << 80 | UInt128(dice.next()))
            : IPAddress(ipv4: 0xc633_6400 | UInt32(dice.below(250) + 1))
    }

    private mutating func ip(
        _ isIPv6: Bool, _ from: Probe.End, _ to: Probe.End, _ one: FirewallGuest.Interface,
        _ other: FirewallGuest.Interface, routes: Bool
    ) -> IPBody {
        let host = isIPv6 ? ScratchNetwork.host6 : ScratchNetwork.host4
        var source = outside(isIPv6)
        var destination = outside(isIPv6)
        switch from {
        case .guest:
            source = own(one, isIPv6)
            if dice.below(8) == 0 { source = outside(isIPv6) }
            if isIPv6, dice.below(10) == 0, !routes { source = IPAddress(ipv6: 0xfe80 << 112 | UInt128(dice.next())) }
            if dice.below(12) == 0, !routes { source = isIPv6 ? IPAddress(ipv6: 0) : IPAddress(ipv4: 0) }
        case .host: source = host
        case .line, .wan, .stranger: if dice.below(8) == 0, isWhole(one) { source = own(one, isIPv6) }
        }
        if case .guest = to { destination = own(other, isIPv6) }
        if to == .host { destination = host }
        return transport(isIPv6, source, destination, routes: routes)
    }

    private mutating func transport(_ isIPv6: Bool, _ source: IPAddress, _ destination: IPAddress, routes: Bool)
        -> IPBody
    {
        let port = ports[dice.below(ports.count)] &+ UInt16(truncatingIfNeeded: [0, 0, 0, 1, -1][dice.below(5)])
        // Source ports in turn: no packet belongs to the connection of another.
        let sourcePort = dice.below(12) == 0 ? ports[dice.below(ports.count)] : 1024 &+ serial % 60_000
        switch dice.below(12) {
        case 0, 1:
            let four: [UInt8] = [3, 5, 8, 11, 12, 13]
            let six: [UInt8] = [1, 2, 3, 4, 128, 131, 132, 143] + (routes ? [] : [133, 134, 135, 136, 137])
            var body = IPBody(
                icmp: isIPv6 ? six[dice.below(six.count)] : four[dice.below(four.count)], from: source, to: destination)
            if body.icmpType == 135 || body.icmpType == 136, isIPv6 {
                body.neighbourTarget = [source.value, outside(true).value, 0xfe80 << 112 | 5][dice.below(3)]
            }
            return body
        case 2:
            let numbers: [UInt8] = [2, 47, 50, 89, 103, 112, 253]
            return IPBody(IPProtocol(rawValue: numbers[dice.below(numbers.count)]), from: source, to: destination)
        case 3...6: return IPBody(.udp, from: source, port: sourcePort, to: destination, port: port)
        default: return IPBody(.tcp, from: source, port: sourcePort, to: destination, port: port)
        }
    }
}

/// A random number generator whose numbers can be had again (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }
}
