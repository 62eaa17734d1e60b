/// What a host is (`virNodeGetInfo`, `virConnectGetHostname`, `virConnectGetLibVersion`).
public struct HostFacts: Sendable, Equatable, Codable {
    public var hostname: String
    /// The driver, in libvirt's word: `QEMU`, `TEST`.
    public var driver: String
    public var libvirtVersion: String
    public var hypervisorVersion: String = ""
    public var processorModel: String = ""
    public var processors = 0
    /// Bytes of memory of the whole machine.
    public var memory: UInt64 = 0
    /// What this connection can and cannot do.
    public var offers = Offers()

    /// Subjects that a connection may lack, found by asking (`VIR_ERR_NO_SUPPORT`).
    public struct Offers: Sendable, Equatable, Codable {
        public var pools = true
        public var networks = true
        /// Bulk statistics with more than the state (the test driver gives the state alone).
        public var bulkStatistics = true
        /// Whether the driver runs in this very process (`test:`, `qemu:///embed`): nothing of it outlives us.
        public var isInProcess = false
        public init() {}
    }

    public init(hostname: String, driver: String, libvirtVersion: String) {
        self.hostname = hostname
        self.driver = driver
        self.libvirtVersion = libvirtVersion
    }
}
