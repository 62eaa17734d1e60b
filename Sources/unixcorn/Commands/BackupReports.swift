import UnixcornCore

/// A backup as JSON.
struct BackupReport: Encodable {
    var id: String
    var time: String
    var host: String
    var tags: [String]
    var paths: [String]
    var parent: String?
    var program: String?
    var entries: [BackupEntryReport]?

    init(_ backup: Snapshot) { self.init(backup, nil) }

    init(_ backup: Snapshot, _ entries: [BackupEntryReport]?) {
        id = backup.id.hex
        time = backup.time.iso8601
        host = backup.hostname
        tags = backup.tags
        paths = backup.paths
        parent = backup.parent?.hex
        program = backup.program
        self.entries = entries
    }
}

/// One file or folder of a backup as JSON; sizes in bytes.
struct BackupEntryReport: Encodable {
    var path: String
    var type: String
    var size: UInt64?
    var mtime: String?

    init(_ entry: Entry) {
        path = entry.path
        type = entry.node.type
        size = entry.node.size
        mtime = entry.node.mtime
    }
}

struct VerifyReport: Encodable {
    struct Hit: Encodable {
        var backup, time: String
        var guest: String?
        var paths: [String]
    }
    var backups: Int
    var trees: Int
    var blobs: Int
    var packs: Int
    var bytesRead: Int
    var unknownPacks: Int
    var problems: [String]
    var hits: [Hit]

    init(_ report: CheckReport) {
        backups = report.snapshots
        trees = report.trees
        blobs = report.blobs
        packs = report.packs
        bytesRead = report.bytesRead
        unknownPacks = report.unknownPacks
        problems = report.problems.map { $0.message(.english).string }
        hits = report.hits.map {
            Hit(
                backup: $0.backup.id.hex, time: $0.backup.time.iso8601, guest: $0.backup.guestName, paths: $0.paths)
        }
    }
}

struct RestoreJSON: Encodable {
    var target: String
    var files: Int
    var folders: Int
    var bytes: Int
    var skipped, damaged: [String]

    init(_ report: RestoreReport, _ target: String) {
        self.target = target
        files = report.files
        folders = report.folders
        bytes = report.bytes
        skipped = report.skipped.map { $0.message(.english).string }
        damaged = report.damaged.map { $0.message(.english).string }
    }
}

/// The rolling verification as JSON.
struct ShareReport: Encodable {
    var at: String
    var days, packs, packsRead, bytesRead: Int
    var share: Double
    var oldestUnread: String?
    var problems: [String]

    init(_ verified: Verified) {
        (at, days, packs) = (verified.at.iso8601, verified.days, verified.packs)
        (packsRead, bytesRead, share) = (verified.packsRead, verified.bytesRead, verified.share)
        oldestUnread = verified.oldestUnread?.iso8601
        problems = verified.problems.map { $0(Output.language).string }
    }
}
