import Glibc

/// What file systems have left.
enum FreeRoom {
    /// Bytes that the file system of `path`, or of the folder that it is to be in, has left for this user (statvfs(3)).
    /// Nil: unknown.
    static func bytes(at path: String) -> UInt64? {
        var path = path
        while !StateFolder.exists(path), let slash = path.lastIndex(of: "/"), path.count > 1 {
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
        var found = statvfs()
        guard unsafe statvfs(path, &found) == 0 else { return nil }
        let (bytes, isTooMuch) = UInt64(found.f_bavail).multipliedReportingOverflow(by: UInt64(found.f_frsize))
        return isTooMuch ? nil : bytes
    }
}
