import Digest

/// Backs one disk up into a repository: reads what may have changed, stores what did.
struct DiskBackup: Sendable {
    let source: any DiskSource
    let writer: RepositoryWriter
    /// The pieces of the last backup of this disk, from its beginning; empty for a first one.
    let parent: [DiskPlan.Piece]
    /// Pieces that are hashed, packed and sealed at once.
    var depth = 6

    /// What came of it.
    struct Outcome: Sendable {
        /// The disk's content, blob by blob.
        var content: [BlobID] = []
        /// Bytes that were read, that differ from the last backup, and that were stored (packed and sealed).
        var readBytes = 0
        var changedBytes = 0
        var storedBytes = 0
        /// Bytes of what was stored before packing: beside `storedBytes` it tells how dense the new data is.
        var newBytes = 0

        /// The next blob, and the bytes that it takes: none where the repository had it.
        mutating func add(_ blob: BlobID, stored: Int, of count: Int) {
            content.append(blob)
            storedBytes += stored
            if stored > 0 { newBytes += count }
        }

        mutating func add(_ part: Outcome) {
            content += part.content
            readBytes += part.readBytes
            changedBytes += part.changedBytes
            storedBytes += part.storedBytes
            newBytes += part.newBytes
        }
    }

    init(source: any DiskSource, writer: RepositoryWriter, parent: [DiskPlan.Piece]) {
        self.source = source
        self.writer = writer
        self.parent = parent
    }

    /// - Parameters:
    ///   - dirty: what was written since the last backup; nil where nobody knows.
    ///   - progress: bytes of the disk that are done. A throw ends it.
    func run(
        dirty: [Range<Int>]?, progress: @escaping @Sendable (Int) throws -> Void
    ) async throws -> Outcome {
        let plan = DiskPlan(size: source.size, parent: parent, dirty: dirty, zeros: try await source.zeros())
        let scan = DiskScan(plan, size: source.size, writer: writer, depth: depth, progress)
        let ranges = Array(plan.lazy.filter(\.isRead).map(\.range))
        do {
            try await source.read(ranges) { _, id, bytes in try await scan.take(id, bytes) }
            return try await scan.finish()
        } catch {
            await scan.cancel()
            throw error
        }
    }

    /// Whether the bitmap tells the truth: some pieces that it calls clean are read and compared with the last backup.
    func confirms(dirty: [Range<Int>], samples: Int = 16) async throws -> Bool {
        var chosen: [(range: Range<Int>, blob: BlobID)] = []
        var seen = 0
        for step in DiskPlan(size: source.size, parent: parent, dirty: dirty, zeros: []) {
            guard case .kept(let blob) = step.kind else { continue }
            seen += 1
            // Each of those seen so far is among the chosen with the same chance.
            if chosen.count < samples {
                chosen.append((step.range, blob))
            } else {
                let place = Int.random(in: 0..<seen)
                if place < samples { chosen[place] = (step.range, blob) }
            }
        }
        chosen.sort { $0.range.lowerBound < $1.range.lowerBound }
        let blobs = Dictionary(uniqueKeysWithValues: chosen.map { ($0.range.lowerBound, $0.blob) })
        do {
            try await source.read(chosen.map(\.range)) { offset, id, _ in
                guard id == blobs[offset] else { throw Disagreement() }
            }
        } catch is Disagreement { return false }
        return true
    }

    private struct Disagreement: Error {}
}

/// The pieces of a disk on their way into the repository: taken in order, worked on at once, put together in order.
private actor DiskScan {
    private enum Work {
        /// As it was.
        case same(BlobID, bytes: Int)
        case other(Task<DiskBackup.Outcome, any Error>)
    }

    private var plan: DiskPlan
    private let size: Int
    private let writer: RepositoryWriter
    private let depth: Int
    private let most: Int
    private let progress: @Sendable (Int) throws -> Void
    private var outcome = DiskBackup.Outcome()
    private var pending: [(end: Int, work: Work)] = []
    /// Tasks among `pending`.
    private var working = 0
    /// Small new pieces on their way into one task: they are many.
    private var batch: [(bytes: [UInt8], id: BlobID)] = []
    private var batchEnd = 0
    /// The blobs of nothing but zeros, by length.
    private var zeros: [Int: BlobID] = [:]
    private var storedZeros: Set<Int> = []

    init(
        _ plan: DiskPlan, size: Int, writer: RepositoryWriter, depth: Int,
        _ progress: @escaping @Sendable (Int) throws -> Void
    ) {
        self.plan = plan
        self.size = size
        self.writer = writer
        self.depth = depth
        self.progress = progress
        most = DiskPlan.mostPieces(of: size)
    }

    /// The next piece that was read, whose name is `id`.
    func take(_ id: BlobID, _ bytes: @Sendable () -> [UInt8]) async throws {
        while let step = plan.next() {
            guard case .read(let was, _) = step.kind else {
                try await pass(step)
                continue
            }
            if was == nil, step.range.count < DiskPlan.sizes[0] {
                batch.append((bytes(), id))
                batchEnd = step.range.upperBound
                if batch.reduce(0, { $0 + $1.bytes.count }) >= DiskPlan.sizes[0] / 2 { beginBatch() }
                while working >= depth { try await settle() }
                return
            }
            beginBatch()
            if id == was {
                pending.append((step.range.upperBound, .same(id, bytes: step.range.count)))
            } else {
                // As many as there are, those under way at their worst, and those to come.
                let pieces = outcome.content.count + (pending.count + 1) * DiskPlan.mostCuts + plan.piecesLeft
                let (bytes, mayCut, writer) = (bytes(), pieces < most, writer)
                let zero = try zeroBlob(step.range.count)
                let work = Task { try await step.store(bytes, id, mayCut: mayCut, zero: zero, writer) }
                pending.append((step.range.upperBound, .other(work)))
                working += 1
            }
            // Nothing waits for what needs no work.
            while working >= depth { try await settle() }
            while case .same? = pending.first?.work { try await settle() }
            return
        }
    }

    private func beginBatch() {
        guard !batch.isEmpty else { return }
        let (pieces, writer) = (batch, writer)
        batch = []
        let work = Task {
            var outcome = DiskBackup.Outcome()
            for (piece, stored) in zip(pieces, try await writer.store(pieces)) {
                outcome.add(piece.id, stored: stored, of: piece.bytes.count)
                outcome.readBytes += piece.bytes.count
                outcome.changedBytes += piece.bytes.count
            }
            return outcome
        }
        pending.append((batchEnd, .other(work)))
        working += 1
    }

    func finish() async throws -> DiskBackup.Outcome {
        while let step = plan.next() { try await pass(step) }
        beginBatch()
        while !pending.isEmpty { try await settle() }
        return outcome
    }

    func cancel() { for case (_, .other(let work)) in pending { work.cancel() } }

    /// What needs no reading. Everything before it comes first.
    private func pass(_ step: DiskPlan.Step) async throws {
        beginBatch()
        while !pending.isEmpty { try await settle() }
        switch step.kind {
        case .kept(let blob): outcome.content.append(blob)
        case .zero:
            let id = try zeroBlob(step.range.count)
            if storedZeros.insert(step.range.count).inserted {
                try await writer.store([UInt8](repeating: 0, count: step.range.count), id)
            }
            outcome.content.append(id)
        case .read: break
        }
        try progress(step.range.upperBound)
    }

    private func settle() async throws {
        let (end, work) = pending.removeFirst()
        switch work {
        case .same(let id, let bytes):
            outcome.content.append(id)
            outcome.readBytes += bytes
        case .other(let task):
            working -= 1
            outcome.add(try await task.value)
        }
        try progress(end)
    }

    private func zeroBlob(_ count: Int) throws -> BlobID {
        if let known = zeros[count] { return known }
        let id = BlobID(try SHA256.digest(of: [UInt8](repeating: 0, count: count)))
        zeros[count] = id
        return id
    }
}

extension DiskPlan.Step {
    /// Stores what was read of this range and is not what was there.
    /// - Parameters:
    ///   - id: its name as one blob.
    ///   - zero: the blob of as many zeros.
    fileprivate func store(
        _ bytes: [UInt8], _ id: BlobID, mayCut: Bool, zero: BlobID, _ writer: RepositoryWriter
    ) async throws -> DiskBackup.Outcome {
        guard case .read(let was, let dirty) = kind else { return DiskBackup.Outcome() }
        var outcome = DiskBackup.Outcome()
        outcome.readBytes = bytes.count
        outcome.changedBytes = bytes.count
        // What was nothing but zeros is new, and not a place that changes.
        let isNew = was == nil || was == zero
        let cuts = isNew || !mayCut ? [range] : DiskPlan.cuts(of: range, dirty: dirty)
        for cut in cuts {
            let isWhole = cuts.count == 1
            let part =
                isWhole ? bytes : Array(bytes[cut.lowerBound - range.lowerBound..<cut.upperBound - range.lowerBound])
            let name = isWhole ? id : BlobID(try SHA256.digest(of: part))
            outcome.add(name, stored: try await writer.store(part, name), of: part.count)
        }
        return outcome
    }
}
