import ArgumentParser
import UnixcornCore

extension BackupCommand {
    struct Ls: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ls",
            abstract: "What is in a backup, or in one folder of it; with --disk, what is on a guest's disk.")
        @OptionGroup var place: Place
        @Argument(help: "The backup's id, its first digits, or latest.") var id: String
        @Argument(help: "A folder or a file, from the root: /etc. Without it: everything.") var path: String?
        @Flag(help: "All that lies below the folder too.") var recursive = false
        @Option(
            help: ArgumentHelp(
                "Look into this disk of the guest, through an appliance (needs guestfish).", valueName: "disk"))
        var disk: String?

        func validate() throws {
            if disk != nil, recursive { throw ValidationError("--disk: one folder at a time, without --recursive") }
        }

        func run() throws {
            if let disk { return try look(into: disk) }
            let (id, path, isRecursive) = (id, path ?? "/", recursive || path == nil)
            let entries = try place.use { repository in
                try await repository.entries(
                    of: try await repository.snapshot(named: id), at: path, recursive: isRecursive)
            }
            if place.json { return try Output.json(entries.map(BackupEntryReport.init)) }
            for entry in entries { print(SafeText(entry.path).string + (entry.node.kind == .dir ? "/" : "")) }
        }

        private func look(into disk: String) throws {
            let (id, path, asJSON) = (id, path ?? "/", place.json)
            let found = try place.use { repository in
                let files = DiskFiles(repository, backup: id, disk: disk)
                return try await asJSON ? files.names(in: path) : files.lines(of: path)
            }
            if asJSON { return try Output.json(found) }
            for line in found { print(SafeText(line).string) }
        }
    }

    struct Find: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "find", abstract: "Files and folders by name, in all backups.")
        @OptionGroup var place: Place
        @Argument(
            help: "As restic find takes it: nginx.conf, \"*.sql\", \"/etc/*/default\", \"**/cache\".") var pattern:
            String

        func run() throws {
            guard let pattern = NamePattern(pattern) else {
                throw OperationFailure(area: "usage", message: .noPattern(SafeText(pattern)), hint: .patternForms)
            }
            let (found, damaged) = try place.use { repository in
                let (backups, damaged) = try await repository.snapshots()
                return (try await repository.find(pattern, in: backups), damaged)
            }
            if place.json {
                try Output.json(found.flatMap { backup, entries in entries.map { FoundReport(backup, $0) } })
            } else {
                Output.table(
                    ["BACKUP", "TIME", "SIZE", "PATH"], Output.language,
                    found.flatMap { backup, entries in
                        entries.map { entry in
                            [
                                backup.id.short, backup.time.dateAndTime,
                                entry.node.size.map { Units.size($0, Output.language) } ?? "",
                                entry.path + (entry.node.kind == .dir ? "/" : ""),
                            ].map { SafeText($0) }
                        }
                    })
            }
            try BackupCommand.complain(damaged)
        }
    }

    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff",
            abstract: "What changed from one backup to another: + new, - gone, M another content, T another kind.")
        @OptionGroup var place: Place
        @Argument(help: "The older backup.") var old: String
        @Argument(help: "The newer backup.") var new: String

        func run() throws {
            let (old, new) = (old, new)
            let diff = try place.use { repository in
                try await repository.diff(
                    try await repository.snapshot(named: old), try await repository.snapshot(named: new))
            }
            if place.json { return try Output.json(DiffReport(diff)) }
            for (change, path) in diff.changes { print("\(change.rawValue) \(SafeText(path).string)") }
            print(Phrase.changed(diff)(Output.language).string)
        }
    }
}

/// A path that `find` found, as JSON.
struct FoundReport: Encodable {
    var backup, time, host, path, type: String
    var size: UInt64?
    var mtime: String?

    init(_ backup: Snapshot, _ entry: Entry) {
        (self.backup, time, host) = (backup.id.hex, backup.time.iso8601, backup.hostname)
        (path, type, size, mtime) = (entry.path, entry.node.type, entry.node.size, entry.node.mtime)
    }
}

/// A comparison as JSON: bytes of blobs before compression.
struct DiffReport: Encodable {
    struct Change: Encodable {
        var change, path: String
    }
    var changes: [Change]
    var addedBytes, removedBytes: Int

    init(_ diff: SnapshotDiff) {
        changes = diff.changes.map { Change(change: $0.change.rawValue, path: $0.path) }
        (addedBytes, removedBytes) = (diff.addedBytes, diff.removedBytes)
    }
}

extension Phrase {
    static func noPattern(_ text: SafeText) -> Phrase {
        Phrase("“\(text)” is no pattern", "« \(text) » n’est pas un motif")
    }
    static let patternForms = Phrase(
        "* and ? stand for characters of a name, [a-z] for one of these, ** for any folders, \\* for a star",
        "* et ? valent des caractères d’un nom, [a-z] l’un de ceux-là, ** des dossiers, \\* une étoile")
    static func changed(_ diff: SnapshotDiff) -> Phrase {
        let (added, removed) = (UInt64(diff.addedBytes), UInt64(diff.removedBytes))
        let changes = count(diff.changes.count, "change", "changement")
        return Phrase(
            "\(changes.english); \(Units.size(added, .english)) added, "
                + "\(Units.size(removed, .english)) removed",
            "\(changes.french) ; \(Units.size(added, .french)) ajoutés, "
                + "\(Units.size(removed, .french)) retirés")
    }
}
