/// Blobs in the order of their ids, and the packs that they lie in: 56 bytes each, in memory or in a file that is
/// mapped. Immutable.
final class BlobTable: Sendable {
    /// One blob as the table has it.
    struct Record {
        var words: (UInt64, UInt64, UInt64, UInt64)
        var offset: UInt64
        var length: UInt32
        /// `isPacked` in `flags` says whether it counts.
        var unpackedLength: UInt32
        /// Its place in `packs`.
        var pack: UInt32
        var flags: UInt32

        static let isTree: UInt32 = 1
        static let isPacked: UInt32 = 2

        static func < (left: Record, right: Record) -> Bool {
            left.words == right.words ? left.pack < right.pack : left.words < right.words
        }
    }

    struct Pack: Sendable, Hashable {
        var id: BlobID
        /// Where its last blob ends.
        var end = 0
        var blobs = 0

        /// Bytes of the file at the least: a header follows the blobs, with its seal and its length.
        var leastSize: Int { end + SealingKey.overhead + PackHeader.lengthSize }

        mutating func add(end: Int, blobs: Int) {
            self.end = max(self.end, end)
            self.blobs += blobs
        }
    }

    let packs: [Pack]
    private let memory: RecordMemory

    init(packs: [Pack], _ memory: RecordMemory) {
        self.packs = packs
        self.memory = memory
    }

    var count: Int { memory.count }

    /// The record at a position below `count`.
    func record(_ position: Int) -> Record { memory[position] }

    /// After so many records of a walk through all, its pages are given back: a walk needs no memory of its own.
    static let walkSize = 1 << 17

    /// Every position, from the first to the last.
    func walk(_ visit: (Int, Record) -> Void) {
        for position in 0..<count {
            visit(position, memory[position])
            if position % BlobTable.walkSize == BlobTable.walkSize - 1 { forgetPages() }
        }
        forgetPages()
    }

    func forgetPages() { memory.forgetPages() }

    func entry(_ position: Int) -> (id: BlobID, place: BlobLocation) {
        let record = memory[position]
        let place = BlobLocation(
            pack: packs[Int(record.pack)].id, offset: Int(record.offset), length: Int(record.length),
            unpackedLength: record.flags & Record.isPacked == 0 ? nil : Int(record.unpackedLength),
            kind: record.flags & Record.isTree == 0 ? .data : .tree)
        return (BlobID(words: record.words), place)
    }

    /// Every place of a blob, most often one.
    func places(of id: BlobID) -> some Sequence<BlobLocation> {
        positions(of: id).lazy.map { self.entry($0).place }
    }

    /// Where its records are.
    func positions(of id: BlobID) -> Range<Int> {
        guard let start = position(of: id) else { return 0..<0 }
        var end = start + 1
        while end < count, record(end).words == id.words { end += 1 }
        return start..<end
    }

    /// The first record of a blob, by binary search.
    func position(of id: BlobID) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if memory[middle].words < id.words { low = middle + 1 } else { high = middle }
        }
        return low < count && memory[low].words == id.words ? low : nil
    }
}

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
