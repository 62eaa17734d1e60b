import PacketFilter

/// One side of what a policy rules, in one direction: what comes to the host or to a guest, or what it opens.
struct ImportEnd: Sendable {
    enum Owner: Sendable, Hashable {
        case host
        case guest(String)
    }

    var owner: Owner
    var isOutward: Bool
    /// Its own addresses: something is open where one of them has it open.
    var addresses: [IPAddress]
    /// The other end as the machine sees it.
    var other: Port
    var own: Port
    var hardware: HardwareAddress
    /// What tells it from others of its owner: the interface that packets come by.
    var label = ""

    static let strangerHardware = HardwareAddress(0x5254_00fe_0001)
    static let hostHardware = HardwareAddress(0x5254_00fe_0002)

    /// Hooks whose rules decide.
    var hooks: Set<BaseChain.Hook> {
        guard owner == .host else { return [.prerouting, .input, .forward, .output, .postrouting] }
        return isOutward ? [.output, .postrouting] : [.prerouting, .input]
    }

    /// Those that must exist for a version to be ruled at all.
    var decisive: Set<BaseChain.Hook> {
        guard owner == .host else { return [.prerouting, .forward, .postrouting] }
        return isOutward ? [.output] : [.input]
    }

    func peerField(_ isIPv6: Bool) -> Field { Field.peer(outward: isOutward, isIPv6: isIPv6) }

    func packet(_ service: ServiceClass, own address: IPAddress, peer: IPAddress) -> Packet {
        isOutward
            ? Packet(from: hardware, to: ImportEnd.strangerHardware, .ip(service.packet(from: address, to: peer)))
            : Packet(from: ImportEnd.strangerHardware, to: hardware, .ip(service.packet(from: peer, to: address)))
    }

    var way: [Stage] {
        isOutward ? Stage.way(from: own, to: other, callsIP: true) : Stage.way(from: other, to: own, callsIP: true)
    }

    /// How a packet fares: the best that one of its own addresses gets.
    func walk(_ simulator: Simulator, _ service: ServiceClass, _ peer: IPAddress) -> Walk? {
        let way = way
        var last: Walk?
        for address in addresses where address.isIPv6 == peer.isIPv6 {
            let walk = simulator.walk(packet(service, own: address, peer: peer), way)
            if walk.outcome == .accepted { return walk }
            last = last ?? walk
        }
        return last
    }
}
