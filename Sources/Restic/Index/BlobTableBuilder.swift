/// Collects index files and makes a table of them.
struct BlobTableBuilder {
    private var packs: [BlobTable.Pack] = []
    private var places: [BlobID: UInt32] = [:]
    private var records: ContiguousArray<BlobTable.Record> = []

    /// `file` is sane.
    mutating func add(_ file: IndexFile) {
        for pack in file.packs {
            for blob in pack.blobs {
                add(
                    PackedBlob(
                        id: blob.id, kind: blob.type == BlobKind.tree.rawValue ? .tree : .data, offset: blob.offset,
                        length: blob.length, unpackedLength: blob.uncompressed_length), in: pack.id)
            }
        }
    }

    mutating func add(_ blob: PackedBlob, in pack: BlobID) {
        let place = places[pack] ?? UInt32(packs.count)
        if place == packs.count {
            places[pack] = place
            packs.append(BlobTable.Pack(id: pack))
        }
        packs[Int(place)].add(end: blob.offset + blob.length, blobs: 1)
        records.append(
            BlobTable.Record(
                words: blob.id.words, offset: UInt64(blob.offset), length: UInt32(blob.length),
                unpackedLength: UInt32(blob.unpackedLength ?? 0), pack: place,
                flags: (blob.kind == .tree ? BlobTable.Record.isTree : 0)
                    | (blob.unpackedLength == nil ? 0 : BlobTable.Record.isPacked)))
    }

    var count: Int { records.count }

    consuming func table() -> BlobTable {
        records.sort(by: <)
        return BlobTable(packs: packs, RecordMemory(copying: records))
    }
}
