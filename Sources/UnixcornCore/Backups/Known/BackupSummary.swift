import Foundation

/// What is in the repository, as it was last read: kept in the state folder, so that a screen shows it without asking a
/// server, and without its passwords.
public struct BackupSummary: Sendable, Codable, Equatable {
    /// One backup.
    public struct Backup: Sendable, Codable, Equatable, Identifiable {
        /// Its whole name in the repository.
        public var id: String
        public var time: Moment
        public var host: String
        /// The guest; nil for the site's own files and for what another program made.
        public var guest: String?
        public var isSite: Bool
        public var state: Manifest.State?
        public var tags: [String]
        public var paths: [String]
        /// Seconds east of UTC where it was made; nil in a file of an older version.
        public var utcOffset: Int?

        public init(
            id: String, time: Moment, host: String, guest: String?, isSite: Bool = false, state: Manifest.State? = nil,
            tags: [String] = [], paths: [String] = [], utcOffset: Int? = nil
        ) {
            self.id = id
            self.time = time
            self.host = host
            self.guest = guest
            self.isSite = isSite
            self.state = state
            self.tags = tags
            self.paths = paths
            self.utcOffset = utcOffset
        }

        init(_ backup: Snapshot) {
            id = backup.id.hex
            time = backup.time
            host = backup.hostname
            guest = backup.guestName
            isSite = backup.isSite
            state = backup.guestState
            tags = backup.tags
            paths = backup.paths
            utcOffset = backup.utcOffset
        }
    }

    /// When it was read.
    public var readAt: Moment
    /// Where it is, without a password.
    public var place: String
    /// Oldest first.
    public var backups: [Backup]
    /// Bytes and files in the repository.
    public var bytes: Int
    public var files: Int
    /// Backups and index files that cannot be read.
    public var damaged: Int

    public init(readAt: Moment, place: String, backups: [Backup], bytes: Int, files: Int, damaged: Int = 0) {
        self.readAt = readAt
        self.place = place
        self.backups = backups
        self.bytes = bytes
        self.files = files
        self.damaged = damaged
    }

    private static func file(_ stateFolder: String) -> StateFile<BackupSummary> {
        StateFile("backup-summary.json", in: stateFolder)
    }

    /// Reads the repository: lists its files and its backups.
    /// - Parameter packs: the size of each pack, where that is known already; nil: they are listed.
    static func read(
        _ repository: Repository, packs: [BlobID: Int]? = nil
    ) async throws(OperationFailure) -> BackupSummary {
        try await failing { () throws(RepositoryError) in
            let (found, damaged) = try await repository.snapshots()
            var (bytes, files) = (0, 0)
            if let packs { (bytes, files) = (packs.values.reduce(0, +), packs.count) }
            for kind in FileName.Kind.allCases where kind != .data || packs == nil {
                let listed = try await repository.store.list(kind)
                bytes += listed.reduce(0) { $0 + $1.size }
                files += listed.count
            }
            return BackupSummary(
                readAt: .now, place: repository.store.place, backups: found.map(Backup.init), bytes: bytes,
                files: files,
                damaged: damaged.count)
        }
    }

    /// Reads the configured repository and keeps what is in it, for the screens.
    public static func renew(_ repository: Repository, _ stateFolder: String) async throws(OperationFailure) {
        try await read(repository).write(stateFolder)
    }

    /// Keeps it. A state folder that takes nothing is told of by what else is written there.
    func write(_ stateFolder: String) { try? Self.file(stateFolder).write(self) }

    /// Nil where nothing was ever read.
    static func kept(_ stateFolder: String) -> BackupSummary? { file(stateFolder).kept }

    /// When the file changed last, to see whether it must be read again.
    static func stamp(_ stateFolder: String) -> Date? { file(stateFolder).stamp }
}
