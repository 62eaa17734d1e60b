/// Sorted, disjoint ranges that are asked about from the lowest place to the highest.
struct RangeCursor {
    private let ranges: [Range<Int>]
    private var next = 0

    /// Sorts and joins them.
    init(_ ranges: [Range<Int>]) {
        var joined: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = joined.last, range.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        self.ranges = joined
    }

    /// What of `range` is in them. `range` begins nowhere before the last one asked for.
    mutating func parts(of range: Range<Int>) -> [Range<Int>] {
        while next < ranges.count, ranges[next].upperBound <= range.lowerBound { next += 1 }
        var found: [Range<Int>] = []
        var index = next
        while index < ranges.count, ranges[index].lowerBound < range.upperBound {
            found.append(ranges[index].clamped(to: range))
            index += 1
        }
        return found
    }

    mutating func contains(_ range: Range<Int>) -> Bool { parts(of: range) == [range] }
}
