import Synchronization

/// A netlink socket that several threads may use, one at a time.
final class LockedSocket: Sendable {
    private let socket: Mutex<NetlinkSocket>
    let descriptor: Int32

    init(_ socket: consuming sending NetlinkSocket) {
        descriptor = socket.descriptor
        self.socket = Mutex(socket)
    }

    func use<T: Sendable>(_ body: (NetlinkSocket) throws(PacketFilterError) -> T) throws(PacketFilterError) -> T {
        try socket.withLock { socket throws(PacketFilterError) in try body(socket) }
    }
}
