import Text

extension Repository {
    /// The entry at `path`, from the root, and what lies in it: its own entries, or all below. `/` is the root, which
    /// has no entry of its own.
    public func entries(
        of snapshot: Snapshot, at path: String, recursive: Bool = false
    ) async throws(RepositoryError) -> [Entry] {
        let index = try await index().index
        var found: [Entry] = []
        var here: (path: String, tree: BlobID?) = ("", snapshot.tree)
        for name in path.split(separator: "/") {
            guard let tree = here.tree,
                let node = try await shownTree(tree, index).first(where: { $0.shownName == name })
            else { throw RepositoryError(.missing, .noFolder(SafeText(path))) }
            here = (here.path + "/" + name, node.subtree)
            found = [Entry(path: here.path, node: node)]
        }
        var waiting: [(path: String, tree: BlobID)] = here.tree.map { [(here.path, $0)] } ?? []
        while let (path, tree) = waiting.popLast() {
            for node in try await shownTree(tree, index) {
                let entry = Entry(path: path + "/" + node.shownName, node: node)
                found.append(entry)
                if recursive, let subtree = node.subtree { waiting.append((entry.path, subtree)) }
            }
        }
        return found.sorted { $0.path < $1.path }
    }

    /// The entries of a folder without what is in them: the blobs of one large disk fill some hundred MB.
    private func shownTree(_ id: BlobID, _ index: BlobIndex) async throws(RepositoryError) -> [Node] {
        try await tree(id, index).map { node in
            var node = node
            node.content = nil
            return node
        }
    }

    /// What fits `pattern` in each of `snapshots`; those where nothing does are left out.
    public func find(
        _ pattern: NamePattern, in snapshots: [Snapshot]
    ) async throws(RepositoryError) -> [(snapshot: Snapshot, entries: [Entry])] {
        let index = try await index().index
        // Backups of one disk share most of their folders: each is read once.
        var folders: [BlobID: [Node]] = [:]
        var all: [(snapshot: Snapshot, entries: [Entry])] = []
        for snapshot in snapshots {
            var found: [Entry] = []
            var waiting: [(names: [String], tree: BlobID)] = [([], snapshot.tree)]
            while let (names, tree) = waiting.popLast() {
                let nodes: [Node]
                if let read = folders[tree] { nodes = read } else { nodes = try await shownTree(tree, index) }
                if folders.count < 10_000 { folders[tree] = nodes }
                for node in nodes {
                    let here = names + [node.shownName]
                    if pattern.matches(here) {
                        found.append(Entry(path: "/" + here.joined(separator: "/"), node: node))
                    }
                    if let subtree = node.subtree { waiting.append((here, subtree)) }
                }
            }
            if !found.isEmpty { all.append((snapshot, found.sorted { $0.path < $1.path })) }
        }
        return all
    }
}

extension Node {
    /// The name as text; bytes that are none are replaced.
    var shownName: String { String(decoding: nameBytes, as: UTF8.self) }
}
