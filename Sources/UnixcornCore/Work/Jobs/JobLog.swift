import Foundation
import Glibc
import Text

/// A job's log: a file that only grows, `jobs/ID.log` in the state folder. A worker's own output goes there too.
struct JobLog: Sendable {
    let path: String

    init(_ job: JobID, in store: StateStore) {
        path = Self.folder(in: store) + "/\(job.rawValue).log"
    }

    static func folder(in store: StateStore) -> String { store.folder + "/jobs" }

    /// Adds a line with the time before it. Blocks on the disk.
    func append(_ lines: [String]) throws(OperationFailure) {
        guard !lines.isEmpty else { return }
        let descriptor = try opened()
        defer { close(descriptor) }
        // One line of the log stays one line whatever the text holds.
        let text = lines.map { "\(Moment.now.iso8601) \(SafeText($0).string)\n" }.joined()
        let bytes = Array(text.utf8)
        guard unsafe write(descriptor, bytes, bytes.count) == bytes.count else {
            throw .file(path, code: errno, tried: .writingJobLog)
        }
    }

    /// A descriptor that appends (0640), for a worker's output; the caller closes it.
    func opened() throws(OperationFailure) -> Int32 {
        unsafe mkdir((path as NSString).deletingLastPathComponent, 0o750)
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw .file(path, code: errno, tried: .writingJobLog) }
        return descriptor
    }

    /// The end of the log, at most `limit` bytes: raw text of many lines, hostile until made `SafeText`.
    func text(limit: Int = 1 << 20) throws(OperationFailure) -> String {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            // A job that said nothing has no file.
            if errno == ENOENT { return "" }
            throw .file(path, code: errno, tried: .readingJobLog)
        }
        defer { close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        lseek(descriptor, max(0, end - off_t(limit)), SEEK_SET)
        guard let bytes = ProcFile.bytes(of: descriptor, limit: limit) else {
            throw .file(path, code: errno, tried: .readingJobLog)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
