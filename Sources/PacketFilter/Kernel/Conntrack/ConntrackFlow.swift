/// One flow that the kernel remembers.
public struct ConntrackFlow: Sendable, Hashable {
    /// The kernel's number for it (`CTA_ID`), until it ends. A later flow with the same addresses may have it again.
    public var id: UInt32
    /// The packets of the side that began.
    public var original: Tuple
    /// The packets that come back: other addresses than those of `original` where the flow is translated (NAT).
    public var reply: Tuple
    public var status: Status
    /// The state of a TCP connection; nil for other protocols.
    public var tcpState: TCPState?
    /// Seconds until it is forgotten, if nothing more comes.
    public var timeout: UInt32
    public var mark: UInt32
    /// The zone of both directions; 0 where none was set.
    public var zone: UInt16
    /// Packets and bytes of each direction; nil unless the kernel counts them (`net.netfilter.nf_conntrack_acct`).
    public var originalTraffic: Traffic?
    public var replyTraffic: Traffic?

    /// One direction.
    public struct Tuple: Sendable, Hashable {
        public var source: IPAddress
        public var destination: IPAddress
        public var `protocol`: IPProtocol
        /// Nil for protocols without ports.
        public var sourcePort: UInt16?
        public var destinationPort: UInt16?
        /// Of ICMP and ICMPv6; nil for others.
        public var echo: Echo?
        /// The zone of this direction alone; 0 where none was set.
        public var zone: UInt16

        public init(
            source: IPAddress, destination: IPAddress, protocol: IPProtocol, sourcePort: UInt16? = nil,
            destinationPort: UInt16? = nil, echo: Echo? = nil, zone: UInt16 = 0
        ) {
            self.source = source
            self.destination = destination
            self.protocol = `protocol`
            self.sourcePort = sourcePort
            self.destinationPort = destinationPort
            self.echo = echo
            self.zone = zone
        }
    }

    /// What stands for ports in ICMP.
    public struct Echo: Sendable, Hashable {
        public var type: UInt8
        public var code: UInt8
        public var id: UInt16

        public init(type: UInt8, code: UInt8, id: UInt16) {
            self.type = type
            self.code = code
            self.id = id
        }
    }

    public struct Traffic: Sendable, Hashable {
        public var packets: UInt64
        public var bytes: UInt64
    }

    /// What the kernel knows of it (`enum ip_conntrack_status`); unknown bits survive.
    public struct Status: OptionSet, Sendable, Hashable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `IPS_EXPECTED`: another flow announced it, as FTP does its data.
        public static let expected = Status(rawValue: 1 << 0)
        /// `IPS_SEEN_REPLY`: packets went both ways.
        public static let seenReply = Status(rawValue: 1 << 1)
        /// `IPS_ASSURED`: not forgotten early when room is short.
        public static let assured = Status(rawValue: 1 << 2)
        /// `IPS_CONFIRMED`: its first packet was let through.
        public static let confirmed = Status(rawValue: 1 << 3)
        /// `IPS_SRC_NAT`
        public static let sourceTranslated = Status(rawValue: 1 << 4)
        /// `IPS_DST_NAT`
        public static let destinationTranslated = Status(rawValue: 1 << 5)
        /// `IPS_OFFLOAD`: in a flowtable; its packets pass no rule, and it cannot be deleted.
        public static let offloaded = Status(rawValue: 1 << 14)
    }

    /// `enum tcp_conntrack`, as its raw value: unknown states survive.
    public struct TCPState: RawRepresentable, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let synSent = TCPState(rawValue: 1)
        public static let synReceived = TCPState(rawValue: 2)
        public static let established = TCPState(rawValue: 3)
        public static let finWait = TCPState(rawValue: 4)
        public static let closeWait = TCPState(rawValue: 5)
        public static let lastAck = TCPState(rawValue: 6)
        public static let timeWait = TCPState(rawValue: 7)
        public static let close = TCPState(rawValue: 8)
        /// Both sides began at once.
        public static let synSent2 = TCPState(rawValue: 9)
    }
}

extension ConntrackFlow.Tuple: CustomStringConvertible {
    /// `tcp 192.0.2.7:40000 > 192.0.2.8:22`
    public var description: String {
        "\(`protocol`.name) \(Self.end(source, sourcePort)) > \(Self.end(destination, destinationPort))"
    }

    private static func end(_ address: IPAddress, _ port: UInt16?) -> String {
        guard let port else { return "\(address)" }
        return address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
