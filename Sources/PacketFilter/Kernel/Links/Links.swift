// swift-format-ignore: OrderedImports
import Glibc
// swift-format-ignore: OrderedImports
import CNetlink

/// The interfaces of a network namespace of our own (rtnetlink), as an actor on a thread in it.
///
/// For networks to try rules in: it refuses the host's. Every function blocks the thread for microseconds, a few
/// milliseconds where an interface is made. All throw `PacketFilterError`: `.noInterface`, `.exists`, `.invalid`,
/// `.notPermitted` without CAP_NET_ADMIN.
public actor Links {
    public nonisolated let thread: NetworkThread
    private nonisolated let socket: LockedSocket

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Opens a netlink socket in the thread's namespace.
    /// - Throws: `PacketFilterError`: `.denied` for a thread in the host's network.
    public init(on thread: NetworkThread) async throws(PacketFilterError) {
        try thread.requireOwnNetwork("RTM_NEWLINK", thread.place.description)
        self.thread = thread
        socket = try await thread.open { () throws(PacketFilterError) in
            LockedSocket(try NetlinkSocket(NETLINK_ROUTE, object: thread.place.description))
        }
    }

    /// Makes a bridge, down. Without `snoops` it floods multicast to every port, as a wire does.
    public func createBridge(_ name: String, snoops: Bool = false) throws(PacketFilterError) {
        try create(name, kind: "bridge") { data in data.put(IFLA_BR_MCAST_SNOOPING, [snoops ? 1 : 0]) }
    }

    /// Makes two interfaces, down, each the other's wire (veth(4)).
    public func createPair(_ name: String, _ peer: String) throws(PacketFilterError) {
        try require(peer)
        try create(name, kind: "veth") { data in
            data.nest(VETH_INFO_PEER) { half in
                half.append(header: Self.header(0))
                half.put(IFLA_IFNAME, text: peer)
            }
        }
    }

    /// Removes an interface; a pair's other half goes with it.
    public func delete(_ name: String) throws(PacketFilterError) {
        try change(name, RTM_DELLINK, "RTM_DELLINK")
    }

    /// Switches an interface on. A TAP interface has a carrier while its `TapDevice` lives.
    public func bringUp(_ name: String) throws(PacketFilterError) { try set(name, isUp: true) }

    public func bringDown(_ name: String) throws(PacketFilterError) { try set(name, isUp: false) }

    /// Makes an interface a port of a bridge.
    public func put(_ name: String, in bridge: String) throws(PacketFilterError) {
        let index = try index(of: bridge)
        try change(name, RTM_NEWLINK, "IFLA_MASTER") { $0.put(IFLA_MASTER, native: index) }
    }

    /// Gives an interface a hardware address.
    public func setAddress(_ address: HardwareAddress, of name: String) throws(PacketFilterError) {
        try change(name, RTM_NEWLINK, "IFLA_ADDRESS") { $0.put(IFLA_ADDRESS, address.bytes) }
    }

    /// The kernel's number of an interface.
    public func index(of name: String) throws(PacketFilterError) -> UInt32 { try facts(of: name).index }

    /// Whether a port of a bridge lets packets through (`IFLA_BRPORT_STATE`). A new port does only once the kernel has
    /// noticed its carrier, up to a second later.
    public func isForwarding(_ name: String) throws(PacketFilterError) -> Bool { try facts(of: name).state == 3 }

    private func set(_ name: String, isUp: Bool) throws(PacketFilterError) {
        // IFF_UP
        try change(name, RTM_NEWLINK, isUp ? "IFF_UP" : "IFF_DOWN", flags: isUp ? 1 : 0, mask: 1)
    }

    private func create(
        _ name: String, kind: String, _ data: (inout NetlinkRequest) -> Void
    ) throws(PacketFilterError) {
        try require(name)
        var request = NetlinkRequest(
            type: UInt16(RTM_NEWLINK), flags: NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, header: Self.header(0))
        request.put(IFLA_IFNAME, text: name)
        request.nest(IFLA_LINKINFO) { info in
            info.put(IFLA_INFO_KIND, text: kind)
            info.nest(IFLA_INFO_DATA, data)
        }
        try ask(request, "RTM_NEWLINK", name)
    }

    private func change(
        _ name: String, _ type: Int, _ call: String, flags: UInt32 = 0, mask: UInt32 = 0,
        _ put: (inout NetlinkRequest) -> Void = { _ in }
    ) throws(PacketFilterError) {
        let header = Self.header(try index(of: name), flags: flags, mask: mask)
        var request = NetlinkRequest(type: UInt16(type), flags: NLM_F_ACK, header: header)
        put(&request)
        try ask(request, call, name)
    }

    /// The number of an interface and, for a port of a bridge, its state.
    private func facts(of name: String) throws(PacketFilterError) -> (index: UInt32, state: UInt8?) {
        try require(name)
        var request = NetlinkRequest(type: UInt16(RTM_GETLINK), flags: 0, header: Self.header(0))
        request.put(IFLA_IFNAME, text: name)
        return try socket.use { socket throws(PacketFilterError) in
            var found: (UInt32, UInt8?)?
            try socket.ask(request, "RTM_GETLINK", object: name) { message in
                guard let index = message.payload.native(UInt32.self, at: 4) else { return }
                let port = message.attributes(after: 16).nested(IFLA_LINKINFO)?.nested(IFLA_INFO_SLAVE_DATA)
                found = (index, port?.native(IFLA_BRPORT_STATE, UInt8.self))
            }
            guard let found else { throw .system(ENODEV, "RTM_GETLINK", name) }
            return found
        }
    }

    /// Sends a request that asks for an acknowledgement.
    func ask(_ request: NetlinkRequest, _ call: String, _ object: String) throws(PacketFilterError) {
        try socket.use { socket throws(PacketFilterError) in try socket.ask(request, call, object: object) }
    }

    private func require(_ name: String) throws(PacketFilterError) {
        guard InterfaceName.isValid(name) else { throw .refused("no name for an interface", "RTM_NEWLINK", name) }
    }

    /// `struct ifinfomsg`
    private static func header(_ index: UInt32, flags: UInt32 = 0, mask: UInt32 = 0) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 4)
        for number in [index, flags, mask] { bytes.append(native: number) }
        return bytes
    }
}
