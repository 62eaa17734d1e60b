/// Where a blob lies: a range of a pack.
public struct BlobLocation: Sendable, Hashable {
    public var pack: BlobID
    public var offset: Int
    /// Sealed bytes.
    public var length: Int
    /// Bytes before compression; nil where it is not compressed.
    public var unpackedLength: Int?
    public var isTree: Bool
}

/// All blobs that the index files of a repository name.
public struct BlobIndex: Sendable {
    private(set) var blobs: [BlobID: BlobLocation] = [:]
    /// The end of the last blob in each pack, and how many blobs it has.
    private(set) var packs: [BlobID: (end: Int, blobs: Int)] = [:]

    public subscript(id: BlobID) -> BlobLocation? { blobs[id] }
    /// Blobs, each counted once.
    public var count: Int { blobs.count }

    mutating func add(_ file: IndexFile) {
        for pack in file.packs {
            for blob in pack.blobs {
                let place = BlobLocation(
                    pack: pack.id, offset: blob.offset, length: blob.length,
                    unpackedLength: blob.uncompressed_length, isTree: blob.type == "tree")
                blobs[blob.id] = place
                let known = packs[pack.id] ?? (0, 0)
                packs[pack.id] = (max(known.end, blob.offset + blob.length), known.blobs + 1)
            }
        }
    }
}

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
                (0...1 << 40).contains($0.offset) && (SealingKey.overhead...1 << 32).contains($0.length)
                    && (0...Compression.most).contains($0.uncompressed_length ?? 0)
                    && ["data", "tree"].contains($0.type)
            }
        }
    }
}
