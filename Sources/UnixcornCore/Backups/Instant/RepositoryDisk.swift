import Digest

/// A disk of a backup, read from the repository as it is asked for.
///
/// What is asked for comes with its neighbours in the pack, more of them where a reader goes on from there; who asks for
/// what is being read waits for that. Zeros are never read.
actor RepositoryDisk: NBDDisk {
    nonisolated let size: UInt64
    private nonisolated let repository: Repository
    private nonisolated let index: BlobIndex
    private nonisolated let blobs: [BlobID]
    /// Where each blob begins, and where the last one ends.
    private nonisolated let starts: [UInt64]
    private nonisolated let zeros: Set<BlobID>

    private var cache: BlobCache
    private var reading: [BlobID: Task<[BlobID: [UInt8]], any Error>] = [:]
    /// What was read ahead of late, by the places of its blobs.
    private var windows: [(places: Range<Int>, bytes: Int)] = []
    /// Why the last read that failed did; clients are only told that it failed.
    private(set) var failure: OperationFailure?

    /// Bytes that are read at a new place, and at most where a reader goes on.
    private static let (leastAhead, mostAhead) = (1 << 20, 8 << 20)
    /// Readers that go on side by side.
    private static let mostWindows = 8

    /// Throws where the index has no place for one of `content`.
    init(
        _ content: [BlobID], _ repository: Repository, _ index: BlobIndex, cacheLimit: Int = 64 << 20
    ) throws(RepositoryError) {
        var (starts, lengths): ([UInt64], Set<Int>) = ([0], [])
        starts.reserveCapacity(content.count + 1)
        for id in content {
            let place = try index.place(of: id)
            lengths.insert(place.contentLength)
            starts.append((starts.last ?? 0) + UInt64(place.contentLength))
        }
        self.repository = repository
        self.index = index
        self.starts = starts
        blobs = content
        size = starts.last ?? 0
        zeros = Self.zeros(lengths)
        cache = BlobCache(limit: cacheLimit)
    }

    /// The names of blobs of these lengths that hold nothing but zeros. Files of others can have any number of lengths.
    private static func zeros(_ lengths: Set<Int>) -> Set<BlobID> {
        // A digest that cannot be made costs reads, and nothing else.
        Set(
            lengths.sorted(by: >).prefix(8).compactMap { length in
                (try? SHA256.digest(of: [UInt8](repeating: 0, count: length))).map { BlobID($0) }
            })
    }

    func read(_ range: Range<UInt64>) async throws -> [UInt8] {
        do {
            var bytes = [UInt8](repeating: 0, count: range.count)
            var done = 0
            var place = place(of: range.lowerBound)
            while done < range.count {
                let start = starts[place]
                let first = Int(max(range.lowerBound, start) - start)
                let count = Int(min(range.upperBound, starts[place + 1]) - start) - first
                if !zeros.contains(blobs[place]) {
                    let content = try await content(at: place)
                    if count == range.count, count == content.count { return content }
                    bytes.replaceSubrange(done..<done + count, with: content[first..<first + count])
                }
                done += count
                place += 1
            }
            return bytes
        } catch {
            let known = (error as? RepositoryError).map { OperationFailure($0) }
            failure = known ?? OperationFailure(error, tried: .readingBackup)
            throw error
        }
    }

    /// Forgets what failed before.
    func takeFailure() -> OperationFailure? {
        defer { failure = nil }
        return failure
    }

    /// The blob that holds the byte at `offset`: the last one that begins there or before, and is not empty.
    private func place(of offset: UInt64) -> Int {
        var (low, high) = (0, blobs.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle + 1] <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func content(at place: Int) async throws -> [UInt8] {
        let id = blobs[place]
        if let kept = cache.content(of: id) { return kept }
        let task = reading[id] ?? begin(at: place)
        if let bytes = try? await task.value[id] { return bytes }
        // A neighbour may be what cannot be read: the blob alone says what is wrong with it.
        let bytes = try await repository.blob(id, index)
        cache.keep(bytes, of: id)
        return bytes
    }

    /// Begins to read the blob at `place` with what follows it on the disk and lies near it in the pack.
    private func begin(at place: Int) -> Task<[BlobID: [UInt8]], any Error> {
        let before = windows.lastIndex { ($0.places.lowerBound + 1...$0.places.upperBound).contains(place) }
        let length = before.map { min(Self.mostAhead, windows[$0].bytes * 2) } ?? Self.leastAhead
        if let before { windows.remove(at: before) }
        let (ids, end) = neighbours(of: place, length)
        windows = windows.suffix(Self.mostWindows - 1) + [(place..<end, length)]
        let (repository, index) = (repository, index)
        let task = Task {
            let found = FoundBlobs(ids, index)
            try await repository.stream(ids, index) { offsets, bytes in await found.add(bytes, at: offsets) }
            return await found.contents
        }
        for id in ids { reading[id] = task }
        Task {
            let found = try? await task.value
            for id in ids {
                reading[id] = nil
                if let bytes = found?[id] { cache.keep(bytes, of: id) }
            }
        }
        return task
    }

    private func neighbours(of place: Int, _ length: Int) -> (ids: [BlobID], end: Int) {
        var ids = [blobs[place]]
        var seen = Set(ids)
        var end = place + 1
        guard let first = index[blobs[place]] else { return (ids, end) }
        let near = first.offset..<first.offset + length
        while end < blobs.count, starts[end] - starts[place] < UInt64(length) {
            let id = blobs[end]
            end += 1
            guard !zeros.contains(id), !cache.has(id), reading[id] == nil, !seen.contains(id), let other = index[id],
                other.pack == first.pack, near.contains(other.offset)
            else { continue }
            seen.insert(id)
            ids.append(id)
        }
        return (ids, end)
    }
}

/// Collects what several tasks read.
private actor FoundBlobs {
    private(set) var contents: [BlobID: [UInt8]] = [:]
    /// `Repository.stream` names blobs by where they would begin, one behind the other.
    private var names: [Int: BlobID] = [:]

    init(_ ids: [BlobID], _ index: BlobIndex) {
        var start = 0
        for id in ids {
            names[start] = id
            start += index[id]?.contentLength ?? 0
        }
    }

    func add(_ bytes: [UInt8], at offsets: [Int]) {
        for offset in offsets { if let id = names[offset] { contents[id] = bytes } }
    }
}

extension Phrase {
    static let readingBackup = Phrase("reading the backup", "lecture de la sauvegarde")
}
