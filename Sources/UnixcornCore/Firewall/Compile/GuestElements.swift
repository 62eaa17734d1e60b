import PacketFilter

/// What a guest adds to the sets and maps of the tables: all that changes when it starts, stops or moves.
struct GuestElements {
    /// By the name of the set; a map's elements with their verdicts.
    private(set) var elements: [String: [SetElement]] = [:]

    let policy: FirewallPolicy
    let version: String
    /// The sets of guests' addresses that the table has: what no rule asks for is not made.
    private let peers: Set<String>

    init(policy: FirewallPolicy, version: String, table: Table) {
        self.policy = policy
        self.version = version
        peers = Set(table.sets.filter { $0.hasRanges && $0.key.count == 1 }.map(\.name))
    }

    /// The kind that rules a guest: of the policy's line for it, of its metadata, or the default one.
    static func kind(of guest: FirewallGuest, _ policy: FirewallPolicy) -> String {
        let named = policy.guests[guest.name]?.kind ?? guest.kind ?? policy.defaultKind
        return policy.kinds[named] == nil ? policy.defaultKind : named
    }

    mutating func add(_ guest: FirewallGuest, isRouted: Bool) {
        let kind = GuestElements.kind(of: guest, policy)
        let own = policy.guests[guest.name]
        var known: [AddressBlock] = []
        for interface in guest.interfaces where interface.isRouted == isRouted {
            guard InterfaceName.isValid(interface.tap), let mac = HardwareAddress(interface.mac) else { continue }
            let tap = InterfaceName.value(interface.tap)
            let blocks = interface.addresses.compactMap { AddressBlock($0) } + (own?.addresses ?? [])
            add(tap, UInt128(mac.value), blocks)
            add(tap, kind)
            add(own?.accept ?? [], tap, "in")
            add(own?.out ?? [], tap, "out")
            if let own, !ExceptionSets.fit(own) {
                put(version + "_" + ExceptionSets.taps(guest.name), SetElement(values: [tap]))
            }
            for port in policy.published where names(port.guest, guest, blocks) { open(port, tap) }
            known += blocks
        }
    }

    /// Addresses by which others know the guest: in both tables, whichever its interfaces are in.
    mutating func addPeers(_ guest: FirewallGuest) {
        guard !peers.isEmpty || !policy.published.isEmpty else { return }
        let kind = GuestElements.kind(of: guest, policy)
        let blocks =
            guest.interfaces.flatMap { $0.addresses.compactMap { AddressBlock($0) } }
            + (policy.guests[guest.name]?.addresses ?? [])
        let others = [PeerSets.kind(kind), PeerSets.guest(guest.name), PeerSets.guests].map { version + "_" + $0 }
        for block in blocks {
            for name in others.map({ $0 + (block.isIPv6 ? "6" : "4") }) where peers.contains(name) {
                put(name, SetElement([block.range]))
            }
        }
        for port in policy.published where names(port.guest, guest, blocks) { translate(port, blocks) }
    }

    private mutating func put(_ set: String, _ element: SetElement) { elements[set, default: []].append(element) }

    /// Who may speak as whom.
    private mutating func add(_ tap: UInt128, _ mac: UInt128, _ blocks: [AddressBlock]) {
        put(FilterNames.hardware, SetElement(values: [tap, mac]))
        for name in [FilterNames.seenIn, FilterNames.seenOut, FilterNames.droppedIn, FilterNames.droppedOut] {
            put(name, SetElement(values: [tap]))
        }
        for block in blocks {
            let key = [tap...tap, mac...mac, block.range]
            if block.first == block.last {
                put(block.isIPv6 ? FilterNames.source6 : FilterNames.source4, SetElement(key))
                if block.isIPv6 { put(FilterNames.target6, SetElement(values: [tap, block.first])) }
            } else {
                put(block.isIPv6 ? FilterNames.block6 : FilterNames.block4, SetElement(key))
            }
        }
        if !blocks.contains(where: { !$0.isIPv6 }) { put(FilterNames.any4, SetElement(values: [tap])) }
        if !blocks.contains(where: \.isIPv6) { put(FilterNames.any6, SetElement(values: [tap])) }
    }

    private mutating func add(_ tap: UInt128, _ kind: String) {
        for direction in ["in", "out"] {
            put(
                "\(version)_kind_\(direction)",
                SetElement(values: [tap], data: .verdict(.go("\(version)_\(kind)_\(direction)"))))
        }
        if policy.kinds[kind]?.mayForward == true { put(version + "_free", SetElement(values: [tap])) }
    }
}

extension GuestElements {
    private mutating func add(_ lines: [PolicyRule], _ tap: UInt128, _ direction: String) {
        for rule in lines where ExceptionSets.fits(rule, among: lines) { add(rule, tap, direction) }
    }

    /// The elements that let one rule of a single guest's through.
    private mutating func add(_ rule: PolicyRule, _ tap: UInt128, _ direction: String) {
        for traffic in rule.traffic {
            for block in PeerSets.blocks(rule.peers) {
                put(traffic, block, tap, direction, "\(direction).\(rule.service):\(rule.line)")
            }
        }
    }

    private mutating func open(_ port: PublishedPort, _ tap: UInt128) {
        let rule = PublishedSets.rule(port)
        if ExceptionSets.fits(rule) {
            add(rule, tap, "in")
        } else {
            put(version + "_" + PublishedSets.taps(port), SetElement(values: [tap]))
        }
    }

    private mutating func put(
        _ traffic: Traffic, _ block: AddressBlock, _ tap: UInt128, _ direction: String, _ comment: String
    ) {
        let number = UInt128(traffic.protocol.rawValue)
        var key = [tap...tap, number...number]
        if let ports = traffic.ports { key.append(UInt128(ports.lowerBound)...UInt128(ports.upperBound)) }
        key.append(block.range)
        put(
            ExceptionSets.name(version, direction, block.isIPv6, hasPorts: traffic.ports != nil),
            SetElement(key, comment: comment))
    }

    private func names(_ target: String, _ guest: FirewallGuest, _ blocks: [AddressBlock]) -> Bool {
        target == guest.name || IPAddress(target).map { address in blocks.contains { $0.contains(address) } } ?? false
    }

    /// Where a published port leads: to the guest's first address of each version.
    private mutating func translate(_ port: PublishedPort, _ blocks: [AddressBlock]) {
        let named = IPAddress(port.guest)
        for isIPv6 in [false, true] {
            guard
                let target = named.map({ $0.isIPv6 == isIPv6 ? $0.value : nil })
                    ?? blocks.first(where: { $0.isIPv6 == isIPv6 && $0.first == $0.last })?.first
            else { continue }
            for offset in 0...(port.ports.upperBound - port.ports.lowerBound) {
                let service = [UInt128(port.protocol.rawValue), UInt128(port.ports.lowerBound + offset)]
                let data = SetElement.Data.values([target, UInt128(port.toPort + offset)])
                let addresses = port.addresses.filter { $0.isIPv6 == isIPv6 }.map(\.value)
                let set = PublishedSets.name(version, port, isIPv6)
                let comment = "publish:\(port.line)"
                if port.addresses.isEmpty {
                    put(set, SetElement(values: service, data: data, comment: comment))
                } else {
                    for address in addresses {
                        put(set, SetElement(values: [address] + service, data: data, comment: comment))
                    }
                }
            }
        }
    }
}
