import Digest
import FoundationEssentials
import Text

/// A restic repository that a password has opened, format version 1 or 2, wherever its files are.
///
/// Everything that is read is checked: a file against its name, a blob against its own, and each seal.
public struct Repository: Sendable {
    /// The repository's own name, 64 hexadecimal digits made up at its birth.
    public let id: String
    /// Format version: 1, or 2 with compression.
    public let version: Int
    /// Which of the keys the password opened.
    public let keyName: String
    public let store: any Store
    let key: SealingKey
    /// Nil: everything is asked of the store each time.
    public var cache: RepositoryCache?

    private static let opened = OpenedKeys()

    /// The JSON of the file `config`.
    struct Config: Codable {
        var version: Int
        var id: String
        var chunker_polynomial: String
    }

    /// Opens the repository at `store`: tries the password on each key file, a second each that it has not opened
    /// in this process, then reads `config`.
    public static func open(_ store: any Store, password: [UInt8]) async throws(RepositoryError) -> Repository {
        guard try await !store.list(.config).isEmpty else {
            throw RepositoryError(.noRepository, .noRepository(store.place), hint: .checkPlace)
        }
        let names = try await store.list(.keys).map(\.name).sorted { $0.name < $1.name }
        guard !names.isEmpty else { throw RepositoryError(.noRepository, .noKeys(store.place)) }
        var reason: RepositoryError?
        for name in names {
            do throws(RepositoryError) {
                let bytes = try await store.read(name)
                try checkName(of: name, bytes)
                let file = try decode(KeyFile.self, bytes, name.path)
                let key = try read(name.path) { try opened.open(file, name.name, password: password) }
                guard let key else { continue }
                return try await open(store, key, keyName: name.name)
            } catch {
                // One broken key file does not lock out the others' passwords.
                if error.kind == .store || error.kind == .version { throw error }
                reason = error
            }
        }
        throw reason ?? RepositoryError(.password, .wrongPassword(store.place, names.count), hint: .checkPassword)
    }

    private static func open(
        _ store: any Store, _ key: SealingKey, keyName: String
    ) async throws(RepositoryError) -> Repository {
        let plain = try unseal(try await store.read(.config), key, "config")
        let config = try decode(Config.self, plain, "config")
        guard (1...2).contains(config.version) else {
            throw RepositoryError(.version, .unknownVersion(store.place, config.version))
        }
        return Repository(id: config.id, version: config.version, keyName: keyName, store: store, key: key)
    }

    /// What a sealed JSON file says.
    func json<T: Decodable>(_ type: T.Type, _ file: FileName) async throws(RepositoryError) -> T {
        try Repository.decode(type, try await plain(file), file.path)
    }

    /// The JSON of a sealed file, checked and unpacked.
    private func plain(_ file: FileName) async throws(RepositoryError) -> [UInt8] {
        let bytes = try await checked(file)
        var plain = try Repository.unseal(bytes, key, file.path)
        // Version 2 marks what is compressed; JSON itself begins with a brace or a bracket.
        if plain.first == 2 {
            let packed = plain.dropFirst()
            plain = try Repository.read(file.path) { try Compression.unpack(packed) }
        }
        return plain
    }

    private func checked(_ file: FileName) async throws(RepositoryError) -> [UInt8] {
        let cache = file.kind == .snapshots ? cache : nil
        if let kept = await cache?.snapshot(file, of: self) { return kept }
        let bytes = try await store.read(file)
        try Repository.checkName(of: file, bytes)
        await cache?.keep(snapshot: file, bytes, of: self)
        return bytes
    }

    /// Every snapshot, oldest first. One that cannot be read is given as an error beside the others.
    public func snapshots() async throws(RepositoryError) -> (found: [Snapshot], damaged: [RepositoryError]) {
        var found: [Snapshot] = []
        var damaged: [RepositoryError] = []
        let files = try await store.list(.snapshots)
        await cache?.keepOnly(files, of: self)
        for file in files {
            guard let id = BlobID(hex: file.name.name) else { continue }
            do throws(RepositoryError) {
                guard let snapshot = try await json(SnapshotFile.self, file.name).snapshot(id) else {
                    throw RepositoryError(.damaged, .unreadable(file.name.path, "time"))
                }
                found.append(snapshot)
            } catch {
                if error.kind == .store { throw error }
                damaged.append(error)
            }
        }
        return (found.sorted { ($0.time, $0.id) < ($1.time, $1.id) }, damaged)
    }

    /// The snapshot whose name begins with `name`, or the newest for `latest`.
    public func snapshot(named name: String) async throws(RepositoryError) -> Snapshot {
        let all = try await snapshots().found
        let fitting = name == "latest" ? Array(all.suffix(1)) : all.filter { $0.id.hex.hasPrefix(name.lowercased()) }
        guard let one = fitting.first, !name.isEmpty else {
            throw RepositoryError(.missing, .noSnapshot(SafeText(name)))
        }
        guard fitting.count == 1 else {
            throw RepositoryError(
                .ambiguous, .manySnapshots(SafeText(name), fitting.count), hint: .moreDigits)
        }
        return one
    }

    func indexFile(_ name: FileName) async throws(RepositoryError) -> IndexFile {
        let plain = try await plain(name)
        let file = try Repository.read(name.path) { try IndexFile(scanning: plain) }
        guard file.isSane else { throw RepositoryError(.damaged, .unreadable(name.path, "numbers")) }
        return file
    }

    /// The content of a blob: read, opened, unpacked and compared with its name.
    public func blob(_ id: BlobID, _ index: BlobIndex) async throws(RepositoryError) -> [UInt8] {
        guard let place = index[id] else { throw RepositoryError(.missing, .blobMissing(id)) }
        let sealed = try await store.read(FileName(.data, place.pack), from: place.offset, count: place.length)
        return try content(of: sealed[...], id, place)
    }

    /// The content of a blob whose sealed bytes are at hand.
    func content(
        of sealed: ArraySlice<UInt8>, _ id: BlobID, _ place: BlobLocation
    ) throws(RepositoryError) -> [UInt8] {
        let name = FileName(.data, place.pack).path
        var plain = try Repository.unseal(sealed, key, name)
        if let length = place.unpackedLength {
            let packed = plain
            plain = try Repository.read(name) { try Compression.unpack(packed, limit: length) }
        }
        let content = plain
        let digest = try Repository.read(name) { try SHA256.digest(of: content) }
        guard BlobID(digest) == id else { throw RepositoryError(.damaged, .wrongBlob(id, place.pack)) }
        return plain
    }

    /// The entries of a folder.
    public func tree(_ id: BlobID, _ index: BlobIndex) async throws(RepositoryError) -> [Node] {
        try Repository.decode(TreeFile.self, try await blob(id, index), "tree \(id.short)").nodes
    }
}

extension Repository {
    static func checkName(of file: FileName, _ bytes: [UInt8]) throws(RepositoryError) {
        let digest = try read(file.path) { try SHA256.digest(of: bytes) }
        guard digest.hex == file.name else { throw RepositoryError(.damaged, .wrongDigest(file.path)) }
    }

    static func unseal(
        _ sealed: some RandomAccessCollection<UInt8>, _ key: SealingKey, _ what: String
    ) throws(RepositoryError) -> [UInt8] {
        let plain = try read(what) { try key.open(sealed) }
        guard let plain else { throw RepositoryError(.damaged, .wrongSeal(what)) }
        return plain
    }

    static func decode<T: Decodable>(
        _ type: T.Type, _ bytes: [UInt8], _ what: String
    ) throws(RepositoryError) -> T {
        try read(what) { try JSONDecoder().decode(type, from: Data(bytes)) }
    }

    /// Runs what throws a library's error, and gives it the name of what was read.
    static func read<T: ~Copyable>(_ what: String, _ body: () throws -> T) throws(RepositoryError) -> T {
        do { return try body() } catch let error as CompressionError {
            throw RepositoryError(.damaged, .unreadable(what, "zstd: " + error.message))
        } catch let error as DigestError {
            throw RepositoryError(.damaged, .unreadable(what, error.call + ": " + error.message))
        } catch {
            // A decoder's description holds what was read: only its first words, cleaned.
            throw RepositoryError(.damaged, .unreadable(what, String(SafeText("\(error)").string.prefix(120))))
        }
    }
}
