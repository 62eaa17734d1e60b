import Glibc

/// A mount namespace of a test's own: what is mounted there nobody else sees, and it goes with its last process.
public enum MountNamespace {
    /// Whether one can be made here. Says so when not.
    public static let isPossible: Bool = {
        let isPossible = geteuid() == 0 && access("/usr/bin/unshare", X_OK) == 0
        if !isPossible { print("skipped: needs root and unshare") }
        return isPossible
    }()

    /// Runs the script that follows with a program and its arguments as `$0` and `$@`.
    public static let shell = ["/usr/bin/unshare", "--mount", "--propagation", "private", "/bin/sh", "-c"]
}
