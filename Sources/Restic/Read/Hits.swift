extension Repository {
    /// Which of `snapshots` have a file or a folder that needs one of the blobs `bad`, or one that no index names.
    func hits(
        _ snapshots: [Snapshot], _ index: BlobIndex, _ bad: Set<BlobID>
    ) async throws(RepositoryError) -> [CheckReport.Hit] {
        // Backups of one disk share most of their folders: each is read once.
        var known: [BlobID: [String]] = [:]
        var hits: [CheckReport.Hit] = []
        for snapshot in snapshots {
            let paths = try await damaged(snapshot.tree, index, bad, &known).map { "/" + $0 }
            if !paths.isEmpty { hits.append(CheckReport.Hit(backup: snapshot, paths: paths)) }
        }
        return hits
    }

    /// The paths below a folder that are hit; the empty one for the folder itself.
    private func damaged(
        _ tree: BlobID, _ index: BlobIndex, _ bad: Set<BlobID>, _ known: inout [BlobID: [String]]
    ) async throws(RepositoryError) -> [String] {
        if let known = known[tree] { return known }
        // Also what keeps a folder that would lie in itself from being looked at for ever.
        known[tree] = []
        let nodes: [Node]
        do throws(RepositoryError) { nodes = try await self.tree(tree, index) } catch {
            if error.kind == .cancelled { throw error }
            known[tree] = [""]
            return [""]
        }
        var paths: [String] = []
        for node in nodes {
            if let subtree = node.subtree {
                paths += try await damaged(subtree, index, bad, &known).map { node.shownName + "/" + $0 }
            }
            if (node.content ?? []).contains(where: { bad.contains($0) || index[$0] == nil }) {
                paths.append(node.shownName)
            }
        }
        known[tree] = paths
        return paths
    }
}
