import Foundation
import Synchronization

/// A repository on an FTP space.
///
/// A file is sent under a draft's name in its own folder, its size is asked for, then it is renamed; where the server's
/// profile says that renaming is of no use, it is sent to its own name at once. Nothing that is there is changed.
public final class FTPStore: Store {
    /// For what the store does not do: meter, bandwidth, closing.
    public let connection: Connection
    public let place: String
    /// Names this store's drafts among those of its process.
    private let token = String(UInt32.random(in: .min ... .max), radix: 16)
    private let state = Mutex(State())
    private let ahead: ReadAhead

    private struct State {
        /// Folders below `data` that are known to be there.
        var folders: Set<String> = []
        var drafts: Set<String> = []
        var lastDraft = 0
        /// What the walk for drafts saw of packs: given out once, and soon, unless something changed since.
        var seenPacks: (files: [StoredFile], at: ContinuousClock.Instant)?

        mutating func takePacks() -> [StoredFile]? {
            let seen = seenPacks.take()
            return seen.flatMap { $0.at.duration(to: .now) < .seconds(30) ? $0.files : nil }
        }
    }

    /// The connection is opened by the first call.
    public init(_ connection: Connection) {
        self.connection = connection
        place = connection.server.url
        ahead = ReadAhead(connection)
    }

    public func list(_ kind: FileName.Kind) async throws(RepositoryError) -> [StoredFile] {
        try await translated { () async throws(TransferError) in
            switch kind {
            case .config:
                guard let size = try await self.connection.size(of: "config") else { return [] }
                return [StoredFile(name: .config, size: size)]
            case .data:
                if let seen = self.state.withLock({ $0.takePacks() }) { return seen }
                var found: [StoredFile] = []
                for part in try await self.entries(of: "data") where FTPStore.isPart(part) {
                    self.state.withLock { _ = $0.folders.insert("data/" + part.name) }
                    found += try await self.files(.data, in: "data/" + part.name)
                }
                return found
            case .keys, .snapshots, .index, .locks: return try await self.files(kind, in: kind.rawValue)
            }
        }
    }

    private static func isPart(_ entry: RemoteFile) -> Bool {
        entry.kind == .folder && entry.name.utf8.count == 2 && entry.name.allSatisfy(\.isHexDigit)
    }

    private func files(_ kind: FileName.Kind, in folder: String) async throws(TransferError) -> [StoredFile] {
        try await files(kind, in: folder, among: try await entries(of: folder))
    }

    private func files(
        _ kind: FileName.Kind, in folder: String, among entries: [RemoteFile]
    ) async throws(TransferError) -> [StoredFile] {
        var found: [StoredFile] = []
        for entry in entries where entry.kind == .file && BlobID(hex: entry.name) != nil {
            var size = entry.size
            if size == nil { size = try await connection.size(of: folder + "/" + entry.name) }
            // Gone since the listing: as if it had never been there.
            if let size { found.append(StoredFile(name: FileName(kind, entry.name), size: size)) }
        }
        return found
    }

    /// A folder that is not there is an empty one: some servers do not tell the two apart.
    private func entries(of folder: String) async throws(TransferError) -> [RemoteFile] {
        do throws(TransferError) { return try await connection.list(folder) } catch {
            if error.kind == .missing { return [] }
            throw error
        }
    }

    public func read(_ file: FileName, from offset: Int, count: Int?) async throws(RepositoryError) -> [UInt8] {
        try await translated { () async throws(TransferError) in
            guard file.kind == .data, offset >= 0, let count, count > 0 else {
                return try await self.connection.download(file.path, from: offset, count: count)
            }
            return try await self.ahead.read(file, from: offset, count: count)
        }
    }

    public func expect(_ file: FileName, _ range: Range<Int>) async { await ahead.expect(file, range) }

    public func prepare() async throws(RepositoryError) {
        try await translated { () async throws(TransferError) in
            for folder in ["", "data", "keys", "snapshots", "index", "locks"] {
                try await self.connection.makeFolder(folder)
            }
        }
    }

    public func write(_ file: FileName, _ content: FileContent) async throws(RepositoryError) {
        state.withLock { $0.seenPacks = nil }
        try await translated { () async throws(TransferError) in
            let upload: Upload =
                switch content {
                case .bytes(let bytes): .bytes(bytes)
                case .file(let path, let size): .file(path: path, size: size)
                }
            if try await self.connection.size(of: file.path) != nil {
                throw TransferError(.exists, .alreadyStored(SafeText(file.path), SafeText(self.place)))
            }
            let isKnown = try await self.makePart(of: file)
            do throws(TransferError) { try await self.store(upload, file.path) } catch {
                // A folder that was there once: somebody may have removed it.
                guard isKnown, [.denied, .missing].contains(error.kind) else { throw error }
                self.state.withLock { _ = $0.folders.remove(FTPStore.folder(of: file)) }
                _ = try await self.makePart(of: file)
                try await self.store(upload, file.path)
            }
        }
    }

    private static func folder(of file: FileName) -> String {
        String(file.path.prefix(upTo: file.path.lastIndex(of: "/") ?? file.path.startIndex))
    }

    /// Whether the folder was believed to be there.
    private func makePart(of file: FileName) async throws(TransferError) -> Bool {
        let folder = FTPStore.folder(of: file)
        guard file.kind == .data else { return true }
        if state.withLock({ $0.folders.contains(folder) }) { return true }
        try await connection.makeFolder(folder)
        state.withLock { _ = $0.folders.insert(folder) }
        return false
    }

    private func store(_ upload: Upload, _ path: String) async throws(TransferError) {
        guard await connection.profile.canRename != false else { return try await connection.upload(upload, to: path) }
        let draft = newDraft(for: path)
        defer { state.withLock { _ = $0.drafts.remove(draft) } }
        try await connection.upload(upload, to: draft)
        do throws(TransferError) {
            try await connection.rename(draft, to: path)
            let size = try await connection.size(of: path)
            guard size == upload.size else {
                throw TransferError(.lost, .renamedAway(SafeText(path), size, upload.size), hint: .askProvider)
            }
        } catch {
            try await withoutRename(upload, path, draft, error)
        }
    }

    /// After a rename that failed: where the server cannot do it, the file goes to its name at once, now and from now on.
    private func withoutRename(
        _ upload: Upload, _ path: String, _ draft: String, _ error: TransferError
    ) async throws(TransferError) {
        // Whether the draft can be removed does not change what failed; `removeDrafts` takes it later.
        _ = try? await connection.remove(draft)
        guard [.unsupported, .denied, .lost].contains(error.kind), try await connection.size(of: path) == nil else {
            throw error
        }
        await connection.doWithoutRename()
        try await connection.upload(upload, to: path)
    }

    public func remove(_ file: FileName) async throws(RepositoryError) {
        await ahead.forget(file)
        state.withLock { $0.seenPacks = nil }
        try await translated { () async throws(TransferError) in try await self.connection.remove(file.path) }
    }

    private func newDraft(for path: String) -> String {
        state.withLock { state in
            state.lastDraft += 1
            let draft = DraftName(path: path, token: token, number: state.lastDraft).text
            state.drafts.insert(draft)
            return draft
        }
    }

    public func removeDrafts() async throws(RepositoryError) -> Int {
        try await translated { () async throws(TransferError) in
            var folders = ["", "keys", "snapshots", "index", "locks"]
            for part in try await self.entries(of: "data") where FTPStore.isPart(part) {
                folders.append("data/" + part.name)
            }
            var removed = 0
            var packs: [StoredFile] = []
            for folder in folders {
                let entries = try await self.entries(of: folder)
                if folder.hasPrefix("data/") { packs += try await self.files(.data, in: folder, among: entries) }
                for entry in entries where entry.kind == .file {
                    let path = folder.isEmpty ? entry.name : folder + "/" + entry.name
                    guard let draft = DraftName(reading: path) else { continue }
                    let isOurs = draft.token == self.token
                    if isOurs ? self.state.withLock({ $0.drafts.contains(path) }) : draft.mayBeAlive { continue }
                    try await self.connection.remove(path)
                    removed += 1
                }
            }
            let seen = packs
            self.state.withLock { $0.seenPacks = (seen, .now) }
            return removed
        }
    }

    private func translated<T>(
        _ deed: () async throws(TransferError) -> T
    ) async throws(RepositoryError) -> T {
        do throws(TransferError) { return try await deed() } catch { throw RepositoryError(error) }
    }
}
