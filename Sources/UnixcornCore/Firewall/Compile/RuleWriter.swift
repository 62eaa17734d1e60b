import PacketFilter

/// Turns lines of the policy into rules of one family and one direction.
struct RuleWriter {
    let policy: FirewallPolicy
    let version: String
    let family: Family
    let features: FilterFeatures
    /// Counters that the rules use.
    private(set) var counters: [String] = []
    /// Sets that the rules use, beside those of the guests.
    private(set) var sets: [NamedSet] = []
    private(set) var lines: [String: Int] = [:]
    private var names: [String: Int] = [:]

    init(_ policy: FirewallPolicy, _ version: String, _ family: Family, _ features: FilterFeatures) {
        self.policy = policy
        self.version = version
        self.family = family
        self.features = features
    }

    /// Rules of one line. `place`: `web.in`. `mine`: what the rule asks for besides.
    mutating func rules(_ line: PolicyRule, _ place: String, outward: Bool, mine: [Statement] = []) -> [Rule] {
        let id = name(place + "." + line.service)
        lines[id] = line.line
        let comment = "\(id):\(line.line)"
        let counter = count(id)
        return TrafficMatches.all(line.traffic).flatMap { traffic in
            peers(line.peers, outward: outward).flatMap { peer -> [Rule] in
                guard traffic.fits(peer.isIPv6) else { return [] }
                let tests = mine + traffic.statements + peer.statements
                return limit(line, id, tests, peer.isIPv6, comment)
                    + [Rule(tests + [.counter(counter)] + end(line.action, place), comment: comment)]
            }
        }
    }

    /// A counter of that name, declared once.
    mutating func count(_ id: String) -> String {
        let counter = RuleWriter.counter(id)
        if !counters.contains(counter) { counters.append(counter) }
        return counter
    }

    static func counter(_ id: String) -> String {
        String(id.unicodeScalars.map { CharacterSet.plain($0) ? Character($0) : "_" })
    }

    private mutating func name(_ wanted: String) -> String {
        names[wanted, default: 0] += 1
        let count = names[wanted] ?? 1
        return count == 1 ? wanted : "\(wanted).\(count)"
    }

    /// The rule that drops what comes too often, for each source.
    private mutating func limit(
        _ line: PolicyRule, _ id: String, _ tests: [Statement], _ isIPv6: Bool?, _ comment: String
    ) -> [Rule] {
        guard let rate = line.rate else { return [] }
        return [false, true].filter { isIPv6 == nil || isIPv6 == $0 }.map { isIPv6 in
            let set = "\(version)_rate_\(RuleWriter.counter(id))_\(isIPv6 ? "6" : "4")"
            if !sets.contains(where: { $0.name == set }) {
                sets.append(NamedSet(set, key: [isIPv6 ? .ipv6 : .ipv4], hasTimeout: true, isDynamic: true))
            }
            let meter = Statement.meter(set: set, key: [isIPv6 ? .ip6Source : .ipSource], rate)
            let over = count(id + ".over")
            return Rule(tests + [meter, .counter(over), .verdict(.drop)], comment: comment)
        }
    }

    private func end(_ action: PolicyRule.Action, _ place: String) -> [Statement] {
        switch action {
        case .accept: [.verdict(.accept)]
        case .drop: [.verdict(.drop)]
        case .refuse: [canReject(place) ? .reject : .verdict(.drop)]
        }
    }

    /// The end of what is not allowed: told at a bounded rate, counted, dropped or refused.
    mutating func ending(_ reason: String, refuses: Bool) -> [Rule] {
        var rules: [Rule] = []
        if policy.logsDrops {
            let log = LogStatement(prefix: reason, group: FilterNames.logGroup, snapLength: 128)
            rules.append(Rule([.limit(policy.logRate, isOver: false), .log(log)]))
        }
        rules.append(Rule([.counter(count(reason)), refuses ? .reject : .verdict(.drop)], comment: reason))
        return rules
    }

    /// Tests for the sets whose addresses nobody may have dealings with.
    func blocked(outward: Bool) -> [(set: AddressSet, test: Statement)] {
        policy.blocked.compactMap { policy.sets[$0] }.flatMap { set in
            set.versions.map { isIPv6 in
                let field = Field.peer(outward: outward, isIPv6: isIPv6)
                return (set, .match(Match([field], .named(PeerSets.policy(set, isIPv6: isIPv6)))))
            }
        }
    }

    /// The bridge family can answer only where packets come in.
    func canReject(_ place: String) -> Bool {
        family == .inet || (features.rejectsInBridges && place.hasSuffix(".out"))
    }
}

/// Letters, digits and `_`.
private enum CharacterSet {
    static func plain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
    }
}

extension RuleWriter {
    /// One way to ask for the other end.
    struct PeerTest {
        var statements: [Statement]
        /// Nil: either version.
        var isIPv6: Bool?
    }

    func peers(_ peers: [Peer], outward: Bool) -> [PeerTest] {
        if peers.isEmpty { return [PeerTest(statements: [], isIPv6: nil)] }
        return [false, true].flatMap { isIPv6 in tests(peers, isIPv6, outward) }
    }

    /// One test for all addresses that stand in the policy, and one for each set.
    private func tests(_ peers: [Peer], _ isIPv6: Bool, _ outward: Bool) -> [PeerTest] {
        let field = Field.peer(outward: outward, isIPv6: isIPv6)
        let blocks = AddressSet.merged(PeerSets.literal(peers, policy).filter { $0.isIPv6 == isIPv6 })
        var operands: [Operand] = blocks.isEmpty ? [] : [.inline(blocks.map { SetElement([$0.range]) })]
        for name in named(peers, isIPv6) { operands.append(.named(name)) }
        return operands.map { PeerTest(statements: [.match(Match([field], $0))], isIPv6: isIPv6) }
    }

    private func named(_ peers: [Peer], _ isIPv6: Bool) -> [String] {
        let end = isIPv6 ? "6" : "4"
        return peers.compactMap { peer in
            switch peer {
            case .block, .admins: nil
            case .set(let name):
                policy.sets[name].flatMap { set in
                    set.versions.contains(isIPv6) ? PeerSets.policy(set, isIPv6: isIPv6) : nil
                }
            case .kind(let name): version + "_" + PeerSets.kind(name) + end
            case .guest(let name): version + "_" + PeerSets.guest(name) + end
            case .guests: version + "_" + PeerSets.guests + end
            }
        }
    }
}

/// What a rule asks of protocol and ports: a line may need several rules, since a test of ports and one of ICMP types
/// cannot be one.
struct TrafficMatches {
    var statements: [Statement]
    /// The version that the test is for; nil: both.
    var isIPv6: Bool?

    func fits(_ other: Bool?) -> Bool { isIPv6 == nil || other == nil || isIPv6 == other }

    static func all(_ traffic: [Traffic]) -> [TrafficMatches] {
        if traffic.isEmpty { return [TrafficMatches(statements: [], isIPv6: nil)] }
        var tests: [TrafficMatches] = []
        let ports = traffic.compactMap { traffic in
            traffic.ports.map { ports in
                SetElement([
                    UInt128(traffic.protocol.rawValue)...UInt128(traffic.protocol.rawValue),
                    UInt128(ports.lowerBound)...UInt128(ports.upperBound),
                ])
            }
        }
        if let port = ports.first, ports.count == 1 {
            tests.append(single(port))
        } else if !ports.isEmpty {
            tests.append(test([.transportProtocol, .destinationPort], ports))
        }
        let whole = traffic.filter { $0.ports == nil && $0.icmpType == nil }
        if !whole.isEmpty {
            tests.append(test([.transportProtocol], whole.map { SetElement(values: [UInt128($0.protocol.rawValue)]) }))
        }
        for (number, field) in [(IPProtocol.icmp, Field.icmpType), (.icmpv6, .icmpv6Type)] {
            let types = traffic.filter { $0.protocol == number }.compactMap(\.icmpType)
            guard !types.isEmpty else { continue }
            var made = test([field], types.map { SetElement(values: [UInt128($0)]) })
            made.isIPv6 = number == .icmpv6
            tests.append(made)
        }
        return tests
    }

    /// Two comparisons instead of a set without a name: the kernel looks through all sets to name a new one, so that
    /// hundreds of them are what loading a policy costs.
    private static func single(_ port: SetElement) -> TrafficMatches {
        let parts = zip([Field.transportProtocol, .destinationPort], port.key).map { field, range in
            Statement.match(Match([field], .inline([SetElement([range])])))
        }
        return TrafficMatches(statements: parts, isIPv6: nil)
    }

    private static func test(_ key: [Field], _ elements: [SetElement]) -> TrafficMatches {
        TrafficMatches(statements: [.match(Match(key, .inline(elements)))], isIPv6: nil)
    }
}
