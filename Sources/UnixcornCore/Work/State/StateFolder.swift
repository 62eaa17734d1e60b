import Glibc
import Text

/// The files of the state: readable by the group, written by their owner alone.
enum StateFolder {
    /// Makes the folder (0750) with the folders above it. One that is there stays as it is.
    static func create(_ path: String) throws(OperationFailure) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            let isLast = made.count >= path.count
            guard unsafe mkdir(made, isLast ? 0o750 : 0o755) != 0, errno != EEXIST, errno != EISDIR else { continue }
            // A parent that may not be made may still be there: only the end of the way decides.
            let code = errno
            if !exists(made) { throw .file(path, code: code, tried: .creatingStateFolder) }
        }
    }

    /// Makes an empty file (0640) whatever the umask is; SQLite gives `-wal` and `-shm` the same mode.
    static func createFile(_ path: String) throws(OperationFailure) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw .file(path, code: errno, tried: .openingState)
        }
        fchmod(descriptor, 0o640)
        close(descriptor)
    }

    /// The one path of a folder that is there, whatever way leads to it: the system's log names it beside the heads.
    static func absolute(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}

/// What the process was given.
enum Environment {
    static var isRoot: Bool { geteuid() == 0 }

    static func value(_ name: String) -> String? {
        guard let raw = unsafe getenv(name) else { return nil }
        let value = unsafe String(cString: raw)
        return value.isEmpty ? nil : value
    }
}
