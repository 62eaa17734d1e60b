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
    /// The first word of the first record of each block: a search reads one block, wherever the records are.
    private let fences: [UInt64]

    /// Records of a block: less than a page.
    private static let blockSize = 64

    init(packs: [Pack], _ memory: RecordMemory) {
        self.packs = packs
        self.memory = memory
        var fences: [UInt64] = []
        fences.reserveCapacity(memory.count / BlobTable.blockSize + 1)
        for position in stride(from: 0, to: memory.count, by: BlobTable.blockSize) {
            fences.append(memory[position].words.0)
            if position % BlobTable.walkSize == 0 { memory.forgetPages() }
        }
        memory.forgetPages()
        self.fences = fences
    }

    var count: Int { memory.count }

    /// The record at a position below `count`, for those that read many in their order.
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

    /// What a record says.
    func entry(_ record: Record) -> (id: BlobID, place: BlobLocation) {
        let place = BlobLocation(
            pack: packs[Int(record.pack)].id, offset: Int(record.offset), length: Int(record.length),
            unpackedLength: record.flags & Record.isPacked == 0 ? nil : Int(record.unpackedLength),
            kind: record.flags & Record.isTree == 0 ? .data : .tree)
        return (BlobID(words: record.words), place)
    }

    /// Every place of a blob, most often one.
    func places(of id: BlobID) -> [BlobLocation] { records(of: id).map { entry($0.record).place } }

    /// Where its records are.
    func positions(of id: BlobID) -> [Int] { records(of: id).map(\.position) }

    /// The records of a blob, in their order.
    private func records(of id: BlobID) -> [(position: Int, record: Record)] {
        var found: [(position: Int, record: Record)] = []
        let word = id.words.0
        // The last block that begins below it; those that begin with its first word follow, most often none.
        var block = max(0, lowest(in: fences) { $0 < word } - 1)
        repeat {
            let start = block * BlobTable.blockSize
            memory.read(start..<min(start + BlobTable.blockSize, count)) { records in
                var place = lowest(in: records) { $0.words < id.words }
                while place < records.count, records[place].words == id.words {
                    found.append((start + place, records[place]))
                    place += 1
                }
            }
            block += 1
        } while block < fences.count && fences[block] == word
        return found
    }

    /// The first place of sorted elements of which `isBelow` does not hold, by halving.
    private func lowest<Sorted: RandomAccessCollection>(
        in sorted: Sorted, _ isBelow: (Sorted.Element) -> Bool
    ) -> Int where Sorted.Index == Int {
        var (low, high) = (sorted.startIndex, sorted.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if isBelow(sorted[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
