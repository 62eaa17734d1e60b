import CNetlink

/// Reads the packets that rules log to a group (`log group 5`), of a network namespace and of all families.
///
/// A thread of its own waits for them; the group is free again with the end of this value. One reader for each group:
/// the kernel gives it to the first.
public final class PacketLog: Sendable {
    /// Every packet since the log was opened. For one taker; ends with the log.
    public let events: AsyncStream<LogEvent>
    public let group: UInt16
    private let reader: EventReader

    /// Binds the group (`NFULNL_CFG_CMD_BIND`) in the thread's namespace.
    /// - Parameters:
    ///   - snapLength: bytes of each packet, from the network layer on, to be copied.
    ///   - delay: hundredths of a second for which the kernel may keep packets, to give several at once.
    ///   - receiveBuffer: bytes that may wait in the kernel.
    /// - Throws: `PacketFilterError`: `.busy` where another program has the group; `.notPermitted` without
    ///   CAP_NET_ADMIN.
    public static func open(
        group: UInt16, on thread: NetworkThread, snapLength: UInt32 = 128, delay: UInt32 = 5,
        receiveBuffer: Int = 8 << 20
    ) async throws(PacketFilterError) -> PacketLog {
        let object = "log group \(group)"
        let (socket, names) = try await thread.open { () throws(PacketFilterError) in
            // A packet may be as long as a datagram can be.
            let socket = try NetlinkSocket(NETLINK_NETFILTER, object: object, largest: 1 << 18)
            socket.setReceiveBuffer(receiveBuffer)
            try bind(socket, group, snapLength: snapLength, delay: delay)
            return (LockedSocket(socket), try InterfaceNames(object: object))
        }
        let (reader, events) = try EventReader.start(
            socket, LogDecoder(names: names), call: "NFULNL_MSG_PACKET", object: object)
        return PacketLog(events: events, group: group, reader: reader)
    }

    private init(events: AsyncStream<LogEvent>, group: UInt16, reader: EventReader) {
        self.events = events
        self.group = group
        self.reader = reader
    }

    deinit { reader.stop() }

    /// Ends the log and its stream.
    public func stop() { reader.stop() }

    private static func bind(
        _ socket: NetlinkSocket, _ group: UInt16, snapLength: UInt32, delay: UInt32
    ) throws(PacketFilterError) {
        let call = PacketFilterError.logCall
        // Does nothing in any kernel of this decade, but is refused to whom all of this is refused.
        var request = configuration(of: 0)
        request.put(NFULA_CFG_CMD, [UInt8(NFULNL_CFG_CMD_PF_UNBIND.rawValue)])
        try socket.ask(request, call)
        request = configuration(of: group)
        request.put(NFULA_CFG_CMD, [UInt8(NFULNL_CFG_CMD_BIND.rawValue)])
        do { try socket.ask(request, call) } catch {
            var error = error
            // So the kernel says that somebody else has the group.
            if error.code == .notPermitted { error.code = .busy }
            throw error
        }
        request = configuration(of: group)
        // struct nfulnl_msg_config_mode: bytes to copy, what to copy, nothing.
        var mode: [UInt8] = []
        mode.append(network: snapLength)
        request.put(NFULA_CFG_MODE, mode + [UInt8(NFULNL_COPY_PACKET), 0])
        request.put(NFULA_CFG_TIMEOUT, network: delay)
        request.put(NFULA_CFG_FLAGS, network: UInt16(NFULNL_CFG_F_SEQ))
        try socket.ask(request, call)
    }

    private static func configuration(of group: UInt16) -> NetlinkRequest {
        NetlinkRequest(netfilter: NFNL_SUBSYS_ULOG, NFULNL_MSG_CONFIG, flags: NLM_F_ACK, resource: group)
    }
}
