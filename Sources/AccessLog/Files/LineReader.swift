import Glibc

/// A stretch of bytes that someone else owns.
typealias Bytes = UnsafeBufferPointer<UInt8>

/// What takes the lines of a log.
protocol LineSink {
    /// One line without its end. The bytes are gone when this returns. The last line of a file may have no end: it is
    /// still being written, or was cut.
    mutating func take(_ line: Bytes, isEnded: Bool)
    /// A line that was too long to be looked at.
    mutating func takeOverlong()
}

/// Cuts the bytes of a source into lines, with a buffer that never grows.
struct LineReader {
    /// Longer lines are dropped and counted: four times the longest that nginx writes with its default limits.
    static let longest = 1 << 18
    private static let room = 1 << 20

    /// Reads to the end. Blocks.
    static func read(_ source: ByteSource, into sink: inout some LineSink) throws(AccessLogError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
        defer { buffer.deallocate() }
        var kept = 0
        var isSkipping = false
        while true {
            let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[kept...]))
            guard count > 0 else { break }
            let filled = UnsafeRawBufferPointer(rebasing: buffer[..<(kept + count)]).assumingMemoryBound(to: UInt8.self)
            let rest = lines(of: filled, searched: kept, isSkipping: &isSkipping, sink: &sink)
            kept = filled.count - rest
            if kept > longest {
                isSkipping = true
                kept = 0
            } else if kept > 0, rest > 0, let base = buffer.baseAddress {
                memmove(base, base + rest, kept)
            }
        }
        if isSkipping {
            sink.takeOverlong()
        } else if kept > 0 {
            sink.take(Bytes(rebasing: Bytes(buffer.assumingMemoryBound(to: UInt8.self))[..<kept]), isEnded: false)
        }
    }

    /// Gives out the whole lines. The first `searched` bytes hold no line end.
    ///
    /// - Returns: where the unended rest begins.
    private static func lines(
        of bytes: Bytes, searched: Int, isSkipping: inout Bool, sink: inout some LineSink
    ) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var start = 0
        var from = searched
        while from < bytes.count, let found = memchr(base + from, 10, bytes.count - from) {
            let end = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
            if isSkipping || end - start > longest {
                isSkipping = false
                sink.takeOverlong()
            } else {
                sink.take(Bytes(start: base + start, count: end - start), isEnded: true)
            }
            start = end + 1
            from = start
        }
        return isSkipping ? bytes.count : start
    }
}
