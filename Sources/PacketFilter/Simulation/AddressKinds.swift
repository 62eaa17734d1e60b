/// What the kernel's routing says an address is (`fib daddr type`), as far as the machine's own addresses tell.
struct AddressKinds: Sendable {
    /// Nil: not known.
    let local: Set<IPAddress>?

    /// The number of its kind (`RTN_LOCAL`...); nil where it cannot be told. The broadcast addresses of subnets are taken
    /// for others': only routes know them.
    func kind(_ address: IPAddress) -> UInt128? {
        if address.isMulticast { return 5 }
        if !address.isIPv6, address.value == 0xffff_ffff { return 3 }
        if address.isLoopback { return 2 }
        return local.map { $0.contains(address) ? 2 : 1 }
    }
}

extension IPAddress {
    /// 127.0.0.0/8, ::1
    fileprivate var isLoopback: Bool { isIPv6 ? value == 1 : value >> 24 == 127 }
    /// 224.0.0.0/4, ff00::/8
    fileprivate var isMulticast: Bool { isIPv6 ? value >> 120 == 0xff : value >> 28 == 14 }
}
