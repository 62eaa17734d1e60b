/// Changes of the elements of sets and maps that are there, all of them or none: what `Nftables.write` takes.
///
/// libnftables 1.0.6 reads every element of every set before it adds one, and parses a text for each. This says the same
/// to the kernel at once, by values: nothing in it passes a parser.
public struct ElementBatch: Sendable, Hashable {
    enum Deed: Sendable, Hashable { case add, delete, flush }

    struct Change: Sendable, Hashable {
        var deed: Deed
        var family: Family
        var table: String
        /// How its elements are written; its own elements mean nothing here.
        var set: NamedSet
        var elements: [SetElement]
    }

    private(set) var changes: [Change] = []

    public init() {}

    public var isEmpty: Bool { changes.isEmpty }

    /// Adds elements. One that is there already, with the same data, stays as it is, counters and all.
    ///
    /// Of a set of single ranges without data, ranges that overlap or touch become one, as `auto-merge` makes them; one that
    /// overlaps with what the kernel has already is refused (`.exists`, `ENOTEMPTY`).
    public mutating func add(_ elements: [SetElement], to set: NamedSet, in table: Table) {
        put(.add, elements, set, table)
    }

    /// Takes elements away. One that is not there is an error (`.missing`).
    public mutating func delete(_ elements: [SetElement], from set: NamedSet, in table: Table) {
        put(.delete, elements, set, table)
    }

    /// Takes all elements away.
    public mutating func flush(_ set: NamedSet, in table: Table) { append(.flush, [], set, table) }

    private mutating func put(_ deed: Deed, _ elements: [SetElement], _ set: NamedSet, _ table: Table) {
        if !elements.isEmpty { append(deed, elements, set, table) }
    }

    private mutating func append(_ deed: Deed, _ elements: [SetElement], _ set: NamedSet, _ table: Table) {
        var set = set
        set.elements = []
        changes.append(Change(deed: deed, family: table.family, table: table.name, set: set, elements: elements))
    }

    /// The same in nft's language: one transaction too, by which libnftables merges ranges with what is there.
    public var text: [UInt8] {
        var text = RulesetText()
        for change in changes {
            let table = Table(change.family, change.table)
            switch change.deed {
            case .add: text.add(change.elements, to: change.set, in: table)
            case .delete: text.delete(change.elements, from: change.set, in: table)
            case .flush: text.flush(change.set, in: table)
            }
        }
        return text.bytes
    }
}
