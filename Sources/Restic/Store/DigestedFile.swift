import Digest
import Glibc
import Text

/// A new file of this machine that is digested while it is written. It stays a draft until it is renamed.
final class DigestedFile {
    let path: String
    private let descriptor: Int32
    private var digest: SHA256?
    /// Bytes.
    private(set) var size = 0

    /// For this user alone. Throws where `path` is taken.
    init(creating path: String) throws(RepositoryError) {
        self.path = path
        digest = try Repository.read(path) { try SHA256() }
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw RepositoryError(.spool, refusing: path, "open") }
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws(RepositoryError) {
        try write(bytes)
        try Repository.read(path) { try digest?.update(bytes) }
    }

    /// Bytes that do not count for the digest.
    func write(_ bytes: [UInt8]) throws(RepositoryError) {
        guard writeAll(bytes, to: descriptor, at: size) else { throw RepositoryError(.spool, refusing: path, "write") }
        size += bytes.count
    }

    /// The digest of all that was appended. Nothing can be appended after it.
    func finish() throws(RepositoryError) -> Digest256 {
        guard let whole = digest.take() else { throw RepositoryError(.spool, refusing: path, "finish") }
        do throws(DigestError) { return try whole.finish() } catch {
            throw RepositoryError(.spool, .unreadable(path, error.message))
        }
    }

    func rename(to name: String) throws(RepositoryError) {
        guard Glibc.rename(path, name) == 0 else { throw RepositoryError(.spool, refusing: path, "rename") }
    }

    /// The digest of the first `count` bytes of an open file, or of all there are, and how many that were.
    static func digest(
        of descriptor: Int32, path: String, count: Int = .max
    ) throws(RepositoryError) -> (digest: Digest256, size: Int) {
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var size = 0
        var digest = try Repository.read(path) { try SHA256() }
        while size < count {
            let part = pread(descriptor, &buffer, min(buffer.count, count - size), off_t(size))
            if part < 0, errno == EINTR { continue }
            guard part >= 0 else { throw RepositoryError(.spool, refusing: path, "read") }
            if part == 0 { break }
            try Repository.read(path) { try digest.update(buffer[..<part]) }
            size += part
        }
        do throws(DigestError) { return (try digest.finish(), size) } catch {
            throw RepositoryError(.spool, .unreadable(path, error.message))
        }
    }
}
