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
        try await disk.read(ranges) { offset, bytes in
            try progress(offset)
            try await judge.take(bytes)
        }
        return await judge.all
    }

    /// Takes the ranges in their order, in one piece or in several.
    private actor Judge {
        private let ranges: [Range<Int>]
        private let blobs: [BlobID]
        private var current = 0
        private var bytes: [UInt8] = []
        private var found: [Range<Int>] = []

        init(_ ranges: [Range<Int>], _ blobs: [BlobID]) {
            self.ranges = ranges
            self.blobs = blobs
        }

        /// What was never handed out differs too.
        var all: [Range<Int>] { found + ranges.dropFirst(current) }

        func take(_ piece: [UInt8]) throws {
            bytes += piece
            guard current < ranges.count, bytes.count >= ranges[current].count else { return }
            if try BlobID(SHA256.digest(of: bytes)) != blobs[current] { found.append(ranges[current]) }
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
