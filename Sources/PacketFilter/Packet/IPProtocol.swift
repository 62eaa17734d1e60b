/// The number of a transport protocol (IANA, Assigned Internet Protocol Numbers).
public struct IPProtocol: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let icmp = IPProtocol(rawValue: 1)
    public static let igmp = IPProtocol(rawValue: 2)
    public static let ipip = IPProtocol(rawValue: 4)
    public static let tcp = IPProtocol(rawValue: 6)
    public static let udp = IPProtocol(rawValue: 17)
    public static let ipv6 = IPProtocol(rawValue: 41)
    public static let gre = IPProtocol(rawValue: 47)
    public static let esp = IPProtocol(rawValue: 50)
    public static let ah = IPProtocol(rawValue: 51)
    public static let icmpv6 = IPProtocol(rawValue: 58)
    public static let ospf = IPProtocol(rawValue: 89)
    public static let pim = IPProtocol(rawValue: 103)
    public static let vrrp = IPProtocol(rawValue: 112)
    public static let sctp = IPProtocol(rawValue: 132)
    public static let udplite = IPProtocol(rawValue: 136)
    public static let dccp = IPProtocol(rawValue: 33)

    /// By the names that nft writes.
    static let names: [(IPProtocol, String)] = [
        (.icmp, "icmp"), (.igmp, "igmp"), (.ipip, "ipencap"), (.tcp, "tcp"), (.udp, "udp"), (.ipv6, "ipv6"),
        (.gre, "gre"), (.esp, "esp"), (.ah, "ah"), (.icmpv6, "ipv6-icmp"), (.ospf, "ospf"), (.pim, "pim"),
        (.vrrp, "vrrp"), (.sctp, "sctp"), (.udplite, "udplite"), (.dccp, "dccp"),
    ]

    /// `tcp`, or the number.
    public var name: String {
        self == .icmpv6 ? "icmpv6" : IPProtocol.names.first { $0.0 == self }?.1 ?? String(rawValue)
    }

    /// From a name or a number; nil for neither.
    public init?(named text: some StringProtocol) {
        if let number = UInt8(text) {
            self.init(rawValue: number)
        } else if text == "icmpv6" {
            self = .icmpv6
        } else if let known = IPProtocol.names.first(where: { $0.1 == text }) {
            self = known.0
        } else {
            return nil
        }
    }

    /// Whether its header begins with two ports.
    public var hasPorts: Bool { [.tcp, .udp, .sctp, .udplite, .dccp].contains(self) }
}
