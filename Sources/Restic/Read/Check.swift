import Digest
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
    /// The backups that the problems hit, oldest first.
    public var hits: [Hit] = []
    /// The size of each pack that an index names and the place has.
    public var sizes: [BlobID: Int] = [:]
    /// Packs that no index names: left by a cut run. They cost room and nothing else.
    public var unknownPacks = 0

    /// A backup that does not come back whole.
    public struct Hit: Sendable {
        public var backup: Snapshot
        /// Its damaged files, and folders with a `/` behind.
        public var paths: [String]
    }
}

extension Repository {
    /// Checks that every index file, snapshot and tree can be read and everything they name is there; with `readsData`
    /// also every byte of every pack. Goes on after a problem, and names each.
    ///
    /// - Parameter each: what came of each pack that was read: its bytes, or what is wrong with it.
    public func check(
        readsData: Bool, each: (BlobID, Result<Int, RepositoryError>) -> Void = { _, _ in }
    ) async throws(RepositoryError) -> CheckReport {
        // What the place has, not what is remembered of it.
        var here = self
        here.cache = nil
        return try await here.checkAll(readsData: readsData, each)
    }

    private func checkAll(
        readsData: Bool, _ each: (BlobID, Result<Int, RepositoryError>) -> Void
    ) async throws(RepositoryError) -> CheckReport {
        var report = CheckReport()
        let (index, damagedIndexes) = try await index()
        let (snapshots, damagedSnapshots) = try await snapshots()
        report.problems = damagedIndexes + damagedSnapshots
        report.snapshots = snapshots.count
        report.blobs = index.count
        var bad = try await checkPacks(index, &report)
        var (seen, lost): (Set<BlobID>, Set<BlobID>) = ([], [])
        for snapshot in snapshots { try await checkTree(snapshot.tree, index, &seen, &lost, &report) }
        report.trees = seen.count
        if !lost.isEmpty { report.problems.append(RepositoryError(.missing, .blobsMissing(lost.count))) }
        if readsData { try await checkData(index, &bad, &report, each) }
        if !report.problems.isEmpty { report.hits = try await hits(snapshots, index, bad) }
        return report
    }

    /// Reads every pack that is there whole. What of it cannot be used goes into `bad`.
    private func checkData(
        _ index: BlobIndex, _ bad: inout Set<BlobID>, _ report: inout CheckReport,
        _ each: (BlobID, Result<Int, RepositoryError>) -> Void
    ) async throws(RepositoryError) {
        let packs = report.sizes.keys.sorted()
        // Some hundred packs at once: the blobs of all would take more memory than all the rest.
        for start in stride(from: 0, to: packs.count, by: 256) {
            for (pack, blobs) in index.byPack(Set(packs[start..<min(start + 256, packs.count)])) {
                try Repository.checkCancelled()
                do throws(RepositoryError) {
                    let bytes = try await checkData(of: pack, blobs)
                    report.bytesRead += bytes
                    each(pack, .success(bytes))
                } catch {
                    if error.kind == .cancelled { throw error }
                    each(pack, .failure(error))
                    // A folder's blob was named already, when its tree was read.
                    if !report.problems.contains(error) { report.problems.append(error) }
                    for (id, place) in blobs where index[id] == place {
                        // What a place refuses is not asked again for each blob.
                        let isBad = if error.kind == .store { true } else { try await isDamaged(id, index) }
                        if isBad { bad.insert(id) }
                    }
                }
            }
        }
    }

    private func isDamaged(_ id: BlobID, _ index: BlobIndex) async throws(RepositoryError) -> Bool {
        do throws(RepositoryError) {
            _ = try await blob(id, index)
            return false
        } catch {
            if error.kind == .cancelled { throw error }
            return true
        }
    }

    /// Names the packs that are missing or cut. Returns the blobs that went with them.
    private func checkPacks(
        _ index: BlobIndex, _ report: inout CheckReport
    ) async throws(RepositoryError) -> Set<BlobID> {
        let sizes = try await packSizes()
        report.packs = sizes.count
        let known = index.packs
        report.sizes = sizes.filter { known[$0.key] != nil }
        var broken: Set<BlobID> = []
        for (pack, facts) in known.sorted(by: { $0.key < $1.key }) {
            guard let size = sizes[pack] else {
                report.problems.append(RepositoryError(.missing, .packMissing(pack, facts.blobs)))
                broken.insert(pack)
                continue
            }
            let least = facts.leastSize
            guard size < least else { continue }
            report.problems.append(RepositoryError(.damaged, .packShort(pack, size, least)))
            broken.insert(pack)
        }
        report.unknownPacks = sizes.keys.count { known[$0] == nil }
        guard !broken.isEmpty else { return [] }
        return Set(
            index.byPack(broken).flatMap(\.blobs).filter { id, place in
                index[id] == place && place.end > sizes[place.pack] ?? 0
            }.map(\.id))
    }

    private func checkTree(
        _ root: BlobID, _ index: BlobIndex, _ seen: inout Set<BlobID>, _ lost: inout Set<BlobID>,
        _ report: inout CheckReport
    ) async throws(RepositoryError) {
        var waiting = [root]
        while let id = waiting.popLast() {
            guard seen.insert(id).inserted else { continue }
            do throws(RepositoryError) {
                for node in try await tree(id, index) {
                    if let subtree = node.subtree { waiting.append(subtree) }
                    for blob in node.content ?? [] where index[blob] == nil { lost.insert(blob) }
                }
            } catch {
                if error.kind == .store { throw error }
                if index[id] == nil { lost.insert(id) } else { report.problems.append(error) }
            }
        }
    }

    /// Reads a pack whole: its name, then each blob's seal and name. Returns its bytes.
    func checkData(
        of pack: BlobID, _ blobs: [(id: BlobID, place: BlobLocation)]
    ) async throws(RepositoryError) -> Int {
        let file = FileName(.data, pack)
        var hash: SHA256? = try Repository.read(file.path) { try SHA256() }
        // Where two index files name the same pack each blob is there twice, side by side.
        var rest = blobs.sorted { $0.place.offset < $1.place.offset }[...]
        var place = 0
        await store.expect(file, 0..<(rest.last?.place.end ?? 0))
        while let first = rest.first?.place {
            guard first.offset >= place else { throw RepositoryError(.damaged, .overlappingBlobs(pack)) }
            let limit = max(first.end, first.offset + Repository.mostChecked)
            let some = rest.prefix { $0.place.end <= limit }
            rest = rest.dropFirst(some.count)
            let (start, end) = (place, some.last?.place.end ?? first.end)
            let bytes = try await checkedRead(file, pack, start..<end)
            // The name of the whole beside the two halves of the blobs.
            let half = some.startIndex + some.count / 2
            async let left = checked(some[..<half], bytes, from: start)
            async let right = checked(some[half...], bytes, from: start)
            try Repository.read(file.path) { try hash?.update(bytes) }
            try await left.get()
            try await right.get()
            place = end
        }
        let header = try await store.read(file, from: place, count: nil)
        let digest = try Repository.read(file.path) {
            try hash?.update(header)
            return try hash.take()?.finish()
        }
        guard digest.map({ BlobID($0) }) == pack else { throw RepositoryError(.damaged, .wrongDigest(file.path)) }
        return place + header.count
    }

    /// Bytes of a pack that are looked at together.
    private static let mostChecked = 8 << 20

    /// A part of a pack; where it is too short, that is said with its size.
    private func checkedRead(
        _ file: FileName, _ pack: BlobID, _ range: Range<Int>
    ) async throws(RepositoryError) -> [UInt8] {
        do throws(RepositoryError) {
            return try await store.read(file, from: range.lowerBound, count: range.count)
        } catch {
            guard error.kind == .damaged else { throw error }
            let size = try await store.read(file).count
            throw RepositoryError(.damaged, .packShort(pack, size, range.upperBound))
        }
    }

    private func checked(
        _ blobs: ArraySlice<(id: BlobID, place: BlobLocation)>, _ bytes: [UInt8], from start: Int
    ) -> Result<Void, RepositoryError> {
        Result { () throws(RepositoryError) in
            for (id, place) in blobs {
                let from = place.offset - start
                _ = try content(of: bytes[from..<from + place.length], id, place)
            }
        }
    }
}
