import Glibc

/// Reads small files and ends of large ones. Blocks for as long as the file system takes.
enum FileTail {
    /// The last `limit` bytes of a file as text, from the beginning of a line.
    ///
    /// Throws the `errno` of what failed. A FIFO or a device is refused: reading it could wait for ever.
    static func read(_ path: String, limit: Int = 64 * 1024) throws(Failure) -> String {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
        defer { close(descriptor) }
        var info = stat()
        guard unsafe fstat(descriptor, &info) == 0 else { throw Failure(path: path, code: errno) }
        guard info.st_mode & S_IFMT == S_IFREG else { throw Failure(path: path, code: EINVAL) }
        let start = max(0, Int(info.st_size) - limit)
        if start > 0 { lseek(descriptor, start, SEEK_SET) }
        let bytes = try readAll(descriptor, path, limit)
        guard start > 0, let line = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        return String(decoding: bytes[(line + 1)...], as: UTF8.self)
    }

    private static func readAll(_ descriptor: Int32, _ path: String, _ limit: Int) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        var filled = 0
        while filled < limit {
            let room = limit - filled
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), room)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure(path: path, code: errno)
            }
            if count == 0 { break }
            filled += count
        }
        return Array(bytes.prefix(filled))
    }

    /// What the system said.
    struct Failure: Error, Equatable {
        var path: String
        var code: Int32
        var reason: SafeText { SafeText(unsafe String(cString: strerror(code))) }
    }
}
