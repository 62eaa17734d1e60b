import FoundationEssentials
import Glibc
import Text

/// Writes all of `bytes` at `position` of an open file (`pwrite`), however many calls that takes. False: refused, and
/// `errno` says why.
func writeAll(_ bytes: some ContiguousBytes, to descriptor: Int32, at position: Int) -> Bool {
    bytes.withUnsafeBytes { bytes in
        var done = 0
        while done < bytes.count {
            let part = pwrite(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done, position + done)
            if part < 0, errno == EINTR { continue }
            guard part > 0 else { return false }
            done += part
        }
        return true
    }
}

extension RepositoryError {
    /// What the last system call refused (`errno`), on `path`.
    init(_ kind: Kind, refusing path: String, _ call: String) {
        let isFull = [ENOSPC, EDQUOT].contains(errno)
        self.init(
            kind, .refused(SafeText(path), call, SafeText(String(cString: strerror(errno)))),
            hint: isFull && kind == .target ? .otherTarget : nil)
    }
}
