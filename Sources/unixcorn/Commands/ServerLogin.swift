import ArgumentParser
import UnixcornCore

/// How to get into the FTP space of a repository.
struct ServerLogin: ParsableArguments {
    @Option(help: ArgumentHelp("A file (mode 0600) with the FTP space's own password.", valueName: "file"))
    var ftpPasswordFile: String?
    @Option(help: ArgumentHelp("The public key of the FTPS server: sha256//...", valueName: "key")) var tlsPin: String?
    @Option(help: ArgumentHelp("Authorities (PEM) that may sign its certificate.", valueName: "file"))
    var caFile: String?

    var value: BackupPlace.Login? {
        ftpPasswordFile.map { BackupPlace.Login(passwordFile: $0, pinnedKey: tlsPin, authorities: caFile) }
    }
}
