import Foundation
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
            guard let (target, seconds) = Listing(map).gateElement, target.hasSuffix("_" + gate.chain) else { continue }
            loaded.trial = Trial(version: String(target.dropLast(gate.chain.utf8.count + 1)), seconds: seconds)
            break
        }
        return loaded
    }

    /// The versions whose rules are there, whether they rule or not: a question of a millisecond.
    static func versions(_ nftables: Nftables) async throws(PacketFilterError) -> Set<String> {
        let bytes = try await nftables.listJSON(command: "list maps bridge", options: .terse)
        let maps = Listing(bytes).entries.compactMap(\.map).filter { $0.isOurs && $0.name.hasSuffix("_kind_in") }
        return Set(maps.compactMap { version(of: $0.name) })
    }

    /// Of our table in a family; nil where there is none.
    private static func objects(_ family: Family, _ nftables: Nftables) async throws(PacketFilterError) -> Objects? {
        var objects = Objects()
        var isThere = false
        let bytes = try await nftables.listJSON(command: "list ruleset \(family.rawValue)", options: .terse)
        for entry in Listing(bytes).entries {
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

/// The parts of nft's JSON that tell names (libnftables-json(5)).
private struct Listing: Decodable {
    var entries: [Entry] = []

    struct Entry: Decodable {
        var table: Named?
        var chain: Named?
        var set: Named?
        var map: Named?
        var counter: Named?
        var rule: RuleEntry?
    }
    struct Named: Decodable {
        var name: String
        var table: String?
        var elem: [Element]?

        var isOurs: Bool { table == FilterNames.table }
    }
    struct RuleEntry: Decodable {
        var table: String
        var chain: String
        var expr: [Expression]

        /// Where the rule goes, if that is all that it does.
        var target: String? { expr.count == 1 ? expr[0].goto?.target : nil }
    }
    struct Expression: Decodable {
        var goto: Target?
        private enum CodingKeys: CodingKey { case goto }

        init(from decoder: any Decoder) throws {
            goto = try? decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Target.self, forKey: .goto)
        }
    }
    struct Target: Decodable { var target: String }

    /// An element of a gate: `[{"elem": {"val": ..., "expires": 4}}, {"goto": {"target": ...}}]`.
    struct Element: Decodable {
        var expires: Int?
        var target: String?
        private struct Left: Decodable {
            struct Inner: Decodable { var expires: Int? }
            var elem: Inner?
        }

        init(from decoder: any Decoder) throws {
            guard var parts = try? decoder.unkeyedContainer() else { return }
            expires = try? parts.decode(Left.self).elem?.expires
            target = try? parts.decode(Expression.self).goto?.target
        }
    }

    private enum CodingKeys: String, CodingKey { case entries = "nftables" }

    init(from decoder: any Decoder) throws {
        entries = try decoder.container(keyedBy: CodingKeys.self).decode([Entry].self, forKey: .entries)
    }

    init(_ bytes: [UInt8]) {
        if let listing = try? JSONDecoder().decode(Listing.self, from: Data(bytes)) { self = listing }
    }

    /// Where the first element of the only map leads, and for how many more seconds.
    var gateElement: (target: String, seconds: Int)? {
        for entry in entries {
            for element in entry.map?.elem ?? [] {
                if let target = element.target { return (target, element.expires ?? 0) }
            }
        }
        return nil
    }
}
