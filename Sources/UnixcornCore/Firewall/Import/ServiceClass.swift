import PacketFilter

/// Services that no rule tells apart.
struct ServiceClass: Sendable, Hashable {
    /// What a policy writes for them.
    var traffic: [Traffic]
    var `protocol`: IPProtocol
    /// A port of them; of ICMP a type.
    var sample: UInt16
    /// Of ICMP the version that it belongs to.
    var isIPv6: Bool?
    /// Whether it is what no rule looks for.
    var isRest: Bool
    /// The port that it is asked from: one that hardly any rule looks for.
    var sourcePort: UInt16 = 50_000

    func packet(from source: IPAddress, to destination: IPAddress) -> IPBody {
        if isIPv6 != nil { return IPBody(icmp: UInt8(truncatingIfNeeded: sample), from: source, to: destination) }
        return IPBody(`protocol`, from: source, port: sourcePort, to: destination, port: sample)
    }

    /// The same of the other version's ICMP: a ping, or a type that no rule looks for.
    var counterpart: ServiceClass {
        guard let isIPv6 else { return self }
        let types: (ping: UInt8, rare: UInt8) = isIPv6 ? (8, 255) : (128, 255)
        let isPing = traffic == [Traffic(`protocol`, icmpType: isIPv6 ? 128 : 8)]
        return ServiceClass(
            Traffic(isIPv6 ? .icmp : .icmpv6, icmpType: isPing ? types.ping : types.rare), isRest: isRest)
    }

    /// Traffic of a single service, as a fixed question.
    init(_ traffic: Traffic, isRest: Bool = false) {
        self.init(
            [traffic], traffic.protocol, traffic.icmpType.map { UInt16($0) } ?? traffic.ports?.lowerBound ?? 0, isRest)
        if traffic.icmpType != nil { isIPv6 = traffic.protocol == .icmpv6 }
    }

    private init(_ traffic: [Traffic], _ protocol: IPProtocol, _ sample: UInt16, _ isRest: Bool) {
        self.traffic = traffic
        self.protocol = `protocol`
        self.sample = sample
        self.isRest = isRest
    }
}

extension ServiceClass {
    static func all(_ rules: [PlacedRule]) -> [ServiceClass] {
        ports(.tcp, .tcpDestination, rules) + ports(.udp, .udpDestination, rules)
            + types(.icmp, .icmpType, rules) + types(.icmpv6, .icmpv6Type, rules) + protocols(rules)
    }

    private static func ports(_ transport: IPProtocol, _ field: Field, _ rules: [PlacedRule]) -> [ServiceClass] {
        ValueClass.all(of: [field, .destinationPort], rules, 1...65535).map { one in
            let spans = one.ranges.map {
                UInt16(truncatingIfNeeded: $0.lowerBound)...UInt16(truncatingIfNeeded: $0.upperBound)
            }
            return ServiceClass(spans.map { Traffic(transport, $0) }, transport, sample(spans), !one.isNamed)
        }
    }

    /// A port that nothing else is about, where there is such a one.
    private static func sample(_ spans: [ClosedRange<UInt16>]) -> UInt16 {
        for wanted: UInt16 in [31_337, 40_404, 11_311] where spans.contains(where: { $0.contains(wanted) }) {
            return wanted
        }
        return spans.first?.lowerBound ?? 1
    }

    /// Types that begin something; errors and neighbour discovery every policy lets pass.
    private static func types(_ transport: IPProtocol, _ field: Field, _ rules: [PlacedRule]) -> [ServiceClass] {
        let needed: Set<UInt128> =
            transport == .icmp ? [3, 11, 12] : [1, 2, 3, 4, 130, 131, 132, 133, 134, 135, 136, 137, 143]
        let echo: UInt128 = transport == .icmp ? 8 : 128
        let classes = ValueClass.all(of: [field], rules, 0...255).flatMap { one -> [ServiceClass] in
            let values = one.ranges.flatMap { Array($0) }.filter { !needed.contains($0) && $0 != echo }
            guard let first = values.last else { return [] }
            var made = ServiceClass(
                values.map { Traffic(transport, icmpType: UInt8(truncatingIfNeeded: $0)) }, transport,
                UInt16(truncatingIfNeeded: first),
                !one.isNamed)
            made.isIPv6 = transport == .icmpv6
            return [made]
        }
        return classes + [ServiceClass(Traffic(transport, icmpType: UInt8(truncatingIfNeeded: echo)))]
    }

    private static func protocols(_ rules: [PlacedRule]) -> [ServiceClass] {
        let own: Set<UInt128> = [1, 6, 17, 58]
        return ValueClass.all(of: [.transportProtocol, .ipProtocol, .ip6NextHeader], rules, 0...255).compactMap { one in
            let values = one.ranges.flatMap { Array($0) }.filter { !own.contains($0) }
            guard let last = values.last else { return nil }
            let numbers = values.map { IPProtocol(rawValue: UInt8(truncatingIfNeeded: $0)) }
            return ServiceClass(
                numbers.map { Traffic($0) }, IPProtocol(rawValue: UInt8(truncatingIfNeeded: last)), 0, !one.isNamed)
        }
    }
}
