/// A set of blobs of an index: a bit for each of its records.
struct BlobMarks {
    private let index: BlobIndex
    private var bits: [[UInt64]]

    /// None.
    init(_ index: BlobIndex) {
        self.index = index
        bits = index.tables.map { [UInt64](repeating: 0, count: $0.count / 64 + 1) }
    }

    /// Marks every record of a blob. False: it was marked, or the index does not have it.
    mutating func insert(_ id: BlobID) -> Bool {
        var isNew = false
        for (number, table) in index.tables.enumerated() {
            for position in table.positions(of: id) {
                isNew = isNew || !contains(position, inTable: number)
                bits[number][position / 64] |= 1 << UInt64(position % 64)
            }
        }
        return isNew
    }

    func contains(_ position: Int, inTable number: Int) -> Bool {
        bits[number][position / 64] & 1 << UInt64(position % 64) != 0
    }

    func contains(_ id: BlobID) -> Bool {
        index.tables.enumerated().contains { number, table in
            table.positions(of: id).first.map { contains($0, inTable: number) } ?? false
        }
    }
}

extension BlobIndex {
    /// Whether a blob has more than one record.
    func hasSeveral(_ id: BlobID) -> Bool {
        tables.reduce(0) { $0 + $1.positions(of: id).count } > 1
    }
}
