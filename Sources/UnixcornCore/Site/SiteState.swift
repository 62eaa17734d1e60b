/// Everything that a screen may show, at one moment. Immutable once published; replaced as a whole by the next one.
public struct SiteState: Sendable {
    /// Grows by one with each published state.
    public var serial = 0
    /// When this state was put together.
    public var at = Moment.now
    public var hosts: [HostState] = []
    /// Running jobs first, then the last ended ones, newest first.
    public var jobs: [Job] = []
    /// The newest entries of the journal, newest first.
    public var journal: [JournalEntry] = []
    /// Intents without an outcome, whose process is gone: shown until somebody acknowledges them.
    public var interrupted: [JournalEntry] = []
    public var backups = BackupsState()
    public var firewall = FirewallState()
    public var members = MembersState()
    public var finances = FinancesState()
    public var alerts: [Alert] = []
    /// Health and age of each origin of facts.
    public var sources: [SourceID: SourceHealth] = [:]
    /// The synthetic site: the header says DEMO.
    public var isDemo = false
    public var isReadOnly = false

    public init() {}
}

/// The name of a host in the configuration; `local` where none is configured.
public struct HostID: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// One host with all that lives on it.
public struct HostState: Sendable {
    public var id: HostID
    public var uri: String
    public var connection = ConnectionState.connecting(since: .now)
    /// What to do about a connection that was lost or refused, where that is known: the right that is missing.
    public var connectionHint: Phrase?
    public var facts: HostFacts?
    public var load: HostLoad?
    public var guests: [Guest] = []
    public var pools: [Pool] = []
    /// By pool; a pool without an entry was not listed yet.
    public var volumes: [PoolID: [Volume]] = [:]
    public var networks: [Network] = []
    /// What each pool is for, from the configuration: `ssd`, `san`, `backup`, `iso`... By pool name.
    public var roles: [String: String] = [:]
    /// Seconds that a guest has to shut down, from the configuration.
    public var shutdownTimeout = 120
    /// Samples of the last minutes, oldest first.
    public var guestHistory: [GuestID: SampleRing] = [:]
    public var history = SampleRing()

    public init(id: HostID, uri: String) {
        self.id = id
        self.uri = uri
    }
}

/// Where a connection to libvirt stands.
public enum ConnectionState: Sendable, Equatable {
    /// An open call has been under way since then; past a second it is shown as "waiting N s".
    case connecting(since: Moment)
    case connected(since: Moment)
    /// The connection is lost or was refused; the next try is due then.
    case lost(since: Moment, why: Phrase, nextTry: Moment)
    /// libvirt took the connection and does not answer.
    case silent(since: Moment)
    /// A password is needed and nobody gave one yet.
    case needsPassword(LoginRequest)
}

/// The host's own counters, as shares of one where they are shares.
public struct HostLoad: Sendable, Equatable {
    /// Load averages of 1, 5 and 15 minutes; empty on a remote host that does not tell.
    public var averages: [Double] = []
    /// Share of all processors in use, and waiting for disks: 0...1.
    public var cpuShare: Double?
    public var ioWaitShare: Double?
    /// Bytes.
    public var memoryTotal: UInt64 = 0
    public var memoryUsed: UInt64 = 0

    public init() {}
}

/// The last minutes of a guest or a host, for charts. Each list: oldest first, one value a refresh.
public struct SampleRing: Sendable, Equatable {
    /// How many samples are kept: ten minutes at two seconds.
    public static let capacity = 300
    /// Seconds between two samples.
    public var period = 2.0
    /// Share of processors: 0...1.
    public var cpu: [Double] = []
    /// Bytes.
    public var memory: [Double] = []
    /// Bytes a second.
    public var diskRead: [Double] = []
    public var diskWrite: [Double] = []
    public var received: [Double] = []
    public var transmitted: [Double] = []

    public init() {}
}

/// What a host is asked about by itself: each is one origin of facts.
public enum HostSubject: String, Sendable, CaseIterable {
    case guests, counters, pools, networks
}

/// Which origin of facts: `guests@local`, `journal`.
public struct SourceID: RawRepresentable, Sendable, Hashable, Codable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    init(_ subject: HostSubject, of host: HostID) { self.init(subject.rawValue, of: host) }
    init(_ subject: String, of host: HostID) { self.init(rawValue: subject + "@" + host.rawValue) }

    /// Jobs and journal.
    public static let journal = SourceID(rawValue: "journal")

    static func guests(of host: HostID) -> SourceID { SourceID(HostSubject.guests, of: host) }
}

/// Whether an origin of facts can be believed.
public struct SourceHealth: Sendable, Equatable {
    public enum Condition: Sendable, Equatable {
        case fresh
        /// Asked and not answered since then.
        case waiting(since: Moment)
        case failed(why: Phrase)
        /// This connection does not have this subject.
        case notOffered
        /// Of an earlier session; nothing was heard in this one.
        case recorded
    }

    public var condition: Condition
    /// When the facts on the screen were true; nil before the first ones.
    public var lastGood: Moment?
    /// Seconds between two refreshes; past twice that the age is shown.
    public var period: Double

    public init(condition: Condition, lastGood: Moment?, period: Double) {
        self.condition = condition
        self.lastGood = lastGood
        self.period = period
    }

    /// Seconds since the facts were true, if that is more than two refreshes ago; then in steps of ten.
    public func shownAge(at now: Moment) -> Double? {
        guard let lastGood else { return nil }
        let age = now.seconds(since: lastGood)
        guard age > period * 2 else { return nil }
        return age < 10 ? age.rounded(.down) : (age / 10).rounded(.down) * 10
    }
}

extension HostState {
    /// Whether libvirt can know the URI; one with no driver or transport of libvirt's was typed wrong.
    public var hasKnownURI: Bool { VirtError.knows(uri: uri) }
}
