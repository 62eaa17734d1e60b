import CNetlink

/// Watches the rules of a network namespace: every commit with who made it, from the kernel's own events.
///
/// A thread of its own waits for them; the watch ends with this value.
public final class RulesetWatch: Sendable {
    /// Every change since the watch was opened. For one taker; ends with the watch.
    public let changes: AsyncStream<RulesetChange>
    private let reader: EventReader
    private let generations: RulesetGeneration

    /// Joins the events of the thread's namespace (`NFNLGRP_NFTABLES`).
    /// - Parameter receiveBuffer: bytes of events that may wait in the kernel. A transaction's events come at once, about
    ///   100 bytes for each object and element in it.
    /// - Throws: `PacketFilterError`: `.notPermitted` without CAP_NET_ADMIN.
    public static func open(
        on thread: NetworkThread, receiveBuffer: Int = 16 << 20
    ) async throws(PacketFilterError) -> RulesetWatch {
        let object = thread.place.description
        let generations = try await RulesetGeneration(on: thread)
        let socket = try await thread.open { () throws(PacketFilterError) in
            let socket = try NetlinkSocket(NETLINK_NETFILTER, object: object)
            socket.setReceiveBuffer(receiveBuffer)
            try socket.join(uc_group_nftables)
            return LockedSocket(socket)
        }
        let (reader, changes) = try EventReader.start(
            socket, RulesetDecoder(), call: "NFNLGRP_NFTABLES", object: object)
        return RulesetWatch(changes: changes, reader: reader, generations: generations)
    }

    private init(changes: AsyncStream<RulesetChange>, reader: EventReader, generations: RulesetGeneration) {
        self.changes = changes
        self.reader = reader
        self.generations = generations
    }

    deinit { reader.stop() }

    /// Ends the watch and its stream.
    public func stop() { reader.stop() }

    /// The number of the last change (`NFT_MSG_GETGEN`). From any thread; does not wait for anything but the kernel.
    public func generation() throws(PacketFilterError) -> UInt32 { try generations.read() }
}
