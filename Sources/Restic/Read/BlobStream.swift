extension Repository {
    /// Bytes that are asked for at once, and a gap between two blobs that is rather read than asked around.
    private static let mostAtOnce = 2 << 20
    private static let mostGap = 256 << 10

    /// Reads the blobs of a file in the order in which they lie in the packs, neighbours with one request, several
    /// requests at once; each blob once, however often the file has it.
    ///
    /// - Parameter deliver: a blob's content, and every offset in the file where it belongs. Called from several tasks.
    public func stream(
        _ content: [BlobID], _ index: BlobIndex, depth: Int = 16,
        _ deliver: @escaping @Sendable (_ offsets: [Int], _ bytes: [UInt8]) async throws -> Void
    ) async throws {
        let runs = try runs(of: content, index, depth)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, run) in runs.enumerated() {
                if number >= depth { try await group.next() }
                if let all = run.ofPack { await store.expect(FileName(.data, run.pack), all) }
                group.addTask { try await self.read(run, deliver) }
            }
            try await group.waitForAll()
        }
    }

    /// Neighbouring blobs of one pack.
    private struct Run: Sendable {
        var pack: BlobID
        var range: Range<Int>
        var blobs: [(id: BlobID, place: BlobLocation, offsets: [Int])]
        /// What is wanted of the pack altogether, where most of it is and this is the first of it.
        var ofPack: Range<Int>?
    }

    private func runs(
        of content: [BlobID], _ index: BlobIndex, _ depth: Int
    ) throws(RepositoryError) -> [Run] {
        var wanted: [BlobID: (place: BlobLocation, offsets: [Int])] = [:]
        var offset = 0
        for id in content {
            guard let place = wanted[id]?.place ?? index[id] else { throw RepositoryError(.missing, .blobMissing(id)) }
            wanted[id, default: (place, [])].offsets.append(offset)
            offset += place.contentLength
        }
        var runs: [Run] = []
        let sorted = wanted.sorted {
            ($0.value.place.pack, $0.value.place.offset) < ($1.value.place.pack, $1.value.place.offset)
        }
        for (id, (place, offsets)) in sorted {
            let range = place.offset..<place.end
            if let last = runs.last, last.pack == place.pack, range.lowerBound <= last.range.upperBound + Self.mostGap,
                range.upperBound - last.range.lowerBound <= Self.mostAtOnce
            {
                runs[runs.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, range.upperBound)
                runs[runs.count - 1].blobs.append((id, place, offsets))
            } else {
                runs.append(Run(pack: place.pack, range: range, blobs: [(id, place, offsets)]))
            }
        }
        announce(&runs, depth)
        return runs
    }

    /// Marks the first run of each pack that is wanted from one place to another, but for less than a quarter, and in so
    /// many runs that not many packs are read at once.
    private func announce(_ runs: inout [Run], _ depth: Int) {
        var first = 0
        while first < runs.count {
            let pack = runs[first].pack
            let end = runs[first...].firstIndex { $0.pack != pack } ?? runs.count
            let all = runs[first].range.lowerBound..<runs[end - 1].range.upperBound
            let wanted = runs[first..<end].reduce(0) { $0 + $1.range.count }
            if end - first >= depth, wanted >= all.count / 4 * 3 { runs[first].ofPack = all }
            first = end
        }
    }

    private func read(
        _ run: Run, _ deliver: @Sendable ([Int], [UInt8]) async throws -> Void
    ) async throws {
        let sealed = try await store.read(
            FileName(.data, run.pack), from: run.range.lowerBound, count: run.range.count)
        for (id, place, offsets) in run.blobs {
            try Task.checkCancellation()
            let start = place.offset - run.range.lowerBound
            try await deliver(offsets, try content(of: sealed[start..<start + place.length], id, place))
        }
    }
}
