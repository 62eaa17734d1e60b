import Glibc

/// The seat of the one process that keeps a machine's rules up to its guests: a lock on a file, which ends with the
/// process whatever ends it (flock(2)).
final class GuardSeat: Sendable {
    private let descriptor: Int32

    /// Takes the seat; nil where another process has it, or the file cannot be made.
    init?(_ folder: FirewallFolder) {
        try? StateFolder.create(folder.path)
        let descriptor = unsafe open(folder.path + "/guard.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Whether some process has it.
    static func isTaken(_ folder: FirewallFolder) -> Bool {
        let descriptor = unsafe open(folder.path + "/guard.lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }
}
