import PacketFilter

/// The filters of one interface as rules of the family bridge, in the order that libvirt asks them in
/// (`nwfilter_ebiptables_driver.c`): first those about frames, then those about connections; each part by its own.
struct FilterTable {
    private(set) var table: Table
    private(set) var leftOut: [ImportRemark] = []
    private let filters: [String: NetworkFilter]
    private let tap: String

    private struct Placed {
        var rule: NetworkFilter.FilterRule
        var variables: [String: [String]]
        var chain: String
    }
    private var all: [Placed] = []
    private var chains: [String: Int] = [:]
    private var seen: Set<NetworkFilter.Reference> = []

    init(_ binding: FilterBinding, _ filters: [String: NetworkFilter], addresses: [IPAddress]) {
        self.filters = filters
        tap = binding.tap
        table = Table(.bridge, "filter of \(binding.guest) \(binding.tap)")
        var standard: [String: [String]] = ["MAC": [binding.mac]]
        standard["IP"] = addresses.filter { !$0.isIPv6 }.map(\.description)
        standard["IPV6"] = addresses.filter(\.isIPv6).map(\.description)
        gather(binding.filter, standard, place: binding.place, depth: 0)
        for direction in [NetworkFilter.Direction.out, .in] {
            frames(direction)
            connections(direction)
        }
    }

    private mutating func gather(
        _ reference: NetworkFilter.Reference, _ outer: [String: [String]], place: String, depth: Int
    ) {
        guard let filter = filters[reference.name] else {
            leftOut.append(ImportRemark("\(place): \(reference.name)", .filterMissing))
            return
        }
        guard depth < 32, seen.insert(reference).inserted else { return }
        let variables = outer.merging(reference.values) { _, own in own }
        if chains[filter.chain] == nil { chains[filter.chain] = filter.priority }
        all += filter.rules.map { Placed(rule: $0, variables: variables, chain: filter.chain) }
        for inner in filter.references { gather(inner, variables, place: place, depth: depth + 1) }
    }

    private static let aboutFrames: Set = ["", "mac", "ip", "ipv6", "arp", "rarp", "vlan", "stp"]

    private func name(_ part: String, _ direction: NetworkFilter.Direction) -> String {
        "\(direction.rawValue) \(part)"
    }

    private func mine(_ direction: NetworkFilter.Direction) -> Rule {
        let field: Field = direction == .out ? .inputInterface : .outputInterface
        return Rule([
            .match(Match([field], isNegated: true, .inline([SetElement(values: [InterfaceName.value(tap)])]))),
            .verdict(.accept),
        ])
    }

    private func base(_ direction: NetworkFilter.Direction, late: Bool) -> BaseChain {
        BaseChain(.filter, direction == .out ? .prerouting : .postrouting, priority: late ? -190 : -200)
    }

    /// The root chain: its own rules, and the ways into the other chains, by priority.
    private mutating func frames(_ direction: NetworkFilter.Direction) {
        let own = all.filter { FilterTable.aboutFrames.contains($0.rule.proto) }
        var root: [(priority: Int, rules: [Rule])] = []
        for chain in chains.keys.sorted() {
            let rules = own.filter { $0.chain == chain }
            if chain == "root" {
                root += rules.map { ($0.rule.priority, made($0, direction)) }
                continue
            }
            let sorted = rules.enumerated().sorted {
                ($0.element.rule.priority, $0.offset) < ($1.element.rule.priority, $1.offset)
            }
            table.chains.append(Chain(name(chain, direction), rules: sorted.flatMap { made($0.element, direction) }))
            root.append(
                (chains[chain] ?? 0, [Rule(FilterTable.entry(chain) + [.verdict(.jump(name(chain, direction)))])]))
        }
        let sorted = root.enumerated().sorted { ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset) }
        table.chains.append(
            Chain(
                name("root", direction), base: base(direction, late: false),
                rules: [mine(direction)] + sorted.flatMap(\.element.rules)))
    }

    /// Which packets a chain is for, by the beginning of its name.
    private static func entry(_ chain: String) -> [Statement] {
        let types: [(String, UInt128)] = [
            ("ipv4", 0x0800), ("ipv6", 0x86dd), ("arp", 0x0806), ("rarp", 0x8035), ("vlan", 0x8100),
        ]
        if let type = types.first(where: { chain.hasPrefix($0.0) }) {
            return [.match(Match([.networkProtocol], .inline([SetElement(values: [type.1])])))]
        }
        if chain.hasPrefix("stp") {
            return [.match(Match([.networkProtocol], .inline([SetElement(values: [0xffff])])))]
        }
        return []
    }

    private mutating func connections(_ direction: NetworkFilter.Direction) {
        let own = all.filter { !FilterTable.aboutFrames.contains($0.rule.proto) }.enumerated()
            .sorted { ($0.element.rule.priority, $0.offset) < ($1.element.rule.priority, $1.offset) }
        let known = Match([.connectionState], .inline([SetElement(values: [2]), SetElement(values: [4])]))
        let first = own.isEmpty ? [] : [Rule([.match(known), .verdict(.accept)])]
        table.chains.append(
            Chain(
                name("connections", direction), base: base(direction, late: true),
                rules: [mine(direction)] + first + own.flatMap { made($0.element, direction) }))
    }

    /// The rule as it holds for packets of one direction; none where it does not.
    private mutating func made(_ placed: Placed, _ direction: NetworkFilter.Direction) -> [Rule] {
        let rule = placed.rule
        let isOther = rule.direction != .inout && rule.direction != direction
        // What is dropped is dropped of both directions of a connection; what is accepted only begins in one.
        let isAboutConnections = !FilterTable.aboutFrames.contains(rule.proto)
        if isOther, !isAboutConnections || rule.action == .accept || rule.action == .return { return [] }
        let isReversed = rule.direction == .inout ? direction == .out : isOther
        let values = FilterValues(rule, placed.variables, isReversed: isReversed)
        guard values.unknown.isEmpty else {
            let remark = ImportRemark("\(rule.place): \(values.unknown.joined(separator: ", "))", .notUnderstood)
            if !leftOut.contains(remark) { leftOut.append(remark) }
            return []
        }
        let verdict: Statement
        switch rule.action {
        case .accept: verdict = .verdict(.accept)
        case .drop: verdict = .verdict(.drop)
        case .reject: verdict = .reject
        case .return: verdict = .verdict(isAboutConnections || placed.chain == "root" ? .accept : .leave)
        case .continue: verdict = .verdict(.proceed)
        }
        return [Rule(values.matches.map { .match($0) } + [verdict], comment: rule.place)]
    }
}
