import Foundation

/// Puts a file in the place of another: written beside it and brought to the disk first, so that a power cut leaves the
/// old one or the new one, whole.
enum ReplacedFile {
    /// - Parameter likeOld: whether it keeps the mode and, where this process may give files away, the owner of the one it
    ///   replaces; else it is 0640.
    static func write(_ bytes: [UInt8], to path: String, likeOld: Bool = false) throws {
        let draft = "\(path).\(getpid())"
        do {
            try create(draft, bytes, like: likeOld ? path : nil)
            guard unsafe rename(draft, path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        } catch {
            unsafe unlink(draft)
            throw error
        }
        keepName(in: (path as NSString).deletingLastPathComponent)
    }

    private static func create(_ draft: String, _ bytes: [UInt8], like old: String?) throws {
        // Of a writer that was cut.
        unsafe unlink(draft)
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var facts = stat()
        if let old, unsafe stat(old, &facts) == 0 {
            _ = fchown(descriptor, facts.st_uid, facts.st_gid)
            fchmod(descriptor, facts.st_mode & 0o777)
        }
        try file.write(contentsOf: Data(bytes))
        try file.synchronize()
    }

    /// Brings the folder to the disk, and so the name: one that cannot be opened keeps it a little later.
    private static func keepName(in folder: String) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
