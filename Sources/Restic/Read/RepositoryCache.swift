import Glibc
import Text

/// What this machine keeps of a repository, so that a start asks the store for what is new alone: one table of all blobs, and
/// the sealed files of snapshots. Anyone may delete it; nothing in it is believed without its digest.
///
/// One that cannot be read or written costs time and nothing else: its refusals are nobody's business.
public struct RepositoryCache: Sendable {
    private let folder: String

    /// One folder for each repository below `folder`, made where it is missing. For this user alone.
    public init(_ folder: String) { self.folder = folder }

    /// Nil where it cannot be made.
    private func place(of repository: Repository) -> String? {
        let place = folder + "/" + String(repository.id.prefix(16))
        for path in [folder, place] where mkdir(path, 0o700) != 0 && errno != EEXIST { return nil }
        return place
    }

    // MARK: Blobs

    func table(of repository: Repository) -> BlobTableFile? {
        guard let name = BlobID(hex: repository.id), let place = place(of: repository) else { return nil }
        return BlobTableFile(path: place + "/blobs", repository: name)
    }

    /// Keeps them as one, and gives that. Nil where the cache takes nothing.
    func keep(_ tables: [BlobTable], sources: Set<BlobID>, of repository: Repository) -> BlobTableFile? {
        guard let name = BlobID(hex: repository.id), let place = place(of: repository),
            (try? BlobTableFile.write(tables, sources: sources, repository: name, to: place + "/blobs")) != nil
        else { return nil }
        return table(of: repository)
    }

    // MARK: Snapshots

    private func store(of repository: Repository) -> FolderStore? { place(of: repository).map { FolderStore($0) } }

    /// The sealed bytes of a snapshot, as the store had them; nil where they are not here, or not right.
    func snapshot(_ file: FileName, of repository: Repository) async -> [UInt8]? {
        guard let bytes = try? await store(of: repository)?.read(file),
            (try? Repository.checkName(of: file, bytes)) != nil
        else { return nil }
        return bytes
    }

    /// Keeps what was read and checked.
    func keep(snapshot file: FileName, _ bytes: [UInt8], of repository: Repository) async {
        let store = store(of: repository)
        // One that is here and not right is in the way.
        try? await store?.remove(file)
        try? await store?.write(file, .bytes(bytes))
    }

    /// Forgets snapshots that the store has no more.
    func keepOnly(_ files: [StoredFile], of repository: Repository) async {
        let (store, names) = (store(of: repository), Set(files.map(\.name)))
        for file in (try? await store?.list(.snapshots)) ?? [] where !names.contains(file.name) {
            try? await store?.remove(file.name)
        }
    }
}
