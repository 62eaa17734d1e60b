import ArgumentParser
import UnixcornCore

extension BackupCommand {
    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore", abstract: "Bring a guest back, or write a backup's files into a folder.",
            discussion: """
                With --file one file or folder comes out of a guest's disk, through an appliance of guestfish. \
                With --target a backup's files go into a new or empty folder, whoever made the backup. Without it a guest's \
                backup becomes a guest again: as it was, or beside under a new name. Nothing is overwritten: a file in the \
                way is kept under another name. With --instant the guest starts at once from the repository, and its disks \
                are copied home while it runs; when that is cut, the same command goes on.
                """)
        @OptionGroup var place: Place
        @Argument(help: "The backup's id, its first digits, or latest.") var id: String
        @Option(help: ArgumentHelp("Write the files into this folder.", valueName: "folder")) var target: String?
        @Option(
            help: ArgumentHelp("Copy this file or folder out of a guest's disk into --target.", valueName: "path"))
        var file: String?
        @Option(help: ArgumentHelp("A new name: the guest gets a UUID and addresses of its own.", valueName: "name"))
        var name: String?
        @Option(help: ArgumentHelp("The pool that takes the disks.", valueName: "pool")) var pool: String?
        @Option(help: ArgumentHelp("Only this disk, by its target; may be said again.", valueName: "disk"))
        var disk: [String] = []
        @Flag(help: "Start the guest at once; copy its disks home while it runs.") var instant = false
        @Option(
            help: ArgumentHelp("With --instant: what the copy may take in a second: \"50 MiB\".", valueName: "size"))
        var limit: String?
        @Option(help: ArgumentHelp("The host, where there are several.", valueName: "host")) var host: String?
        @Flag(help: "Without a question.") var yes = false

        func run() throws {
            if let file { return try copyOut(file) }
            guard let target else { return try restoreGuest() }
            guard name == nil, pool == nil, disk.isEmpty, host == nil, !instant, limit == nil else {
                throw OperationFailure(area: "usage", message: .targetAlone)
            }
            let id = id
            let report = try place.useOrCancel { repository in
                try await repository.restore(try await repository.snapshot(named: id), to: target)
            }
            if place.json {
                try Output.json(RestoreJSON(report, target))
            } else {
                print(Phrase.restored(report, SafeText(target))(Output.language).string)
            }
            try BackupCommand.complain(report)
        }

        /// One file or folder out of a disk.
        private func copyOut(_ file: String) throws {
            guard let target, disk.count < 2, name == nil, pool == nil, host == nil, !instant, limit == nil else {
                throw OperationFailure(area: "usage", message: .fileForm)
            }
            let (id, disk) = (id, disk.first)
            let made = try place.use { repository in
                try await DiskFiles(repository, backup: id, disk: disk).copy(file, to: target)
            }
            if place.json { return try Output.json(["path": made]) }
            print(Phrase("it is in \(SafeText(made))", "c’est dans \(SafeText(made))")(Output.language).string)
        }

        private func restoreGuest() throws {
            let site = try OneShot(place.global)
            let id = id
            let backup = try place.use { try await $0.snapshot(named: id) }
            guard let guest = backup.guestName else {
                throw OperationFailure(area: "usage", message: .notAGuest(backup), hint: .sayTarget)
            }
            let order = RestoreOrder(
                backup: backup.id.hex, host: try hostID(site), guest: guest, newName: name, pool: pool,
                disks: disk.isEmpty ? nil : Set(disk), instant: try instantOrder())
            let session = site.session
            let plan = try waitFor { try await session.plan(order) }
            if place.json {
                try Output.json(RestorePlanJSON(plan))
            } else {
                Phrase.lines(of: plan, site.words).forEach { print($0) }
            }
            guard yes || isAgreed(Phrase("Restore \(SafeText(plan.guest))?", "Restaurer \(SafeText(plan.guest)) ?"))
            else {
                throw OperationFailure(area: "cancelled", message: .nothingDone, hint: .sayYes)
            }
            try site.perform(
                [UnixcornCore.Operation(.backup(.restore(order)), on: .repository)], isConfirmed: true,
                isQuiet: place.json, follows: instant && !place.json)
        }

        private func instantOrder() throws -> RestoreOrder.Instant? {
            guard instant || limit == nil else { throw OperationFailure(area: "usage", message: .limitAlone) }
            return instant ? .init(bytesPerSecond: try limit.map { try TypedSize.bytes($0) }) : nil
        }

        private func hostID(_ site: OneShot) throws -> HostID {
            let hosts = site.state.hosts.map(\.id)
            guard let host else {
                guard let only = hosts.first, hosts.count == 1 else {
                    throw OperationFailure(area: "usage", message: .sayHost)
                }
                return only
            }
            guard let found = hosts.first(where: { $0.rawValue == host }) else {
                throw OperationFailure(area: "usage", message: .noSuchHost(SafeText(host)))
            }
            return found
        }
    }
}

/// A plan as JSON; sizes in bytes.
struct RestorePlanJSON: Encodable {
    struct Disk: Encodable {
        var target: String
        var path: String
        var format: String
        var size: Int
        var storedBytes: Int
        var keptAs: String?
    }
    var guest: String
    var time: String
    var replacesGuest: Bool
    var disks: [Disk]
    var missing: [String: String]

    init(_ plan: RestorePlan) {
        guest = plan.guest
        time = plan.madeAt.iso8601
        replacesGuest = plan.replacesGuest
        disks = plan.disks.map {
            Disk(
                target: $0.target, path: $0.path, format: $0.format, size: $0.size, storedBytes: $0.storedBytes,
                keptAs: $0.keptAs)
        }
        missing = Dictionary(plan.missing.map { ($0.target, $0.reason) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Phrase {
    static let targetAlone = Phrase(
        "--target writes files; --name, --pool, --disk, --host and --instant bring a guest back",
        "--target écrit des fichiers ; --name, --pool, --disk, --host et --instant ramènent une machine")
    static let fileForm = Phrase(
        "--file takes one --disk at most, and needs --target FOLDER",
        "--file accepte un seul --disk, et demande --target DOSSIER")
    static let limitAlone = Phrase(
        "--limit is for --instant alone: the configuration's bandwidth holds for everything",
        "--limit ne va qu’avec --instant : la bande passante de la configuration vaut pour tout")
    static func notAGuest(_ backup: Snapshot) -> Phrase {
        Phrase(
            "backup \(backup.id.short) is not one of a guest",
            "la sauvegarde \(backup.id.short) n’est pas celle d’une machine")
    }
    static let sayTarget = Phrase(
        "write its files into a folder: --target FOLDER", "écrivez ses fichiers dans un dossier : --target DOSSIER")
    static let sayHost = Phrase("there are several hosts: say --host NAME", "il y a plusieurs hôtes : dites --host NOM")
}
