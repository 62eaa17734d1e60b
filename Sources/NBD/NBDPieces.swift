/// Ranges of bytes cut into pieces for reading: at most `size` bytes each, and cut at multiples of `size`, so that the
/// same bytes are always in the same piece.
struct NBDPieces: Sequence {
    let ranges: [Range<UInt64>]
    let size: Int

    struct Iterator: IteratorProtocol {
        private var ranges: Array<Range<UInt64>>.Iterator
        private let size: UInt64
        private var rest: Range<UInt64> = 0..<0

        fileprivate init(_ pieces: NBDPieces) {
            ranges = pieces.ranges.makeIterator()
            size = UInt64(pieces.size)
        }

        mutating func next() -> Range<UInt64>? {
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
