import ArgumentParser
import UnixcornCore

extension BackupCommand {
    struct Sheet: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sheet",
            abstract: "Write the recovery sheet: all that a bare machine needs, to be printed and put away.",
            discussion: """
                Address, both passwords, what is in the repository, the commands that bring it back with this program and \
                with stock restic, and a QR code (with qrencode; also as FILE.png). The repository is opened first: the \
                sheet says what works. The files are new and their owner's alone.
                """)
        @OptionGroup var place: Place
        @Option(help: ArgumentHelp("Where to; else recovery-sheet-DATE.txt here.", valueName: "file"))
        var output: String?
        @Flag(help: "Replace a sheet that is there.") var replace = false

        func run() throws {
            let chosen = try place.chosen()
            let file = output ?? "recovery-sheet-\(Moment.now.iso8601.prefix(10)).txt"
            let sheet = try waitFor { try await RecoverySheet.make(of: chosen.place, chosen.configuration) }
            let written = try sheet.write(to: file, Output.language, replacing: replace)
            if let why = written.withoutCode { Output.complain(why(Output.language).string) }
            if place.json { return try Output.json(SheetReport(file: written.file, picture: written.picture)) }
            print(Phrase.sheetWritten(written)(Output.language).string)
        }
    }
}

/// The files of a recovery sheet as JSON.
struct SheetReport: Encodable {
    var file: String
    /// Absent: without a QR code.
    var picture: String?
}

extension Phrase {
    static func sheetWritten(_ written: RecoverySheet.Written) -> Phrase {
        let names = [written.file, written.picture].compactMap { $0 }.map { SafeText($0).string }
        return Phrase(
            "\(names.joined(separator: " and ")) hold the passwords: print, put the paper away, remove the file",
            "\(names.joined(separator: " et ")) : mots de passe compris ; imprimez, rangez le papier, supprimez le fichier"
        )
    }
}
