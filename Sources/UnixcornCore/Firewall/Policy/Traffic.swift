public import PacketFilter

/// Packets by protocol and ports: what a service's name stands for.
public struct Traffic: Sendable, Hashable, Codable {
    public var `protocol`: IPProtocol
    /// Destination ports; nil: the protocol as a whole.
    public var ports: ClosedRange<UInt16>?
    /// The ICMP type, of ICMP.
    public var icmpType: UInt8?

    public init(_ protocol: IPProtocol, _ ports: ClosedRange<UInt16>? = nil) {
        self.protocol = `protocol`
        self.ports = ports
    }

    public init(_ protocol: IPProtocol, icmpType: UInt8) {
        self.protocol = `protocol`
        self.icmpType = icmpType
    }

    static func tcp(_ port: UInt16) -> Traffic { Traffic(.tcp, port...port) }
    static func udp(_ port: UInt16) -> Traffic { Traffic(.udp, port...port) }
    static func both(_ port: UInt16) -> [Traffic] { [.tcp(port), .udp(port)] }
}
