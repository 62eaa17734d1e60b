import PacketFilter
import Text

/// The tables of a policy, without guests.
struct VersionTables {
    let policy: FirewallPolicy
    let features: FilterFeatures
    let routesGuests: Bool

    init(_ policy: FirewallPolicy, _ features: FilterFeatures, _ routesGuests: Bool) {
        self.policy = policy
        self.features = features
        self.routesGuests = routesGuests
    }

    /// Of the sum of everything that the tables say, but for what is in the policy's own sets: their names have that.
    var version: String {
        var sum = StableSum()
        for var table in compiled("p").tables {
            for place in table.sets.indices { table.sets[place].elements = [] }
            var text = RulesetText()
            text.add(table)
            sum.add(text.bytes)
        }
        return "p" + sum.text
    }

    func compiled(_ version: String) -> CompiledPolicy {
        let (bridge, bridgeLines) = bridgeTable(version)
        let (inet, inetLines) = inetTable(version)
        return CompiledPolicy(
            version: version, tables: [inet, bridge], lines: inetLines.merging(bridgeLines) { one, _ in one },
            notes: notes)
    }

    private var notes: [Phrase] {
        var notes: [Phrase] = []
        if !features.tracksBridges { notes.append(.bridgesByMark) }
        let refusing = policy.kinds.values.filter(\.refuses).map(\.name).sorted()
        if !features.rejectsInBridges, !refusing.isEmpty { notes.append(.refusalIsDrop(refusing)) }
        return notes
    }
}

extension VersionTables {
    /// Base chains with the gate that leads to another version while it is on trial, and the way to this one.
    private func entries(_ gates: [Gate], _ version: String) -> (chains: [Chain], maps: [NamedSet]) {
        let chains = gates.map { gate in
            Chain(
                gate.chain, base: gate.base,
                rules: [
                    Rule([.verdictMap([gate.key], .named(gate.map))]),
                    Rule([.verdict(.go(version + "_" + gate.chain))]),
                ])
        }
        return (chains, gates.map(\.declaration))
    }

    private func bridgeTable(_ version: String) -> (Table, [String: Int]) {
        var guests = GuestChains(RuleWriter(policy, version, .bridge, features))
        guests.make(out: "guest_out", in: "guest_in")
        let (chains, gates) = entries([.guestOut, .guestIn], version)
        let table = Table(
            .bridge, FilterNames.table, chains: chains + guests.chains,
            sets: gates + stateSets() + versionSets(version) + peerSets(version) + policySets() + guests.writer.sets,
            counters: guests.writer.counters)
        return (table, guests.writer.lines)
    }

    private func inetTable(_ version: String) -> (Table, [String: Int]) {
        var host = HostChains(RuleWriter(policy, version, .inet, features))
        host.make()
        let gates = Gate.all.filter { $0.family == .inet && (routesGuests || !Gate.routed.contains($0)) }
        let (chains, maps) = entries(gates, version)
        var table = Table(
            .inet, FilterNames.table, chains: marks + chains + host.chains, sets: maps + peerSets(version))
        var writer = host.writer
        if routesGuests {
            var guests = GuestChains(writer)
            guests.make(out: "routed_out", in: "routed_in")
            table.chains += guests.chains
            table.sets += stateSets() + versionSets(version)
            writer = guests.writer
        }
        table.sets += policySets() + host.maps + writer.sets
        table.counters = writer.counters
        table.helpers = host.helpers
        return (table, writer.lines)
    }

    /// Chains of no version: they tell the bridge what connection tracking knows, and which packets are the host's own.
    private var marks: [Chain] {
        let own = Chain(
            "mark_host", base: BaseChain(.filter, .output, priority: -140),
            rules: [Rule([.setMark(FilterNames.hostMark)])])
        let known = Match([.connectionState], .inline([SetElement(values: [2]), SetElement(values: [4])]))
        let seen = Chain(
            "mark_known", base: BaseChain(.filter, .prerouting, priority: -140),
            rules: [Rule([.match(known), .setMark(FilterNames.knownMark)])])
        return features.tracksBridges ? [own] : [own, seen]
    }

    private func stateSets() -> [NamedSet] {
        typealias Names = FilterNames
        let counted = [Names.seenIn, Names.seenOut, Names.droppedIn, Names.droppedOut].map {
            NamedSet($0, key: [.interface], hasCounters: true)
        }
        return counted + [
            NamedSet(Names.hardware, key: [.interface, .hardwareAddress]),
            NamedSet(Names.source4, key: [.interface, .hardwareAddress, .ipv4]),
            NamedSet(Names.source6, key: [.interface, .hardwareAddress, .ipv6]),
            NamedSet(Names.block4, key: [.interface, .hardwareAddress, .ipv4], hasRanges: true),
            NamedSet(Names.block6, key: [.interface, .hardwareAddress, .ipv6], hasRanges: true),
            NamedSet(Names.target6, key: [.interface, .number]),
            NamedSet(Names.any4, key: [.interface]), NamedSet(Names.any6, key: [.interface]),
        ]
    }

    /// Sets of the version that guests fill.
    private func versionSets(_ version: String) -> [NamedSet] {
        var sets = ["in", "out"].map { NamedSet("\(version)_kind_\($0)", key: [.interface], data: .verdict) }
        sets.append(NamedSet(version + "_free", key: [.interface]))
        for direction in ["in", "out"] {
            for isIPv6 in [false, true] {
                for hasPorts in [true, false] {
                    sets.append(ExceptionSets.set(version, direction, isIPv6, hasPorts: hasPorts))
                }
            }
        }
        for guest in policy.guests.values.sorted(by: { $0.name < $1.name })
        where !ExceptionSets.fit(guest) {
            sets.append(NamedSet(version + "_" + ExceptionSets.taps(guest.name), key: [.interface]))
        }
        for port in policy.published where !ExceptionSets.fits(PublishedSets.rule(port)) {
            sets.append(NamedSet(version + "_" + PublishedSets.taps(port), key: [.interface]))
        }
        return sets
    }

    /// Sets of guests' addresses, as rules name them.
    private func peerSets(_ version: String) -> [NamedSet] {
        peerNames.flatMap { name in
            [
                NamedSet("\(version)_\(name)4", key: [.ipv4], hasRanges: true),
                NamedSet("\(version)_\(name)6", key: [.ipv6], hasRanges: true),
            ]
        }
    }

    /// The sets of guests' addresses that some rule names.
    private var peerNames: [String] {
        var names: Set<String> = []
        for peer in allRules.flatMap(\.peers) + policy.published.flatMap(\.peers) {
            switch peer {
            case .kind(let name): names.insert(PeerSets.kind(name))
            case .guest(let name): names.insert(PeerSets.guest(name))
            case .guests: names.insert(PeerSets.guests)
            case .block, .set, .admins: break
            }
        }
        return names.sorted()
    }

    private var allRules: [PolicyRule] {
        let kinds = (Array(policy.kinds.values) + [policy.host]).flatMap { $0.accept + ($0.out ?? []) }
        return kinds + policy.guests.values.flatMap { $0.accept + $0.out }
    }

    /// Sets of addresses that the policy names; each of one version of IP, named after what is in it.
    private func policySets() -> [NamedSet] {
        var wanted = Set(policy.blocked)
        for case .set(let name) in allRules.flatMap(\.peers) + policy.published.flatMap(\.peers) { wanted.insert(name) }
        return wanted.sorted().compactMap { policy.sets[$0] }.flatMap { set in
            set.versions.map { isIPv6 in
                NamedSet(
                    PeerSets.policy(set, isIPv6: isIPv6), key: [isIPv6 ? .ipv6 : .ipv4], hasRanges: true,
                    elements: set.blocks.filter { $0.isIPv6 == isIPv6 }.map { SetElement([$0.range]) })
            }
        }
    }
}
