import Glibc

/// A connected socket whose calls block: for threads of their own, never for Swift's.
struct WireSocket: Sendable {
    /// The other end is gone, or says nothing for longer than it was given.
    struct Hangup: Error {}

    let descriptor: Int32

    /// Exactly `count` bytes.
    func receive(_ count: Int) throws(Hangup) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes {
                recv(descriptor, $0.baseAddress?.advanced(by: done), count - done, 0)
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw Hangup() }
            done += got
        }
        return bytes
    }

    /// Takes `count` bytes and forgets them.
    func skip(_ count: Int) throws(Hangup) {
        var left = count
        while left > 0 {
            let piece = min(left, 65536)
            _ = try receive(piece)
            left -= piece
        }
    }

    func send(_ bytes: [UInt8]) throws(Hangup) {
        var done = 0
        while done < bytes.count {
            let sent = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, Int32(MSG_NOSIGNAL))
            }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { throw Hangup() }
            done += sent
        }
    }

    /// Seconds that `receive` waits; 0: for ever.
    func setPatience(_ seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }
}

/// Numbers as the protocol has them: the highest byte first.
extension [UInt8] {
    mutating func append(number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}

/// Takes numbers off the front of what came in; nil where it is too short.
struct WireReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number<T: FixedWidthInteger & UnsignedInteger>(_ type: T.Type) -> T? {
        guard let bytes = take(MemoryLayout<T>.size) else { return nil }
        return bytes.reduce(0) { $0 << 8 | T($1) }
    }

    mutating func take(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
