import PacketFilter

/// Values of a field that no rule tells apart: one of them stands for all.
struct ValueClass: Sendable {
    /// Sorted, without overlap.
    var ranges: [ClosedRange<UInt128>]
    /// Whether some rule looks for them.
    var isNamed: Bool

    /// The values of a class within bounds.
    func within(_ bounds: [ClosedRange<UInt128>]) -> [ClosedRange<UInt128>] {
        ranges.flatMap { range in
            bounds.filter { $0.overlaps(range) }.map { $0.clamped(to: range) }
        }
    }
}

extension ValueClass {
    /// Sorts all values by the tests that they pass. Exact, whatever the number of values: it goes from edge to edge.
    static func all(of fields: Set<Field>, _ rules: [PlacedRule], _ bounds: ClosedRange<UInt128>) -> [ValueClass] {
        let sets = memberships(fields, rules)
        var edges: [(at: UInt128, set: Int, begins: Bool)] = []
        for (place, ranges) in sets.enumerated() {
            for range in ranges where range.overlaps(bounds) {
                let inside = range.clamped(to: bounds)
                edges.append((inside.lowerBound, place, true))
                if inside.upperBound < bounds.upperBound { edges.append((inside.upperBound + 1, place, false)) }
            }
        }
        edges.sort { $0.at < $1.at }
        return sweep(edges, bounds)
    }

    private static func sweep(
        _ edges: [(at: UInt128, set: Int, begins: Bool)], _ bounds: ClosedRange<UInt128>
    ) -> [ValueClass] {
        var classes: [ValueClass] = []
        var known: [[Int]: Int] = [:]
        var active: Set<Int> = []
        var start = bounds.lowerBound
        func close(_ end: UInt128) {
            guard start <= end else { return }
            let signature = active.sorted()
            if let place = known[signature] {
                classes[place].ranges.append(start...end)
            } else {
                known[signature] = classes.count
                classes.append(ValueClass(ranges: [start...end], isNamed: !signature.isEmpty))
            }
        }
        var place = 0
        while place < edges.count {
            let at = edges[place].at
            if at > start { close(at - 1) }
            start = at
            while place < edges.count, edges[place].at == at {
                if edges[place].begins { active.insert(edges[place].set) } else { active.remove(edges[place].set) }
                place += 1
            }
        }
        close(bounds.upperBound)
        return classes
    }

    /// What tests hold, each once. Where a test asks for several fields at once, it holds different values for each of
    /// the others'.
    private static func memberships(_ fields: Set<Field>, _ rules: [PlacedRule]) -> Set<[ClosedRange<UInt128>]> {
        struct Rest: Hashable {
            var key: [ClosedRange<UInt128>]
            var data: SetElement.Data
        }
        var found: Set<[ClosedRange<UInt128>]> = []
        for test in rules.flatMap(\.tests) where test.mask == nil {
            for (place, field) in test.key.enumerated() where fields.contains(field) {
                var groups: [Rest: [ClosedRange<UInt128>]] = [:]
                for element in test.elements where element.key.count == test.key.count {
                    var rest = element.key
                    let own = rest.remove(at: place)
                    groups[Rest(key: rest, data: element.data), default: []].append(own)
                }
                for ranges in groups.values { found.insert(merged(ranges)) }
            }
        }
        return found
    }

    static func merged(_ ranges: [ClosedRange<UInt128>]) -> [ClosedRange<UInt128>] {
        var out: [ClosedRange<UInt128>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = out.last, last.upperBound == .max || range.lowerBound <= last.upperBound + 1 {
                out[out.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                out.append(range)
            }
        }
        return out
    }
}
