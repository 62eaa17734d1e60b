import Digest
import Restic

/// Compares a restored disk, as a guest would see it, with the names of the blobs that it was backed up as.
struct DiskComparison: Sendable {
    let content: [BlobID]
    let index: BlobIndex

    /// Ranges of the disk that differ from what was recorded. Reads all of it but holes that were recorded as zeros.
    func differences(
        in disk: ExportedDisk, _ progress: @escaping @Sendable (Int) throws -> Void
    ) async throws -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var blobs: [BlobID] = []
        var holes = RangeCursor(try await disk.zeros())
        var zeros: [Int: BlobID] = [:]
        var place = 0
        for blob in content {
            guard let length = index[blob]?.contentLength else {
                throw RepositoryError(.missing, .recordedBlobMissing(blob.short))
            }
            let range = place..<place + length
            place += length
            if holes.contains(range) {
                let zero = try zeros[length] ?? BlobID(SHA256.digest(of: [UInt8](repeating: 0, count: length)))
                zeros[length] = zero
                if zero == blob { continue }
            }
            ranges.append(range)
            blobs.append(blob)
        }
        guard place == disk.size else { return [min(place, disk.size)..<max(place, disk.size)] }
        let judge = Judge(ranges, blobs)
        try await disk.read(ranges) { offset, id, bytes in
            try progress(offset)
            try await judge.take(id, bytes)
        }
        return await judge.all
    }

    /// Takes the ranges in their order, in one piece or in several.
    private actor Judge {
        private let ranges: [Range<Int>]
        private let blobs: [BlobID]
        private var current = 0
        private var bytes: [UInt8] = []
        private var differing: [Range<Int>] = []

        init(_ ranges: [Range<Int>], _ blobs: [BlobID]) {
            self.ranges = ranges
            self.blobs = blobs
        }

        /// What was never handed out differs too.
        var all: [Range<Int>] { differing + ranges.dropFirst(current) }

        /// - Parameter id: the piece's name as a blob.
        func take(_ id: BlobID, _ piece: () -> [UInt8]) throws {
            guard current < ranges.count else { return }
            let (range, size) = (ranges[current], DiskPlan.sizes[0])
            let isWhole = range.lowerBound / size == (range.upperBound - 1) / size
            if !isWhole { bytes += piece() }
            guard isWhole || bytes.count >= ranges[current].count else { return }
            let found = isWhole ? id : BlobID(try SHA256.digest(of: bytes))
            if found != blobs[current] { differing.append(ranges[current]) }
            bytes = []
            current += 1
        }
    }
}

extension Phrase {
    static func recordedBlobMissing(_ name: String) -> Phrase {
        Phrase("blob \(name) is in no index", "le bloc \(name) n’est dans aucun index")
    }
}
