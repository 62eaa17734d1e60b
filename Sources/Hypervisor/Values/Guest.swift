public import Text

/// One guest (libvirt's domain) at one moment. A plain value: no handle of libvirt is in it.
///
/// Strings come from libvirt, from the guest's agent or from whoever wrote the XML: hostile until made `SafeText`.
public struct Guest: Sendable, Equatable, Codable, Identifiable {
    public var id: GuestID
    public var name: String
    public var title: String = ""
    public var state: GuestState = .unknown
    /// libvirt's reason for the state, its own word in English: `booted`, `saved`, `crashed`, `panicked`...
    public var reason: String = ""
    /// Whether a definition is stored (`virDomainIsPersistent`).
    public var isPersistent = true
    public var startsAutomatically = false
    /// Whether a saved memory image waits (`virDomainHasManagedSaveImage`).
    public var hasSavedState = false
    /// Virtual processors in use now (for a guest that is off: of its definition).
    public var vcpus = 0
    public var maximumVCPUs = 0
    /// Bytes of memory the guest may use now, and the most it may be given while it runs.
    public var memory: UInt64 = 0
    public var maximumMemory: UInt64 = 0
    /// Bytes the guest really uses by its balloon (`available - unused`), or nil where the balloon does not tell.
    public var usedMemory: UInt64?
    /// Bytes of the host's memory that the process holds (`balloon.rss`).
    public var residentMemory: UInt64?
    /// Share of the guest's own processors in use since the last sample: 0...1. Nil before the second sample.
    public var cpuShare: Double?
    public var disks: [GuestDisk] = []
    public var interfaces: [GuestInterface] = []
    public var graphics: [GraphicsAddress] = []
    public var consoles: [ConsoleDevice] = []
    /// What this project keeps in the guest's own metadata.
    public var profile = GuestProfile()
    /// Machine and emulation, for the detail: `x86_64`, `pc-q35-7.2`, `kvm`.
    public var architecture: String = ""
    public var machine: String = ""
    public var virtualization: String = ""
    public var agent: AgentReport = AgentReport()
    /// When the running process was started, as far as the host can tell.
    public var startedAt: Moment?
    /// When another session recorded the agent's report and the addresses, where this connection may not ask for them.
    /// Nil: they are this connection's own.
    public var recordedAt: Moment?
    /// Since when this guest's process has not answered (quarantine of a frozen QEMU), or nil.
    public var silentSince: Moment?

    public init(id: GuestID, name: String) {
        self.id = id
        self.name = name
    }
}

/// The state of a guest (`virDomainState`).
public enum GuestState: String, Sendable, Codable, CaseIterable {
    /// `VIR_DOMAIN_NOSTATE`, or a value newer than this program.
    case unknown
    /// `VIR_DOMAIN_RUNNING`
    case running
    /// `VIR_DOMAIN_BLOCKED`
    case blocked
    /// `VIR_DOMAIN_PAUSED`
    case paused
    /// `VIR_DOMAIN_SHUTDOWN`: on its way down
    case shuttingDown = "shutting-down"
    /// `VIR_DOMAIN_SHUTOFF`
    case off
    /// `VIR_DOMAIN_CRASHED`
    case crashed
    /// `VIR_DOMAIN_PMSUSPENDED`
    case sleeping

    /// Whether a process of this guest exists (libvirt's "active").
    public var isActive: Bool {
        switch self {
        case .running, .blocked, .paused, .shuttingDown, .sleeping: true
        case .unknown, .off, .crashed: false
        }
    }
}

/// One disk of a guest.
public struct GuestDisk: Sendable, Equatable, Codable {
    /// The name on the guest's bus: `vda`.
    public var target: String
    /// `disk`, `cdrom`, `floppy`, `lun`.
    public var device: String = "disk"
    /// Path, `pool/volume`, or `protocol:host/name`; empty for an empty drive.
    public var source: String = ""
    public var pool: String?
    public var volume: String?
    /// `qcow2`, `raw`...
    public var format: String = ""
    public var isReadOnly = false
    /// Files beneath the first one, nearest first.
    public var backingChain: [String] = []
    /// Bytes: the size that the guest sees, and what is taken from the storage. Nil where unknown.
    public var capacity: UInt64?
    public var allocation: UInt64?
    /// Bytes a second since the last sample.
    public var readRate: Double?
    public var writeRate: Double?

    public init(target: String) { self.target = target }
}

/// One network interface of a guest.
public struct GuestInterface: Sendable, Equatable, Codable {
    public var mac: String
    /// The host's end: `vnet3`. Nil while the guest is off.
    public var tap: String?
    /// `network`, `bridge`, `user`, `direct`...
    public var kind: String = ""
    /// The network's or the bridge's name.
    public var source: String = ""
    public var model: String = ""
    /// Addresses with their origin, without a prefix length where none is known.
    public var addresses: [GuestAddress] = []
    /// Bytes a second since the last sample, as the guest sees it.
    public var receiveRate: Double?
    public var transmitRate: Double?

    public init(mac: String) { self.mac = mac }
}

/// An IP address of a guest and who says so.
public struct GuestAddress: Sendable, Equatable, Codable {
    public enum Origin: String, Sendable, Codable { case agent, lease, arp }
    public var address: String
    public var prefix: Int?
    public var origin: Origin

    public init(address: String, prefix: Int? = nil, origin: Origin) {
        self.address = address
        self.prefix = prefix
        self.origin = origin
    }
}

/// Where a guest's screen can be seen.
public struct GraphicsAddress: Sendable, Equatable, Codable {
    /// `vnc`, `spice`...
    public var kind: String
    /// `127.0.0.1:5900`, or a socket's path; empty while the guest is off.
    public var address: String

    public init(kind: String, address: String) {
        self.kind = kind
        self.address = address
    }
}

/// A serial port or console of a guest that a stream can be opened on.
public struct ConsoleDevice: Sendable, Equatable, Codable {
    /// `serial0`, the device's alias, or nil for the default one (`virDomainOpenConsole`).
    public var alias: String?
    /// `pty`, `unix`, `file`...
    public var kind: String
    /// The host's path: `/dev/pts/4`.
    public var path: String = ""
    /// The file that keeps its output (`<log file=...>`), if one is declared.
    public var log: String?

    public init(alias: String?, kind: String) {
        self.alias = alias
        self.kind = kind
    }
}

/// What a guest's agent said last.
public struct AgentReport: Sendable, Equatable, Codable {
    public enum State: String, Sendable, Codable { case none, disconnected, connected }
    /// Whether an agent channel exists, and whether the agent is on its other end.
    public var state: State = .none
    public var hostname: String?
    /// `Debian GNU/Linux 12 (bookworm)`
    public var system: String?
    public var kernel: String?
    /// When the agent last answered.
    public var answeredAt: Moment?

    public init() {}
}
