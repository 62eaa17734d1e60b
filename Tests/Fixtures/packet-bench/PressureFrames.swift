import PacketFilter
import UnixcornCore

/// One frame that is allowed, and one of each way in which one is not.
struct PressureFrames {
    let allowed: [UInt8]
    /// With the interface that each is written to.
    let forbidden: [(tap: Int, bytes: [UInt8])]

    private static let mark: UInt8 = 0x61
    /// Why each of `forbidden` is.
    static let reasons = ["closed port", "hardware address", "address", "unknown interface"]

    init(_ from: FirewallGuest.Interface, _ to: FirewallGuest.Interface, _ port: UInt16, _ closed: UInt16) {
        let frames = BenchFrames(from: from, to: to)
        let stranger = HardwareAddress(0x0275_6e69_0006)
        let other = IPAddress(ipv4: 0x0a01_fffe)
        allowed = frames.datagram(to: port, mark: PressureFrames.mark)
        forbidden = [
            (0, frames.datagram(to: closed, mark: 0)),
            (0, frames.datagram(to: port, hardware: stranger, mark: 1)),
            (0, frames.datagram(to: port, address: other, mark: 2)),
            (2, frames.datagram(to: port, hardware: stranger, address: other, mark: 3)),
        ]
    }

    static func isAllowed(_ frame: [UInt8]) -> Bool { frame.last == mark }
    /// The place in `forbidden`; nil for another frame.
    static func forbidden(_ frame: [UInt8]) -> Int? {
        frame.last.flatMap { $0 < UInt8(reasons.count) && frame.count > 42 ? Int($0) : nil }
    }
}
