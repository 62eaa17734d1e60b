package import PacketFilter

/// What the kernel has of our tables: names, and which version rules.
package struct LoadedFirewall: Sendable, Hashable {
    /// By table: names of chains, sets and maps, counters.
    struct Objects: Sendable, Hashable {
        var chains: Set<String> = []
        var sets: Set<String> = []
        var maps: Set<String> = []
        var counters: Set<String> = []
        /// Base chains with the chain that they go to at their end: the version that rules.
        var targets: [String: String] = [:]
    }

    var tables: [Family: Objects] = [:]
    /// The version that a gate leads to, and how many seconds it still has.
    var trial: Trial?

    struct Trial: Sendable, Hashable {
        var version: String
        var seconds: Int
    }

    /// The version that rules once no gate leads elsewhere; nil: none.
    var current: String? {
        for gate in Gate.all {
            guard let target = tables[gate.family]?.targets[gate.chain], target.hasSuffix("_" + gate.chain) else {
                continue
            }
            return String(target.dropLast(gate.chain.utf8.count + 1))
        }
        return nil
    }

    package init() {}

    /// Reads what is there; a table that is not there has no entry.
    package static func read(_ nftables: Nftables) async throws(PacketFilterError) -> LoadedFirewall {
        var loaded = LoadedFirewall()
        for family in [Family.inet, .bridge] {
            let table = TableName(family, FilterNames.table)
            guard let contents = try await nftables.contents(of: table) else { continue }
            var objects = Objects()
            (objects.chains, objects.counters) = (contents.chains, contents.counters)
            (objects.sets, objects.maps) = (contents.sets, contents.maps)
            for gate in Gate.all where gate.family == family && contents.chains.contains(gate.chain) {
                objects.targets[gate.chain] = try await nftables.targets(of: gate.chain, in: table).last
            }
            loaded.tables[family] = objects
        }
        loaded.trial = try await trial(loaded.tables, nftables)
        return loaded
    }

    /// A trial's elements come and go in all gates at once: one gate of each family tells.
    private static func trial(
        _ tables: [Family: Objects], _ nftables: Nftables
    ) async throws(PacketFilterError) -> Trial? {
        for family in [Family.bridge, .inet] {
            let maps = tables[family]?.maps ?? []
            guard let gate = Gate.all.first(where: { $0.family == family && maps.contains($0.map) }) else { continue }
            let elements = try await nftables.gateElements(of: gate.map, in: TableName(family, FilterNames.table))
            guard let element = elements.first, element.chain.hasSuffix("_" + gate.chain) else { continue }
            let version = String(element.chain.dropLast(gate.chain.utf8.count + 1))
            return Trial(version: version, seconds: element.seconds ?? 0)
        }
        return nil
    }

    /// The versions whose rules are there, whether they rule or not.
    static func versions(_ nftables: Nftables) async throws(PacketFilterError) -> Set<String> {
        let maps = try await nftables.maps(of: TableName(.bridge, FilterNames.table))
        return Set(maps.filter { $0.hasSuffix("_kind_in") }.compactMap { version(of: $0) })
    }
}
