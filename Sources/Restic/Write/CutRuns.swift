/// What was found of runs that were cut.
public struct CutRuns: Sendable, Hashable {
    /// Packs that are part of the repository now.
    public var packs = 0
    public var bytes = 0
    /// Drafts that were removed from the store.
    public var drafts = 0
    /// Packs in the store that are not whole. They stay until a prune, which alone may remove packs: another host may
    /// be writing them now.
    public var cutPacks: [BlobID] = []
    /// Packs that an index names and that are gone, or shorter than their blobs: what lies in them must be stored anew.
    public var lostPacks: [BlobID] = []

    /// The size of every pack that the store has.
    public var sizes: [BlobID: Int] = [:]

    /// Whether nothing was cut.
    public var isEmpty: Bool { packs == 0 && drafts == 0 && cutPacks.isEmpty && lostPacks.isEmpty }
}

extension Repository {
    /// Finishes what runs that were cut left: drafts on the store go, whole packs of the spool and of the store get
    /// their index, so that no blob is sent twice. Call it while a lock is held.
    ///
    /// - Parameter sends: false: packs stay in the spool, since there may be no room for them.
    public func finishCutRuns(_ spool: Spool, sends: Bool = true) async throws(RepositoryError) -> CutRuns {
        var done = CutRuns()
        done.drafts = try await store.removeDrafts()
        for (pack, size) in sends ? try spool.waiting() : [] { try await storePack(pack, size: size, from: spool) }
        let known = try await index().index.packs
        let files = try await store.list(.data)
        let (found, cut) = try await adopt(files) { known[$0] == nil }
        for file in files { if let id = BlobID(hex: file.name.name) { done.sizes[id] = file.size } }
        done.lostPacks = known.values.filter { $0.leastSize > done.sizes[$0.id] ?? 0 }.map(\.id).sorted()
        done.cutPacks = cut
        done.packs = found.count
        done.bytes = found.reduce(0) { $0 + $1.size }
        return done
    }

    /// Writes an index of those packs that no other names, from their own headers. Returns them, and those that are cut.
    func adopt(
        _ files: [StoredFile], where isUnknown: (BlobID) -> Bool
    ) async throws(RepositoryError) -> (found: [FinishedPack], cut: [BlobID]) {
        var found: [FinishedPack] = []
        var cut: [BlobID] = []
        for file in files {
            guard let id = BlobID(hex: file.name.name), isUnknown(id) else { continue }
            do throws(RepositoryError) {
                let blobs = try await PackHeader.blobs(of: file.name, size: file.size, self)
                found.append(FinishedPack(id: id, size: file.size, blobs: blobs))
            } catch {
                if error.kind == .store { throw error }
                cut.append(id)
            }
        }
        _ = try await writeIndex(found.map(\.indexEntry))
        return (found, cut)
    }
}
