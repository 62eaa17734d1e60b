import Foundation
import PacketFilter

/// What the kernel has of our tables: names, and which version rules.
struct LoadedFirewall: Sendable, Hashable {
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
            guard let target = tables[gate.family]?.targets[gate.chain], target.hasSuffix("_" + gate.chain) else { continue }
            return String(target.dropLast(gate.chain.utf8.count + 1))
        }
        return nil
    }

    /// Reads what is there; a table that is not there has no entry.
    static func read(_ nftables: Nftables) async throws(PacketFilterError) -> LoadedFirewall {
        var loaded = LoadedFirewall()
        let bytes = try await nftables.listJSON(command: "list tables")
        for entry in Listing(bytes).entries {
            guard let table = entry.table, table.name == FilterNames.table, let family = Family(rawValue: table.family)
            else { continue }
            loaded.tables[family] = try await objects(family, nftables)
        }
        for gate in Gate.all where loaded.tables[gate.family]?.maps.contains(gate.map) == true {
            let map = try await nftables.listJSON(command: "list map \(gate.family.rawValue) \(FilterNames.table) \(gate.map)")
            guard let (target, seconds) = Listing(map).gateElement, target.hasSuffix("_" + gate.chain) else { continue }
            loaded.trial = Trial(version: String(target.dropLast(gate.chain.utf8.count + 1)), seconds: seconds)
            break
        }
        return loaded
    }

    private static func objects(_ family: Family, _ nftables: Nftables) async throws(PacketFilterError) -> Objects {
        var objects = Objects()
        let bytes = try await nftables.listJSON(command: "list table \(family.rawValue) \(FilterNames.table)", options: .terse)
        for entry in Listing(bytes).entries {
            if let chain = entry.chain { objects.chains.insert(chain.name) }
            if let set = entry.set { objects.sets.insert(set.name) }
            if let map = entry.map { objects.maps.insert(map.name) }
            if let counter = entry.counter { objects.counters.insert(counter.name) }
            if let rule = entry.rule, let target = rule.target { objects.targets[rule.chain] = target }
        }
        return objects
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
        var family: String
        var name: String
        var elem: [Element]?
    }
    struct RuleEntry: Decodable {
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
