import Glibc
public import Text

/// Why a log could not be read at all: which file, and the next step. What was read in part is no error; `Coverage` says so.
public struct AccessLogError: Error, Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Neither the file nor a rotated one is there.
        case missing
        /// A right is lacking, on the file or a folder above it.
        case denied
        /// A folder, a pipe, a device.
        case notAFile
        /// More than half of its lines are none of an access log.
        case notALog
        /// Packed by another program than gzip.
        case packed
        /// It was rotated or cut while it was read, again and again.
        case moving
        /// The system said something else: its `errno`.
        case system(Int32)
    }

    public let kind: Kind
    /// The file.
    public let path: String
    /// What happened, and what to do.
    public let message: Phrase

    init(_ kind: Kind, _ path: String) {
        self.kind = kind
        self.path = path
        let name = SafeText(path)
        message =
            switch kind {
            case .missing: .logMissing(name)
            case .denied: .logDenied(name)
            case .notAFile: .logNotAFile(name)
            case .notALog: .logNotALog(name)
            case .packed: .logPacked(name)
            case .moving: .logMoving(name)
            case .system(let code): .logFailed(name, SafeText(String(cString: strerror(code))))
            }
    }

    /// From an `errno`.
    init(code: Int32, _ path: String) {
        let kind: Kind =
            switch code {
            case ENOENT, ENOTDIR: .missing
            case EACCES, EPERM: .denied
            default: .system(code)
            }
        self.init(kind, path)
    }
}
