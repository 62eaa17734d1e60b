import Foundation

/// A repository as a command names it: a URL and a file with the password.
public struct BackupPlace: Sendable {
    public let url: String
    public let passwordFile: String
    /// What an FTP space needs besides its URL; nil for a folder.
    public var login: Login?
    /// The passwords themselves, where they came on a recovery sheet instead of in files.
    private var code: SheetCode?
    /// Where this machine keeps what it knows of repositories; nil: nowhere.
    var cacheFolder: String?

    /// How to get into an FTP space, and how it proves that it is the right one.
    public struct Login: Sendable {
        /// Holds the password of the space on its first line; a secret file: mode 0600.
        public var passwordFile: String
        /// `sha256//...` of the server's key, and a file with the authorities that may sign.
        public var pinnedKey, authorities: String?
        /// What was learned of it before; nil: it is learned again at each start, without writing.
        public var profile: ServerProfile?
        /// From where the provider lets one in, where somebody said it.
        public var allowedFrom: String?
        /// Bytes a second that a transfer may take; nil: all of the link.
        public var bandwidth: Int?

        public init(
            passwordFile: String, pinnedKey: String? = nil, authorities: String? = nil, profile: ServerProfile? = nil
        ) {
            self.passwordFile = passwordFile
            self.pinnedKey = pinnedKey
            self.authorities = authorities
            self.profile = profile
        }
    }

    public init(url: String, passwordFile: String, login: Login? = nil) {
        self.url = url
        self.passwordFile = passwordFile
        self.login = login
    }

    /// What a recovery sheet names. `authorities`: a file.
    public init(_ code: SheetCode, authorities: String? = nil) {
        self.init(url: code.repository, passwordFile: "")
        self.code = code
        guard code.ftpPassword != nil else { return }
        login = Login(passwordFile: "", pinnedKey: code.tlsPin, authorities: authorities)
    }

    /// Opens the repository. Takes scrypt's second for each of its keys; throws what is wrong and what to do about it.
    public func open() async throws(OperationFailure) -> Repository {
        let (store, password) = (try await store(), try password)
        do throws(RepositoryError) {
            var repository = try await Repository.open(store, password: password)
            repository.cache = cacheFolder.map { RepositoryCache($0) }
            return repository
        } catch { throw OperationFailure(error) }
    }

    /// The place of the repository's files: a folder, or an FTP space that was asked what it can do.
    public func store(patience: Patience = Patience()) async throws(OperationFailure) -> any Store {
        switch url.prefix(while: { $0 != ":" }) {
        case "file": return FolderStore(try folder)
        case "ftp", "ftps": return FTPStore(try await connection(patience))
        default: throw unknown
        }
    }

    private var unknown: OperationFailure {
        OperationFailure(area: "usage", message: .unknownRepository(SafeText(url)), hint: .repositoryForms)
    }

    private var folder: String {
        get throws(OperationFailure) {
            let path = String(url.dropFirst("file:".count))
            let folder = path.hasPrefix("///") ? String(path.dropFirst(2)) : path
            guard !folder.isEmpty else { throw unknown }
            return folder
        }
    }

    private func connection(_ patience: Patience) async throws(OperationFailure) -> Connection {
        do throws(TransferError) {
            var server = try Server(url: url)
            guard let login else { throw TransferError(.usage, .noLogin(SafeText(server.url)), hint: .giveLogin) }
            (server.pinnedKey, server.authorities) = (login.pinnedKey, login.authorities)
            server.allowedFrom = login.allowedFrom
            let password: Password
            do throws(OperationFailure) { password = Password(try ftpPassword) } catch {
                throw TransferError(.local, error.message, hint: error.hint)
            }
            let connection = Connection(
                server, password: password, profile: login.profile ?? .cautious, bandwidth: Bandwidth(login.bandwidth),
                patience: patience)
            if login.profile == nil { _ = try await connection.probe(writing: false) }
            return connection
        } catch { throw OperationFailure(error) }
    }

    /// Of the FTP space.
    var ftpPassword: String {
        get throws(OperationFailure) {
            if let password = code?.ftpPassword { return password }
            return try Secret.read(file: login?.passwordFile ?? "")
        }
    }

    /// The file's content without white space around it, as restic takes it. A file that others may read is refused.
    var password: [UInt8] {
        get throws(OperationFailure) {
            if let code { return code.password }
            try Secret.refuseOpen(file: passwordFile)
            let bytes: [UInt8]
            do { bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: passwordFile))) } catch {
                throw OperationFailure(area: "usage", message: .noPasswordFile(SafeText(passwordFile)))
            }
            let isBlank: (UInt8) -> Bool = { [9, 10, 11, 12, 13, 32].contains($0) }
            let password = Array(bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
            guard !password.isEmpty else {
                throw OperationFailure(area: "usage", message: .emptyPasswordFile(SafeText(passwordFile)))
            }
            return password
        }
    }
}

extension OperationFailure {
    /// What a repository refused.
    public init(_ error: RepositoryError) {
        let area = error.kind == .cancelled ? "cancelled" : "backup"
        self.init(area: area, message: error.message, hint: error.hint)
    }
}

extension OperationFailure {
    /// What a server refused; a URL or an option that cannot be is the caller's mistake.
    public init(_ error: TransferError) {
        self.init(
            area: error.kind == .usage ? "usage" : "transfer", code: error.reply, message: error.message,
            hint: error.hint)
    }
}

extension Phrase {
    static func noLogin(_ url: SafeText) -> Phrase {
        Phrase("\(url) needs a password", "\(url) demande un mot de passe")
    }
    static let giveLogin = Phrase(
        "name the file that holds it: --ftp-password-file FILE",
        "nommez le fichier qui le contient : --ftp-password-file FICHIER")
    static func unknownRepository(_ url: SafeText) -> Phrase {
        Phrase("\(url) is no repository that is known here", "\(url) n’est pas un dépôt connu ici")
    }
    static let repositoryForms = Phrase(
        "a folder of this machine is file:/srv/backup, an FTP space ftps://user@host/folder",
        "un dossier de cette machine s’écrit file:/srv/backup, un espace FTP ftps://utilisateur@hôte/dossier")
    static func noPasswordFile(_ path: SafeText) -> Phrase {
        Phrase("the password file \(path) cannot be read", "le fichier de mot de passe \(path) est illisible")
    }
    static func emptyPasswordFile(_ path: SafeText) -> Phrase {
        Phrase("the password file \(path) is empty", "le fichier de mot de passe \(path) est vide")
    }
}
