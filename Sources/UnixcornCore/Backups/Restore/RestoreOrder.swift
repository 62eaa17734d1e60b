/// What is to be restored, where to, and under which name.
public struct RestoreOrder: Sendable, Hashable, Codable {
    /// The backup: its whole name in the repository.
    public var backup: String
    public var host: HostID
    /// The guest in the backup, for people.
    public var guest: String
    /// A new name: the guest gets a UUID and addresses of its own. Nil: it becomes what it was.
    public var newName: String?
    /// The pool that takes the disks; nil: where they were.
    public var pool: String?
    /// Targets; nil: all in the backup.
    public var disks: Set<String>?
    /// The guest starts at once, from the repository; nil: when all of its disks are here, if somebody starts it.
    public var instant: Instant?

    /// How an instant restore is done.
    public struct Instant: Sendable, Hashable, Codable {
        /// Bytes a second that the copy may take while the guest runs; nil: all.
        public var bytesPerSecond: UInt64?

        public init(bytesPerSecond: UInt64? = nil) { self.bytesPerSecond = bytesPerSecond }
    }

    public init(
        backup: String, host: HostID, guest: String, newName: String? = nil, pool: String? = nil,
        disks: Set<String>? = nil, instant: Instant? = nil
    ) {
        self.backup = backup
        self.host = host
        self.guest = guest
        self.newName = newName
        self.pool = pool
        self.disks = disks
        self.instant = instant
    }
}

/// What a restore will do, before it does it.
public struct RestorePlan: Sendable, Equatable {
    /// One disk and the file that it becomes.
    public struct Disk: Sendable, Equatable {
        public var target: String
        public var path: String
        public var format: String
        /// Bytes of the disk, and of its blobs in the repository.
        public var size: Int
        public var storedBytes: Int
        /// Bytes that its file takes at least.
        public var leastBytes = 0
        /// A file that is there now. It is kept under this name.
        public var keptAs: String?

        public init(
            target: String, path: String, format: String, size: Int, storedBytes: Int, keptAs: String? = nil
        ) {
            self.target = target
            self.path = path
            self.format = format
            self.size = size
            self.storedBytes = storedBytes
            self.keptAs = keptAs
        }
    }

    public var guest: String
    public var madeAt: Moment
    public var disks: [Disk]
    /// Disks that the backup does not hold, and why.
    public var missing: [Manifest.Missing]
    /// Whether a guest of this name is there: its definition is replaced.
    public var replacesGuest: Bool
    /// Whether the guest starts at once, and its disks come home while it runs.
    public var isInstant = false
    /// Bytes a second of the link, as it was measured for this plan; nil: unknown.
    public var speed: Double?
    /// Since when that has been under way, if it was begun before.
    public var begunAt: Moment?

    public init(
        guest: String, madeAt: Moment, disks: [Disk], missing: [Manifest.Missing], replacesGuest: Bool
    ) {
        self.guest = guest
        self.madeAt = madeAt
        self.disks = disks
        self.missing = missing
        self.replacesGuest = replacesGuest
    }

    public var storedBytes: Int { disks.reduce(0) { $0 + $1.storedBytes } }
    /// How long it will take.
    public var reading: ReadingTime { ReadingTime(bytes: storedBytes, speed: speed) }
}
