/// What has to be looked at to back a disk up, piece by piece, from its beginning to its end.
///
/// A disk is cut by place: 1 MiB where nothing moves, or all of it was written anew. A piece of which a part changed is cut
/// into smaller ones, and into smaller ones yet each time that it changes again, so that a place that keeps changing costs
/// little. The last backup says how each place is cut.
struct DiskPlan: Sequence, IteratorProtocol {
    /// Bytes of a piece where nothing has changed yet, and of one that changed once, twice, and more often.
    static let sizes = [1 << 20, 64 << 10, 32 << 10, 16 << 10]
    /// What a piece is cut into at once where a bitmap, which knows 64 KiB, says that only a part of it changed.
    private static let sizeOfPart = 32 << 10

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
    /// Pieces so far, as if each that may be cut were.
    private var mostSoFar = 0
    /// What is left of a piece that is cut before it is read.
    private var cut: ArraySlice<Step> = []

    /// - Parameter dirty: what was written since the last backup; nil where nobody knows.
    init(size: Int, parent: [Piece], dirty: [Range<Int>]?, zeros: [Range<Int>]) {
        self.size = size
        self.parent = parent
        self.dirty = dirty.map { RangeCursor($0) }
        self.zeros = RangeCursor(zeros)
    }

    /// Pieces that a step becomes at most.
    static let mostCuts = sizes[0] / sizeOfPart

    /// Steps that are still to come, at least.
    var piecesLeft: Int { cut.count + Swift.max(parent.count - piece, (size - place) / DiskPlan.sizes[0]) }

    mutating func next() -> Step? {
        if let step = cut.popFirst() { return step }
        guard let step = uncut() else { return nil }
        guard case .read(_?, let dirty?) = step.kind else {
            mostSoFar += 1
            return step
        }
        let parts = DiskPlan.cuts(of: step.range, dirty: dirty)
        let isAllOver = step.range.count == DiskPlan.sizes[0] && DiskPlan.isAllOver(dirty, step.range)
        let isRoom = mostSoFar + parts.count + piecesLeft < DiskPlan.mostPieces(of: size)
        mostSoFar += parts.count
        guard isAllOver, isRoom, parts.count > 1 else { return step }
        // Almost certainly not as it was: a digest of all of it would be made for nothing.
        cut = parts.map { Step(range: $0, kind: zeros.contains($0) ? .zero : .read(was: nil, dirty: nil)) }[...]
        return cut.popFirst()
    }

    /// The next piece as the last backup has it.
    private mutating func uncut() -> Step? {
        guard place < size else { return nil }
        var was: BlobID?
        var end = Swift.min((place / DiskPlan.sizes[0] + 1) * DiskPlan.sizes[0], size)
        if let count = piecesWrittenAnew() {
            piece += count
        } else if piece < parent.count {
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

    /// How many pieces of the last backup the next MiB has, where it has several and every byte of it was written since:
    /// it is one piece again.
    private mutating func piecesWrittenAnew() -> Int? {
        let whole = place..<place + DiskPlan.sizes[0]
        guard place % whole.count == 0, whole.upperBound <= size, piece < parent.count,
            parent[piece].length < whole.count, dirty?.contains(whole) == true
        else { return nil }
        var end = piece
        var left = whole.count
        while left > 0, end < parent.count, parent[end].length > 0 {
            left -= parent[end].length
            end += 1
        }
        return left == 0 ? end - piece : nil
    }

    /// How a range that changed is cut: evenly where nobody knows what of it changed, or it changed all over; else what
    /// stayed between two changes stays together.
    static func cuts(of range: Range<Int>, dirty: [Range<Int>]?) -> [Range<Int>] {
        let isPart = dirty != nil && range.count > sizeOfPart
        guard let size = isPart ? sizeOfPart : sizes.first(where: { $0 < range.count }) else { return [range] }
        if dirty == [range], range.count == sizes[0] { return [range] }
        let known = dirty.flatMap { isAllOver($0, range) ? nil : $0 }
        var cursor = RangeCursor(known ?? [range])
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

    /// Whether a quarter of a range and more was written.
    private static func isAllOver(_ dirty: [Range<Int>], _ range: Range<Int>) -> Bool {
        dirty.reduce(0) { $0 + $1.count } * 4 >= range.count
    }

    /// How many pieces a disk may have: their names in its tree stay under 0.01 % of it (some 34 bytes each, packed),
    /// but some more than the least are always allowed.
    static func mostPieces(of size: Int) -> Int {
        let least = size / sizes[0] + 1
        return Swift.max(least + Swift.max(512, least / 4), size / 10_000 / 40)
    }
}
