import Digest
import Text

/// Writes blobs and snapshots into a repository: packs into the spool, from there to the store, then the index that
/// names them, then the snapshots. Only a snapshot makes anything true, so whatever is cut before it costs room and
/// nothing else.
///
/// `blob` may be called from many tasks at once: each does its own hashing, packing and sealing.
public actor RepositoryWriter {
    public struct Options: Sendable {
        /// Bytes at which a pack is complete.
        public var packSize = 64 << 20
        /// As zstd counts: 1 fast, 19 small. Nil: the link decides.
        public var level: Int32?
        /// Bytes that may wait in the spool before `blob` waits too.
        public var spoolLimit = 4 << 30

        public init() {}
    }

    /// What was done so far.
    public struct Counts: Sendable, Hashable {
        public var blobs = 0
        /// Bytes of new blobs as they came, and as they are stored.
        public var bytes = 0
        public var storedBytes = 0
        public var packs = 0
        /// Bytes that the store has.
        public var sentBytes = 0
        public var files = 0
    }

    public nonisolated let repository: Repository
    private let index: BlobIndex
    private let spool: Spool
    private let options: Options
    public private(set) var counts = Counts()
    /// The packs that the store took from this writer, and their bytes.
    public private(set) var sentSizes: [BlobID: Int] = [:]

    /// Blobs of this run: nobody else's index has them yet.
    private var fresh: Set<BlobID> = []
    private var open: [BlobKind: PackFile] = [:]
    private var unsent: [FinishedPack] = []
    private var unindexed: [FinishedPack] = []
    /// In the index, and not read back yet.
    private var committed: [FinishedPack] = []
    private var sender: Task<Void, Never>?
    private var failure: RepositoryError?
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// `index` is the repository's, read after its lock was taken.
    public init(_ repository: Repository, _ index: BlobIndex, _ spool: Spool, _ options: Options = Options()) {
        self.repository = repository
        self.index = index
        self.spool = spool
        self.options = options
    }

    /// Stores a blob, unless the repository has it. Returns its name. Waits while the spool is full.
    public nonisolated func blob(_ plain: [UInt8], _ kind: BlobKind = .data) async throws(RepositoryError) -> BlobID {
        let id = BlobID(try Repository.read("blob") { try SHA256.digest(of: plain) })
        try await store(plain, id, kind)
        return id
    }

    /// Stores a blob whose name is known already. Returns the bytes that it takes: none where the repository has it.
    @discardableResult
    public nonisolated func store(
        _ plain: [UInt8], _ id: BlobID, _ kind: BlobKind = .data
    ) async throws(RepositoryError) -> Int {
        try await store([(plain, id)], kind)[0]
    }

    /// The same with several at once.
    public nonisolated func store(
        _ blobs: [(bytes: [UInt8], id: BlobID)], _ kind: BlobKind = .data
    ) async throws(RepositoryError) -> [Int] {
        let (areNew, level) = try await areNew(blobs.map(\.id))
        var taken = [Int](repeating: 0, count: blobs.count)
        var fresh: [Sealed] = []
        for index in blobs.indices where areNew[index] {
            let sealed = try sealed(blobs[index].bytes, blobs[index].id, level)
            taken[index] = sealed.bytes.count
            fresh.append(sealed)
        }
        if !fresh.isEmpty { try await append(fresh, kind) }
        return taken
    }

    private struct Sealed: Sendable {
        var bytes: [UInt8]
        var id: BlobID
        var unpackedLength: Int?
        /// Bytes before anything was done to them.
        var size: Int
    }

    private nonisolated func sealed(
        _ plain: [UInt8], _ id: BlobID, _ level: Int32
    ) throws(RepositoryError) -> Sealed {
        let repository = repository
        return try Repository.read("blob") {
            guard repository.version > 1 else {
                return Sealed(bytes: try repository.key.seal(plain), id: id, size: plain.count)
            }
            let packed = try Compression.pack(plain, level: level)
            let isSmaller = packed.count < plain.count
            return Sealed(
                bytes: try repository.key.seal(isSmaller ? packed : plain), id: id,
                unpackedLength: isSmaller ? plain.count : nil, size: plain.count)
        }
    }

    /// A link that keeps up gets what is packed fast: half again as fast as level 3, and some hundredths larger. While packs
    /// wait for it, the time that a smaller blob takes costs nothing; a guest that is read waits for it all the same, so
    /// the level grows slowly.
    private var level: Int32 {
        if let level = options.level { return level }
        return switch unsent.count {
        case 0...1: 2
        case 2: 3
        case 3...4: 5
        case 5...8: 7
        default: 9
        }
    }

    /// Which of them the repository has not, and the level for these.
    private func areNew(_ ids: [BlobID]) async throws(RepositoryError) -> (areNew: [Bool], level: Int32) {
        while unsent.reduce(0, { $0 + $1.size }) > options.spoolLimit, failure == nil { await change() }
        if let failure { throw failure }
        return (ids.map { index[$0] == nil && fresh.insert($0).inserted }, level)
    }

    /// Stores a blob that is sealed already, with this repository's key.
    func move(_ sealed: [UInt8], _ id: BlobID, _ place: BlobLocation) async throws(RepositoryError) {
        guard try await areNew([id]).areNew[0] else { return }
        try append(
            [Sealed(bytes: sealed, id: id, unpackedLength: place.unpackedLength, size: place.contentLength)],
            place.kind)
    }

    private func append(_ blobs: [Sealed], _ kind: BlobKind) throws(RepositoryError) {
        if let failure { throw failure }
        do throws(RepositoryError) {
            for blob in blobs {
                let pack: PackFile
                if let begun = open[kind] {
                    pack = begun
                } else {
                    pack = try PackFile(in: spool.folder, kind: kind)
                    open[kind] = pack
                }
                try pack.append(blob.bytes, blob.id, unpackedLength: blob.unpackedLength)
                counts.blobs += 1
                counts.bytes += blob.size
                counts.storedBytes += blob.bytes.count
                if pack.size >= packSize { try finish(kind) }
            }
        } catch {
            // A blob that was promised and is in no pack: nothing may be committed after that.
            failure = error
            throw error
        }
    }

    /// The first pack of a run leaves half full where the link has nothing else to do, so that it has not all of it to do
    /// at the end. More than one such pack would be too many files.
    private var packSize: Int {
        counts.packs == 0 && sender == nil
            ? max(min(64 << 20, options.packSize), options.packSize / 2) : options.packSize
    }

    private func finish(_ kind: BlobKind) throws(RepositoryError) {
        guard let pack = open.removeValue(forKey: kind) else { return }
        unsent.append(try pack.finish(repository.key, in: spool.folder))
        counts.packs += 1
        if sender == nil { sender = Task { await send() } }
    }

    /// Sends what waits in the spool, one pack after the other.
    private func send() async {
        while let pack = unsent.first, failure == nil {
            do throws(RepositoryError) {
                try await repository.storePack(pack.id, size: pack.size, from: spool)
                counts.sentBytes += pack.size
                sentSizes[pack.id] = pack.size
                counts.files += 1
                unindexed.append(pack)
                unsent.removeFirst()
            } catch { failure = error }
            wake()
        }
        sender = nil
        wake()
    }

    func takeCommitted() -> [FinishedPack] {
        defer { committed = [] }
        return committed
    }

    private func change() async { await withCheckedContinuation { waiters.append($0) } }

    private func wake() {
        for waiter in waiters { waiter.resume() }
        waiters = []
    }

    /// Makes everything stored so far part of the repository, and then `snapshots` true, in this order: packs, index,
    /// snapshots. Every `blob` call must have returned.
    public func commit(_ snapshots: [SnapshotDraft]) async throws(RepositoryError) -> [Snapshot] {
        do throws(RepositoryError) { for kind in BlobKind.allCases { try finish(kind) } } catch {
            failure = error
            throw error
        }
        while !unsent.isEmpty, failure == nil { await change() }
        if let failure { throw failure }
        let packs = unindexed
        counts.files += try await repository.writeIndex(packs.map(\.indexEntry))
        unindexed.removeFirst(packs.count)
        committed += packs
        var written: [Snapshot] = []
        for draft in snapshots {
            written.append(try await repository.write(draft))
            counts.files += 1
        }
        return written
    }
}

extension Repository {
    /// Brings a pack from the spool into the store and takes it out of the spool. One that is there whole already, from
    /// a run that was cut, is not sent again; one that was cut is replaced.
    func storePack(_ pack: BlobID, size: Int, from spool: Spool) async throws(RepositoryError) {
        let file = FileName(.data, pack)
        do throws(RepositoryError) {
            try await store.write(file, .file(path: spool.path(of: pack), size: size))
        } catch {
            guard try await store.list(.data).contains(where: { $0.name == file }) else { throw error }
            if try await !holds(file, size: size) {
                try await store.remove(file)
                try await store.write(file, .file(path: spool.path(of: pack), size: size))
            }
        }
        try spool.remove(pack)
    }

    /// Whether the store has all of a pack: its size and the seal of its header say so.
    private func holds(_ file: FileName, size: Int) async throws(RepositoryError) -> Bool {
        do throws(RepositoryError) {
            _ = try await PackHeader.blobs(of: file, size: size, self)
            return true
        } catch {
            if error.kind == .store { throw error }
            return false
        }
    }

    /// Writes index files that name `packs`. Returns how many that were.
    func writeIndex(
        _ packs: [IndexFile.Pack], supersedes: [BlobID]? = nil
    ) async throws(RepositoryError) -> Int {
        var files: [IndexFile] = []
        var blobs = 0
        for pack in packs {
            if files.isEmpty || blobs + pack.blobs.count > IndexFile.mostBlobs {
                files.append(IndexFile(supersedes: supersedes, packs: []))
                blobs = 0
            }
            files[files.count - 1].packs.append(pack)
            blobs += pack.blobs.count
        }
        for file in files { _ = try await write(file, .index) }
        return files.count
    }

    /// Stores a value as a sealed JSON file whose name is its digest.
    func write(_ value: some Encodable, _ kind: FileName.Kind) async throws(RepositoryError) -> BlobID {
        let sealed = try Repository.read(kind.rawValue) {
            let plain = try Repository.json(value)
            return try key.seal(version > 1 ? [2] + Compression.pack(plain, level: 3) : plain)
        }
        let id = BlobID(try Repository.read(kind.rawValue) { try SHA256.digest(of: sealed) })
        try await store.write(FileName(kind, id), sealed)
        return id
    }
}
