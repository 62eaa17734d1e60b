import Glibc

/// Records one after the other: memory of our own, or part of a mapped file.
final class RecordMemory: @unchecked Sendable {
    // Unchecked: the bytes are written before anyone else sees them, and never again.
    private let records: UnsafeBufferPointer<BlobTable.Record>
    private let file: File?

    /// Records that lie in a file, which is mapped as well.
    private struct File {
        var descriptor: Int32
        /// Bytes before the first of them.
        var offset: Int
        var mapping: UnsafeMutableRawBufferPointer
    }

    init(copying source: ContiguousArray<BlobTable.Record>) {
        let copy = UnsafeMutableBufferPointer<BlobTable.Record>.allocate(capacity: source.count)
        _ = copy.initialize(from: source)
        records = UnsafeBufferPointer(copy)
        file = nil
    }

    /// `count` records from `offset` on of a file and its mapping of `size` bytes, which both go when this goes.
    init(descriptor: Int32, mapping: UnsafeMutableRawPointer, size: Int, offset: Int, count: Int) {
        let first = UnsafeRawPointer(mapping).advanced(by: offset).assumingMemoryBound(to: BlobTable.Record.self)
        records = UnsafeBufferPointer(start: first, count: count)
        file = File(
            descriptor: descriptor, offset: offset,
            mapping: UnsafeMutableRawBufferPointer(start: mapping, count: size))
    }

    deinit {
        guard let file else { return records.deallocate() }
        munmap(file.mapping.baseAddress, file.mapping.count)
        close(file.descriptor)
    }

    var count: Int { records.count }

    /// Gives the memory of what was read of a file back; it is read again when it is asked for.
    func forgetPages() {
        if let file { madvise(file.mapping.baseAddress, file.mapping.count, MADV_DONTNEED) }
    }

    /// A few records, there until `body` returns. Of a file they are read into memory of our own: of a mapping the kernel
    /// keeps sixteen pages for each that is touched, and searches here and there would soon hold all of it.
    func read<T>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<BlobTable.Record>) -> T) -> T {
        precondition(range.lowerBound >= 0 && range.upperBound <= records.count)
        let mapped = UnsafeBufferPointer(rebasing: records[range])
        guard let file else { return body(mapped) }
        let stride = MemoryLayout<BlobTable.Record>.stride
        return withUnsafeTemporaryAllocation(of: BlobTable.Record.self, capacity: range.count) { buffer in
            let place = file.offset + range.lowerBound * stride
            let size = pread(file.descriptor, buffer.baseAddress, range.count * stride, place)
            // Where it is refused the mapping has the same.
            return body(size == range.count * stride ? UnsafeBufferPointer(buffer) : mapped)
        }
    }

    subscript(position: Int) -> BlobTable.Record {
        precondition(position >= 0 && position < records.count)
        return records[position]
    }
}
