import FoundationEssentials
public import Text

extension Node {
    /// A folder's entry.
    public static func folder(_ name: String, _ subtree: BlobID, time: Moment) -> Node {
        // Go's os.FileMode has its folder flag at bit 31.
        var node = Node(name: GoQuoting.quoted(name), type: Kind.dir.rawValue, mode: 0o700 | 1 << 31)
        node.setOwner(time)
        node.subtree = subtree
        return node
    }

    /// A file's entry: the blobs in order are its content, `size` bytes.
    public static func file(_ name: String, _ content: [BlobID], size: Int, time: Moment) -> Node {
        var node = Node(name: GoQuoting.quoted(name), type: Kind.file.rawValue, mode: 0o600)
        node.setOwner(time)
        node.size = UInt64(size)
        node.content = content
        return node
    }

    private mutating func setOwner(_ time: Moment) {
        mtime = time.iso8601
        atime = mtime
        ctime = mtime
        (uid, gid) = (0, 0)
    }
}

extension RepositoryWriter {
    /// Stores a folder with these entries.
    public nonisolated func tree(_ nodes: [Node]) async throws(RepositoryError) -> BlobID {
        // Ordered by their bytes: restic looks for a name in the middle.
        let sorted = TreeFile(nodes: nodes.sorted { $0.nameBytes.lexicographicallyPrecedes($1.nameBytes) })
        // restic ends a tree with a newline.
        let json = try Repository.read("tree") { try Repository.json(sorted) + [UInt8(ascii: "\n")] }
        return try await blob(json, .tree)
    }
}

extension Repository {
    /// JSON whose bytes depend on the value alone.
    static func json(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }
}
