/// The elements of a set, ready to be looked up.
struct SetIndex: Sendable {
    private var exact: [[UInt128]: SetElement] = [:]
    /// Of one-part keys: sorted by their beginning, without overlap.
    private var spans: [SetElement] = []
    /// Of keys with several parts.
    private var blocks: [SetElement] = []
    /// What holds every other key.
    private var rest: SetElement?

    init(_ elements: [SetElement]) {
        for element in elements {
            if element.key.isEmpty {
                rest = element
            } else if element.isExact {
                exact[element.key.map(\.lowerBound)] = element
            } else if element.key.count == 1 {
                spans.append(element)
            } else {
                blocks.append(element)
            }
        }
        spans.sort { $0.key[0].lowerBound < $1.key[0].lowerBound }
    }

    /// The element that holds the key.
    func element(_ key: [UInt128]) -> SetElement? {
        if let found = exact[key] { return found }
        if let value = key.first, key.count == 1, let found = span(value) { return found }
        let block = blocks.first { element in
            element.key.count == key.count && zip(element.key, key).allSatisfy { $0.contains($1) }
        }
        return block ?? rest
    }

    private func span(_ value: UInt128) -> SetElement? {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].key[0].lowerBound <= value { low = middle + 1 } else { high = middle }
        }
        // Spans may lie within each other where auto-merge has not been at work: look at a few before this one.
        for place in stride(from: low - 1, through: max(0, low - 8), by: -1) where spans[place].key[0].contains(value) {
            return spans[place]
        }
        return nil
    }
}
