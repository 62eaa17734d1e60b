import PacketFilter

/// Rules that say something which a policy cannot.
struct RuleScan {
    private(set) var leftOut: [ImportRemark] = []
    private let network: ImportNetwork
    /// Interfaces that guests are asked about by.
    private let known: Set<String>
    /// What the reading of a file has told already.
    private let told: [ImportRemark]

    /// Fields that the tables of access are asked along, or that always have one value for what begins.
    private static let fields: Set<Field> = [
        .inputInterface, .outputInterface, .inputHardware, .outputHardware, .inputIndex, .outputIndex, .family,
        .networkProtocol,
        .etherType, .transportProtocol, .ipProtocol, .ip6NextHeader, .ipSource, .ipDestination, .ip6Source,
        .ip6Destination,
        .destinationPort, .tcpDestination, .udpDestination, .sctpDestination, .tcpFlags, .icmpType, .icmpv6Type,
        .connectionState, .trackedState, .connectionStatus, .destinationAddressKind, .sourceAddressKind, .packetKind,
        .physicalInput, .physicalOutput, .fragment, .hopLimit, .etherSource,
    ]

    init(_ ruleset: Ruleset, _ network: ImportNetwork, _ guests: [FirewallGuest], told: [ImportRemark]) {
        self.network = network
        self.told = told
        known = Set(
            guests.flatMap { guest in guest.interfaces.map(\.tap) + [network.bridge(of: guest.addresses, ruleset)] })
        let hooks: Set<BaseChain.Hook> = [.prerouting, .input, .forward, .output, .postrouting]
        for rule in ruleset.rules(at: hooks) where !rule.table.name.hasPrefix("filter of ") { look(rule) }
    }

    private mutating func leave(_ rule: PlacedRule, _ why: Phrase) {
        let remark = ImportRemark(rule.words, why)
        if !leftOut.contains(remark) { leftOut.append(remark) }
    }

    private mutating func look(_ rule: PlacedRule) {
        guard isAboutNew(rule) else { return }
        if isOfDocker(rule) {
            if rule.decides { leave(rule, .dockers) }
            return
        }
        for statement in rule.rule.statements { look(statement, rule) }
        guard rule.decides, !rule.isForDHCPClient else { return }
        let beyond = Set(rule.tests.flatMap(\.key)).subtracting(RuleScan.fields)
        if !beyond.isEmpty { leave(rule, .dependsOn(beyond.map(\.rawValue).sorted().joined(separator: ", "))) }
        if rule.asksForMaskedAddress { leave(rule, .dependsOn("ip saddr & mask")) }
        if let group = rule.groupAddress { leave(rule, .dependsOn("ip daddr \(group)")) }
        if let name = rule.acceptedInterface, isUnknown(name) { leave(rule, .interfaceUnknown(name)) }
    }

    private mutating func look(_ statement: Statement, _ rule: PlacedRule) {
        switch statement {
        case .limit where rule.decides && !rule.logs: leave(rule, .ratePerPeer)
        case .quota(let text, _) where RuleRates.rate(text) == nil && !text.hasPrefix("recent"):
            leave(rule, .boundUnknown)
        case .addElement: leave(rule, .addressesByItself)
        case .setMark, .changeMark: leave(rule, .marks)
        case .helper: leave(rule, .helperByRule)
        case .verdict(.queue): leave(rule, .queued)
        case .unknown(let text) where !told.contains(where: { $0.place.string.hasSuffix(SafeText(text).string) }):
            leave(rule, .dependsOn(text))
        default: break
        }
    }

    /// Rules about known connections alone say nothing that every policy does not.
    private func isAboutNew(_ rule: PlacedRule) -> Bool {
        !rule.rule.statements.contains { statement in
            guard case .match(let match) = statement, match.key == [.connectionState] else { return false }
            let holdsNew = rule.elements(match.operand).contains { element in
                element.key.first.map { (match.mask == nil ? $0.contains(8) : $0.lowerBound & 8 != 0) } ?? false
            }
            return holdsNew == match.isNegated
        }
    }

    private func isOfDocker(_ rule: PlacedRule) -> Bool {
        rule.chain.hasPrefix("DOCKER") || rule.interfaces.contains { ImportNetwork.isOfDocker($0) }
    }

    private func isUnknown(_ name: String) -> Bool {
        name != network.outside && name != "lo" && !known.contains(name) && network.networks[name]?.isEmpty != false
    }
}

extension PlacedRule {
    /// Whether it ends a packet's way.
    var decides: Bool {
        rule.statements.contains { statement in
            switch statement {
            case .verdict(.accept), .verdict(.drop), .reject: true
            default: false
            }
        }
    }

    /// Answers of a DHCP server, which every policy lets pass.
    fileprivate var isForDHCPClient: Bool {
        tests.contains { test in
            (test.key == [.udpDestination] || test.key == [.destinationPort])
                && test.elements.allSatisfy { $0.key == [68...68] || $0.key == [546...546] }
        }
    }

    fileprivate var logs: Bool { rule.statements.contains { if case .log = $0 { true } else { false } } }

    var interfaces: [String] {
        tests.filter { $0.key.count == 1 && $0.key[0].kind == .interface }.flatMap { test in
            test.elements.compactMap { $0.key.first.map { InterfaceName.text($0.lowerBound) } }
        }
    }

    /// The interface that it accepts packets from.
    fileprivate var acceptedInterface: String? {
        guard rule.statements.contains(.verdict(.accept)) else { return nil }
        for case .match(let match) in rule.statements where match.key == [.inputInterface] && !match.isNegated {
            if let range = elements(match.operand).first?.key.first, range.count == 1 {
                return InterfaceName.text(range.lowerBound)
            }
        }
        return nil
    }

    fileprivate var asksForMaskedAddress: Bool {
        tests.contains { $0.mask != nil && $0.key.contains { $0.kind == .ipv4 || $0.kind == .ipv6 } }
    }

    /// A multicast or broadcast address that it is about.
    fileprivate var groupAddress: AddressBlock? {
        for test in tests where test.key == [.ipDestination] || test.key == [.ip6Destination] {
            for range in test.elements.compactMap(\.key.first) {
                let block = AddressBlock(
                    isIPv6: test.key == [.ip6Destination], first: range.lowerBound, last: range.upperBound)
                if block.isIPv6 ? block.first >> 120 == 0xff : block.first >> 28 == 14 || block.first == 0xffff_ffff {
                    return block
                }
            }
        }
        return nil
    }
}
