import ArgumentParser
import Foundation
import UnixcornCore

extension BackupCommand {
    struct Copy: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "copy", abstract: "Copy backups into a second repository: only what it lacks.",
            discussion: """
                As restic copy: another key, the same content. Without --to it is the repository of the configuration's \
                [backup.copy] section, which each run of all guests keeps too. Cut short, the next copy goes on.
                """)
        @OptionGroup var place: Place
        @Argument(help: "Backups by their first digits, or latest; without any, or with all: every one.")
        var ids: [String] = []
        @Option(help: ArgumentHelp("The second repository.", valueName: "url")) var to: String?
        @Option(help: ArgumentHelp("A file that holds its password.", valueName: "file")) var toPasswordFile: String?
        @Option(help: ArgumentHelp("A file (mode 0600) with the password of its FTP space.", valueName: "file"))
        var toFtpPasswordFile: String?
        @Option(help: ArgumentHelp("The public key of its FTPS server: sha256//...", valueName: "key"))
        var toTlsPin: String?
        @Option(help: ArgumentHelp("Authorities (PEM) that may sign its certificate.", valueName: "file"))
        var toCaFile: String?
        @Flag(name: .customLong("init"), help: "Make the second repository where there is none.") var creates = false

        func validate() throws {
            guard to == nil, toPasswordFile ?? toFtpPasswordFile ?? toTlsPin ?? toCaFile != nil else { return }
            throw ValidationError("--to: say which repository the other --to options are for")
        }

        func run() throws {
            try place.refuseReadOnly()
            let chosen = try place.chosen()
            let (target, creates) = (try target(chosen), creates)
            let source = try place.open()
            let second = try waitFor { try await target.open(creating: creates) }
            var copy = BackupCopy(source, to: second)
            if to == nil { copy.options = chosen.configuration.backup.copyWriterOptions }
            let spool = try spool(chosen)
            defer { spool.close() }
            let (made, names) = (copy, ids == ["all"] ? [] : ids)
            let report = try waitForOrCancel { try await made.perform(names, spoolFolder: spool.path) }
            chosen.note(.copied(report, SafeText(second.store.place)))
            if place.json {
                try Output.json(CopyJSON(report, from: source.store.place, to: second.store.place))
            } else {
                print(Phrase.copied(report, SafeText(second.store.place))(Output.language).string)
            }
            try BackupCommand.complain(report.problems)
        }

        private func target(_ chosen: Place.Chosen) throws -> BackupPlace {
            guard let to else { return try chosen.configuration.backup.copyPlace(stateFolder: chosen.stateFolder) }
            guard let toPasswordFile else {
                throw OperationFailure(area: "usage", message: .noPasswordNamed, hint: .sayToPasswordFile)
            }
            return BackupPlace(
                url: to, passwordFile: toPasswordFile,
                login: toFtpPasswordFile.map {
                    BackupPlace.Login(passwordFile: $0, pinnedKey: toTlsPin, authorities: toCaFile)
                })
        }

        /// The declared second repository has its own; what waits there for another would never be readable.
        private func spool(_ chosen: Place.Chosen) throws -> SpoolFolder {
            guard to == nil, chosen.isConfigured, FileManager.default.fileExists(atPath: chosen.stateFolder) else {
                return try SpoolFolder()
            }
            return SpoolFolder(kept: chosen.configuration.backup.copySpoolFolder(chosen.stateFolder))
        }
    }
}

/// A copy as JSON; sizes in bytes.
struct CopyJSON: Encodable {
    var from, to: String
    var copied: [String]
    var skipped, blobs, bytes, storedBytes: Int
    var problems: [String]

    init(_ report: CopyReport, from: String, to: String) {
        (self.from, self.to) = (from, to)
        copied = report.copied.map(\.id.hex)
        (skipped, blobs, bytes, storedBytes) = (report.skipped, report.blobs, report.bytes, report.storedBytes)
        problems = report.problems.map { $0.message(Output.language).string }
    }
}

extension Phrase {
    static let sayToPasswordFile = Phrase(
        "name the file that holds it: --to-password-file FILE",
        "nommez le fichier qui le contient : --to-password-file FICHIER")
}
