// swift-format-ignore: OrderedImports
import Glibc
// swift-format-ignore: OrderedImports
import CNetlink

/// The network namespace of a `NetworkThread`, and the way in and out of it (`unshare`, `setns`).
///
/// The thread stays inside only while it calls C. Swift's and Dispatch's pools start a thread wherever something is put
/// into them, and a new thread inherits the namespace of its maker for life: a task resumed from inside would leave the
/// program with a pool thread whose sockets all open in the wrong network.
final class NetworkNamespace: Sendable {
    /// The process's own namespace and the thread's; nil where the two are the same.
    private let ways: (home: Descriptor, inside: Descriptor)?

    /// Makes or finds it. On the thread that will use it, which is at home afterwards.
    /// - Throws: `.notPermitted` without CAP_SYS_ADMIN; `.missing` for a path that is not there.
    init(_ place: NetworkThread.Place) throws(PacketFilterError) {
        let object = place.description
        try Self.goHome(object)
        guard place != .host else {
            ways = nil
            return
        }
        let home = try Self.open(Self.home, object)
        // Whether the way back is allowed, before the way there is taken.
        try check("setns", object) { setns(home.number, uc_clone_newnet) }
        let inside: Descriptor
        if case .path(let path) = place {
            inside = try Self.open(path, object)
            // Whether it is a namespace of this kind, and whether it lets us in.
            try check("setns", object) { setns(inside.number, uc_clone_newnet) }
        } else {
            try check("unshare", object) { unshare(uc_clone_newnet) }
            do { inside = try Self.open(Self.here, object) } catch {
                _ = setns(home.number, uc_clone_newnet)
                throw error
            }
        }
        ways = (home, inside)
        leave()
    }

    /// Runs `body` inside. On the one thread that made this value.
    func inside<T>(_ body: () throws -> T) throws -> T {
        try enter()
        defer { leave() }
        return try body()
    }

    /// The same for what throws nothing else.
    func inside<T>(_ body: () throws(PacketFilterError) -> T) throws(PacketFilterError) -> T {
        try enter()
        defer { leave() }
        return try body()
    }

    private func enter() throws(PacketFilterError) {
        guard let ways else { return }
        try check("setns", "") { setns(ways.inside.number, uc_clone_newnet) }
    }

    /// It was allowed when the thread began; what is left to fail is memory, and a thread that stayed inside would do
    /// harm.
    private func leave() {
        guard let ways else { return }
        while setns(ways.home.number, uc_clone_newnet) < 0 { usleep(10_000) }
    }

    private static let home = "/proc/self/ns/net"
    private static let here = "/proc/thread-self/ns/net"

    /// The thread that started this one may have been in a namespace of its own.
    private static func goHome(_ object: String) throws(PacketFilterError) {
        var (process, thread) = (stat(), stat())
        guard stat(home, &process) == 0, stat(here, &thread) == 0 else { throw .last("stat", object) }
        guard process.st_ino != thread.st_ino else { return }
        let home = try open(home, object)
        try check("setns", object) { setns(home.number, uc_clone_newnet) }
    }

    private static func open(_ path: String, _ object: String) throws(PacketFilterError) -> Descriptor {
        try Descriptor("open", object) { Glibc.open(path, O_RDONLY | O_CLOEXEC) }
    }
}
