public import Digest
import FoundationEssentials
public import Text

extension Repository {
    /// What opening costs an attacker for each guess, and us once: some 0.4 s and 32 MiB, as stock restic chooses it.
    public static let passwordCost = Scrypt(n: 1 << 15, r: 8, p: 5)

    /// Makes an empty repository of format version 2. Throws where one is there already: nothing is overwritten.
    ///
    /// The key is stored before `config`: only `config` makes a repository, and what a cut creation leaves is no harm.
    public static func create(
        _ store: any Store, password: [UInt8], author: Author = .current, cost: Scrypt = passwordCost
    ) async throws(RepositoryError) -> Repository {
        guard try await store.list(.config).isEmpty, try await store.list(.data).isEmpty,
            try await store.list(.snapshots).isEmpty
        else { throw RepositoryError(.exists, .repositoryExists(store.place), hint: .otherPlace) }
        guard !password.isEmpty else { throw RepositoryError(.password, .emptyPassword) }
        try await store.prepare()
        let (key, id, polynomial) = try read("config") {
            (
                try SealingKey.random(), BlobID(try SHA256.digest(of: try randomBytes(64))),
                try ChunkerPolynomial.random()
            )
        }
        let name = try await writeKey(key, password, author, cost, to: store)
        let config = Config(version: 2, id: id.hex, chunker_polynomial: polynomial.description)
        let sealed = try read("config") { try key.seal([UInt8](try JSONEncoder().encode(config))) }
        try await store.write(.config, .bytes(sealed))
        return Repository(id: id.hex, version: 2, keyName: name, store: store, key: key)
    }

    private static func writeKey(
        _ key: SealingKey, _ password: [UInt8], _ author: Author, _ cost: Scrypt, to store: any Store
    ) async throws(RepositoryError) -> String {
        let bytes = try read("keys") {
            [UInt8](try JSONEncoder().encode(try KeyFile(sealing: key, password: password, author, cost: cost)))
        }
        let name = try read("keys") { try SHA256.digest(of: bytes).hex }
        try await store.write(FileName(.keys, name), .bytes(bytes))
        return name
    }

    /// The passwords of this repository: nobody can tell the password from them.
    public func passwords() async throws(RepositoryError) -> [PasswordEntry] {
        var found: [PasswordEntry] = []
        for file in try await store.list(.keys).map(\.name).sorted(by: { $0.name < $1.name }) {
            let key = try Repository.decode(KeyFile.self, try await store.read(file), file.path)
            found.append(
                PasswordEntry(
                    name: file.name, hostname: key.hostname ?? "", username: key.username ?? "",
                    created: key.created.flatMap { Moment(rfc3339: $0) }, isCurrent: file.name == keyName))
        }
        return found
    }

    /// Adds a password that opens this repository. Returns the name of its key file.
    public func addPassword(
        _ password: [UInt8], author: Author = .current, cost: Scrypt = passwordCost
    ) async throws(RepositoryError) -> String {
        guard !password.isEmpty else { throw RepositoryError(.password, .emptyPassword) }
        return try await Repository.writeKey(key, password, author, cost, to: store)
    }

    /// Removes a password by its key file's name or the beginning of it. The one in use stays: so one always does.
    public func removePassword(named prefix: String) async throws(RepositoryError) -> String {
        let names = try await store.list(.keys).map(\.name).filter { $0.name.hasPrefix(prefix.lowercased()) }
        guard let one = names.first, !prefix.isEmpty else {
            throw RepositoryError(.missing, .noPassword(SafeText(prefix)))
        }
        guard names.count == 1 else {
            throw RepositoryError(.ambiguous, .manyPasswords(SafeText(prefix), names.count), hint: .moreDigits)
        }
        guard one.name != keyName else { throw RepositoryError(.inUse, .passwordInUse(one.name), hint: .otherPassword) }
        try await store.remove(one)
        return one.name
    }
}

/// One of the passwords of a repository, as far as it may be shown.
public struct PasswordEntry: Sendable, Hashable {
    /// Its key file, 64 hexadecimal digits.
    public var name: String
    public var hostname: String
    public var username: String
    public var created: Moment?
    /// Whether it opened the repository this time.
    public var isCurrent: Bool
}
