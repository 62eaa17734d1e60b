/// What a blob holds: a piece of a file, or the JSON of a folder.
public enum BlobKind: String, Sendable, Codable, CaseIterable {
    case data, tree
}

/// A blob in a pack: where it lies and how long it is.
struct PackedBlob: Sendable, Hashable {
    var id: BlobID
    var kind: BlobKind
    var offset: Int
    /// Sealed bytes.
    var length: Int
    /// Bytes before compression; nil where it is not compressed.
    var unpackedLength: Int?
}

/// A pack that is complete.
struct FinishedPack: Sendable, Hashable {
    var id: BlobID
    /// Bytes of the whole file.
    var size: Int
    var blobs: [PackedBlob]

    /// As an index names it.
    var indexEntry: IndexFile.Pack {
        IndexFile.Pack(
            id: id,
            blobs: blobs.map {
                IndexFile.Blob(
                    id: $0.id, type: $0.kind.rawValue, offset: $0.offset, length: $0.length,
                    uncompressed_length: $0.unpackedLength)
            })
    }
}
