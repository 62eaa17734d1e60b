/// Brings the blobs of folders from one repository into another.
actor BlobCopy {
    /// Names of blobs that are remembered before they are read: some 20 MB.
    private static let mostWanted = 250_000

    let source: Repository
    let index: BlobIndex
    /// What the other repository has.
    let there: BlobIndex
    let writer: RepositoryWriter
    /// Folders and blobs that this copy has brought whole.
    private var trees: Set<BlobID> = []
    private var blobs: Set<BlobID> = []

    init(source: Repository, index: BlobIndex, there: BlobIndex, writer: RepositoryWriter) {
        self.source = source
        self.index = index
        self.there = there
        self.writer = writer
    }

    /// Copies a folder with all that is in it. A folder that the other side has is looked into all the same: a copy that
    /// was cut may have brought it without its files.
    func tree(_ root: BlobID) async throws(RepositoryError) {
        var waiting = [root]
        // Counted as brought only when all of the backup is there: one that lacks a blob must not vouch for the next.
        var seen: Set<BlobID> = []
        var wanted: Set<BlobID> = []
        while let id = waiting.popLast() {
            guard !trees.contains(id), seen.insert(id).inserted else { continue }
            try Repository.checkCancelled()
            let bytes = try await source.blob(id, index)
            for node in try Repository.decode(TreeFile.self, bytes, "tree \(id.short)").nodes {
                if let subtree = node.subtree { waiting.append(subtree) }
                for blob in node.content ?? [] where !blobs.contains(blob) && there[blob] == nil { wanted.insert(blob) }
            }
            try await writer.store(bytes, id, .tree)
            if wanted.count >= BlobCopy.mostWanted { try await bring(&wanted) }
        }
        try await bring(&wanted)
        trees.formUnion(seen)
    }

    private func bring(_ wanted: inout Set<BlobID>) async throws(RepositoryError) {
        let (writer, index) = (writer, index)
        let list = Array(wanted)
        do {
            let source = source
            // By its content, which the stream has compared with its name.
            try await source.stream(list, index) { _, bytes in _ = try await writer.blob(bytes) }
        } catch let error as RepositoryError { throw error } catch {
            // The stream throws nothing else but that its task was cancelled.
            throw RepositoryError(.cancelled, .cancelledHere)
        }
        blobs.formUnion(list)
        wanted = []
    }
}
