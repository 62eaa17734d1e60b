import Glibc
import Text

/// The files of one log in one folder.
struct LogFamily {
    /// Oldest first; the one that the server writes last.
    var files: [LogFile] = []
    /// Rotated files that cannot be read here, packed by another program than gzip.
    var unreadable: [LogFile] = []

    /// Lists what is there. `path` need not exist as long as a rotated file does.
    ///
    /// - Throws: `AccessLogError` where there is neither, or the folder may not be listed.
    init(path: String) throws(AccessLogError) {
        let (folder, base) = LogFamily.split(path)
        var rotated: [Rotation: [(file: LogFile, packing: String?)]] = [:]
        for name in LogFamily.names(in: folder) where name != base {
            guard let sibling = Rotation.read(name, of: base), let file = LogFamily.file(folder + name) else {
                continue
            }
            rotated[sibling.rotation, default: []].append((file, sibling.packing))
        }
        for (_, twins) in rotated.sorted(by: { Rotation.isOlder($0.key, than: $1.key) }) {
            // Two of one name: gzip has not ended, or left the source behind. The plain one is whole.
            if let best = twins.first(where: { $0.packing == nil }) ?? twins.first(where: { $0.packing == "gz" }) {
                files.append(best.file)
            } else {
                unreadable += twins.map(\.file)
            }
        }
        errno = 0
        if let newest = LogFamily.file(path) {
            files.append(newest)
        } else if files.isEmpty && unreadable.isEmpty || access(path, F_OK) == 0 {
            throw LogFamily.reason(path)
        }
    }

    private static func reason(_ path: String) -> AccessLogError {
        var facts = stat()
        guard stat(path, &facts) != 0 else { return AccessLogError(.notAFile, path) }
        return AccessLogError(code: errno, path)
    }

    private static func split(_ path: String) -> (folder: String, base: String) {
        guard let slash = path.utf8.lastIndex(of: 47) else { return ("", path) }
        let after = path.utf8.index(after: slash)
        return (String(path[..<after]), String(path[after...]))
    }

    private static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder.isEmpty ? "." : folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            // The record is as long as its name, not as its Swift type: read through the pointer.
            let name = UnsafeRawPointer(entry).advanced(by: MemoryLayout<dirent>.offset(of: \.d_name) ?? 19)
            names.append(String(cString: name.assumingMemoryBound(to: CChar.self)))
        }
        return names
    }

    /// A regular file's facts; nil for anything else.
    private static func file(_ path: String) -> LogFile? {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        return LogFile(
            path: path, size: Int64(facts.st_size), modified: Moment(seconds: Int64(facts.st_mtim.tv_sec)),
            identity: LogFile.Identity(device: UInt(facts.st_dev), inode: UInt(facts.st_ino)))
    }
}
