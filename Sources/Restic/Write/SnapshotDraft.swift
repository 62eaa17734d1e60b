public import Text

/// A snapshot that is to be written. Its tree's blobs are stored already.
public struct SnapshotDraft: Sendable {
    public var time: Moment
    public var tree: BlobID
    public var parent: BlobID?
    public var paths: [String]
    public var author: Author
    public var tags: [String]
    /// The program and its version.
    public var program: String

    public init(
        time: Moment, tree: BlobID, parent: BlobID? = nil, paths: [String], author: Author = .current,
        tags: [String] = [], program: String
    ) {
        self.time = time
        self.tree = tree
        self.parent = parent
        self.paths = paths
        self.author = author
        self.tags = tags
        self.program = program
    }

    var file: SnapshotFile {
        SnapshotFile(
            time: time.exact, tree: tree, parent: parent, paths: paths, hostname: author.hostname,
            username: author.username, uid: author.uid, gid: author.gid, tags: tags.isEmpty ? nil : tags,
            program_version: program)
    }
}

extension Repository {
    func write(_ draft: SnapshotDraft) async throws(RepositoryError) -> Snapshot {
        let id = try await write(draft.file, .snapshots)
        guard let snapshot = draft.file.snapshot(id) else {
            throw RepositoryError(.damaged, .unreadable("snapshots/\(id.hex)", "time"))
        }
        return snapshot
    }
}

extension Moment {
    /// `iso8601` to the microsecond: two backups of one second keep their order.
    fileprivate var exact: String {
        let rest = String((microseconds % 1_000_000 + 1_000_000) % 1_000_000 + 1_000_000).dropFirst()
        return iso8601.prefix(19) + "." + rest + iso8601.dropFirst(19)
    }
}
