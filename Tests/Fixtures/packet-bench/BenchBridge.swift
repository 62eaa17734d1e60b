import Foundation
import PacketFilter
import UnixcornCore

/// A bridge with a few guests' interfaces in a network namespace of its own, to send many packets fast.
struct BenchBridge {
    let nftables: Nftables
    let taps: [TapDevice]
    private let links: Links
    private static let name = "br-bench"

    init(_ names: [String]) async throws {
        let thread = try await NetworkThread(.scratch)
        nftables = try await Nftables(on: thread)
        links = try await Links(on: thread)
        // No frame of the kernel's own among those that are counted.
        for setting in ["all", "default"] { try? await links.set("ipv6/conf/\(setting)/disable_ipv6", "1") }
        var taps: [TapDevice] = []
        for name in names { taps.append(try await TapDevice.open(name, on: thread)) }
        self.taps = taps
        try await links.createBridge(BenchBridge.name)
        for name in names {
            try await links.put(name, in: BenchBridge.name)
            try await links.bringUp(name)
        }
        try await links.bringUp(BenchBridge.name)
        for setting in ["bridge-nf-call-iptables", "bridge-nf-call-ip6tables"] {
            try? await links.set("bridge/" + setting, "1")
        }
        for name in names {
            for _ in 0..<400 where try await !links.isForwarding(name) { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    /// Sends what tells the bridge behind which port an address is, and forgets what came of it.
    func learn(_ frames: [[UInt8]]) throws {
        for (tap, frame) in zip(taps, frames) { try tap.write(frame) }
        usleep(20_000)
        for tap in taps { _ = try tap.readAll() }
    }
}

/// The frames of two guests that talk to each other.
struct BenchFrames {
    let from: FirewallGuest.Interface
    let to: FirewallGuest.Interface

    private static func hardware(_ interface: FirewallGuest.Interface) -> HardwareAddress {
        HardwareAddress(interface.mac) ?? HardwareAddress(0)
    }
    private static func address(_ interface: FirewallGuest.Interface) -> IPAddress {
        interface.addresses.compactMap { IPAddress($0) }.first { !$0.isIPv6 } ?? IPAddress(ipv4: 0)
    }

    /// Who an interface is.
    static func hello(_ interface: FirewallGuest.Interface) -> [UInt8] {
        let address = UInt32(truncatingIfNeeded: address(interface).value)
        let body = ARPBody(operation: 1, senderHardware: hardware(interface), sender: address, target: address)
        return Frame(Packet(from: hardware(interface), to: .broadcast, .arp(body))).bytes
    }

    /// A datagram of the first to the second, with 18 bytes. `hardware`, `address`: what it says that it is from.
    func datagram(
        to port: UInt16, from sourcePort: UInt16 = 40_000, hardware: HardwareAddress? = nil, address: IPAddress? = nil,
        mark: UInt8 = 0
    ) -> [UInt8] {
        let body = IPBody(
            .udp, from: address ?? BenchFrames.address(from), port: sourcePort, to: BenchFrames.address(to), port: port)
        let packet = Packet(from: hardware ?? BenchFrames.hardware(from), to: BenchFrames.hardware(to), .ip(body))
        return Frame(packet, payload: [UInt8](repeating: mark, count: 18)).bytes
    }

    /// The second's answer to it.
    func answer(from port: UInt16, to sourcePort: UInt16 = 40_000) -> [UInt8] {
        BenchFrames(from: to, to: from).datagram(to: sourcePort, from: port)
    }
}
