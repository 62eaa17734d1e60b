/// What one backup holds.
public struct BackupContent: Sendable, Equatable {
    /// A file or a folder in it.
    public struct File: Sendable, Equatable {
        public var path: String
        /// Bytes; nil for what is no file.
        public var size: UInt64?
        public var isFolder: Bool
    }

    /// Nil: the backup is not one of a guest by this program.
    public var manifest: Manifest?
    /// In the order of their paths, the first thousands.
    public var files: [File]
    /// Whether there are more files than are listed here.
    public var isCut = false
}

extension SiteSession {
    /// Files that are listed at the most: a screen is no place for a million of them.
    private static let most = 5000

    func content(ofBackup id: String) async throws(OperationFailure) -> BackupContent {
        if let demoBackups { return try demoBackups.content(ofBackup: id) }
        let repository = try await BackupPlace(configuration.backup, stateFolder: stateDirectory).open()
        return try await failing { () throws(RepositoryError) in
            let backup = try await repository.snapshot(named: id)
            let entries = try await repository.entries(of: backup)
            var content = BackupContent(
                manifest: nil,
                files: entries.prefix(Self.most).map {
                    BackupContent.File(path: $0.path, size: $0.node.size, isFolder: $0.node.kind == .dir)
                }, isCut: entries.count > Self.most)
            guard backup.guestName != nil else { return content }
            let index = try await repository.index().index
            content.manifest = try await Manifest.read(
                try await BackupPath.nodes(of: backup, repository, index), repository, index)
            return content
        }
    }
}
