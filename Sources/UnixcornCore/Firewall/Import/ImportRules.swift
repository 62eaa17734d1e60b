import PacketFilter

/// The old rules, ready to be asked.
struct ImportRules: Sendable {
    /// Without what translates addresses.
    let ruleset: Ruleset
    let simulator: Simulator
    let rates: RuleRates
    let network: ImportNetwork

    init(_ all: Ruleset, _ network: ImportNetwork) {
        ruleset = all.withoutTranslation.folded
        self.network = network
        simulator = Simulator(ruleset, localAddresses: Set(network.local))
        rates = RuleRates(ruleset.rules(at: Set(BaseChain.Hook.allCases)))
    }

    /// Versions that no rule is about, while rules are about the other, or that the end has no address of.
    func unruled(_ end: ImportEnd) -> [Bool] {
        let missing = [false, true].filter { isIPv6 in
            !ruleset.sees(end.decisive, isIPv6: isIPv6) || !end.addresses.contains { $0.isIPv6 == isIPv6 }
        }
        return missing.count == 2 ? [] : missing
    }

    func host(outward: Bool, interface: String? = nil) -> ImportEnd {
        ImportEnd(
            owner: .host, isOutward: outward, addresses: network.local, other: .routed(interface ?? network.outside),
            own: .host, hardware: ImportEnd.hostHardware, label: interface ?? "")
    }

    /// The host as those see it who are behind interfaces of which no rule says the network.
    var strangers: [ImportEnd] {
        let names = network.networks.filter { $0.value.isEmpty }.keys.sorted()
        return names.filter { !ImportNetwork.isOfDocker($0) }.prefix(4).map { host(outward: false, interface: $0) }
    }

    /// `neighbour`: as others on the guest's own bridge see it.
    func guest(_ guest: FirewallGuest, _ interface: FirewallGuest.Interface, outward: Bool, neighbour: Bool = false)
        -> ImportEnd
    {
        let known = interface.addresses.compactMap { IPAddress($0) }
        let addresses = known.isEmpty ? ImportRules.unknownAddresses : known
        let bridge = network.bridge(of: addresses, ruleset)
        let own: Port = interface.isRouted ? .routed(interface.tap) : .bridged(interface.tap, bridge: bridge)
        let isBridged = neighbour || (!interface.isRouted && namesPort(interface.tap))
        return ImportEnd(
            owner: .guest(guest.name), isOutward: outward, addresses: addresses,
            other: isBridged ? .bridged(network.outside, bridge: bridge) : .routed(network.outside), own: own,
            hardware: HardwareAddress(interface.mac) ?? HardwareAddress(0x5254_0000_0001))
    }

    /// The same end as packets from or to an address meet it: by the interface that the address is behind.
    func seen(_ end: ImportEnd, by peer: IPAddress) -> ImportEnd {
        guard let interface = network.interface(of: peer) else { return end }
        var seen = end
        if case .bridged(_, interface) = end.own {
            seen.other = .bridged(network.outside, bridge: interface)
        } else {
            seen.other = .routed(interface)
        }
        return seen
    }

    private static let unknownAddresses = [IPAddress(ipv4: 0xc000_02fa), IPAddress(ipv6: 0x2001_0db8 << 96 | 0xfa)]

    /// Whether rules of IP are about the bridge's port of that name.
    private func namesPort(_ tap: String) -> Bool {
        let value = InterfaceName.value(tap)
        return ruleset.rules(at: [.forward]).contains { rule in
            rule.tests.contains { test in
                (test.key == [.physicalInput] || test.key == [.physicalOutput])
                    && test.elements.contains { $0.key.first?.contains(value) ?? false }
            }
        }
    }
}

extension ImportNetwork {
    /// The bridge that a guest with such addresses is at, as far as rules tell.
    func bridge(of addresses: [IPAddress], _ ruleset: Ruleset) -> String {
        if let known = addresses.lazy.compactMap({ interface(of: $0) }).first { return known }
        let forwarded = ruleset.rules(at: [.forward])
        for rule in forwarded
        where ImportNetwork.singles(rule, [.ipDestination, .ip6Destination]).contains(where: addresses.contains) {
            if let name = Masquerading.output(rule.rule, rule).first { return name }
        }
        let named = Set(forwarded.flatMap(\.interfaces)).subtracting([outside, "lo"]).filter {
            !ImportNetwork.isOfDocker($0)
        }
        return named.count == 1 ? named.first ?? "br0" : "br0"
    }
}
