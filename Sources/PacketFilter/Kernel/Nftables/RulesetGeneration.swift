import CNetlink

/// The number of the last change of a namespace's rules (`NFT_MSG_GETGEN`), a few microseconds to ask for.
public final class RulesetGeneration: Sendable {
    private let socket: LockedSocket

    /// Opens a netlink socket in the thread's namespace.
    /// - Throws: `PacketFilterError`: `.notPermitted` without CAP_NET_ADMIN.
    public init(on thread: NetworkThread) async throws(PacketFilterError) {
        socket = try await thread.open { () throws(PacketFilterError) in
            LockedSocket(try NetlinkSocket(NETLINK_NETFILTER, object: thread.place.description, largest: 4096))
        }
        _ = try read()
    }

    /// Asks the kernel. From any thread; does not wait for anything but the kernel.
    public func read() throws(PacketFilterError) -> UInt32 {
        let call = "NFT_MSG_GETGEN"
        let request = NetlinkRequest(netfilter: NFNL_SUBSYS_NFTABLES, NFT_MSG_GETGEN, flags: 0)
        return try socket.use { socket throws(PacketFilterError) in
            var generation: UInt32?
            try socket.ask(request, call) { generation = $0.netfilterAttributes.number(NFTA_GEN_ID, UInt32.self) }
            guard let generation else { throw .refused("the answer has no number", call, socket.object) }
            return generation
        }
    }
}
