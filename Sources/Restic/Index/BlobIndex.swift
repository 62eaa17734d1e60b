/// Where a blob lies: a range of a pack.
public struct BlobLocation: Sendable, Hashable {
    public var pack: BlobID
    public var offset: Int
    /// Sealed bytes.
    public var length: Int
    /// Bytes before compression; nil where it is not compressed.
    public var unpackedLength: Int?
    public var kind: BlobKind

    /// Where it ends in its pack.
    var end: Int { offset + length }
    /// Bytes of its content.
    public var contentLength: Int { unpackedLength ?? length - SealingKey.overhead }
}

/// All blobs that the index files of a repository name: some tables, of which most of it is one on disk.
public struct BlobIndex: Sendable {
    let tables: [BlobTable]
    /// Packs that an index names and the store does not have, or not whole: nothing is looked for in them.
    private var lost: Set<BlobID> = []

    init(_ tables: [BlobTable]) { self.tables = tables.filter { $0.count > 0 } }

    public subscript(id: BlobID) -> BlobLocation? {
        for table in tables {
            if let place = table.places(of: id).first(where: { !lost.contains($0.pack) }) { return place }
        }
        return nil
    }

    /// Where a blob lies that has to be there.
    public func place(of id: BlobID) throws(RepositoryError) -> BlobLocation {
        guard let place = self[id] else { throw RepositoryError(.missing, .blobMissing(id)) }
        return place
    }

    /// The same without what lies in `packs`: a writer stores it anew.
    public func without(_ packs: [BlobID]) -> BlobIndex {
        var rest = self
        rest.lost.formUnion(packs)
        return rest
    }

    /// Entries; a blob that lies in two packs has two.
    public var count: Int { tables.reduce(0) { $0 + $1.count } }

    /// Every pack, with the end of its last blob and how many blobs it has.
    var packs: [BlobID: BlobTable.Pack] {
        tables.reduce(into: [:]) { all, table in
            for pack in table.packs {
                all[pack.id, default: BlobTable.Pack(id: pack.id)].add(end: pack.end, blobs: pack.blobs)
            }
        }
    }

    /// The blobs of these packs, or of all of them, each pack's in their order: one walk through the table.
    func byPack(
        _ wanted: Set<BlobID>? = nil
    ) -> [(pack: BlobID, blobs: [(id: BlobID, place: BlobLocation)])] {
        var found: [BlobID: [(id: BlobID, place: BlobLocation)]] = [:]
        for table in tables {
            let isWanted = table.packs.map { wanted?.contains($0.id) ?? true }
            table.walk { _, record in
                guard isWanted[Int(record.pack)] else { return }
                let (id, place) = table.entry(record)
                found[place.pack, default: []].append((id, place))
            }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted { $0.place.offset < $1.place.offset }) }
    }
}
