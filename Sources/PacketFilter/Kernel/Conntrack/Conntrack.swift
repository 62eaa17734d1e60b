import CNetlink

/// The flows that the kernel remembers in one network namespace (nfnetlink_conntrack), as an actor on a thread in it.
public actor Conntrack {
    public nonisolated let thread: NetworkThread
    private nonisolated let socket: LockedSocket

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Opens a netlink socket in the thread's namespace.
    public init(on thread: NetworkThread) async throws(PacketFilterError) {
        self.thread = thread
        socket = try await thread.open { () throws(PacketFilterError) in
            LockedSocket(try NetlinkSocket(NETLINK_NETFILTER, object: thread.place.description))
        }
    }

    /// Which flows to list.
    public enum Kind: Sendable, Hashable { case all, ipv4, ipv6 }

    /// Every flow (`IPCTNL_MSG_CT_GET`), in no order. One that begins or ends meanwhile may be missing, and one that
    /// moves may come twice. Blocks the thread for as long as the kernel lists: about a microsecond each.
    /// - Throws: `PacketFilterError`: `.notPermitted` without CAP_NET_ADMIN; `.unsupported` or `.invalid` where the
    ///   kernel has no connection tracking.
    public func flows(_ kind: Kind = .all) throws(PacketFilterError) -> [ConntrackFlow] {
        let family =
            switch kind {
            case .all: AF_UNSPEC
            case .ipv4: AF_INET
            case .ipv6: AF_INET6
            }
        let request = NetlinkRequest(
            netfilter: NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET, flags: NLM_F_DUMP, family: family)
        return try socket.use { socket throws(PacketFilterError) in
            var flows: [ConntrackFlow] = []
            try socket.ask(request, "IPCTNL_MSG_CT_GET") { if let flow = ConntrackFlow($0) { flows.append(flow) } }
            return flows
        }
    }

    /// Ends one flow (`IPCTNL_MSG_CT_DELETE`): its next packet is looked at as if it were the first.
    ///
    /// The flow is named by its addresses and its number together. One that began with the same addresses since the list
    /// was made mostly has another number and stays; the number is made of its place in memory, which may come again.
    /// - Returns: false where it had ended already.
    /// - Throws: `PacketFilterError`: `.busy` for a flow in a flowtable; `.notPermitted`.
    @discardableResult
    public func delete(_ flow: ConntrackFlow) throws(PacketFilterError) -> Bool {
        // Without addresses the kernel would forget every flow. They are always there: `Tuple` cannot be without.
        var request = NetlinkRequest(
            netfilter: NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_DELETE, flags: NLM_F_ACK,
            family: flow.original.source.isIPv6 ? AF_INET6 : AF_INET)
        flow.original.put(into: &request, as: CTA_TUPLE_ORIG)
        request.put(CTA_ID, network: flow.id)
        if flow.zone != 0 { request.put(CTA_ZONE, network: flow.zone) }
        do {
            try socket.use { socket throws(PacketFilterError) in
                try socket.ask(request, "IPCTNL_MSG_CT_DELETE", object: flow.original.description)
            }
            return true
        } catch {
            if error.code == .missing { return false }
            throw error
        }
    }
}
