import UnixcornCore

extension BackupCommand.Place {
    /// A repository, and whether it is the configured one.
    struct Chosen {
        var place: BackupPlace
        var configuration: Configuration
        /// Only then its retention, its spool and all else of `[backup]` is meant.
        var isConfigured: Bool
        /// Of the options, else of the configuration.
        var stateFolder: String
    }

    /// The repository that the options name, else the configuration's.
    func chosen() throws -> Chosen {
        let configuration = try global.configuration()
        let declared = configuration.backup
        let isConfigured = declared.isDeclared && (repository ?? declared.repository) == declared.repository
        guard let url = repository ?? (declared.isDeclared ? declared.repository : nil) else {
            throw OperationFailure(area: "usage", message: .noRepositoryNamed, hint: .nameRepository)
        }
        guard let file = passwordFile ?? (declared.isDeclared ? declared.passwordFile : nil) else {
            throw OperationFailure(area: "usage", message: .noPasswordNamed, hint: .nameRepository)
        }
        let folder = global.state ?? configuration.stateDirectory ?? StateStore.defaultFolder
        var place: BackupPlace
        if isConfigured {
            place = try BackupPlace(declared, stateFolder: folder)
            if let passwordFile { place = BackupPlace(url: url, passwordFile: passwordFile, login: place.login) }
        } else {
            place = BackupPlace(url: url, passwordFile: file)
        }
        place.login = login.value ?? place.login
        return Chosen(place: place, configuration: configuration, isConfigured: isConfigured, stateFolder: folder)
    }

    /// The repository that a recovery sheet names.
    func chosen(onSheet file: String) throws -> Chosen {
        let configuration = try global.configuration()
        let code = try SheetCode(reading: try Secret.text(file: file))
        return Chosen(
            place: BackupPlace(code, authorities: login.caFile), configuration: configuration, isConfigured: false,
            stateFolder: global.state ?? configuration.stateDirectory ?? StateStore.defaultFolder)
    }

    /// The opened repository, for a command that asks between two steps.
    func open() throws -> Repository {
        let place = try chosen().place
        return try waitFor { try await place.open() }
    }

    /// As `use`, for what changes the repository: refused with `--read-only`. Ctrl-C cancels the work, which then ends
    /// between two steps and gives its lock back.
    func change<T: Sendable>(_ body: @escaping @Sendable (Repository) async throws -> T) throws -> T {
        try refuseReadOnly()
        return try useOrCancel(body)
    }

    /// As `use`, for what takes long and has an orderly end: Ctrl-C cancels it.
    func useOrCancel<T: Sendable>(_ body: @escaping @Sendable (Repository) async throws -> T) throws -> T {
        let place = try chosen().place
        do { return try waitForOrCancel { try await body(try await place.open()) } } catch let error as RepositoryError
        {
            throw OperationFailure(error)
        }
    }

    func refuseReadOnly() throws {
        guard !global.readOnly else {
            throw OperationFailure(area: "usage", message: .changesRefused, hint: .withoutReadOnly)
        }
    }
}

extension Phrase {
    static let noRepositoryNamed = Phrase("no repository is named", "aucun dépôt n’est nommé")
    static let noPasswordNamed = Phrase(
        "no password file is named", "aucun fichier de mot de passe n’est nommé")
    static let nameRepository = Phrase(
        "say --repository file:DIR --password-file FILE, or name both in the configuration's [backup] section",
        "donnez --repository file:DOSSIER --password-file FICHIER, ou nommez les deux dans la section [backup] de la "
            + "configuration")
    static let changesRefused = Phrase(
        "this changes the repository, and --read-only was given", "ceci change le dépôt, et --read-only est donné")
    static let withoutReadOnly = Phrase("run it without --read-only", "lancez-le sans --read-only")
}

extension BackupCommand.Place.Chosen {
    /// Writes what was done here, and not by a job, into the journal: to the site's own repository alone.
    func note(_ words: Phrase) {
        guard isConfigured else { return }
        let (folder, url) = (stateFolder, SafeText(place.url))
        do {
            _ = try waitFor {
                try await Journal(StateStore(folder: folder)).note(
                    Phrase("\(url): \(words.english)", "\(url) : \(words.french)"))
            }
        } catch let failure as OperationFailure {
            // It is done all the same.
            Output.complain(failure)
        } catch { Output.complain(SafeText("\(error)").string) }
    }
}
