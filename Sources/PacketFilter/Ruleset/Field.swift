/// One thing of a packet that a rule can look at, by nft's own name for it (nft(8), PAYLOAD and META EXPRESSIONS).
public enum Field: String, Sendable, Hashable, CaseIterable, Codable {
    case inputInterface = "iifname"
    case outputInterface = "oifname"
    case inputHardware = "iiftype"
    case outputHardware = "oiftype"
    case family = "meta nfproto"
    /// The EtherType behind any VLAN tag.
    case networkProtocol = "meta protocol"
    case transportProtocol = "meta l4proto"
    case mark = "meta mark"
    case packetKind = "meta pkttype"
    case etherSource = "ether saddr"
    case etherDestination = "ether daddr"
    /// The first EtherType of the frame: that of its VLAN tag, where it has one.
    case etherType = "ether type"
    case arpOperation = "arp operation"
    case arpSenderHardware = "arp saddr ether"
    case arpSender = "arp saddr ip"
    case arpTargetHardware = "arp daddr ether"
    case arpTarget = "arp daddr ip"
    case ipSource = "ip saddr"
    case ipDestination = "ip daddr"
    case ipProtocol = "ip protocol"
    case ip6Source = "ip6 saddr"
    case ip6Destination = "ip6 daddr"
    case ip6NextHeader = "ip6 nexthdr"
    /// Ports of any transport protocol: what stands in its first four bytes.
    case sourcePort = "th sport"
    case destinationPort = "th dport"
    case tcpSource = "tcp sport"
    case tcpDestination = "tcp dport"
    case tcpFlags = "tcp flags"
    case udpSource = "udp sport"
    case udpDestination = "udp dport"
    case sctpSource = "sctp sport"
    case sctpDestination = "sctp dport"
    case icmpType = "icmp type"
    case icmpv6Type = "icmpv6 type"
    /// The target of a neighbour solicitation or advertisement (RFC 4861, 4.3 and 4.4): 1.0.6 has no name for it.
    case neighbourTarget = "@th,64,128"
    /// Its first ten bits: `0x3fa` is link-local.
    case neighbourScope = "@th,64,10"
    case connectionState = "ct state"
    case connectionStatus = "ct status"
    case destinationAddressKind = "fib daddr type"
    case sourceAddressKind = "fib saddr type"
    case connectionMark = "ct mark"
    /// The interfaces by their numbers, which rules and sets give by name.
    case inputIndex = "iif"
    case outputIndex = "oif"
    case icmpCode = "icmp code"
    case icmpv6Code = "icmpv6 code"
    /// Of neighbour discovery alone is it known: 255 (RFC 4861).
    case hopLimit = "ip6 hoplimit"
    /// Where the packet's part stands in the whole, behind three flags that nobody knows here: packets are whole.
    case fragment = "ip frag-off"
    case vlan = "vlan id"
    /// The EtherType behind the VLAN tag.
    case vlanType = "vlan type"
    case udpliteSource = "udplite sport"
    case udpliteDestination = "udplite dport"
    case dccpSource = "dccp sport"
    case dccpDestination = "dccp dport"
    case arpHardware = "arp htype"
    case arpProtocol = "arp ptype"
    case arpHardwareLength = "arp hlen"
    case arpProtocolLength = "arp plen"
    /// The bridge port that a packet came in by, where br_netfilter shows it to the rules of IP. iptables' own (physdev):
    /// nft has no word for it.
    case physicalInput = "physdev in"
    /// The bridge port that it leaves by.
    case physicalOutput = "physdev out"
    /// `ct state`, and among its bits 128 where the destination is translated. iptables' own (conntrack).
    case trackedState = "conntrack ctstate"

    /// What its values are.
    public var kind: FieldKind {
        switch self {
        case .inputInterface, .outputInterface, .physicalInput, .physicalOutput: .interface
        case .inputHardware, .outputHardware: .hardwareKind
        case .family: .family
        case .networkProtocol, .etherType, .vlanType, .arpProtocol: .etherType
        case .transportProtocol, .ipProtocol, .ip6NextHeader: .protocol
        case .mark, .connectionMark: .mark
        case .packetKind: .packetKind
        case .etherSource, .etherDestination, .arpSenderHardware, .arpTargetHardware: .hardwareAddress
        case .arpOperation: .arpOperation
        case .arpSender, .arpTarget, .ipSource, .ipDestination: .ipv4
        case .ip6Source, .ip6Destination: .ipv6
        case .sourcePort, .destinationPort, .tcpSource, .tcpDestination, .udpSource, .udpDestination, .sctpSource,
            .sctpDestination, .udpliteSource, .udpliteDestination, .dccpSource, .dccpDestination:
            .port
        case .tcpFlags: .tcpFlags
        case .icmpType: .icmpType
        case .icmpv6Type: .icmpv6Type
        case .neighbourTarget, .neighbourScope: .number
        case .connectionState: .connectionState
        case .connectionStatus: .connectionStatus
        case .destinationAddressKind, .sourceAddressKind: .addressKind
        case .inputIndex, .outputIndex: .interfaceIndex
        case .icmpCode: .icmpCode
        case .icmpv6Code: .icmpv6Code
        case .vlan, .arpHardware, .arpHardwareLength, .arpProtocolLength, .hopLimit, .fragment, .trackedState: .number
        }
    }

    /// The transport protocol that a rule with this field silently asks for.
    var impliedProtocol: IPProtocol? {
        switch self {
        case .tcpSource, .tcpDestination, .tcpFlags: .tcp
        case .udpSource, .udpDestination: .udp
        case .sctpSource, .sctpDestination: .sctp
        case .udpliteSource, .udpliteDestination: .udplite
        case .dccpSource, .dccpDestination: .dccp
        case .icmpType, .icmpCode: .icmp
        case .icmpv6Type, .icmpv6Code: .icmpv6
        default: nil
        }
    }
}
