import Text

/// What a check of a repository found, and how much it looked at.
public struct CheckReport: Sendable {
    public var snapshots = 0
    public var trees = 0
    public var blobs = 0
    public var packs = 0
    /// Bytes of packs that were read in full.
    public var bytesRead = 0
    public var problems: [RepositoryError] = []
    /// Packs that no index names: left by a cut run. They cost room and nothing else.
    public var unknownPacks = 0
}

extension Repository {
    /// Checks that every index file, snapshot and tree can be read and everything they name is there; with `readsData`
    /// also every byte of every pack. Goes on after a problem, and names each.
    ///
    /// - Parameter progress: packs done and packs in all, while data is read.
    public func check(
        readsData: Bool, progress: @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws(RepositoryError) -> CheckReport {
        // What the place has, not what is remembered of it.
        var here = self
        here.cache = nil
        return try await here.checkAll(readsData: readsData, progress)
    }

    private func checkAll(
        readsData: Bool, _ progress: @Sendable (Int, Int) -> Void
    ) async throws(RepositoryError) -> CheckReport {
        var report = CheckReport()
        let (index, damagedIndexes) = try await index()
        let (snapshots, damagedSnapshots) = try await snapshots()
        report.problems = damagedIndexes + damagedSnapshots
        report.snapshots = snapshots.count
        report.blobs = index.count
        let sizes = try await checkPacks(index, &report)
        var seen: Set<BlobID> = []
        for snapshot in snapshots { try await checkTree(snapshot.tree, index, &seen, &report) }
        report.trees = seen.count
        guard readsData else { return report }
        let packs = index.packs.keys.sorted()
        // Some hundred packs at once: the blobs of all would take more memory than all the rest.
        for start in stride(from: 0, to: packs.count, by: 256) {
            let some = index.byPack(Set(packs[start..<min(start + 256, packs.count)]))
            for (number, (pack, blobs)) in some.enumerated() {
                progress(start + number, packs.count)
                guard sizes[pack] != nil else { continue }
                do throws(RepositoryError) {
                    report.bytesRead += try await checkData(of: pack, blobs)
                } catch {
                    // A folder's blob was named already, when its tree was read.
                    if !report.problems.contains(error) { report.problems.append(error) }
                }
            }
        }
        progress(packs.count, packs.count)
        return report
    }

    private func checkPacks(
        _ index: BlobIndex, _ report: inout CheckReport
    ) async throws(RepositoryError) -> [BlobID: Int] {
        let sizes = try await packSizes()
        report.packs = sizes.count
        let known = index.packs
        for (pack, facts) in known.sorted(by: { $0.key < $1.key }) {
            guard let size = sizes[pack] else {
                report.problems.append(RepositoryError(.missing, .packMissing(pack, facts.blobs)))
                continue
            }
            let least = facts.leastSize
            if size < least { report.problems.append(RepositoryError(.damaged, .packShort(pack, size, least))) }
        }
        report.unknownPacks = sizes.keys.count { known[$0] == nil }
        return sizes
    }

    private func checkTree(
        _ root: BlobID, _ index: BlobIndex, _ seen: inout Set<BlobID>, _ report: inout CheckReport
    ) async throws(RepositoryError) {
        var waiting = [root]
        while let id = waiting.popLast() {
            guard seen.insert(id).inserted else { continue }
            do throws(RepositoryError) {
                for node in try await tree(id, index) {
                    if let subtree = node.subtree { waiting.append(subtree) }
                    for blob in node.content ?? [] where index[blob] == nil {
                        report.problems.append(RepositoryError(.missing, .blobMissing(blob)))
                    }
                }
            } catch {
                if error.kind == .store { throw error }
                report.problems.append(error)
            }
        }
    }

    /// Reads a pack whole: its name, then each blob's seal and name. Returns its bytes.
    func checkData(
        of pack: BlobID, _ blobs: [(id: BlobID, place: BlobLocation)]
    ) async throws(RepositoryError) -> Int {
        let file = FileName(.data, pack)
        let bytes = try await store.read(file)
        // The whole and each half of the blobs at once.
        async let name = Result { () throws(RepositoryError) in try Repository.checkName(of: file, bytes) }
        let half = blobs.count / 2
        async let first = checked(blobs[..<half], of: pack, bytes)
        try checked(blobs[half...], of: pack, bytes).get()
        try await first.get()
        try await name.get()
        return bytes.count
    }

    private func checked(
        _ blobs: ArraySlice<(id: BlobID, place: BlobLocation)>, of pack: BlobID, _ bytes: [UInt8]
    ) -> Result<Void, RepositoryError> {
        Result { () throws(RepositoryError) in
            for (id, place) in blobs {
                guard place.offset + place.length <= bytes.count else {
                    throw RepositoryError(.damaged, .packShort(pack, bytes.count, place.offset + place.length))
                }
                _ = try content(of: bytes[place.offset..<place.offset + place.length], id, place)
            }
        }
    }
}
