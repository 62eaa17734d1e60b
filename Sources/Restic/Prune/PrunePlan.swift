import Text

/// What a prune would do with each pack.
public struct PrunePlan: Sendable {
    /// Packs of which nothing is needed.
    var unneeded: [BlobID] = []
    /// Packs whose needed blobs are written anew, so that they can go.
    var repacked: [BlobID] = []
    /// Packs that no index names and that are not whole.
    var cut: [FileName] = []
    /// The blobs of `repacked` that are needed.
    var moved: [(id: BlobID, place: BlobLocation)] = []

    public var packs = 0
    public var removedPacks: Int { unneeded.count + repacked.count + cut.count }
    /// Bytes of packs that go, and of blobs that are written anew for it.
    public var removedBytes = 0
    public var movedBytes: Int { moved.reduce(0) { $0 + $1.place.length } }
    /// Bytes of blobs that nothing needs and that stay, since moving their packs would cost more than it frees.
    public var toleratedBytes = 0
    public var freedBytes: Int { removedBytes - movedBytes }
}

/// How far a prune goes.
public struct PruneLimits: Sendable {
    /// The share of the repository that may be unneeded and stay.
    public var unused = 0.05
    /// Bytes that are written anew at most in one run; the next goes on.
    public var repacked = Int.max

    public init() {}
}

extension Repository {
    /// Which packs nothing needs but the backups that are not in `keeping`. Reads every tree of those that stay: one
    /// that cannot be read ends it, since its blobs would be taken for unneeded.
    public func prunePlan(
        keeping backups: [Snapshot], _ index: BlobIndex, _ limits: PruneLimits = PruneLimits()
    ) async throws(RepositoryError) -> PrunePlan {
        var used = BlobMarks(index)
        try await visitBlobs(of: backups, index) { used.insert($0) }
        var sizes = try await packSizes()
        var plan = PrunePlan()
        plan.packs = sizes.count
        var uses = PackUse.all(index, used)
        let owners = try PackUse.shareOut(&uses, sizes)
        var partial: [PackUse] = []
        for var use in uses.values.sorted(by: { $0.pack < $1.pack }) {
            let size = sizes.removeValue(forKey: use.pack)
            use.size = size ?? 0
            if use.needed == 0 {
                plan.unneeded.append(use.pack)
                plan.removedBytes += use.size
            } else if use.unneeded > 0 {
                partial.append(use)
            }
        }
        for (pack, size) in sizes {
            plan.cut.append(FileName(.data, pack))
            plan.removedBytes += size
        }
        choose(partial, limits, &plan)
        for (pack, blobs) in index.byPack(Set(plan.repacked)) {
            plan.moved += blobs.filter { used.contains($0.id) && owners[$0.id] ?? pack == pack }
        }
        return plan
    }

    /// Packs with the most to win are moved first, until what stays unneeded is tolerable.
    private func choose(_ partial: [PackUse], _ limits: PruneLimits, _ plan: inout PrunePlan) {
        var unneeded = partial.reduce(0) { $0 + $1.unneeded }
        let total = partial.reduce(0) { $0 + $1.size }
        let tolerable = Int(Double(total) * limits.unused)
        var moved = 0
        for use in partial.sorted(by: { ($0.share, $1.pack) > ($1.share, $0.pack) }) {
            guard unneeded > tolerable, moved + use.neededBytes <= limits.repacked else { continue }
            moved += use.neededBytes
            unneeded -= use.unneeded
            plan.repacked.append(use.pack)
            plan.removedBytes += use.size
        }
        plan.toleratedBytes = unneeded
    }

    /// Every blob that the trees of `backups` name, the trees themselves too.
    func usedBlobs(of backups: [Snapshot], _ index: BlobIndex) async throws(RepositoryError) -> Set<BlobID> {
        var used: Set<BlobID> = []
        try await visitBlobs(of: backups, index) { used.insert($0).inserted }
        return used
    }

    /// - Parameter visit: whether it sees the blob for the first time.
    private func visitBlobs(
        of backups: [Snapshot], _ index: BlobIndex, _ visit: (BlobID) -> Bool
    ) async throws(RepositoryError) {
        var waiting = backups.map(\.tree)
        while let id = waiting.popLast() {
            guard index[id] != nil else { throw RepositoryError(.missing, .blobMissing(id)) }
            guard visit(id) else { continue }
            try Repository.checkCancelled()
            for node in try await tree(id, index) {
                if let subtree = node.subtree { waiting.append(subtree) }
                for blob in node.content ?? [] {
                    guard index[blob] != nil else { throw RepositoryError(.missing, .blobMissing(blob)) }
                    _ = visit(blob)
                }
            }
        }
    }
}

/// How much of a pack is needed. Counts and no blobs: a repository has millions of them.
private struct PackUse {
    let pack: BlobID
    var needed = 0
    var neededBytes = 0
    var size = 0
    /// Needed blobs that lie in other packs too.
    var shared: [(id: BlobID, length: Int)] = []

    /// Bytes, but for the header.
    var unneeded: Int {
        let header = SealingKey.overhead + PackHeader.lengthSize + needed * 41
        return max(0, size - neededBytes - header)
    }
    var share: Double { Double(unneeded) / Double(max(1, size)) }

    /// The use of every pack that the index names.
    static func all(_ index: BlobIndex, _ used: BlobMarks) -> [BlobID: PackUse] {
        var uses: [BlobID: PackUse] = [:]
        for (number, table) in index.tables.enumerated() {
            var here = table.packs.map { PackUse(pack: $0.id) }
            table.walk { position, record in
                guard used.contains(position, inTable: number) else { return }
                let pack = Int(record.pack)
                here[pack].needed += 1
                here[pack].neededBytes += Int(record.length)
                let id = BlobID(words: record.words)
                if index.hasSeveral(id) { here[pack].shared.append((id, Int(record.length))) }
            }
            for use in here { uses[use.pack, default: PackUse(pack: use.pack)].add(use) }
        }
        return uses
    }

    private mutating func add(_ other: PackUse) {
        needed += other.needed
        neededBytes += other.neededBytes
        shared += other.shared
    }

    /// Of a blob that lies in several packs, the copy beside most needed blobs stays: the others are needed no more.
    /// Returns which pack keeps each. Throws where only a pack that is not there has a needed blob.
    static func shareOut(
        _ uses: inout [BlobID: PackUse], _ sizes: [BlobID: Int]
    ) throws(RepositoryError) -> [BlobID: BlobID] {
        var owners: [BlobID: BlobID] = [:]
        let ranked = uses.values.sorted { ($0.needed, $1.pack) > ($1.needed, $0.pack) }
        let (here, missing) = (ranked.filter { sizes[$0.pack] != nil }, ranked.filter { sizes[$0.pack] == nil })
        for use in here + missing {
            var kept = use
            for (id, length) in use.shared {
                // The same pack in two index files counts once.
                if owners[id] == nil, sizes[use.pack] != nil {
                    owners[id] = use.pack
                } else {
                    kept.needed -= 1
                    kept.neededBytes -= length
                    if owners[id] == nil { throw RepositoryError(.missing, .packMissing(use.pack, use.needed)) }
                }
            }
            if sizes[use.pack] == nil, kept.needed > 0 {
                throw RepositoryError(.missing, .packMissing(use.pack, kept.needed))
            }
            uses[use.pack] = kept
        }
        return owners
    }
}
