import PacketFilter

extension AddressSet {
    /// Sorted, with what overlaps or touches as one.
    static func merged(_ blocks: [AddressBlock]) -> [AddressBlock] {
        let sorted = blocks.sorted {
            $0.isIPv6 == $1.isIPv6 ? $0.first < $1.first : !$0.isIPv6
        }
        var out: [AddressBlock] = []
        for block in sorted {
            if let last = out.last, last.isIPv6 == block.isIPv6,
                last.last == .max || block.first <= last.last + 1
            {
                out[out.count - 1].last = max(last.last, block.last)
            } else {
                out.append(block)
            }
        }
        return out
    }

    /// The versions of IP that it has addresses of: whether it is 6.
    var versions: [Bool] { [false, true].filter { isIPv6 in blocks.contains { $0.isIPv6 == isIPv6 } } }

    /// Eight digits that change with its addresses.
    var digest: String {
        var sum = StableSum()
        for block in blocks {
            sum.add(block.isIPv6 ? 6 : 4)
            sum.add(block.first)
            sum.add(block.last)
        }
        return sum.text
    }
}
