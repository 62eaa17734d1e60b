import PacketFilter

/// Elements with ranges in several parts, cut so that none overlaps another: the kernel refuses those that do
/// (`net/netfilter/nft_set_pipapo.c`).
enum Boxes {
    typealias Box = [ClosedRange<UInt128>]

    /// The same packets by elements without overlap; what two hold stays with the first.
    static func disjoint(_ elements: [SetElement]) -> [SetElement] {
        // Elements of different interfaces cannot meet.
        var kept: [ClosedRange<UInt128>: [SetElement]] = [:]
        var order: [ClosedRange<UInt128>] = []
        for element in elements {
            guard let first = element.key.first else { continue }
            if kept[first] == nil { order.append(first) }
            var pieces = [element.key]
            for other in kept[first, default: []] { pieces = pieces.flatMap { subtract(other.key, from: $0) } }
            kept[first, default: []] += pieces.map { SetElement($0, data: element.data, comment: element.comment) }
        }
        return order.flatMap { kept[$0] ?? [] }
    }

    /// What is left of a box without another.
    private static func subtract(_ other: Box, from box: Box) -> [Box] {
        guard box.count == other.count, zip(box, other).allSatisfy({ $0.overlaps($1) }) else { return [box] }
        var rest = box
        var pieces: [Box] = []
        for (place, range) in other.enumerated() {
            if rest[place].lowerBound < range.lowerBound {
                var piece = rest
                piece[place] = rest[place].lowerBound...range.lowerBound - 1
                pieces.append(piece)
            }
            if rest[place].upperBound > range.upperBound {
                var piece = rest
                piece[place] = range.upperBound + 1...rest[place].upperBound
                pieces.append(piece)
            }
            rest[place] = rest[place].clamped(to: range)
        }
        return pieces
    }
}
