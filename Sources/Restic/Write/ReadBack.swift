extension RepositoryWriter {
    /// Reads a sample of what this run has committed since the last call: the header of every new pack, its first and last blob, one
    /// in between. No place tells by itself that it lost what it took. Returns what is wrong.
    public func readBack() async -> [RepositoryError] {
        var problems: [RepositoryError] = []
        for pack in takeCommitted() {
            do throws(RepositoryError) {
                let file = FileName(.data, pack.id)
                guard try await PackHeader.blobs(of: file, size: pack.size, repository) == pack.blobs else {
                    throw RepositoryError(.damaged, .wrongSeal(file.path))
                }
                let places = Set([0, pack.blobs.count - 1, Int.random(in: 0..<max(1, pack.blobs.count))])
                for blob in places.filter({ pack.blobs.indices.contains($0) }).map({ pack.blobs[$0] }) {
                    let sealed = try await repository.store.read(file, from: blob.offset, count: blob.length)
                    let place = BlobLocation(
                        pack: pack.id, offset: blob.offset, length: blob.length, unpackedLength: blob.unpackedLength,
                        kind: blob.kind)
                    _ = try repository.content(of: sealed[...], blob.id, place)
                }
            } catch { problems.append(error) }
        }
        return problems
    }
}
