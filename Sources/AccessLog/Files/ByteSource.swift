import CZlib
import Glibc
import Text

/// The bytes of one log file, unpacked where they are packed, in pieces. Not the name but the first bytes say which it is.
///
/// Used by one thread. The descriptor and zlib's state end with the value.
final class ByteSource {
    /// How the bytes ended.
    enum End {
        /// At the end of the file.
        case whole
        /// In the middle of gzip's data, or in rubbish after it.
        case cut
    }

    private let descriptor: Int32
    private let path: String
    private var stream: UnsafeMutablePointer<z_stream>?
    private let packed: UnsafeMutableRawBufferPointer
    private var taken: Int64 = 0
    private var isInMember = false
    private(set) var end: End = .whole

    private static let room = 1 << 18

    /// Opens the file.
    ///
    /// - Throws: `.moving` where the name now belongs to another file.
    init(_ file: LogFile) throws(AccessLogError) {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? AccessLogError(.moving, file.path) : AccessLogError(code: errno, file.path)
        }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, UInt(facts.st_ino) == file.identity.inode,
            UInt(facts.st_dev) == file.identity.device
        else {
            close(descriptor)
            throw AccessLogError(.moving, file.path)
        }
        self.descriptor = descriptor
        path = file.path
        packed = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteSource.room, alignment: 16)
        var magic: [UInt8] = [0, 0]
        if pread(descriptor, &magic, 2, 0) == 2, magic == [0x1f, 0x8b] { try openGzip() }
    }

    deinit {
        if let stream {
            inflateEnd(stream)
            stream.deallocate()
        }
        packed.deallocate()
        close(descriptor)
    }

    private func openGzip() throws(AccessLogError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 16 more than the largest window: gzip's header and checksum.
        guard uc_inflateInit2(stream, 16 + MAX_WBITS) == Z_OK else {
            stream.deallocate()
            throw AccessLogError(.system(ENOMEM), path)
        }
        self.stream = stream
        isInMember = true
    }

    /// The next bytes into `room`, at least one; 0 at the end. Blocks.
    func read(into room: UnsafeMutableRawBufferPointer) throws(AccessLogError) -> Int {
        stream == nil ? try fill(room) : try unpack(into: room)
    }

    /// Whether the file lost bytes that were there: cut in place while it was read (`copytruncate`).
    var hasShrunk: Bool {
        var facts = stat()
        return fstat(descriptor, &facts) == 0 && Int64(facts.st_size) < taken
    }

    private func fill(_ room: UnsafeMutableRawBufferPointer) throws(AccessLogError) -> Int {
        while true {
            let count = Glibc.read(descriptor, room.baseAddress, room.count)
            if count >= 0 {
                taken += Int64(count)
                return count
            }
            guard errno == EINTR else { throw AccessLogError(code: errno, path) }
        }
    }

    private func unpack(into room: UnsafeMutableRawBufferPointer) throws(AccessLogError) -> Int {
        guard let stream, let base = room.baseAddress else { return 0 }
        stream.pointee.next_out = base.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(clamping: room.count)
        while stream.pointee.avail_out == UInt32(clamping: room.count) {
            if stream.pointee.avail_in == 0 {
                let count = try fill(packed)
                guard count > 0 else {
                    if isInMember { end = .cut }
                    return 0
                }
                stream.pointee.next_in = packed.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_in = UInt32(count)
            }
            guard isInMember || begin(stream) else { return 0 }
            guard isInMember else { continue }
            switch inflate(stream, Z_NO_FLUSH) {
            case Z_OK, Z_BUF_ERROR: continue
            case Z_STREAM_END: isInMember = false
            default:
                // What came out before the fault is good.
                end = .cut
                let count = room.count - Int(stream.pointee.avail_out)
                stream.pointee.avail_in = 0
                isInMember = false
                lseek(descriptor, 0, SEEK_END)
                return count
            }
        }
        return room.count - Int(stream.pointee.avail_out)
    }

    /// Between two members: starts the next. Zeros, which tapes and some tools leave, are passed over; anything else ends it.
    private func begin(_ stream: UnsafeMutablePointer<z_stream>) -> Bool {
        while stream.pointee.avail_in > 0, stream.pointee.next_in?.pointee == 0 {
            stream.pointee.next_in = stream.pointee.next_in?.advanced(by: 1)
            stream.pointee.avail_in -= 1
        }
        guard stream.pointee.avail_in > 0 else { return true }
        guard stream.pointee.next_in?.pointee == 0x1f, inflateReset(stream) == Z_OK else {
            end = .cut
            return false
        }
        isInMember = true
        return true
    }
}
