/// What sort of value a field holds: how it is written in nft's language, and how many bits it has.
///
/// Every value is a `UInt128` in network order: an address is its number, an interface name its 16 bytes padded with zeros,
/// as the kernel keeps them. So a pattern (`vnet*`), a prefix and a span of ports are all one range of numbers.
public enum FieldKind: String, Sendable, Hashable, Codable {
    case interface = "ifname"
    /// An interface by its number: kept as its name, like `interface`.
    case interfaceIndex = "iface_index"
    case hardwareKind = "iface_type"
    case family = "nf_proto"
    case etherType = "ether_type"
    case hardwareAddress = "ether_addr"
    case ipv4 = "ipv4_addr"
    case ipv6 = "ipv6_addr"
    case `protocol` = "inet_proto"
    case port = "inet_service"
    case mark = "mark"
    case icmpType = "icmp_type"
    case icmpv6Type = "icmpv6_type"
    case icmpCode = "icmp_code"
    case icmpv6Code = "icmpv6_code"
    case arpOperation = "arp_op"
    case connectionState = "ct_state"
    case connectionStatus = "ct_status"
    case tcpFlags = "tcp_flag"
    case addressKind = "fib_addrtype"
    case packetKind = "pkt_type"
    /// A number without a name of its own; sets of it need `typeof`.
    case number = "integer"

    /// Bits of the value.
    public var width: Int {
        switch self {
        case .interface, .interfaceIndex, .ipv6, .number: 128
        case .hardwareAddress: 48
        case .ipv4, .mark, .connectionState, .connectionStatus, .addressKind: 32
        case .etherType, .port, .hardwareKind, .arpOperation: 16
        case .family, .protocol, .icmpType, .icmpv6Type, .icmpCode, .icmpv6Code, .tcpFlags, .packetKind: 8
        }
    }

    /// The largest value.
    public var maximum: UInt128 { width == 128 ? .max : (1 << UInt128(width)) - 1 }
}
