/// A set of hashes that are random already: open addressing, at most three of four places taken, eight bytes each.
struct VisitorSet {
    private var places: [UInt64] = []
    private(set) var count = 0

    /// Adds a hash, or does nothing where it is there.
    mutating func insert(_ hash: UInt64) {
        if (count + 1) * 4 > places.count * 3 { grow() }
        // Zero marks a free place.
        if VisitorSet.put(hash == 0 ? 1 : hash, into: &places) { count += 1 }
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: max(64, places.count * 2))
        for hash in places where hash != 0 { _ = VisitorSet.put(hash, into: &larger) }
        places = larger
    }

    private static func put(_ hash: UInt64, into places: inout [UInt64]) -> Bool {
        let mask = places.count - 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while places[index] != 0 {
            if places[index] == hash { return false }
            index = (index + 1) & mask
        }
        places[index] = hash
        return true
    }
}
