import PacketFilter

/// Rules in their order, and which of them comes first for which packets of one version of IP.
struct Claims {
    /// Why packets are decided.
    enum Owner: Hashable {
        /// A rule of this line.
        case rule(Int)
        case admins
        case ping
        /// What every network needs.
        case basics
        /// A set of `block`, and its line.
        case blocked(String, Int)
    }

    struct Claim {
        var owner: Owner
        var accepts: Bool
        var isLimited: Bool
        var space: PacketSpace
    }

    let isIPv6: Bool
    private(set) var claims: [Claim] = []
    /// Whether one name of peers stands for all that another does: `guest:blog` in `kind:web`.
    let holds: (Peer, Peer) -> Bool

    init(isIPv6: Bool, holds: @escaping (Peer, Peer) -> Bool) {
        self.isIPv6 = isIPv6
        self.holds = holds
    }

    mutating func add(_ owner: Owner, accepts: Bool, isLimited: Bool = false, _ space: PacketSpace) {
        if !space.isEmpty { claims.append(Claim(owner: owner, accepts: accepts, isLimited: isLimited, space: space)) }
    }

    /// The first claim to every packet of a space, each claim once; nil among them where nobody claims some.
    func first(for space: PacketSpace) -> [Claim?] {
        var found: [Int?] = []
        for services in space.services {
            for part in parts(of: services) {
                let taking = claims.indices.filter { place in
                    claims[place].space.services.contains { $0.contains(part.lowerBound) }
                }
                for addresses in space.addresses { add(walk(addresses, taking, nil), to: &found) }
                let everybody = PacketSpace.allAddresses(isIPv6)
                for name in space.names.sorted(by: { "\($0)" < "\($1)" }) {
                    add(walk(everybody, taking, name), to: &found)
                }
            }
        }
        return found.map { $0.map { claims[$0] } }
    }

    private func add(_ more: [Int?], to found: inout [Int?]) {
        for one in more where !found.contains(one) { found.append(one) }
    }

    /// Services cut where any claim begins or ends.
    private func parts(of services: PacketSpace.Services) -> [PacketSpace.Services] {
        var starts: Set<UInt32> = [services.lowerBound]
        for range in claims.flatMap(\.space.services) {
            if services.contains(range.lowerBound) { starts.insert(range.lowerBound) }
            if services.contains(range.upperBound + 1) { starts.insert(range.upperBound + 1) }
        }
        let sorted = starts.sorted()
        return sorted.indices.map { place in
            sorted[place]...(place + 1 < sorted.count ? sorted[place + 1] - 1 : services.upperBound)
        }
    }

    /// Goes through addresses from the first to the last, from one claim's edge to the next.
    private func walk(_ addresses: PacketSpace.Addresses, _ taking: [Int], _ name: Peer?) -> [Int?] {
        var found: [Int?] = []
        var at = addresses.lowerBound
        while true {
            var end = addresses.upperBound
            var owner: Int?
            for place in taking {
                let (range, next) = Claims.place(at, in: ranges(claims[place], name))
                if let range {
                    owner = place
                    end = min(end, range.upperBound)
                    break
                }
                if let next { end = min(end, next - 1) }
            }
            if !found.contains(owner) { found.append(owner) }
            guard end < addresses.upperBound else { return found }
            at = end + 1
        }
    }

    private func ranges(_ claim: Claim, _ name: Peer?) -> [PacketSpace.Addresses] {
        guard let name, claim.space.names.contains(where: { holds($0, name) }) else { return claim.space.addresses }
        return [PacketSpace.allAddresses(isIPv6)]
    }

    /// The range that holds an address; else where the next one begins.
    private static func place(_ address: UInt128, in ranges: [PacketSpace.Addresses])
        -> (PacketSpace.Addresses?, next: UInt128?)
    {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < address { low = middle + 1 } else { high = middle }
        }
        guard low < ranges.count else { return (nil, nil) }
        return ranges[low].contains(address) ? (ranges[low], nil) : (nil, ranges[low].lowerBound)
    }
}
