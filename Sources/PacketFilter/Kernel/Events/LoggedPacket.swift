public import Text

/// One packet that a rule logged to a group (`log group 5`).
public struct LoggedPacket: Sendable, Hashable {
    /// The group's number.
    public var group: UInt16
    /// The protocol family of the hook: `ip` or `ip6` for rules of an inet table; nil for one that no table can have.
    public var family: Family?
    /// The hook's number (`NF_INET_PRE_ROUTING` is 0, ...).
    public var hook: UInt8
    /// The EtherType: 0x0800 for IPv4.
    public var etherType: UInt16
    /// The rule's `prefix`. Another's rule may log to the same group: hostile until `SafeText`.
    public var prefix: String
    /// Where it came in and where it goes out. For a bridged packet: the bridge.
    public var input: InterfaceReference?
    public var output: InterfaceReference?
    /// The ports of the bridge, for a bridged packet.
    public var physicalInput: InterfaceReference?
    public var physicalOutput: InterfaceReference?
    public var mark: UInt32
    /// The sender's hardware address; empty where the link has none.
    public var hardwareSource: [UInt8]
    /// The link layer's header, 14 bytes for Ethernet; empty where the link has none.
    public var linkHeader: [UInt8]
    /// The VLAN's tag, where the frame had one and the kernel took it off (`NFULA_VLAN_TCI`).
    public var vlanTag: UInt16?
    /// From the network layer's header on, as many bytes as were asked for. From a guest: hostile.
    public var payload: [UInt8]
    /// When it came, by the kernel; by this program where the kernel does not say.
    public var time: Moment
    /// Counts the packets of this group: a gap means that some are lost.
    public var sequence: UInt32?
}

/// What a log group tells.
public enum LogEvent: Sendable, Hashable {
    case packet(LoggedPacket)
    /// Packets came faster than they were read, and some are lost.
    case overrun
}
