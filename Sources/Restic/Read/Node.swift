/// One entry of a folder (restic's design document, "Trees and Data").
public struct Node: Sendable, Codable {
    public enum Kind: String, Sendable, Codable {
        case file, dir, symlink, dev, chardev, fifo, socket
    }

    /// As Go quotes it: `\n`, `\xff`.
    public var name: String
    /// A kind of later versions is kept as its text.
    public var type: String
    /// Go's `os.FileMode`: the nine bits of permission, and flags from bit 20 up.
    public var mode: UInt32?
    public var mtime: String?
    public var atime: String?
    public var ctime: String?
    public var uid: UInt32?
    public var gid: UInt32?
    /// Bytes of a file.
    public var size: UInt64?
    public var linktarget: String?
    public var content: [BlobID]?
    public var subtree: BlobID?

    public var kind: Kind? { Kind(rawValue: type) }

    /// The name's bytes, as they were on the disk.
    public var nameBytes: [UInt8] { GoQuoting.bytes(name) }

    /// Permission bits of `chmod`.
    public var permissions: UInt32 {
        let mode = mode ?? 0o600
        let special: [(go: UInt32, unix: UInt32)] = [(1 << 23, 0o4000), (1 << 22, 0o2000), (1 << 20, 0o1000)]
        return special.reduce(mode & 0o777) { $1.go & mode == 0 ? $0 : $0 | $1.unix }
    }
}

/// The JSON of a tree blob.
struct TreeFile: Codable {
    var nodes: [Node]
}
