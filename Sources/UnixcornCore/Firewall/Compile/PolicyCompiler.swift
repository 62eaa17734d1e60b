public import PacketFilter
import Text

/// Policy and guests to rules.
public struct PolicyCompiler: Sendable {
    public let policy: FirewallPolicy
    public let features: FilterFeatures

    /// Whether guests' interfaces may be no port of a bridge: then the family `inet` has their chains too.
    public let routesGuests: Bool

    /// The version's name: of the sum of everything that it says.
    public let version: String
    /// The tables without a guest.
    private let bare: CompiledPolicy

    public init(_ policy: FirewallPolicy, features: FilterFeatures = FilterFeatures(), routesGuests: Bool = false) {
        self.policy = policy
        self.features = features
        self.routesGuests = routesGuests
        let tables = VersionTables(policy, features, routesGuests)
        version = tables.version
        bare = tables.compiled(version)
    }

    /// The tables with all guests in them.
    public func compile(_ guests: [FirewallGuest]) -> CompiledPolicy {
        var compiled = bare
        for place in compiled.tables.indices {
            var elements = GuestElements(policy: policy, version: version, table: compiled.tables[place])
            for guest in guests {
                elements.add(guest, isRouted: compiled.tables[place].family == .inet)
                elements.addPeers(guest)
            }
            fill(&compiled.tables[place], elements.elements)
        }
        return compiled
    }

    /// The elements of one guest, by table: what its start adds, and its end takes away. Each set holds these alone.
    public func elements(of guest: FirewallGuest) -> [(table: Table, sets: [NamedSet])] {
        bare.tables.map { table in
            var elements = GuestElements(policy: policy, version: version, table: table)
            elements.add(guest, isRouted: table.family == .inet)
            elements.addPeers(guest)
            let sets = table.sets.compactMap { set -> NamedSet? in
                guard let own = elements.elements[set.name] else { return nil }
                var filled = set
                filled.elements = filled.hasRanges && filled.key.count > 1 ? Boxes.disjoint(own) : unique(own)
                return filled
            }
            return (table, sets)
        }
    }

    private func fill(_ table: inout Table, _ elements: [String: [SetElement]]) {
        for place in table.sets.indices {
            guard let more = elements[table.sets[place].name] else { continue }
            var set = table.sets[place]
            set.elements += more
            table.sets[place].elements =
                set.hasRanges && set.key.count > 1 ? Boxes.disjoint(set.elements) : unique(set.elements)
        }
    }

    private func unique(_ elements: [SetElement]) -> [SetElement] {
        var seen: Set<[ClosedRange<UInt128>]> = []
        return elements.filter { seen.insert($0.key).inserted }
    }
}
