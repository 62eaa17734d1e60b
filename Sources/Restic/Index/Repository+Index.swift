extension Repository {
    /// Blobs of index files that are sorted at once: some megabytes.
    private static let tableSize = 200_000
    private static let mostTables = 3

    /// Where every blob lies. A damaged index file is given as an error beside what the others know.
    ///
    /// With a cache, only index files that are new are read; it is made anew where one that it knows is gone.
    public func index() async throws(RepositoryError) -> (index: BlobIndex, damaged: [RepositoryError]) {
        let files = try await store.list(.index)
        let names = Set(files.compactMap { BlobID(hex: $0.name.name) })
        var kept = cache?.table(of: self).flatMap { $0.sources.isSubset(of: names) ? $0 : nil }
        var sources = kept?.sources ?? []
        var tables: [BlobTable] = []
        var builder = BlobTableBuilder()
        var damaged: [RepositoryError] = []
        for file in files {
            guard let id = BlobID(hex: file.name.name), !sources.contains(id) else { continue }
            do throws(RepositoryError) {
                builder.add(try await indexFile(file.name))
                sources.insert(id)
            } catch {
                if error.kind == .store { throw error }
                damaged.append(error)
            }
            if builder.count > Repository.tableSize {
                tables.append(builder.table())
                builder = BlobTableBuilder()
                // Many are kept on disk while more is read.
                if tables.count >= Repository.mostTables, let cache,
                    let one = cache.keep((kept.map { [$0.table] } ?? []) + tables, sources: sources, of: self)
                {
                    (kept, tables) = (one, [])
                }
            }
        }
        tables.append(builder.table())
        return (BlobIndex(united(kept, tables, sources)), damaged)
    }

    /// The tables as the cache has them from now on, where it is worth its while: then one, most of it on disk.
    private func united(
        _ kept: BlobTableFile?, _ new: [BlobTable], _ sources: Set<BlobID>
    ) -> [BlobTable] {
        let all = (kept.map { [$0.table] } ?? []) + new
        let count = new.reduce(0) { $0 + $1.count }
        guard let cache, count > (kept?.table.count ?? 0) / 8 else { return all }
        return cache.keep(all, sources: sources, of: self).map { [$0.table] } ?? all
    }
}
