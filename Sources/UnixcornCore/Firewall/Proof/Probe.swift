public import PacketFilter

/// One packet that is sent through rules, and the place where it should turn up, or not.
public struct Probe: Sendable, Hashable {
    /// An end of its way in the scratch network.
    public enum End: Sendable, Hashable {
        /// The machine itself.
        case host
        /// The host's end of a guest's interface, a port of the bridge.
        case guest(String)
        /// The port of the bridge that leads to the outside.
        case line
        /// An interface that looks like a guest's and belongs to none.
        case stranger
        /// The interface that the machine routes to the outside.
        case wan
    }

    public var name: String
    public var from: End
    public var to: End
    public var packet: Packet

    public init(_ name: String, from: End, to: End, _ packet: Packet) {
        self.name = name
        self.from = from
        self.to = to
        self.packet = packet
    }
}
