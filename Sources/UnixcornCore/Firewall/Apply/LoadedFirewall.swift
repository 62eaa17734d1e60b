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
        // Whole families: nft 1.0.6 fetches every element where a single table is listed, and to list tables too.
        for family in [Family.inet, .bridge] {
            loaded.tables[family] = try await objects(family, nftables)
        }
        // A trial's elements come and go in all gates at once: one gate of each family tells.
        for family in [Family.bridge, .inet] {
            let maps = loaded.tables[family]?.maps ?? []
            guard let gate = Gate.all.first(where: { $0.family == family && maps.contains($0.map) }) else { continue }
            let map = try await nftables.listJSON(
                command: "list map \(gate.family.rawValue) \(FilterNames.table) \(gate.map)")
            guard let (target, seconds) = try NftListing(map).gateElement, target.hasSuffix("_" + gate.chain) else {
                continue
            }
            loaded.trial = Trial(version: String(target.dropLast(gate.chain.utf8.count + 1)), seconds: seconds)
            break
        }
        return loaded
    }

    /// The versions whose rules are there, whether they rule or not: a question of a millisecond.
    static func versions(_ nftables: Nftables) async throws(PacketFilterError) -> Set<String> {
        let bytes = try await nftables.listJSON(command: "list maps bridge", options: .terse)
        let maps = try NftListing(bytes).entries.compactMap(\.map).filter { $0.isOurs && $0.name.hasSuffix("_kind_in") }
        return Set(maps.compactMap { version(of: $0.name) })
    }

    /// Of our table in a family; nil where there is none.
    private static func objects(_ family: Family, _ nftables: Nftables) async throws(PacketFilterError) -> Objects? {
        var objects = Objects()
        var isThere = false
        let bytes = try await nftables.listJSON(command: "list ruleset \(family.rawValue)", options: .terse)
        for entry in try NftListing(bytes).entries {
            if entry.table?.name == FilterNames.table { isThere = true }
            if let chain = entry.chain, chain.isOurs { objects.chains.insert(chain.name) }
            if let set = entry.set, set.isOurs { objects.sets.insert(set.name) }
            if let map = entry.map, map.isOurs { objects.maps.insert(map.name) }
            if let counter = entry.counter, counter.isOurs { objects.counters.insert(counter.name) }
            if let rule = entry.rule, rule.table == FilterNames.table, let target = rule.target {
                objects.targets[rule.chain] = target
            }
        }
        return isThere ? objects : nil
    }
}
