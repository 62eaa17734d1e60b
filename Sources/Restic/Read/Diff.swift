/// What one snapshot has and another has not.
public struct SnapshotDiff: Sendable {
    /// `restic diff`'s own letters.
    public enum Change: String, Sendable, Codable {
        case added = "+"
        case removed = "-"
        /// Another content.
        case modified = "M"
        /// A file where a folder was, or the like.
        case type = "T"
    }

    /// A path, with a `/` behind that of a folder.
    public var changes: [(change: Change, path: String)] = []
    /// Bytes of blobs that only the second has, and only the first; a blob that many files share counts once.
    public var addedBytes = 0
    public var removedBytes = 0
}

extension Repository {
    /// What changed from `old` to `new`. Folders that both have whole are not read for paths.
    public func diff(_ old: Snapshot, _ new: Snapshot) async throws(RepositoryError) -> SnapshotDiff {
        let index = try await index().index
        var diff = SnapshotDiff()
        try await compare(old.tree, new.tree, "", index, &diff)
        diff.changes.sort { ($0.path, $0.change.rawValue) < ($1.path, $1.change.rawValue) }
        guard old.tree != new.tree else { return diff }
        let (before, after) = (try await usedBlobs(of: [old], index), try await usedBlobs(of: [new], index))
        func bytes(_ blobs: Set<BlobID>) -> Int { blobs.reduce(0) { $0 + (index[$1]?.contentLength ?? 0) } }
        diff.addedBytes = bytes(after.subtracting(before))
        diff.removedBytes = bytes(before.subtracting(after))
        return diff
    }

    private func compare(
        _ old: BlobID, _ new: BlobID, _ path: String, _ index: BlobIndex, _ diff: inout SnapshotDiff
    ) async throws(RepositoryError) {
        guard old != new else { return }
        let (before, after) = (try await tree(old, index), try await tree(new, index))
        var left = Dictionary(before.map { ($0.name, $0) }) { first, _ in first }
        for node in after {
            let here = path + "/" + node.shownName + (node.kind == .dir ? "/" : "")
            guard let was = left.removeValue(forKey: node.name) else {
                try await list(node, here, .added, index, &diff)
                continue
            }
            if was.type != node.type {
                diff.changes.append((.type, here))
            } else if node.kind == .file, was.content ?? [] != node.content ?? [] {
                diff.changes.append((.modified, here))
            } else if node.kind == .symlink, was.linktarget != node.linktarget {
                diff.changes.append((.modified, here))
            } else if let (from, to) = was.subtree.flatMap({ from in node.subtree.map { (from, $0) } }) {
                try await compare(from, to, path + "/" + node.shownName, index, &diff)
            }
        }
        for node in left.values {
            try await list(node, path + "/" + node.shownName + (node.kind == .dir ? "/" : ""), .removed, index, &diff)
        }
    }

    /// An entry that only one has, and all below it.
    private func list(
        _ node: Node, _ path: String, _ change: SnapshotDiff.Change, _ index: BlobIndex, _ diff: inout SnapshotDiff
    ) async throws(RepositoryError) {
        var waiting = [(path: path, node: node)]
        while let (path, node) = waiting.popLast() {
            diff.changes.append((change, path))
            guard let subtree = node.subtree else { continue }
            for inner in try await tree(subtree, index) {
                waiting.append((path + inner.shownName + (inner.kind == .dir ? "/" : ""), inner))
            }
        }
    }
}
