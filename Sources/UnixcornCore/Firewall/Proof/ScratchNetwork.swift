import Glibc
public import PacketFilter
import Synchronization

/// A network of our own, in a namespace that nobody else sees: a bridge with guests' interfaces, a line to the outside, a
/// routed one, and the rules under test in a real kernel.
public final class ScratchNetwork: Sendable {
    static let bridge = "br-trial"
    static let line = "up-trial"
    static let wan = "wan-trial"
    /// Hardware addresses of the bridge, of the outside on the bridge, of the routed outside, of the stranger.
    public static let hostHardware = HardwareAddress(0x0275_6e69_0001)
    public static let lineHardware = HardwareAddress(0x0275_6e69_0002)
    public static let wanHardware = HardwareAddress(0x0275_6e69_0003)
    public static let wanHostHardware = HardwareAddress(0x0275_6e69_0004)
    public static let strangerHardware = HardwareAddress(0x0275_6e69_0005)
    /// The host's own addresses on the bridge.
    public static let host4 = IPAddress(ipv4: 0xa9fe_4d01)
    public static let host6 = IPAddress(ipv6: 0xfd75_6e69_0000_0000_0000_0000_0000_0001)
    private static let logGroup: UInt16 = 4299

    public let thread: NetworkThread
    public let nftables: Nftables
    private let links: Links
    private let taps: [Probe.End: TapDevice]
    private let raw: RawSender
    private let log: PacketLog
    private let arrived: Arrivals

    /// What reached the machine itself, by the marks at the packets' ends.
    private final class Arrivals: Sendable {
        let marks = Mutex<Set<UInt64>>([])
    }

    /// Builds the network. `guests`: those whose interfaces are there. `others`: addresses that the host itself has
    /// besides. `stranger`: a name that looks like a guest's interface.
    public init(
        _ guests: [FirewallGuest], others: [IPAddress] = [], stranger: String = "vnetstranger"
    ) async throws(PacketFilterError) {
        thread = try await NetworkThread(.scratch, name: "unixcorn-trial")
        nftables = try await Nftables(on: thread)
        links = try await Links(on: thread)
        var taps: [Probe.End: TapDevice] = [:]
        var names: [(Probe.End, String)] = [(.line, Self.line), (.wan, Self.wan), (.stranger, stranger)]
        for guest in guests {
            for interface in guest.interfaces where !interface.isRouted {
                names.append((.guest(interface.tap), interface.tap))
            }
        }
        for (end, name) in names { taps[end] = try await TapDevice.open(name, on: thread) }
        self.taps = taps
        try await Self.connect(names, links)
        try await Self.address(others, guests, links)
        // A new port of a bridge forwards once its carrier was noticed.
        for (end, name) in names where end != .wan {
            for _ in 0..<200 where try await !links.isForwarding(name) { usleep(5_000) }
        }
        raw = try await RawSender.open(on: thread)
        log = try await PacketLog.open(group: Self.logGroup, on: thread, snapLength: 256, delay: 1)
        let arrived = Arrivals()
        self.arrived = arrived
        let events = log.events
        Task.detached {
            for await event in events {
                guard case .packet(let packet) = event, let mark = Self.mark(packet.payload) else { continue }
                _ = arrived.marks.withLock { $0.insert(mark) }
            }
        }
        _ = try await nftables.run(
            "table inet trial { chain arrived { type filter hook input priority 1000; policy accept; "
                + "log group \(Self.logGroup) snaplen 256\n }\n }\n")
    }

    deinit { log.stop() }

    private static func connect(_ names: [(Probe.End, String)], _ links: Links) async throws(PacketFilterError) {
        try await links.createBridge(bridge)
        try await links.setAddress(hostHardware, of: bridge)
        try await links.setAddress(wanHostHardware, of: wan)
        for (end, name) in names {
            if end != .wan { try await links.put(name, in: bridge) }
            try await links.bringUp(name)
        }
        try await links.bringUp("lo")
        try await links.bringUp(bridge)
    }

    private static func address(
        _ others: [IPAddress], _ guests: [FirewallGuest], _ links: Links
    ) async throws(PacketFilterError) {
        for setting in ["all", "default", bridge, wan] { try? await links.set("ipv4/conf/\(setting)/rp_filter", "0") }
        try await links.set("ipv4/ip_forward", "1")
        try await links.set("ipv6/conf/all/forwarding", "1")
        for name in ["bridge-nf-call-iptables", "bridge-nf-call-ip6tables"] {
            try? await links.set("bridge/" + name, "1")
        }
        try await links.addAddress(host4, prefix: 32, to: bridge)
        try await links.addAddress(host6, prefix: 128, to: bridge)
        for address in others { try? await links.addAddress(address, prefix: address.isIPv6 ? 128 : 32, to: wan) }
        for guest in guests {
            for interface in guest.interfaces where !interface.isRouted {
                guard let hardware = HardwareAddress(interface.mac) else { continue }
                for address in interface.addresses.compactMap({ IPAddress($0) }) {
                    try? await links.addRoute(to: address, prefix: address.isIPv6 ? 128 : 32, on: bridge)
                    try await links.addNeighbour(address, hardware, on: bridge)
                }
            }
        }
        let (gate4, gate6) = (IPAddress(ipv4: 0xa9fe_4e01), IPAddress(ipv6: 0xfe80 << 112 | 1))
        try await links.addRoute(to: gate4, prefix: 32, on: wan)
        for gate in [gate4, gate6] { try await links.addNeighbour(gate, wanHardware, on: wan) }
        try await links.addRoute(to: IPAddress(ipv4: 0), prefix: 0, via: gate4, on: wan)
        try await links.addRoute(to: IPAddress(ipv6: 0), prefix: 0, via: gate6, on: wan)
    }
}

extension ScratchNetwork {
    /// Loads rules: they hold until the network ends.
    public func load(_ compiled: CompiledPolicy) async throws(PacketFilterError) {
        let text = FirewallTransaction(loaded: LoadedFirewall()).load(compiled)
        do throws(PacketFilterError) { _ = try await nftables.run(text) } catch {
            // A user namespace has small buffers only (`net.core.wmem_max`): here nobody sees it half done.
            guard error.code.rawValue == EMSGSIZE else { throw error }
            for part in Self.parts(text) { _ = try await nftables.run(part) }
        }
    }

    /// Commands, some at a time: lines that begin with a verb begin one.
    private static func parts(_ text: [UInt8]) -> [String] {
        var parts: [String] = [""]
        var count = 0
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("add ") || line.hasPrefix("flush ") {
                count += 1
                if count % 60 == 0 { parts.append("") }
            }
            parts[parts.count - 1] += line + "\n"
        }
        return parts
    }

    /// Where an end lies for the simulator.
    public func port(_ end: Probe.End) -> Port {
        switch end {
        case .host: .host
        case .wan: .routed(Self.wan)
        case .guest, .line, .stranger: .bridged(taps[end]?.name ?? "", bridge: Self.bridge)
        }
    }

    /// Sends every packet and tells which of them arrived where they should.
    public func deliver(_ probes: [Probe]) async throws(PacketFilterError) -> [Bool] {
        var outcomes: [Bool] = []
        for start in stride(from: 0, to: probes.count, by: Self.batch) {
            outcomes += try await deliverSome(
                Array(probes[start..<min(start + Self.batch, probes.count)]), first: start)
        }
        return outcomes
    }

    /// Fewer than an interface's queue holds (`TUN_READQ_SIZE`, 500): a flooded one comes to every interface.
    private static let batch = 200

    private func deliverSome(_ probes: [Probe], first: Int) async throws(PacketFilterError) -> [Bool] {
        for tap in taps.values { _ = try tap.readAll() }
        arrived.marks.withLock { $0.removeAll() }
        let base = Self.magic | UInt64(first)
        for (place, probe) in probes.enumerated() { try send(probe, base + UInt64(place)) }
        var seen: [Probe.End: Set<UInt64>] = [:]
        for round in [UInt64(1), 0] { try drain(Self.magic | (UInt64(UInt32.max) - round)) }
        for (end, tap) in taps { seen[end] = Set(try tap.readAll().compactMap(Self.mark)) }
        seen[.host] = arrived.marks.withLock { $0 }
        return probes.enumerated().map { place, probe in seen[probe.to]?.contains(base + UInt64(place)) ?? false }
    }

    /// Waits until what was sent has been told. The log tells in order, and a little later: a packet to ourselves says that
    /// all before it was; twice, since one that another processor still had may have been overtaken.
    private func drain(_ mark: UInt64) throws(PacketFilterError) {
        let home = IPAddress(ipv4: 0x7f00_0001)
        let nowhere = HardwareAddress(0)
        let packet = Packet(from: nowhere, to: nowhere, .ip(IPBody(.udp, from: home, port: 9, to: home, port: 9)))
        usleep(2_000)
        try send(Probe("", from: .host, to: .host, packet), mark)
        for _ in 0..<500 where !arrived.marks.withLock({ $0.contains(mark) }) { usleep(1_000) }
    }

    private func send(_ probe: Probe, _ mark: UInt64) throws(PacketFilterError) {
        let end = (0..<8).map { UInt8(truncatingIfNeeded: mark >> UInt64(56 - 8 * $0)) }
        var frame = Frame(probe.packet, payload: end).bytes
        if case .arp = probe.packet.body { frame += end }
        if probe.from == .host {
            guard let body = probe.packet.ip else { return }
            _ = raw.send(Array(frame.dropFirst(probe.packet.vlan == nil ? 14 : 18)), to: body.destination)
        } else {
            try taps[probe.from]?.write(frame)
        }
    }

    private static let magic: UInt64 = 0x7563_7072_0000_0000

    /// The mark at the end of a packet of ours.
    private static func mark(_ bytes: [UInt8]) -> UInt64? {
        guard bytes.count >= 8 else { return nil }
        let value = bytes.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return value & 0xffff_ffff_0000_0000 == magic ? value : nil
    }
}
