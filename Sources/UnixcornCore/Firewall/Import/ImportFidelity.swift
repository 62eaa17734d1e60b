import PacketFilter
public import Text

/// How many packets the proposal treats as the old rules do.
public struct ImportFidelity: Sendable, Hashable {
    /// What the old rules do with a packet that the proposal does otherwise with.
    public enum Was: String, Sendable, Hashable { case accepted, dropped, sent }

    /// A packet with another verdict.
    public struct Difference: Sendable, Hashable {
        public var packet: SafeText
        public var was: Was
        public var words: Phrase { .differs(packet, was) }
    }

    public private(set) var total = 0
    public private(set) var same = 0
    /// At most 100.
    public private(set) var differences: [Difference] = []

    mutating func count(_ packet: @autoclosure () -> SafeText, _ was: Was, isSame: Bool) {
        total += 1
        if isSame {
            same += 1
        } else if differences.count < 100 {
            differences.append(Difference(packet: packet(), was: was))
        }
    }

    /// From 0 to 1; 1 where nothing was asked.
    public var share: Double { total == 0 ? 1 : Double(same) / Double(total) }
    public var words: Phrase { .fidelity(same, total) }

    init() {}

    /// Every service that a rule looks for, from everybody and from those that rules name, and random packets.
    init(_ rules: ImportRules, _ ends: [ImportEnd], _ compiled: CompiledPolicy, packets: Int) {
        let proposed = Simulator(compiled.ruleset.withoutTranslation, localAddresses: Set(rules.network.local))
        var random = SmallRandom(seed: 1)
        for end in ends {
            let own = rules.ruleset.rules(at: end.hooks)
            let services = ServiceClass.all(own)
            for isIPv6 in [false, true] where !rules.unruled(end).contains(isIPv6) {
                let peers = PeerClass.all(end.peerField(isIPv6), own, isIPv6: isIPv6)
                for service in services where service.isIPv6 != !isIPv6 {
                    for peer in peers.sorted(by: { $0.isRest && !$1.isRest }).prefix(6) {
                        compare(rules.seen(end, by: peer.sample), service, peer.sample, rules.simulator, proposed)
                    }
                }
                let sources = ImportFidelity.sourcePorts(own)
                for _ in 0..<max(1, packets / max(1, 2 * ends.count)) {
                    let peer = ImportFidelity.peer(peers, isIPv6, &random)
                    var service = ImportFidelity.service(services, isIPv6, &random)
                    if !sources.isEmpty, random.next() % 8 == 0 {
                        service.sourcePort = sources[Int(random.next() % UInt64(sources.count))]
                    }
                    compare(rules.seen(end, by: peer), service, peer, rules.simulator, proposed)
                }
            }
        }
    }

    /// Ports that some rule looks for as those that packets come from.
    private static func sourcePorts(_ rules: [PlacedRule]) -> [UInt16] {
        ValueClass.all(of: [.sourcePort, .tcpSource, .udpSource], rules, 1...65535).filter(\.isNamed).compactMap {
            one in
            one.ranges.first.map { UInt16(truncatingIfNeeded: $0.lowerBound) }
        }
    }

    private mutating func compare(
        _ end: ImportEnd, _ service: ServiceClass, _ peer: IPAddress, _ old: Simulator, _ new: Simulator
    ) {
        guard let before = end.walk(old, service, peer), let after = end.walk(new, service, peer) else { return }
        let was: Was = before.outcome == .accepted ? .accepted : .dropped
        count(ImportFidelity.text(end, service, peer), was, isSame: before.outcome == after.outcome)
    }

    private static func text(_ end: ImportEnd, _ service: ServiceClass, _ peer: IPAddress) -> SafeText {
        let name: String = if case .guest(let guest) = end.owner { guest } else { "host" }
        let traffic =
            service.isIPv6 != nil
            ? Traffic(service.protocol, icmpType: UInt8(truncatingIfNeeded: service.sample))
            : service.protocol.hasPorts
                ? Traffic(service.protocol, service.sample...service.sample) : Traffic(service.protocol)
        let source = service.sourcePort == 50_000 ? "" : " from port \(service.sourcePort)"
        let way = end.isOutward ? "\(name) -> \(peer)" : "\(peer) -> \(name)"
        return SafeText("\(traffic)\(source) \(way)" + (end.label.isEmpty ? "" : " (\(end.label))"))
    }

    private static func peer(_ peers: [PeerClass], _ isIPv6: Bool, _ random: inout SmallRandom) -> IPAddress {
        let picked =
            peers.isEmpty || random.next() % 2 == 0 ? nil : peers[Int(random.next() % UInt64(peers.count))].sample
        if let picked { return picked }
        let low = UInt128(random.next()) << 64 | UInt128(random.next())
        if isIPv6 { return IPAddress(ipv6: 0x2 << 124 | low >> 4) }
        let value = 0x0100_0000 + UInt32(truncatingIfNeeded: low) % 0xdeff_ffff
        return IPAddress(ipv4: value >> 24 == 127 ? value ^ 0x0100_0000 : value)
    }

    private static func service(_ services: [ServiceClass], _ isIPv6: Bool, _ random: inout SmallRandom) -> ServiceClass
    {
        let own = services.filter { $0.isIPv6 != !isIPv6 }
        if random.next() % 3 == 0, !own.isEmpty { return own[Int(random.next() % UInt64(own.count))] }
        let port = UInt16(truncatingIfNeeded: random.next() % 65535 + 1)
        return ServiceClass(Traffic(random.next() % 2 == 0 ? .tcp : .udp, port...port))
    }
}

/// Numbers that are the same every time (SplitMix64).
struct SmallRandom {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
