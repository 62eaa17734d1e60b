/// What a repair of the index did.
public struct IndexRepair: Sendable {
    /// Index files that could not be read, and are gone.
    public var damagedFiles: [RepositoryError] = []
    /// Packs that no readable index named: one names them now.
    public var adoptedPacks: [BlobID] = []
    /// Packs that an index named and that are not there.
    public var missingPacks: [BlobID] = []
    /// Packs that no readable index names, and whose own header is damaged. They stay where they are until a prune.
    public var damagedPacks: [BlobID] = []

    public var isWhole: Bool {
        damagedFiles.isEmpty && adoptedPacks.isEmpty && missingPacks.isEmpty && damagedPacks.isEmpty
    }
}

extension Repository {
    /// Makes the index say what is there: packs that it does not know are read by their headers, entries of packs that
    /// are missing go, and so do files that cannot be read. Call it while the lock is held alone.
    ///
    /// What is new is written before anything is removed: cut at any moment, nothing is lost that was known.
    public func repairIndex() async throws(RepositoryError) -> IndexRepair {
        var done = IndexRepair()
        var damaged: [FileName] = []
        var known: Set<BlobID> = []
        for file in try await store.list(.index) {
            do throws(RepositoryError) {
                known.formUnion(try await indexFile(file.name).packs.map(\.id))
            } catch {
                // A place that fails says nothing about the file.
                guard error.kind == .damaged else { throw error }
                damaged.append(file.name)
                done.damagedFiles.append(error)
            }
        }
        let packs = try await store.list(.data)
        let (found, cut) = try await adopt(packs) { !known.contains($0) }
        done.adoptedPacks = found.map(\.id).sorted()
        done.damagedPacks = cut.sorted()
        for file in damaged { try await store.remove(file) }
        let missing = known.subtracting(packs.compactMap { BlobID(hex: $0.name.name) })
        done.missingPacks = missing.sorted()
        try await dropFromIndex(missing)
        return done
    }
}
