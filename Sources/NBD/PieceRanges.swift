/// Ranges of bytes cut into pieces for reading: at most `size` bytes each, and cut at multiples of `size`, so that the
/// same bytes are always in the same piece.
struct PieceRanges: Sequence {
    let ranges: [Range<UInt64>]
    let size: Int
    /// Which of the pieces: every `step`th from `first` on.
    var first = 0
    var step = 1

    struct Iterator: IteratorProtocol {
        private var ranges: Array<Range<UInt64>>.Iterator
        private let size: UInt64
        private var rest: Range<UInt64> = 0..<0
        private var number = 0
        private let first: Int
        private let step: Int

        fileprivate init(_ pieces: PieceRanges) {
            ranges = pieces.ranges.makeIterator()
            size = UInt64(pieces.size)
            (first, step) = (pieces.first, pieces.step)
        }

        mutating func next() -> Range<UInt64>? {
            while let piece = following() {
                defer { number += 1 }
                if number % step == first { return piece }
            }
            return nil
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
