public import Text

/// One file of a log: the one that the server writes, or a rotated one.
public struct LogFile: Sendable, Hashable {
    /// As it was found: the given folder and the file's name.
    public let path: String
    /// Bytes on the disk; packed where it is packed.
    public let size: Int64
    /// The last write (`st_mtim`).
    public let modified: Moment
    /// Which file it is, whatever its name becomes.
    let identity: Identity

    /// Device and inode.
    struct Identity: Sendable, Hashable {
        let device: UInt
        let inode: UInt
    }
}
