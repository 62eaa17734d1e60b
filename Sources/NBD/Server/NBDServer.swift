import Glibc
import Synchronization

/// A read-only NBD server on a unix socket: disks that are no files, for QEMU and for whatever else speaks the protocol.
///
/// It ends with this value. Threads of its own do all waiting for sockets.
public final class NBDServer: Sendable {
    /// The most that one request may ask for: what QEMU and libnbd ask for at most too.
    static let mostBytes = 32 << 20

    /// The socket's path.
    public let socket: String
    private let listener: Listener

    /// Listens on `socket`: mode 0600, in a folder that only its users may enter. One that an earlier server left is
    /// replaced.
    /// - Parameter exports: disks by the names that clients ask for.
    /// - Throws: `NBDError`: a path too long (107 bytes at most), no right to make it.
    public init(socket: String, exports: [String: any NBDDisk]) throws(NBDError) {
        self.socket = socket
        let descriptor = try Self.listen(on: socket)
        listener = Listener(descriptor: descriptor, exports: exports)
        let failure = listener.start()
        guard failure == 0 else { throw Self.error(failure, "pthread_create", socket) }
    }

    deinit { stop() }

    /// Ends it: cuts every connection and takes the socket away.
    public func stop() {
        listener.stop()
        removeSocket(socket)
    }

    private static func error(_ code: Int32, _ call: String, _ socket: String) -> NBDError {
        NBDError(code: .init(rawValue: code), message: String(cString: strerror(code)), call: call, object: socket)
    }

    private static func listen(on path: String) throws(NBDError) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < room else { throw error(ENAMETOOLONG, "bind", path) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw error(errno, "socket", path) }
        removeSocket(path)
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        // Nobody is let in before the mode is right.
        guard bound == 0, chmod(path, 0o600) == 0, Glibc.listen(descriptor, 16) == 0 else {
            let failure = error(errno, bound == 0 ? "listen" : "bind", path)
            close(descriptor)
            throw failure
        }
        return descriptor
    }
}

/// Takes clients, each with threads of its own, until it is stopped.
private final class Listener: Sendable {
    private struct State {
        var isStopped = false
        var connections: [ObjectIdentifier: ServedConnection] = [:]
    }

    /// QEMU needs one, copying tools some more.
    private static let mostConnections = 64

    private let descriptor: Int32
    private let exports: [String: any NBDDisk]
    private let state = Mutex(State())

    init(descriptor: Int32, exports: [String: any NBDDisk]) {
        self.descriptor = descriptor
        self.exports = exports
    }

    func start() -> Int32 {
        let failure = onOwnThread { self.run() }
        if failure != 0 { close(descriptor) }
        return failure
    }

    func stop() {
        let connections = state.withLock { state in
            // It wakes the thread, which closes the socket.
            if !state.isStopped { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
            state.isStopped = true
            return Array(state.connections.values)
        }
        for connection in connections { connection.cut() }
    }

    private func run() {
        while true {
            let client = accept(descriptor, nil, nil)
            let failure = errno
            if client >= 0 {
                // `accept4` is out of Swift's sight. A child that starts between the two is given no descriptors anyway.
                _ = fcntl(client, F_SETFD, FD_CLOEXEC)
                welcome(client)
            } else if state.withLock({ $0.isStopped }) || failure == EBADF || failure == EINVAL {
                break
            } else if failure == EMFILE || failure == ENFILE || failure == ENOMEM {
                // Until others have closed something.
                usleep(100_000)
            }
        }
        state.withLock { state in
            state.isStopped = true
            _ = close(descriptor)
        }
    }

    private func welcome(_ client: Int32) {
        let connection = ServedConnection(descriptor: client, exports: exports) { [weak self] connection in
            _ = self?.state.withLock { $0.connections.removeValue(forKey: ObjectIdentifier(connection)) }
        }
        let isWelcome = state.withLock { state in
            guard !state.isStopped, state.connections.count < Self.mostConnections else { return false }
            state.connections[ObjectIdentifier(connection)] = connection
            return true
        }
        guard isWelcome else {
            close(client)
            return
        }
        connection.start()
    }
}
