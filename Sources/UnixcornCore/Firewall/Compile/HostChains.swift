import PacketFilter

/// The chains of the machine itself, and those that translate addresses: of one version, in the family `inet`.
struct HostChains {
    var writer: RuleWriter
    private(set) var chains: [Chain] = []
    private(set) var maps: [NamedSet] = []
    /// Connection tracking helpers that lines ask for, by name.
    private(set) var helpers: [String: Table.Helper] = [:]

    init(_ writer: RuleWriter) { self.writer = writer }

    private var policy: FirewallPolicy { writer.policy }
    private func name(_ part: String) -> String { writer.version + "_" + part }

    mutating func make() {
        receive()
        send()
        publish()
        leave()
        assist()
    }

    private mutating func add(_ part: String, _ rules: [Rule]) { chains.append(Chain(name(part), rules: rules)) }

    private static let local = Rule([
        .match(Match([.inputInterface], .inline([SetElement(values: [loopback])]))), .verdict(.accept),
    ])
    private static let loopback = InterfaceName.value("lo")

    private mutating func receive() {
        let host = policy.host
        let invalid = Match([.connectionState], .inline([SetElement(values: [1])]))
        var rules = [HostChains.local, ConnectionTests.known(.inet, writer.features)]
        rules += Basics.needed(isSender: false)
        rules.append(Basics.dhcp(Basics.dhcpAnswers))
        rules += admins()
        rules.append(
            Rule(
                [.match(invalid), .counter(writer.count("host.in.invalid")), .verdict(.drop)],
                comment: "host.in.invalid"))
        rules += blocked("in")
        if host.answersPing { rules += Basics.ping("host.in.ping") }
        for line in host.accept { rules += writer.rules(line, "host.in", outward: false) }
        rules.append(Rule([.verdict(.go(name("host_in_end")))]))
        add("host_in", rules)
        add("host_in_end", writer.ending("host.in.drop", refuses: host.refuses))
    }

    /// The admins' way in stands before anything that could take it away.
    private mutating func admins() -> [Rule] {
        guard !policy.admins.isEmpty else { return [] }
        let line = PolicyRule(
            line: policy.adminsLine, service: "admins", traffic: policy.adminPorts.map { Traffic(.tcp, $0) },
            peers: [.admins])
        return writer.rules(line, "host.in", outward: false)
    }

    private mutating func send() {
        var rules = [
            Rule([
                .match(Match([.outputInterface], .inline([SetElement(values: [HostChains.loopback])]))),
                .verdict(.accept),
            ])
        ]
        guard let lines = policy.host.out else {
            return add("host_out", rules + blocked("out") + [Rule([.verdict(.accept)])])
        }
        rules.append(ConnectionTests.known(.inet, writer.features))
        rules += Basics.needed(isSender: true)
        rules.append(Basics.dhcp(Basics.dhcpQuestions))
        rules += blocked("out")
        for line in lines { rules += writer.rules(line, "host.out", outward: true) }
        rules.append(Rule([.verdict(.go(name("host_out_end")))]))
        add("host_out", rules)
        add("host_out_end", writer.ending("host.out.drop", refuses: policy.host.refuses))
    }

    private mutating func blocked(_ direction: String) -> [Rule] {
        let reason = "host.\(direction).blocked"
        return writer.blocked(outward: direction == "out").map { set, test in
            Rule(
                [test, .counter(writer.count(reason)), .verdict(.drop)], comment: "\(reason).\(set.name):\(set.line)")
        }
    }
}

extension HostChains {
    /// Ports of the host's addresses that lead to guests.
    private mutating func publish() {
        var rules: [Rule] = []
        for port in policy.published {
            for isIPv6 in [false, true] {
                let map = PublishedSets.map(writer.version, port, isIPv6)
                guard !maps.contains(where: { $0.name == map.name }) else { continue }
                maps.append(map)
                for peer in writer.peers(port.peers, outward: false) where peer.isIPv6 != !isIPv6 {
                    rules.append(HostChains.translate(map, port, isIPv6, peer.statements))
                }
            }
        }
        add("publish", rules)
    }

    private static func translate(_ map: NamedSet, _ port: PublishedPort, _ isIPv6: Bool, _ peer: [Statement]) -> Rule {
        let version = Statement.match(Match([.family], .inline([SetElement(values: [isIPv6 ? 10 : 2])])))
        let transports = [IPProtocol.tcp, .udp, .sctp].map { SetElement(values: [UInt128($0.rawValue)]) }
        let local = Statement.match(Match([.destinationAddressKind], .inline([SetElement(values: [2])])))
        let key: [Field] =
            (port.addresses.isEmpty ? [] : [isIPv6 ? .ip6Destination : .ipDestination])
            + [.transportProtocol, .destinationPort]
        return Rule(
            [version] + (port.addresses.isEmpty ? [local] : []) + peer
                + [
                    .match(Match([.transportProtocol], .inline(transports))),
                    .translate(.destination(isIPv6 ? .ipv6 : .ipv4, key: key, map: map.name)),
                ],
            comment: port.peers.isEmpty ? "publish" : "publish:\(port.line)")
    }

    /// Helpers that read along which further connections belong to one: in prerouting, before its first packet is known.
    private mutating func assist() {
        let kinds = policy.kinds.values.sorted { $0.name < $1.name }.flatMap(\.accept)
        let guests = policy.guests.values.sorted { $0.name < $1.name }.flatMap(\.accept)
        var rules: [Rule] = []
        for line in kinds + policy.host.accept + guests where line.usesHelper {
            guard let type = ServiceCatalogue.service(named: line.service)?.helper else { continue }
            for traffic in line.traffic {
                // The passive ports that stand beside it are data.
                guard let ports = traffic.ports, ports.count == 1 else { continue }
                let name = "helper_\(type)_\(traffic.protocol.name)"
                helpers[name] = Table.Helper(type: type, protocol: traffic.protocol)
                let key = SetElement(values: [UInt128(traffic.protocol.rawValue), UInt128(ports.lowerBound)])
                let rule = Rule([.match(Match([.transportProtocol, .destinationPort], .inline([key]))), .helper(name)])
                if !rules.contains(rule) { rules.append(rule) }
            }
        }
        add("assist", rules)
    }

    private mutating func leave() {
        add(
            "leave",
            policy.masquerades.map { line in
                let out = SetElement([InterfaceName.range(line.out)])
                return Rule(
                    [
                        .match(
                            Match([line.from.isIPv6 ? .ip6Source : .ipSource], .inline([SetElement([line.from.range])]))
                        ),
                        .match(Match([.outputInterface], .inline([out]))), .translate(.masquerade),
                    ], comment: "masquerade:\(line.line)")
            })
    }
}
