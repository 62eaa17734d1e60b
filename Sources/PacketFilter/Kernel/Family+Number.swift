extension Family {
    /// The number that netlink messages have for it (`NFPROTO_*`), and back; nil for one that no table can have.
    init?(number: UInt8) {
        guard let known = Self.numbers.first(where: { $0.number == number }) else { return nil }
        self = known.family
    }

    var number: UInt8 { Self.numbers.first { $0.family == self }?.number ?? 0 }

    private static let numbers: [(family: Family, number: UInt8)] = [
        (.inet, 1), (.ip, 2), (.arp, 3), (.netdev, 5), (.bridge, 7), (.ip6, 10),
    ]
}
