import PacketFilter

/// Addresses of others that no rule tells apart.
struct PeerClass: Sendable {
    var isIPv6: Bool
    var blocks: [AddressBlock]
    /// One of them.
    var sample: IPAddress
    /// Whether it is what no rule looks for.
    var isRest: Bool

    init(isIPv6: Bool, blocks: [AddressBlock], sample: IPAddress, isRest: Bool) {
        self.isIPv6 = isIPv6
        self.blocks = blocks
        self.sample = sample
        self.isRest = isRest
    }

    /// One network, asked by an address from its middle.
    init(_ network: AddressBlock) {
        let value = network.first + (network.last - network.first) / 2
        self.init(
            isIPv6: network.isIPv6, blocks: [network],
            sample: network.isIPv6 ? IPAddress(ipv6: value) : IPAddress(ipv4: UInt32(truncatingIfNeeded: value)),
            isRest: true)
    }

    /// Addresses that packets from elsewhere can have: no loopback, no multicast.
    private static func usable(_ isIPv6: Bool) -> [ClosedRange<UInt128>] {
        isIPv6 ? [2...(0xff << 120) - 1] : [1 << 24...0x7eff_ffff, 0x8000_0000...0xdfff_ffff]
    }

    /// Of documentation networks (RFC 5737, RFC 3849): no rule is about them.
    static func outside(_ isIPv6: Bool) -> IPAddress {
        isIPv6 ? IPAddress(ipv6: 0x2001_0db8_ffff_0000_0000_0000_0000_0077) : IPAddress(ipv4: 0xc633_644d)
    }

    static func all(_ field: Field, _ rules: [PlacedRule], isIPv6: Bool) -> [PeerClass] {
        let bounds: ClosedRange<UInt128> = 0...(isIPv6 ? .max : 0xffff_ffff)
        var classes = ValueClass.all(of: [field], rules, bounds).compactMap { one -> PeerClass? in
            let usable = one.within(PeerClass.usable(isIPv6))
            guard let first = usable.first else { return nil }
            let outside = PeerClass.outside(isIPv6)
            let value =
                usable.contains { $0.contains(outside.value) }
                ? outside.value : first.lowerBound + (first.upperBound - first.lowerBound) / 2
            return PeerClass(
                isIPv6: isIPv6,
                blocks: one.ranges.map { AddressBlock(isIPv6: isIPv6, first: $0.lowerBound, last: $0.upperBound) },
                sample: isIPv6 ? IPAddress(ipv6: value) : IPAddress(ipv4: UInt32(truncatingIfNeeded: value)),
                isRest: !one.isNamed)
        }
        // Where rules name all addresses, the widest class is what others are about.
        if !classes.contains(where: \.isRest),
            let widest = classes.indices.max(by: { classes[$0].size < classes[$1].size })
        {
            classes[widest].isRest = true
        }
        return classes
    }

    private var size: Double { blocks.reduce(0) { $0 + Double($1.last - $1.first) } }
}

/// Which addresses something is open to.
enum Reach: Hashable {
    case all, none
    case only([AddressBlock])
    case allBut([AddressBlock])

    /// The smallest way to say it. `accepted`: places in the list of classes.
    init(_ accepted: Set<Int>, _ classes: [PeerClass]) {
        if accepted.isEmpty {
            self = .none
        } else if accepted.count == classes.count {
            self = .all
        } else if classes.indices.contains(where: { classes[$0].isRest && accepted.contains($0) }) {
            self = .allBut(
                AddressSet.merged(classes.indices.filter { !accepted.contains($0) }.flatMap { classes[$0].blocks }))
        } else {
            self = .only(AddressSet.merged(accepted.flatMap { classes[$0].blocks }))
        }
    }

    /// Addresses that it is closed to though it is open to most.
    var closed: [AddressBlock] { if case .allBut(let blocks) = self { blocks } else { [] } }

    /// Addresses that a rule behind a drop of `closed` names; nil: all of the version.
    var open: [AddressBlock]? {
        switch self {
        case .all, .allBut: nil
        case .none: []
        case .only(let blocks): blocks
        }
    }
}
