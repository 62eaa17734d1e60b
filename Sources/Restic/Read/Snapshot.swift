import FoundationEssentials
public import Text

/// A snapshot file: one state of some files at one time. On the screens it is a backup.
public struct Snapshot: Sendable, Hashable, Identifiable {
    public var id: BlobID
    public var time: Moment
    /// Seconds east of UTC where it was made: its days and weeks are counted there.
    public var utcOffset: Int
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

extension Snapshot {
    /// A snapshot of which only what a retention looks at is known: it has no tree.
    public init(id: BlobID, time: Moment, utcOffset: Int, paths: [String], hostname: String, tags: [String]) {
        self.init(
            id: id, time: time, utcOffset: utcOffset, tree: BlobID(words: (0, 0, 0, 0)), parent: nil, paths: paths,
            hostname: hostname, username: "", tags: tags, program: nil)
    }
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

    /// Of `2026-11-24T06:03:28+01:00`: 3600.
    private var utcOffset: Int {
        guard let sign = time.utf8.dropFirst(19).lastIndex(where: { $0 == 43 || $0 == 45 }) else { return 0 }
        let parts = time[sign...].dropFirst().split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2 else { return 0 }
        return (parts[0] * 3600 + parts[1] * 60) * (time[sign] == "-" ? -1 : 1)
    }

    /// Nil where the time is none.
    func snapshot(_ id: BlobID) -> Snapshot? {
        guard let time = Moment(rfc3339: time) else { return nil }
        return Snapshot(
            id: id, time: time, utcOffset: utcOffset, tree: tree, parent: parent, paths: paths ?? [],
            hostname: hostname ?? "",
            username: username ?? "", tags: tags ?? [], program: program_version)
    }
}
