import CNetlink

/// Follows packets that a rule has marked with `meta nftrace set 1` through all rules of a network namespace.
///
/// A thread of its own waits for the kernel's events; the trace ends with this value. It marks nothing itself: without
/// such a rule nothing comes.
public final class PacketTrace: Sendable {
    /// Every step since the trace was opened. For one taker; ends with the trace.
    public let events: AsyncStream<TraceEvent>
    private let reader: EventReader

    /// Joins the events of the thread's namespace (`NFNLGRP_NFTRACE`).
    /// - Parameter receiveBuffer: bytes of events that may wait in the kernel, up to 300 for each step.
    /// - Throws: `PacketFilterError`: `.notPermitted` without CAP_NET_ADMIN.
    public static func open(
        on thread: NetworkThread, receiveBuffer: Int = 8 << 20
    ) async throws(PacketFilterError) -> PacketTrace {
        let object = thread.place.description
        let (socket, names) = try await thread.open { () throws(PacketFilterError) in
            let socket = try NetlinkSocket(NETLINK_NETFILTER, object: object)
            socket.setReceiveBuffer(receiveBuffer)
            try socket.join(uc_group_nftrace)
            return (LockedSocket(socket), try InterfaceNames(object: object))
        }
        let (reader, events) = try EventReader.start(
            socket, TraceDecoder(names: names), call: "NFNLGRP_NFTRACE", object: object)
        return PacketTrace(events: events, reader: reader)
    }

    private init(events: AsyncStream<TraceEvent>, reader: EventReader) {
        self.events = events
        self.reader = reader
    }

    deinit { reader.stop() }

    /// Ends the trace and its stream.
    public func stop() { reader.stop() }
}
