/// One packet as rules see it: its headers, and what connection tracking knows of it.
public struct Packet: Sendable, Hashable {
    public var etherSource: HardwareAddress
    public var etherDestination: HardwareAddress
    /// The VLAN tag's number, where the frame has one.
    public var vlan: UInt16?
    public var body: Body
    public var state: ConnectionState = .new
    /// Whether its destination was translated.
    public var isTranslated = false
    /// `skb->mark`
    public var mark: UInt32 = 0
    /// The mark of its connection (`ct mark`).
    public var connectionMark: UInt32 = 0

    /// What is in the frame.
    public enum Body: Sendable, Hashable {
        case ip(IPBody)
        case arp(ARPBody)
        /// Any other EtherType.
        case other(UInt16)
    }

    public init(from source: HardwareAddress, to destination: HardwareAddress, _ body: Body) {
        etherSource = source
        etherDestination = destination
        self.body = body
    }

    /// What connection tracking says (`ct state`).
    public enum ConnectionState: UInt32, Sendable, Hashable, CaseIterable, Codable {
        case invalid = 1
        case established = 2
        case related = 4
        case new = 8
        case untracked = 64
    }
}

/// The headers of an IP packet, of either version.
public struct IPBody: Sendable, Hashable {
    public var source: IPAddress
    public var destination: IPAddress
    public var `protocol`: IPProtocol
    /// The source port; of ICMP the type.
    public var sourcePort: UInt16 = 0
    /// The destination port; of ICMP the code.
    public var destinationPort: UInt16 = 0
    /// Of TCP: FIN 1, SYN 2, RST 4, PSH 8, ACK 16.
    public var tcpFlags: UInt8 = 2
    /// Of a neighbour solicitation or advertisement.
    public var neighbourTarget: UInt128?

    public init(
        _ protocol: IPProtocol, from source: IPAddress, port sourcePort: UInt16 = 0, to destination: IPAddress,
        port destinationPort: UInt16 = 0
    ) {
        self.protocol = `protocol`
        self.source = source
        self.destination = destination
        self.sourcePort = sourcePort
        self.destinationPort = destinationPort
    }

    /// An ICMP message, of the addresses' version.
    public init(icmp type: UInt8, code: UInt8 = 0, from source: IPAddress, to destination: IPAddress) {
        self.init(
            source.isIPv6 ? .icmpv6 : .icmp, from: source, port: UInt16(type), to: destination, port: UInt16(code))
    }

    public var isIPv6: Bool { source.isIPv6 }
    /// The ICMP type, where it is ICMP of its own version.
    public var icmpType: UInt8? {
        `protocol` == (isIPv6 ? .icmpv6 : .icmp) ? UInt8(truncatingIfNeeded: sourcePort) : nil
    }
}

/// An ARP message for IPv4 over Ethernet (RFC 826).
public struct ARPBody: Sendable, Hashable {
    /// 1 request, 2 reply.
    public var operation: UInt16
    public var senderHardware: HardwareAddress
    /// IPv4 addresses.
    public var sender: UInt32
    public var targetHardware: HardwareAddress
    public var target: UInt32

    public init(
        operation: UInt16, senderHardware: HardwareAddress, sender: UInt32,
        targetHardware: HardwareAddress = HardwareAddress(0), target: UInt32
    ) {
        self.operation = operation
        self.senderHardware = senderHardware
        self.sender = sender
        self.targetHardware = targetHardware
        self.target = target
    }
}

extension Packet {
    /// Its IP headers, where it is IP.
    public var ip: IPBody? { if case .ip(let body) = body { body } else { nil } }

    /// The EtherType behind any VLAN tag.
    public var networkProtocol: UInt16 {
        switch body {
        case .ip(let body): body.isIPv6 ? 0x86dd : 0x0800
        case .arp: 0x0806
        case .other(let type): type
        }
    }
}
