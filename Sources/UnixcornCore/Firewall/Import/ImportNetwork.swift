import PacketFilter

/// What rules tell about the interfaces of a machine.
struct ImportNetwork: Sendable {
    /// The interface to the outside.
    var outside: String
    /// Whether somebody said so, or rules do.
    var isOutsideKnown: Bool
    /// Interfaces that rules name, with the networks behind them.
    var networks: [String: [AddressBlock]] = [:]
    /// Addresses of this machine that rules name.
    var local = [ImportNetwork.local4, ImportNetwork.local6]

    static let local4 = IPAddress(ipv4: 0xc633_6401)
    static let local6 = IPAddress(ipv6: 0x2001_0db8_ffff_0000_0000_0000_0000_0001)

    init(_ ruleset: Ruleset, outside: String?) {
        self.outside = outside ?? "eth0"
        isOutsideKnown = outside != nil
        let rules =
            ruleset.rules(at: Set(BaseChain.Hook.allCases))
            + ruleset.rules(at: Set(BaseChain.Hook.allCases), kind: .nat)
        for rule in rules {
            let names = ImportNetwork.interfaces(rule)
            for name in names where networks[name] == nil { networks[name] = [] }
        }
        for rule in rules { learn(rule) }
        if outside == nil, let named = ImportNetwork.outside(ruleset) {
            self.outside = named
            isOutsideKnown = true
        }
        for rule in ruleset.rules(at: [.input]) {
            for address in ImportNetwork.singles(rule, [.ipDestination, .ip6Destination]).prefix(8)
            where !local.contains(address) && local.count < 12 { local.append(address) }
        }
        networks[self.outside] = nil
        networks["lo"] = nil
    }

    /// Names of interfaces, without patterns.
    private static func interfaces(_ rule: PlacedRule) -> [String] {
        rule.tests.flatMap { test in
            test.key.enumerated().filter { $0.element.kind == .interface || $0.element.kind == .interfaceIndex }.flatMap
            { place, _ in
                test.elements.compactMap { element in
                    element.key.indices.contains(place) && element.key[place].count == 1
                        ? InterfaceName.text(element.key[place].lowerBound) : nil
                }
            }
        }.filter { InterfaceName.isValid($0) }
    }

    /// A rule with an interface and a network on the same side says where the network is; one for packets that leave by
    /// any other interface than theirs as well (Docker's masquerade).
    private mutating func learn(_ rule: PlacedRule) {
        var sources: [AddressBlock] = []
        var destinations: [AddressBlock] = []
        var inputs: [String] = []
        var outputs: [String] = []
        for case .match(let match) in rule.rule.statements where match.key.count == 1 && match.mask == nil {
            let values = rule.elements(match.operand).compactMap(\.key.first)
            switch (match.key[0], match.isNegated) {
            case (.ipSource, false), (.ip6Source, false): sources += values.map { block($0, match.key[0]) }
            case (.ipDestination, false), (.ip6Destination, false):
                destinations += values.map { block($0, match.key[0]) }
            case (.inputInterface, false), (.outputInterface, true):
                inputs += values.map { InterfaceName.text($0.lowerBound) }
            case (.outputInterface, false): outputs += values.map { InterfaceName.text($0.lowerBound) }
            default: break
            }
        }
        for (names, blocks) in [(inputs, sources), (outputs, destinations)] {
            guard names.count == 1, let name = names.first, networks[name] != nil else { continue }
            for block in blocks where block.isNetwork && networks[name]?.contains(block) == false {
                networks[name]?.append(block)
            }
        }
    }

    private func block(_ range: ClosedRange<UInt128>, _ field: Field) -> AddressBlock {
        AddressBlock(isIPv6: field.kind == .ipv6, first: range.lowerBound, last: range.upperBound)
    }

    /// Single addresses that a rule names in these fields, which a machine or a guest can have.
    static func singles(_ rule: PlacedRule, _ fields: Set<Field>) -> [IPAddress] {
        rule.tests.flatMap { test in
            test.key.enumerated().filter { fields.contains($0.element) }.flatMap { place, field in
                test.elements.compactMap { element -> IPAddress? in
                    guard element.key.indices.contains(place), element.key[place].count == 1 else { return nil }
                    let value = element.key[place].lowerBound
                    if field.kind == .ipv6 { return value >> 120 == 0xff || value < 2 ? nil : IPAddress(ipv6: value) }
                    return value >> 28 >= 14 || value >> 24 == 127 || value >> 24 == 0
                        ? nil : IPAddress(ipv4: UInt32(truncatingIfNeeded: value))
                }
            }
        }
    }

    /// The interface that addresses are masqueraded at; else the first one that rules of the input name and that is no
    /// bridge or tunnel by its name.
    private static func outside(_ ruleset: Ruleset) -> String? {
        let leaving = ruleset.rules(at: [.postrouting], kind: .nat).lazy.filter { rule in
            rule.rule.statements.contains { statement in
                if case .translate = statement { true } else { false }
            }
        }.flatMap { Masquerading.output($0.rule, $0) }.first
        if let leaving { return leaving }
        let inner = ["lo", "virbr", "br-", "docker", "vnet", "tap", "tun", "wg", "veth"]
        let named = ruleset.rules(at: [.input, .forward]).lazy.flatMap { interfaces($0) }
        return named.first { name in !inner.contains { name.hasPrefix($0) } }
    }

    /// The interface whose network holds an address.
    func interface(of address: IPAddress) -> String? {
        networks.sorted { $0.key < $1.key }.first { $0.value.contains { $0.contains(address) } }?.key
    }

    /// Whether an interface is Docker's: `docker0`, `br-` and twelve digits.
    static func isOfDocker(_ name: String) -> Bool {
        if name.hasPrefix("docker") { return true }
        let digits = name.dropFirst(3)
        return name.hasPrefix("br-") && digits.count == 12 && digits.allSatisfy(\.isHexDigit)
    }
}

extension AddressBlock {
    /// More than one address, and not all.
    fileprivate var isNetwork: Bool {
        first != last && prefix != 0 && !(isIPv6 ? first >> 120 == 0xff : first >> 28 >= 14)
    }
}
