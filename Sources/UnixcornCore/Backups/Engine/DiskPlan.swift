/// What has to be looked at to back a disk up, piece by piece, from its beginning to its end.
///
/// A disk is cut by place: 1 MiB where nothing moves. A piece that changed is cut into 64 KiB, and one of those that
/// changes again into 16 KiB, so that a place that keeps changing costs little. The last backup says how each place is cut.
struct DiskPlan: Sequence, IteratorProtocol {
    /// Bytes of a piece where nothing has changed yet, of one that changed, and of one that changed again.
    static let sizes = [1 << 20, 64 << 10, 16 << 10]

    /// A piece of the last backup of this disk.
    struct Piece: Sendable, Hashable {
        var blob: BlobID
        /// Bytes.
        var length: Int
    }

    /// One range of the disk and what is known about it.
    struct Step: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            /// As it was: the bitmap says so.
            case kept(BlobID)
            /// Zeros, as the disk's format knows.
            case zero
            /// To be read and compared with what was there, if anything was.
            case read(was: BlobID?, dirty: [Range<Int>]?)
        }
        var range: Range<Int>
        var kind: Kind
        var isRead: Bool { if case .read = kind { true } else { false } }
    }

    private let size: Int
    private let parent: [Piece]
    private var dirty: RangeCursor?
    private var zeros: RangeCursor
    private var place = 0
    private var piece = 0

    /// - Parameter dirty: what was written since the last backup; nil where nobody knows.
    init(size: Int, parent: [Piece], dirty: [Range<Int>]?, zeros: [Range<Int>]) {
        self.size = size
        self.parent = parent
        self.dirty = dirty.map { RangeCursor($0) }
        self.zeros = RangeCursor(zeros)
    }

    /// Pieces that a step becomes at most.
    static let mostCuts = sizes[0] / sizes[1]

    /// Steps that are still to come, at least.
    var piecesLeft: Int { Swift.max(parent.count - piece, (size - place) / DiskPlan.sizes[0]) }

    mutating func next() -> Step? {
        guard place < size else { return nil }
        var was: BlobID?
        var end = Swift.min((place / DiskPlan.sizes[0] + 1) * DiskPlan.sizes[0], size)
        if piece < parent.count {
            let known = parent[piece]
            piece += 1
            // The disk became smaller within this piece: the rest of it is new.
            if known.length > 0, place + known.length <= size { (was, end) = (known.blob, place + known.length) }
        }
        let range = place..<end
        place = end
        let isZero = zeros.contains(range)
        guard let was else { return Step(range: range, kind: isZero ? .zero : .read(was: nil, dirty: nil)) }
        let changed = dirty?.parts(of: range)
        if changed?.isEmpty == true { return Step(range: range, kind: .kept(was)) }
        return Step(range: range, kind: isZero ? .zero : .read(was: was, dirty: changed))
    }

    /// How a range that changed is cut: in the next smaller size, but what stayed between two changes stays together.
    static func cuts(of range: Range<Int>, dirty: [Range<Int>]?) -> [Range<Int>] {
        guard let size = sizes.first(where: { $0 < range.count }) else { return [range] }
        var cursor = RangeCursor(dirty ?? [range])
        var cuts: [Range<Int>] = []
        var start = range.lowerBound
        var isClean = false
        while start < range.upperBound {
            let cut = start..<Swift.min((start / size + 1) * size, range.upperBound)
            let isDirty = !cursor.parts(of: cut).isEmpty
            if !isDirty, isClean, let last = cuts.last {
                cuts[cuts.count - 1] = last.lowerBound..<cut.upperBound
            } else {
                cuts.append(cut)
            }
            isClean = !isDirty
            start = cut.upperBound
        }
        return cuts
    }

    /// How many pieces a disk may have: their names in its tree stay under 0.01 % of it (some 34 bytes each, packed),
    /// but some more than the least are always allowed.
    static func mostPieces(of size: Int) -> Int {
        let least = size / sizes[0] + 1
        return Swift.max(least + Swift.max(512, least / 4), size / 10_000 / 40)
    }
}
