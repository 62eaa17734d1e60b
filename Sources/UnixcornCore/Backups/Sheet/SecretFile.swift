import Glibc

/// Files with passwords in them: new, and for their owner's eyes alone from the first byte on.
enum SecretFile {
    /// Throws where `path` is taken, or is something else than a file that may be replaced.
    static func check(_ path: String, replacing: Bool) throws(OperationFailure) {
        var info = stat()
        guard unsafe lstat(path, &info) == 0 else { return }
        guard info.st_mode & S_IFMT == S_IFREG else {
            throw OperationFailure(area: "usage", message: .noPlainFile(SafeText(path)))
        }
        guard replacing else {
            throw OperationFailure(area: "usage", message: .sheetExists(SafeText(path)), hint: .sayReplace)
        }
    }

    /// Whole, or not at all. Mode 0600.
    static func write(_ bytes: [UInt8], to path: String, replacing: Bool) throws(OperationFailure) {
        let target = replacing ? path + ".new" : path
        let descriptor = unsafe open(target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refusal(target) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw given(up: target, descriptor) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw given(up: target, descriptor) }
        close(descriptor)
        guard replacing else { return }
        guard unsafe rename(target, path) == 0 else {
            let failure = refusal(path)
            unsafe unlink(target)
            throw failure
        }
    }

    private static func given(up path: String, _ descriptor: Int32) -> OperationFailure {
        let failure = refusal(path)
        close(descriptor)
        unsafe unlink(path)
        return failure
    }

    private static func refusal(_ path: String) -> OperationFailure {
        let code = errno
        return OperationFailure(
            area: "files", code: Int(code),
            message: .sheetNotWritten(SafeText(path), SafeText(unsafe String(cString: strerror(code)))))
    }
}
