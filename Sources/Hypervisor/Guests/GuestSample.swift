/// The counters of one running guest at one moment (`virConnectGetAllDomainStats`). Nil: the driver does not tell.
public struct GuestSample: Sendable, Equatable {
    /// Seconds of a clock that never jumps (`CLOCK_MONOTONIC`).
    public var seconds: Double
    public var state = GuestState.unknown
    /// libvirt's word for the reason of the state.
    public var reason = ""
    /// Nanoseconds of processor time since the start, of the whole process.
    public var cpuTime: UInt64?
    public var vcpus: Int?
    public var maximumVCPUs: Int?
    /// Bytes: what the balloon leaves, what the guest's system sees, what it leaves unused, what the host holds.
    public var memory: UInt64?
    public var maximumMemory: UInt64?
    public var availableMemory: UInt64?
    public var unusedMemory: UInt64?
    public var residentMemory: UInt64?
    /// By target: `vda`.
    public var disks: [String: DiskCounters] = [:]
    /// By the host's end: `vnet3`.
    public var interfaces: [String: InterfaceCounters] = [:]

    /// Bytes since the start, and the sizes of the storage beneath.
    public struct DiskCounters: Sendable, Equatable {
        public var read: UInt64?
        public var written: UInt64?
        public var capacity: UInt64?
        public var allocation: UInt64?
        public init() {}
    }

    /// Bytes since the start, as the guest sees them.
    public struct InterfaceCounters: Sendable, Equatable {
        public var received: UInt64?
        public var transmitted: UInt64?
        public init() {}
    }

    public init(seconds: Double) { self.seconds = seconds }
}
