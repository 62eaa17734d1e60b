extension Repository {
    /// Removes backups from the repository. Their blobs stay until a prune.
    public func forget(_ backups: [Snapshot]) async throws(RepositoryError) {
        for backup in backups {
            try Repository.checkCancelled()
            try await store.remove(FileName(.snapshots, backup.id))
        }
    }

    static func checkCancelled() throws(RepositoryError) {
        if Task.isCancelled { throw RepositoryError(.cancelled, .cancelledHere) }
    }

    /// Does what `plan` says. Call it while the lock is held alone.
    ///
    /// Cut at any moment, everything that a backup needs is named by an index and there: first the needed blobs are
    /// written anew, then index files without the packs that go replace those with them, and only then the packs go.
    ///
    /// A cancelled task ends it between two steps with `cancelled`.
    /// - Parameter progress: packs removed and packs to remove.
    public func prune(
        _ plan: PrunePlan, _ index: BlobIndex, _ spool: Spool, options: RepositoryWriter.Options,
        progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws(RepositoryError) {
        try await move(plan.moved, spool, options)
        let going = Set(plan.unneeded + plan.repacked)
        try await dropFromIndex(going)
        let files = going.sorted().map { FileName(.data, $0) } + plan.cut
        for (number, file) in files.enumerated() {
            try Repository.checkCancelled()
            try await store.remove(file)
            progress(number + 1, files.count)
        }
    }

    /// Writes blobs into new packs, each checked before: a damaged one ends it.
    private func move(
        _ blobs: [(id: BlobID, place: BlobLocation)], _ spool: Spool, _ options: RepositoryWriter.Options
    ) async throws(RepositoryError) {
        guard !blobs.isEmpty else { return }
        // Against an empty index: the blobs are in the repository, and are to be written all the same.
        let writer = RepositoryWriter(self, BlobIndex([]), spool, options)
        for (id, place) in blobs {
            try Repository.checkCancelled()
            let sealed = try await store.read(FileName(.data, place.pack), from: place.offset, count: place.length)
            _ = try content(of: sealed[...], id, place)
            try await writer.move(sealed, id, place)
        }
        _ = try await writer.commit([])
    }

    /// Replaces each index file that names one of `packs` by one that does not.
    func dropFromIndex(_ packs: Set<BlobID>) async throws(RepositoryError) {
        guard !packs.isEmpty else { return }
        var old: [FileName] = []
        var kept: [IndexFile.Pack] = []
        for file in try await store.list(.index) {
            let content = try await indexFile(file.name)
            guard content.packs.contains(where: { packs.contains($0.id) }) else { continue }
            old.append(file.name)
            kept += content.packs.filter { !packs.contains($0.id) }
        }
        _ = try await writeIndex(kept, supersedes: old.compactMap { BlobID(hex: $0.name) })
        for file in old { try await store.remove(file) }
    }
}
