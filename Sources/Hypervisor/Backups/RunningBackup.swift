import XML

/// A backup job that runs now, whoever began it (`virDomainBackupGetXMLDesc`).
public struct RunningBackup: Sendable, Equatable {
    public struct Disk: Sendable, Equatable {
        public var target: String
        public var exportName: String
        /// The bitmap's name on the export, in an incremental backup.
        public var bitmap: String?
        /// The checkpoint since which changes are told.
        public var since: String?
        /// The scratch file.
        public var scratch: String?
    }

    /// Whether an NBD server offers the disks; else QEMU writes them somewhere itself.
    public var isPull: Bool
    public var socket: String?
    /// Those that take part.
    public var disks: [Disk]

    init(backup: Element) {
        isPull = backup.attribute("mode") == "pull"
        socket = backup["server/@socket"]
        disks = backup.all("disks/disk").compactMap { disk in
            guard let target = disk["@name"], disk["@backup"] != "no" else { return nil }
            let isIncremental = disk["@backupmode"] == "incremental"
            return Disk(
                target: target, exportName: disk["@exportname"] ?? target,
                bitmap: isIncremental ? disk["@exportbitmap"] ?? BackupRequest.bitmap(of: target) : nil,
                since: isIncremental ? disk["@incremental"] ?? backup["incremental"] : nil,
                scratch: disk["scratch/@file"])
        }
    }
}

/// What occupies a guest for longer than a moment (`virDomainGetJobStats`).
public struct GuestJob: Sendable, Equatable {
    /// `virDomainJobOperation`, as its raw value.
    public struct Operation: RawRepresentable, Sendable, Hashable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }
        /// `VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT`
        public static let migrationOut = Operation(rawValue: 5)
        /// `VIR_DOMAIN_JOB_OPERATION_BACKUP`
        public static let backup = Operation(rawValue: 9)
    }

    public var operation: Operation
    /// Seconds since it began.
    public var elapsed: Double?
    /// Bytes that scratch files hold, and could come to hold: the guest's writes since the backup began.
    public var scratchUsed: UInt64?
    public var scratchTotal: UInt64?
}

/// A moment from which on a guest's changes are marked in its disks (`virDomainCheckpointGetXMLDesc`).
public struct Checkpoint: Sendable, Equatable {
    public var name: String
    public var parent: String?
    /// Seconds since 1970, as libvirt's host counts them.
    public var createdAt: Int64?
    /// The bitmap's name by disk.
    public var bitmaps: [String: String]

    init(checkpoint: Element) {
        name = checkpoint["name"] ?? ""
        parent = checkpoint["parent/name"]
        createdAt = checkpoint["creationTime"].flatMap { Int64($0) }
        bitmaps = [:]
        for disk in checkpoint.all("disks/disk") where disk["@checkpoint"] == "bitmap" {
            if let target = disk["@name"] { bitmaps[target] = disk["@bitmap"] ?? name }
        }
    }
}
