/// The JSON of an index file (restic's design document, "Indexing").
struct IndexFile: Codable {
    struct Pack: Codable {
        var id: BlobID
        var blobs: [Blob]
    }
    struct Blob: Codable {
        var id: BlobID
        var type: String
        var offset: Int
        var length: Int
        var uncompressed_length: Int?
    }
    var supersedes: [BlobID]?
    var packs: [Pack]

    /// Whether every number can be true: a hostile index must not make arithmetic overflow.
    var isSane: Bool {
        packs.allSatisfy { pack in
            pack.blobs.allSatisfy {
                (0...1 << 40).contains($0.offset) && (SealingKey.overhead..<1 << 32).contains($0.length)
                    && (0...Compression.most).contains($0.uncompressed_length ?? 0)
                    && BlobKind(rawValue: $0.type) != nil
            }
        }
    }
}

extension IndexFile {
    /// As many as restic itself puts into one file: read whole, it takes some megabytes.
    static let mostBlobs = 50_000
}
