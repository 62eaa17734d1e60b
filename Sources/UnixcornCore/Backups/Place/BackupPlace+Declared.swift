import Foundation

extension BackupPlace {
    /// The declared repository. What its server can do was learned when it was made, and is kept in the state folder.
    public init(
        _ declared: Configuration.BackupDeclaration, stateFolder: String
    ) throws(OperationFailure) {
        guard declared.isDeclared else {
            throw OperationFailure(area: "usage", message: .noRepositoryDeclared, hint: .declareRepository)
        }
        self.init(url: declared.repository, passwordFile: declared.passwordFile)
        cacheFolder = stateFolder + "/repository-cache"
        guard isOnServer else { return }
        login = Login(
            passwordFile: declared.ftpPasswordFile, pinnedKey: declared.tlsPin.isEmpty ? nil : declared.tlsPin,
            authorities: declared.caFile.isEmpty ? nil : declared.caFile,
            profile: LearnedProfile.read(stateFolder, url: url))
        login?.allowedFrom = declared.allowedFrom.isEmpty ? nil : declared.allowedFrom
        login?.bandwidth = declared.uploadLimit.map { Int(clamping: $0) }
    }

    var isOnServer: Bool { url.hasPrefix("ftp:") || url.hasPrefix("ftps:") }
}

/// What was learned of the server when the repository was made: a small file in the state folder.
struct LearnedProfile: Codable {
    var url: String
    var profile: ServerProfile

    private static func file(_ stateFolder: String) -> StateFile<LearnedProfile> {
        StateFile("server-profile.json", in: stateFolder)
    }

    /// Nil where nothing was learned, or of another server: it is then learned again.
    static func read(_ stateFolder: String, url: String) -> ServerProfile? {
        file(stateFolder).kept.flatMap { $0.url == url ? $0.profile : nil }
    }

    static func write(_ profile: ServerProfile, url: String, _ stateFolder: String) throws(OperationFailure) {
        try StateFolder.create(stateFolder)
        do { try file(stateFolder).write(LearnedProfile(url: url, profile: profile)) } catch {
            throw OperationFailure(error, tried: .keepingProfile)
        }
    }
}

extension Phrase {
    static let noRepositoryDeclared = Phrase("no repository is declared", "aucun dépôt n’est déclaré")
    static let declareRepository = Phrase(
        "set repository in the [backup] section of the configuration, then: unixcorn backup init",
        "donnez repository dans la section [backup] de la configuration, puis : unixcorn backup init")
    static let keepingProfile = Phrase(
        "keeping what was learned of the server", "enregistrement de ce qui a été appris du serveur")
}
