/// Ranges of bytes cut into pieces for reading: at most `size` bytes each, and cut at multiples of `size`, so that the
/// same bytes are always in the same piece. Neighbours that fit into one request come together: every request costs the
/// server and this side time of its own.
struct PieceRanges: Sequence {
    let ranges: [Range<UInt64>]
    let size: Int
    /// Which of what comes together: every `step`th from `first` on.
    var first = 0
    var step = 1

    struct Iterator: IteratorProtocol {
        private var ranges: Array<Range<UInt64>>.Iterator
        private let size: UInt64
        private var rest: Range<UInt64> = 0..<0
        private var number = 0
        private let first: Int
        private let step: Int
        /// Taken already, and the first of the next.
        private var ahead: Range<UInt64>?

        fileprivate init(_ pieces: PieceRanges) {
            ranges = pieces.ranges.makeIterator()
            size = UInt64(pieces.size)
            (first, step) = (pieces.first, pieces.step)
        }

        /// Pieces without a gap between them.
        mutating func next() -> [Range<UInt64>]? {
            while let pieces = together() {
                defer { number += 1 }
                if number % step == first { return pieces }
            }
            return nil
        }

        private mutating func together() -> [Range<UInt64>]? {
            guard let start = ahead ?? following() else { return nil }
            ahead = nil
            let most = start.lowerBound + Swift.min(size, UInt64(NBDHandle.requestSize))
            var pieces = [start]
            while let piece = following() {
                guard piece.lowerBound == pieces[pieces.count - 1].upperBound, piece.upperBound <= most else {
                    ahead = piece
                    break
                }
                pieces.append(piece)
            }
            return pieces
        }

        private mutating func following() -> Range<UInt64>? {
            while rest.isEmpty {
                guard let range = ranges.next() else { return nil }
                rest = range
            }
            let start = rest.lowerBound
            let end = Swift.min(rest.upperBound, (start / size + 1) * size)
            rest = end..<rest.upperBound
            return start..<end
        }
    }

    func makeIterator() -> Iterator { Iterator(self) }
}
