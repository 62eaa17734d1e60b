import Foundation

/// A repository as a command names it: a URL and a file with the password.
public struct BackupPlace: Sendable {
    public let url: String
    public let passwordFile: String

    public init(url: String, passwordFile: String) {
        self.url = url
        self.passwordFile = passwordFile
    }

    /// Opens the repository. Takes scrypt's second for each of its keys; throws what is wrong and what to do about it.
    public func open() async throws(OperationFailure) -> Repository {
        let (store, password) = (try store, try password)
        do throws(RepositoryError) { return try await Repository.open(store, password: password) } catch {
            throw OperationFailure(error)
        }
    }

    private var store: any Store {
        get throws(OperationFailure) {
            guard let colon = url.firstIndex(of: ":"), url[..<colon] == "file" else {
                throw OperationFailure(
                    area: "usage", message: .unknownRepository(SafeText(url)), hint: .repositoryForms)
            }
            let path = String(url[url.index(after: colon)...])
            let folder = path.hasPrefix("///") ? String(path.dropFirst(2)) : path
            guard !folder.isEmpty else {
                throw OperationFailure(
                    area: "usage", message: .unknownRepository(SafeText(url)), hint: .repositoryForms)
            }
            return FolderStore(folder)
        }
    }

    /// The file's content without white space around it, as restic takes it.
    private var password: [UInt8] {
        get throws(OperationFailure) {
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
        self.init(area: "backup", message: error.message, hint: error.hint)
    }
}

extension Phrase {
    static func unknownRepository(_ url: SafeText) -> Phrase {
        Phrase("\(url) is no repository that is known here", "\(url) n’est pas un dépôt connu ici")
    }
    static let repositoryForms = Phrase(
        "a folder of this machine is file:/srv/backup", "un dossier de cette machine s’écrit file:/srv/backup")
    static func noPasswordFile(_ path: SafeText) -> Phrase {
        Phrase("the password file \(path) cannot be read", "le fichier de mot de passe \(path) est illisible")
    }
    static func emptyPasswordFile(_ path: SafeText) -> Phrase {
        Phrase("the password file \(path) is empty", "le fichier de mot de passe \(path) est vide")
    }
}
