// swift-format-ignore: OrderedImports
import Glibc
// swift-format-ignore: OrderedImports
import CNetlink

/// The one owner of a netlink socket (`mnl_socket_open2`). It belongs to the namespace in which it was made; after that
/// any thread may use it, one at a time.
final class NetlinkSocket {
    private let pointer: OpaquePointer
    /// Named in errors.
    let object: String
    /// Of the last message that was sent.
    private(set) var sequence: UInt32 = 0
    private var buffer: [UInt8]

    /// Seconds that the kernel gets for an answer. It gives most within the call that asks.
    private static let patience: Int32 = 5

    /// - Parameters:
    ///   - bus: `NETLINK_NETFILTER` or `NETLINK_ROUTE`.
    ///   - largest: bytes of the longest datagram to be expected.
    init(_ bus: Int32, object: String, largest: Int = 1 << 16) throws(PacketFilterError) {
        let flags = Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard let pointer = mnl_socket_open2(bus, flags) else { throw .last("mnl_socket_open2", object) }
        self.pointer = pointer
        self.object = object
        buffer = [UInt8](repeating: 0, count: largest)
        try check("mnl_socket_bind", object) { mnl_socket_bind(pointer, 0, MNL_SOCKET_AUTOPID) }
        // Words beside the error's number. An older kernel has none: no harm.
        for option in [NETLINK_EXT_ACK, NETLINK_CAP_ACK] { _ = set(option, 1) }
    }

    deinit { mnl_socket_close(pointer) }

    var descriptor: Int32 { mnl_socket_get_fd(pointer) }

    /// Joins a group of events (`NETLINK_ADD_MEMBERSHIP`).
    func join(_ group: UInt32) throws(PacketFilterError) {
        try check("NETLINK_ADD_MEMBERSHIP", object) { set(NETLINK_ADD_MEMBERSHIP, Int32(group)) }
    }

    /// Bytes of events that may wait (`SO_RCVBUFFORCE`, or what the system allows everybody).
    func setReceiveBuffer(_ bytes: Int) {
        var bytes = Int32(clamping: bytes)
        let size = socklen_t(MemoryLayout<Int32>.size)
        guard setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, size) < 0 else { return }
        _ = setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, size)
    }

    private func set(_ option: Int32, _ value: Int32) -> Int32 {
        var value = value
        return mnl_socket_setsockopt(pointer, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// The next datagram, or nil where none waits. Does not block.
    /// - Throws: `.overrun` once for each time that some were lost.
    func receive(_ call: String) throws(PacketFilterError) -> ArraySlice<UInt8>? {
        while true {
            let count = buffer.withUnsafeMutableBytes { mnl_socket_recvfrom(pointer, $0.baseAddress, $0.count) }
            if count >= 0 { return buffer[..<count] }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            default: throw .last(call, object)
            }
        }
    }

    /// Sends a request and gives each message of its answer to `take`, up to the acknowledgement (`NLM_F_ACK`), the end
    /// of the list (`NLM_F_DUMP`), or the first message of a request that asked for neither. Events that come between
    /// are lost. Blocks for as long as the kernel takes, five seconds at most for each datagram.
    func ask(
        _ request: NetlinkRequest, _ call: String, object: String? = nil, _ take: (NetlinkMessage) -> Void = { _ in }
    ) throws(PacketFilterError) {
        let object = object ?? self.object
        try send(request.finished(sequence: next()), call, object)
        let hasEnd = Int32(request.flags) & (NLM_F_ACK | NLM_F_DUMP) != 0
        while true {
            for message in NetlinkMessages(try wait(call, object)) where message.sequence == sequence {
                switch Int32(message.type) {
                case NLMSG_ERROR: return try refuse(message, call, object, errorAt: 20)
                case NLMSG_DONE: return try refuse(message, call, object, errorAt: 4)
                default: take(message)
                }
                if !hasEnd { return }
            }
        }
    }

    /// The number of the next message.
    func next() -> UInt32 {
        sequence &+= 1
        return sequence
    }

    func send(_ bytes: [UInt8], _ call: String, _ object: String) throws(PacketFilterError) {
        let sent = bytes.withUnsafeBytes { mnl_socket_sendto(pointer, $0.baseAddress, $0.count) }
        guard sent == bytes.count else { throw .last(call, object) }
    }

    /// The next datagram.
    func wait(_ call: String, _ object: String) throws(PacketFilterError) -> ArraySlice<UInt8> {
        while true {
            if let bytes = try receive(call) { return bytes }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let found = poll(&waiting, 1, Self.patience * 1000)
            guard found >= 0 || errno == EINTR else { throw .last(call, object) }
            if found == 0 { throw .system(ETIMEDOUT, call, object) }
        }
    }

    /// Throws the error that an acknowledgement or an end carries, in the kernel's words where it has some
    /// (`NLMSGERR_ATTR_MSG`); returns where it carries none.
    func refuse(
        _ message: NetlinkMessage, _ call: String, _ object: String, errorAt words: Int
    ) throws(PacketFilterError) {
        guard let number = message.payload.native(Int32.self), number != .min, number < 0 else { return }
        let hasWords = Int32(message.flags) & NLM_F_ACK_TLVS != 0
        let words = hasWords ? message.attributes(after: words).text(NLMSGERR_ATTR_MSG) : nil
        throw .system(-number, call, object, message: words)
    }
}
