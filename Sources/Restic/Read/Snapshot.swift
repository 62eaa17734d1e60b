import FoundationEssentials
public import Text

/// A snapshot file: one state of some files at one time. On the screens it is a backup.
public struct Snapshot: Sendable, Hashable, Identifiable {
    public var id: BlobID
    public var time: Moment
    /// The root tree.
    public var tree: BlobID
    public var parent: BlobID?
    public var paths: [String]
    public var hostname: String
    public var username: String
    public var tags: [String]
    /// The program that wrote it, where it says so.
    public var program: String?
}

/// The JSON of a snapshot file (restic's design document, "Snapshots").
struct SnapshotFile: Codable {
    var time: String
    var tree: BlobID
    var parent: BlobID?
    var paths: [String]?
    var hostname: String?
    var username: String?
    var uid: UInt32?
    var gid: UInt32?
    var excludes: [String]?
    var tags: [String]?
    var original: BlobID?
    var program_version: String?

    /// Nil where the time is none.
    func snapshot(_ id: BlobID) -> Snapshot? {
        guard let time = Moment(rfc3339: time) else { return nil }
        return Snapshot(
            id: id, time: time, tree: tree, parent: parent, paths: paths ?? [], hostname: hostname ?? "",
            username: username ?? "", tags: tags ?? [], program: program_version)
    }
}
