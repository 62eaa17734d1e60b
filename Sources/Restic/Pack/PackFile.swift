import Digest

/// A pack that grows in a spool: sealed blobs one after the other. It gets its header, and its name, at the end.
final class PackFile {
    let kind: BlobKind
    private let file: DigestedFile
    private(set) var blobs: [PackedBlob] = []
    var size: Int { file.size }

    /// Begins one in `folder`.
    init(in folder: String, kind: BlobKind) throws(RepositoryError) {
        self.kind = kind
        let name = try Repository.read("pack") { BlobID(try SHA256.digest(of: try randomBytes(32))).short }
        file = try DigestedFile(creating: "\(folder)/\(name)\(Spool.draftEnding)")
    }

    func append(_ sealed: [UInt8], _ id: BlobID, unpackedLength: Int?) throws(RepositoryError) {
        blobs.append(
            PackedBlob(id: id, kind: kind, offset: size, length: sealed.count, unpackedLength: unpackedLength))
        try file.append(sealed)
    }

    /// Writes the header and gives the pack its name: the digest of all of it. Nothing is flushed to the disk: a pack that
    /// the link takes at once never needs it, and what a power cut leaves is compared with its name before it is sent.
    func finish(_ key: SealingKey, in folder: String) throws(RepositoryError) -> FinishedPack {
        try file.append(try PackHeader.sealed(blobs, key))
        let id = BlobID(try file.finish())
        try file.rename(to: folder + "/" + id.hex)
        return FinishedPack(id: id, size: size, blobs: blobs)
    }
}
