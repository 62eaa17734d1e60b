extension Repository {
    /// The size of every pack that the store has.
    public func packSizes() async throws(RepositoryError) -> [BlobID: Int] {
        var sizes: [BlobID: Int] = [:]
        for file in try await store.list(.data) { if let id = BlobID(hex: file.name.name) { sizes[id] = file.size } }
        return sizes
    }

    /// The packs that the index names, each with its size by `sizes`; nil: it is not among them.
    public func indexedPacks(_ index: BlobIndex, _ sizes: [BlobID: Int]) -> [BlobID: Int?] {
        Dictionary(uniqueKeysWithValues: index.packs.keys.map { ($0, sizes[$0]) })
    }

    /// Reads packs whole, in this order: each one's name, and the seal and the name of each of its blobs.
    ///
    /// - Parameter each: what came of it: its bytes, or what is wrong with it. Says whether to go on. A place that refuses
    ///   ends it all.
    public func readPacks(
        _ packs: [BlobID], _ index: BlobIndex, each: (BlobID, Result<Int, RepositoryError>) -> Bool
    ) async throws(RepositoryError) {
        let blobs = Dictionary(uniqueKeysWithValues: index.byPack(Set(packs)).map { ($0.pack, $0.blobs) })
        for pack in packs {
            try Repository.checkCancelled()
            let result: Result<Int, RepositoryError>
            do throws(RepositoryError) {
                result = .success(try await checkData(of: pack, blobs[pack] ?? []))
            } catch {
                if error.kind == .store { throw error }
                result = .failure(error)
            }
            guard each(pack, result) else { return }
        }
    }

    /// Bytes a second of the link, by reading up to 8 MiB of the largest of `packs`. Nil: that is too small to tell.
    public func linkSpeed(_ packs: Set<BlobID>, _ index: BlobIndex) async throws(RepositoryError) -> Double? {
        let sizes = index.packs.filter { packs.contains($0.key) }.mapValues(\.end)
        guard let largest = sizes.max(by: { $0.value < $1.value }), largest.value > 1 << 20 else { return nil }
        let count = min(largest.value, 8 << 20)
        let start = ContinuousClock.now
        _ = try await store.read(FileName(.data, largest.key), from: 0, count: count)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return seconds > 0 ? Double(count) / seconds : nil
    }
}
