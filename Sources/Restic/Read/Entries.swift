/// A file or folder of a snapshot, with its path from the root.
public struct Entry: Sendable {
    public var path: String
    public var node: Node
}

extension Repository {
    /// Everything in a snapshot, folders before what is in them.
    public func entries(of snapshot: Snapshot) async throws(RepositoryError) -> [Entry] {
        let index = try await index().index
        var found: [Entry] = []
        var waiting: [(String, BlobID)] = [("", snapshot.tree)]
        while let (path, id) = waiting.popLast() {
            for node in try await tree(id, index) {
                let entry = Entry(path: path + "/" + String(decoding: node.nameBytes, as: UTF8.self), node: node)
                found.append(entry)
                if let subtree = node.subtree { waiting.append((entry.path, subtree)) }
            }
        }
        return found.sorted { $0.path < $1.path }
    }
}
