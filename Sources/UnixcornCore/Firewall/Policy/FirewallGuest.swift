/// A guest as the firewall sees it: its kind, and the host's ends of its interfaces.
public struct FirewallGuest: Sendable, Hashable, Codable {
    public var name: String
    /// Of its metadata; nil: none.
    public var kind: String?
    public var interfaces: [Interface]

    /// One interface.
    public struct Interface: Sendable, Hashable, Codable {
        /// The host's end: `vnet3`.
        public var tap: String
        public var mac: String
        /// What it may use; empty: not known, so only its hardware address is held.
        public var addresses: [String]
        /// Whether it is no port of a bridge: the host routes its packets.
        public var isRouted: Bool

        public init(tap: String, mac: String, addresses: [String] = [], isRouted: Bool = false) {
            self.tap = tap
            self.mac = mac
            self.addresses = addresses
            self.isRouted = isRouted
        }

        private enum CodingKeys: String, CodingKey {
            case tap, mac, addresses
            case isRouted = "routed"
        }

        public init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            tap = try values.decode(String.self, forKey: .tap)
            mac = try values.decode(String.self, forKey: .mac)
            addresses = try values.decodeIfPresent([String].self, forKey: .addresses) ?? []
            isRouted = try values.decodeIfPresent(Bool.self, forKey: .isRouted) ?? false
        }
    }

    public init(name: String, kind: String? = nil, interfaces: [Interface] = []) {
        self.name = name
        self.kind = kind
        self.interfaces = interfaces
    }
}
