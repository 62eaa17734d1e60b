import Glibc

/// Small files of the kernel, whose size is not known before they are read.
enum ProcFile {
    /// The file's bytes, at most `limit`; nil where it cannot be read.
    static func bytes(_ path: String, limit: Int = 1 << 20) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return bytes(of: descriptor, limit: limit)
    }

    /// The rest of an open file, at most `limit` bytes.
    static func bytes(of descriptor: Int32, limit: Int) -> [UInt8]? {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16384)
        while all.count < limit {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            all.append(contentsOf: chunk[..<count])
        }
        return all
    }

    /// The file's text without the line end at its end.
    static func text(_ path: String) -> String? {
        guard var bytes = bytes(path) else { return nil }
        while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What a symbolic link points to.
    static func link(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink(path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
