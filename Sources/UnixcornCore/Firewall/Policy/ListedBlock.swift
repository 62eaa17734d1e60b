/// A block of addresses as a list or a file has it.
struct ListedBlock {
    var block: AddressBlock
    var line: Int
    /// The place in the list; 0 in a file.
    var place = 0

    /// Pairs that share addresses, the one that stands first in front: each block with the widest before it.
    static func overlaps(_ members: [ListedBlock]) -> [(first: ListedBlock, second: ListedBlock)] {
        let sorted = members.sorted { AddressBlock.isBefore($0.block, $1.block) }
        guard var widest = sorted.first else { return [] }
        var pairs: [(ListedBlock, ListedBlock)] = []
        for member in sorted.dropFirst() {
            if member.block.isIPv6 != widest.block.isIPv6 || member.block.first > widest.block.last {
                widest = member
                continue
            }
            let isOrdered = (widest.line, widest.place) <= (member.line, member.place)
            pairs.append(isOrdered ? (widest, member) : (member, widest))
            if member.block.last > widest.block.last { widest = member }
        }
        return pairs
    }
}

extension AddressBlock {
    /// IPv4 first, then by address.
    static func isBefore(_ one: AddressBlock, _ other: AddressBlock) -> Bool {
        if one.isIPv6 != other.isIPv6 { return other.isIPv6 }
        return one.first == other.first ? one.last < other.last : one.first < other.first
    }
}
