import Glibc

/// Records one after the other: memory of our own, or part of a mapped file.
final class RecordMemory: @unchecked Sendable {
    // Unchecked: the bytes are written before anyone else sees them, and never again.
    private let records: UnsafeBufferPointer<BlobTable.Record>
    private let release: () -> Void
    private let forget: () -> Void

    init(copying source: ContiguousArray<BlobTable.Record>) {
        let copy = UnsafeMutableBufferPointer<BlobTable.Record>.allocate(capacity: source.count)
        _ = copy.initialize(from: source)
        records = UnsafeBufferPointer(copy)
        release = { copy.deallocate() }
        forget = {}
    }

    /// `count` records from `offset` on of a mapping of `size` bytes, which goes when this goes.
    init(mapping: UnsafeMutableRawPointer, size: Int, offset: Int, count: Int) {
        let first = UnsafeRawPointer(mapping).advanced(by: offset).assumingMemoryBound(to: BlobTable.Record.self)
        records = UnsafeBufferPointer(start: first, count: count)
        release = { munmap(mapping, size) }
        forget = { madvise(mapping, size, MADV_DONTNEED) }
    }

    deinit { release() }

    var count: Int { records.count }

    /// Gives the memory of what was read of a file back; it is read again when it is asked for.
    func forgetPages() { forget() }

    subscript(position: Int) -> BlobTable.Record {
        precondition(position >= 0 && position < records.count)
        return records[position]
    }
}
