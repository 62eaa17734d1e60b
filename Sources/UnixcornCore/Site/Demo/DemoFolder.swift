import Foundation
import Glibc

/// The folder of one demo, below the temporary one: the site's file and its state. It goes with the demo, and what a demo
/// that was killed has left goes with the next one.
///
/// `unixcorn-demo-PID-UUID`, mode 0700; a lock on a file in it tells that its demo lives. The kernel gives the lock back
/// whatever ends the process.
final class DemoFolder: Sendable {
    let path: String
    private let lock: Int32

    private static let prefix = "unixcorn-demo-"
    private static let lockName = "lock"

    init() throws(OperationFailure) {
        let parent = NSTemporaryDirectory()
        DemoFolder.removeStale(in: parent)
        path = parent + DemoFolder.prefix + "\(getpid())-" + UUID().uuidString
        guard unsafe mkdir(path, 0o700) == 0 else { throw .file(path, code: errno, tried: .writingDemo) }
        lock = unsafe open(path + "/" + DemoFolder.lockName, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw .file(path, code: errno, tried: .writingDemo)
        }
    }

    func remove() {
        // Left behind, the next demo removes it.
        try? FileManager.default.removeItem(atPath: path)
    }

    deinit { close(lock) }

    /// Removes folders of demos that are gone: our own, closed to others, no process of their number, nobody's lock.
    static func removeStale(in parent: String) {
        // A temporary folder that cannot be listed has nothing for us.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix(prefix) {
            guard let number = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }), number > 0,
                kill(number, 0) != 0, errno == ESRCH, isOurs(parent + "/" + name)
            else { continue }
            let descriptor = unsafe open(parent + "/" + name + "/" + lockName, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { continue }
            // What cannot be removed does no harm.
            try? FileManager.default.removeItem(atPath: parent + "/" + name)
        }
    }

    /// A folder, no link to one, of this user, that no other user may enter.
    private static func isOurs(_ path: String) -> Bool {
        var found = stat()
        guard unsafe lstat(path, &found) == 0 else { return false }
        return found.st_mode & S_IFMT == S_IFDIR && found.st_mode & 0o777 == 0o700 && found.st_uid == geteuid()
    }
}

extension Phrase {
    fileprivate static let writingDemo = Phrase("writing the demo site", "écriture du site de démonstration")
}
