/// What a backup of a guest holds and what it does not: `manifest.json` beside its disks.
public struct Manifest: Sendable, Codable, Equatable {
    /// How whole the guest's files are.
    public enum State: String, Sendable, Codable, CaseIterable {
        /// The agent held the file systems still.
        case consistent
        /// As after a power cut.
        case crash
        /// The guest was off.
        case off
    }

    /// One disk in the backup.
    public struct Disk: Sendable, Codable, Equatable {
        /// `vda`
        public var target: String
        /// Its file beside the manifest: the bytes that the guest sees.
        public var file: String
        /// Bytes.
        public var size: Int
        /// `qcow2`, `raw`: what it was kept as.
        public var format: String
        /// Path or address on its host.
        public var source: String
        public var pool: String?
        /// Whether only what a bitmap named was read, and why not otherwise.
        public var isByBitmap: Bool
        public var reason: String?
        /// Bytes.
        public var readBytes: Int
        public var changedBytes: Int
        public var newBytes: Int
        public var storedBytes: Int
    }

    /// One disk that is not in the backup.
    public struct Missing: Sendable, Codable, Equatable {
        public var target: String
        public var source: String
        public var pool: String?
        /// Why, in the words of the configuration or `cdrom`, `read-only`...
        public var reason: String

        public init(target: String, source: String, pool: String? = nil, reason: String) {
            self.target = target
            self.source = source
            self.pool = pool
            self.reason = reason
        }
    }

    public var format = 1
    /// The program and its version.
    public var program: String
    public var guest: String
    public var uuid: String
    /// The host's own name.
    public var host: String
    public var startedAt: String
    public var endedAt: String
    public var state: State
    /// Why it is not consistent.
    public var stateReason: String?
    /// Seconds for which the guest's file systems were held still.
    public var frozenSeconds: Double?
    public var disks: [Disk] = []
    public var missing: [Missing] = []
    /// The checkpoint from which on the guest's changes are marked.
    public var checkpoint: String?
}
