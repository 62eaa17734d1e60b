public import PacketFilter

/// What `firewall.toml` says: who may talk to whom. Kinds, not guests: a guest names its kind, and has exceptions at most.
///
/// Read by `PolicyReading`, turned into rules by `PolicyCompiler`.
public struct FirewallPolicy: Sendable, Hashable, Codable {
    /// The file that it was read from, for messages.
    public var file: String
    /// Patterns of the host's ends of guests' interfaces: an interface of these that belongs to no known guest is closed.
    public var taps = ["vnet*", "tap*"]
    /// The kind of guests that name none, or one that is not declared.
    public var defaultKind = "closed"
    /// The line that says so; nil where none does.
    public var defaultKindLine: Int?
    /// Who may always reach the ports `adminPorts` of the host.
    public var admins: [AddressBlock] = []
    /// The line that names them; 0 where none does.
    public var adminsLine = 0
    public var adminPorts: [ClosedRange<UInt16>] = [22...22]
    /// Named addresses.
    public var sets: [String: AddressSet] = [:]
    /// Sets whose addresses may reach nothing, and be reached by nobody.
    public var blocked: [String] = []
    /// By name; `closed` is always there.
    public var kinds: [String: GuestKind] = ["closed": .closed]
    /// The machine itself: as a kind, but for `out`, which is everything where it is not given.
    public var host: GuestKind = {
        var kind = GuestKind(name: "host")
        kind.out = nil
        return kind
    }()
    /// What single guests are allowed beyond their kind, by the guest's name.
    public var guests: [String: GuestExceptions] = [:]
    public var published: [PublishedPort] = []
    public var masquerades: [Masquerade] = []
    /// Dropped packets that are logged.
    public var logRate = Rate(packets: 10, per: .second, burst: 20)
    public var logsDrops = true
    /// Sets that something in the file names, be it another set or admins.
    public var namedSets: Set<String> = []
    /// Kinds that another one includes.
    public var includedKinds: Set<String> = []

    public init(file: String) { self.file = file }
}

/// Addresses under a name.
public struct AddressSet: Sendable, Hashable, Codable {
    public var name: String
    public var line: Int
    /// Sorted, without overlap.
    public var blocks: [AddressBlock]
    /// The file that they were read from, where they were.
    public var source: String?

    public init(name: String, line: Int, blocks: [AddressBlock], source: String? = nil) {
        self.name = name
        self.line = line
        self.blocks = blocks
        self.source = source
    }
}

/// What a sort of guest is for, and so what it accepts and opens.
public struct GuestKind: Sendable, Hashable, Codable {
    public var name: String
    public var line = 0
    /// The admin's own words about it.
    public var title = ""
    /// Connections to it, the first that fits decides.
    public var accept: [PolicyRule] = []
    /// Connections that it may open; nil: all.
    public var out: [PolicyRule]? = []
    /// Whether it answers pings from anybody.
    public var answersPing = true
    /// Whether what is not allowed is refused with an answer, or silently dropped.
    public var refuses = false
    /// Whether it may say that it is a router (router advertisements, redirects).
    public var isRouter = false
    /// Whether it may answer as a DHCP server.
    public var servesDHCP = false
    /// Whether it may send from any address: a virtual router or a nested bridge.
    public var mayForward = false
    /// Whether the host itself may open connections to it.
    public var hostMayReach = true

    public init(name: String) { self.name = name }

    /// Of guests whose kind nobody has said: nothing may be opened to it or by it.
    public static let closed: GuestKind = {
        var kind = GuestKind(name: "closed")
        kind.answersPing = false
        kind.hostMayReach = false
        return kind
    }()
}

/// One line of what is accepted or may be opened.
public struct PolicyRule: Sendable, Hashable, Codable {
    public enum Action: String, Sendable, Hashable, Codable { case accept, drop, refuse }
    /// The line of the file that says it.
    public var line: Int
    public var action = Action.accept
    /// As it is written: `https`, `tcp/8080`.
    public var service: String
    /// What it stands for. Empty: everything.
    public var traffic: [Traffic]
    /// Where connections may come from, or go to: any of these. Empty: everybody.
    public var peers: [Peer] = []
    /// The most new connections of each peer; nil: no limit.
    public var rate: Rate?
    /// Whether the kernel's helper for the service reads along which further connections belong to it (nf_conntrack_ftp).
    public var usesHelper = false

    public init(line: Int, service: String, traffic: [Traffic], peers: [Peer] = [], rate: Rate? = nil) {
        self.line = line
        self.service = service
        self.traffic = traffic
        self.peers = peers
        self.rate = rate
    }
}

/// The other end of a rule.
public enum Peer: Sendable, Hashable, Codable {
    case block(AddressBlock)
    /// A set of the policy.
    case set(String)
    /// `admins`
    case admins
    /// The addresses of all guests of a kind.
    case kind(String)
    /// The addresses of one guest.
    case guest(String)
    /// The addresses of all guests.
    case guests
}

/// What one line lets a single guest do beyond its kind.
public struct GuestExceptions: Sendable, Hashable, Codable {
    public var name: String
    public var line: Int
    /// A kind that overrides the one in the guest's metadata.
    public var kind: String?
    public var accept: [PolicyRule] = []
    public var out: [PolicyRule] = []
    /// Addresses and prefixes that it may use, beside those that libvirt knows of.
    public var addresses: [AddressBlock] = []

    public init(name: String, line: Int) {
        self.name = name
        self.line = line
    }
}

/// A port of the host's address that leads to a guest (destination NAT).
public struct PublishedPort: Sendable, Hashable, Codable {
    public var line: Int
    /// The host's addresses that it holds for; empty: any address that is the host's.
    public var addresses: [IPAddress] = []
    public var `protocol`: IPProtocol
    public var ports: ClosedRange<UInt16>
    /// The guest by its name, or an address of its own.
    public var guest: String
    /// The guest's first port.
    public var toPort: UInt16
    /// Who may use it; empty: everybody.
    public var peers: [Peer] = []

    public init(line: Int, protocol: IPProtocol, ports: ClosedRange<UInt16>, guest: String, toPort: UInt16) {
        self.line = line
        self.protocol = `protocol`
        self.ports = ports
        self.guest = guest
        self.toPort = toPort
    }
}

/// Guests without public addresses that leave through the host's (source NAT).
public struct Masquerade: Sendable, Hashable, Codable {
    public var line: Int
    public var from: AddressBlock
    /// The interface to the outside.
    public var out: String

    public init(line: Int, from: AddressBlock, out: String) {
        self.line = line
        self.from = from
        self.out = out
    }
}
