public import Text

/// One virtual network at one moment.
public struct Network: Sendable, Equatable, Codable, Identifiable {
    public var id: NetworkID
    public var name: String
    public var isActive = false
    public var isPersistent = true
    public var startsAutomatically = false
    /// `virbr0`, where one is known.
    public var bridge: String = ""
    /// `nat`, `route`, `bridge`, `open`, or empty for an isolated network.
    public var forwarding: String = ""
    /// The host's addresses on it, with prefix: `192.168.122.1/24`.
    public var addresses: [String] = []
    /// Whether libvirt gives out addresses on it (`<dhcp>`).
    public var servesAddresses = false
    public var leases: [Lease] = []

    public init(id: NetworkID, name: String) {
        self.id = id
        self.name = name
    }
}

/// One DHCP lease of a network (`virNetworkGetDHCPLeases`).
public struct Lease: Sendable, Equatable, Codable {
    public var mac: String
    public var address: String
    public var hostname: String?
    public var expiresAt: Moment?

    public init(mac: String, address: String, hostname: String? = nil, expiresAt: Moment? = nil) {
        self.mac = mac
        self.address = address
        self.hostname = hostname
        self.expiresAt = expiresAt
    }
}
