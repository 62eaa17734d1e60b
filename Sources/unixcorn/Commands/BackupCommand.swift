import ArgumentParser
import UnixcornCore

/// `unixcorn backup`: what is in a repository, whether it is whole, and back with it.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Backups in a restic repository.",
        subcommands: [
            Init.self, Run.self, List.self, Show.self, Ls.self, Find.self, Diff.self, Verify.self, Restore.self,
            Recover.self, Sheet.self, Copy.self, Drill.self, Prune.self, Schedule.self, Key.self, Unlock.self,
            RepairIndex.self,
        ])

    /// Which repository, for every command below.
    struct Place: ParsableArguments {
        @OptionGroup var global: GlobalOptions
        @Option(help: ArgumentHelp("The repository: file:DIR, ftp:// or ftps://USER@HOST/DIR.", valueName: "url"))
        var repository: String?
        @Option(help: ArgumentHelp("A file that holds the password.", valueName: "file")) var passwordFile: String?
        @OptionGroup var login: ServerLogin
        @Flag(help: "As JSON.") var json = false

        /// Runs `body` on the opened repository.
        func use<T: Sendable>(_ body: @escaping @Sendable (Repository) async throws -> T) throws -> T {
            let place = try chosen().place
            do { return try waitFor { try await body(try await place.open()) } } catch let error as RepositoryError {
                throw OperationFailure(error)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "All backups, oldest first.")
        @OptionGroup var place: Place

        func run() throws {
            let (found, damaged) = try place.use { try await $0.snapshots() }
            if place.json {
                try Output.json(found.map(BackupReport.init))
            } else {
                Output.table(
                    ["ID", "TIME", "HOST", "TAGS", "PATHS"], Output.language,
                    found.map { backup in
                        [
                            backup.id.short, backup.time.dateAndTime, backup.hostname,
                            backup.tags.joined(separator: ","), backup.paths.joined(separator: " "),
                        ].map { SafeText($0) }
                    })
            }
            try BackupCommand.complain(damaged)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One backup and the files in it.")
        @OptionGroup var place: Place
        @Argument(help: "The backup's id, its first digits, or latest.") var id: String

        func run() throws {
            let id = id
            let (backup, entries) = try place.use { repository in
                let backup = try await repository.snapshot(named: id)
                return (backup, try await repository.entries(of: backup))
            }
            if place.json {
                return try Output.json(BackupReport(backup, entries.map(BackupEntryReport.init)))
            }
            let head = [backup.id.hex, backup.time.iso8601, backup.hostname, backup.tags.joined(separator: ",")]
            print(SafeText(head.filter { !$0.isEmpty }.joined(separator: "  ")).string)
            for entry in entries {
                let size = entry.node.size.map { Units.size($0, Output.language) } ?? ""
                let padding = String(repeating: " ", count: max(0, 12 - size.count))
                print(padding + size + "  " + SafeText(entry.path).string + (entry.node.kind == .dir ? "/" : ""))
            }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Check that everything is there; with --read-data, every byte of it.")
        @OptionGroup var place: Place
        @Flag(help: "Read every pack.") var readData = false
        @Flag(help: "Read the part of the configured repository whose turn it is, as each run does.") var share = false

        func validate() throws {
            if share, readData || place.repository != nil {
                throw ValidationError("--share: alone, and on the configured repository")
            }
        }

        func run() throws {
            if share { return try runShare() }
            let report = try checked()
            if place.json {
                try Output.json(VerifyReport(report))
            } else {
                print(Phrase.verified(report)(Output.language).string)
                for line in Phrase.lines(of: report.hits) { print(line(Output.language).string) }
            }
            for problem in report.problems { Output.complain(problem.message(Output.language).string) }
            guard report.problems.isEmpty else {
                Output.advise(.afterDamage(report))
                throw ExitCode.failure
            }
        }

        /// What a full read of the configured repository finds is kept, where this session may write.
        private func checked() throws -> CheckReport {
            let (readsData, chosen) = (readData, try place.chosen())
            guard readsData, chosen.isConfigured, !place.global.readOnly else {
                return try place.useOrCancel { try await $0.check(readsData: readsData) }
            }
            let verification = FullVerification(
                days: chosen.configuration.backup.verifyDays, stateFolder: chosen.stateFolder)
            return try place.useOrCancel { try await verification.perform($0) }
        }

        private func runShare() throws {
            let site = try OneShot(place.global)
            let folder = site.session.stateDirectory
            let before = BackupCare.kept(folder).verified
            defer {
                if let verified = BackupCare.kept(folder).verified, verified != before { show(verified) }
            }
            try site.perform(
                [Operation(.backup(.verify), on: .repository)], isConfirmed: true, isQuiet: place.json)
        }

        private func show(_ verified: Verified) {
            if place.json {
                // A value that can always be written.
                try? Output.json(ShareReport(verified))
                return
            }
            print(Phrase.verified(verified)(Output.language))
            for problem in verified.problems { Output.complain(problem(Output.language).string) }
        }
    }

    /// Names what did not come back, and how many files are damaged.
    static func complain(_ report: RestoreReport) throws {
        let words = Output.language
        for damage in report.damaged { Output.complain(damage.message(words).string) }
        let count = report.damaged.count
        if count > 0 { Output.complain(Phrase.filesLeftOut(count)(words).string) }
        try complain(report.skipped)
        guard count == 0 else { throw ExitCode.failure }
    }

    /// Names each problem; the exit code then says that there are some.
    static func complain(_ problems: [RepositoryError]) throws {
        for problem in problems { Output.complain(problem.message(Output.language).string) }
        guard problems.isEmpty else { throw ExitCode.failure }
    }
}

extension Phrase {
    static func verified(_ report: CheckReport) -> Phrase {
        let read = report.bytesRead > 0
        let (english, french) = (
            Units.size(UInt64(report.bytesRead), .english), Units.size(UInt64(report.bytesRead), .french)
        )
        let backups = count(report.snapshots, "backup", "sauvegarde")
        let (trees, blobs) = (count(report.trees, "folder", "dossier"), count(report.blobs, "blob", "bloc"))
        let packs = count(report.packs, "pack", "paquet")
        let problems = count(report.problems.count, "problem", "problème")
        return Phrase(
            "\(backups.english), \(trees.english), \(blobs.english) in \(packs.english); "
                + (read ? "\(english) read; " : "") + problems.english,
            "\(backups.french), \(trees.french), \(blobs.french) dans \(packs.french) ; "
                + (read ? "\(french) lus ; " : "") + problems.french)
    }
    static func restored(_ report: RestoreReport, _ target: SafeText) -> Phrase {
        let (files, folders) = (count(report.files, "file", "fichier"), count(report.folders, "folder", "dossier"))
        let bytes = UInt64(report.bytes)
        return Phrase(
            "\(files.english) and \(folders.english), \(Units.size(bytes, .english)), are in \(target)",
            "\(files.french) et \(folders.french), \(Units.size(bytes, .french)), sont dans \(target)")
    }
}
