/// A packet as the bytes of an Ethernet frame, with right checksums, to be put on a wire.
public struct Frame: Sendable {
    public private(set) var bytes: [UInt8] = []

    /// `payload`: bytes behind the transport header.
    public init(_ packet: Packet, payload: [UInt8] = []) {
        append(UInt128(packet.etherDestination.value), 6)
        append(UInt128(packet.etherSource.value), 6)
        if let vlan = packet.vlan {
            append(0x8100, 2)
            append(UInt128(vlan), 2)
        }
        append(UInt128(packet.networkProtocol), 2)
        switch packet.body {
        case .ip(let body): body.isIPv6 ? appendIPv6(body, payload) : appendIPv4(body, payload)
        case .arp(let body): append(body)
        case .other: bytes.append(contentsOf: payload.isEmpty ? [UInt8](repeating: 0, count: 46) : payload)
        }
    }

    private mutating func append(_ value: UInt128, _ count: Int) {
        for place in stride(from: count - 1, through: 0, by: -1) {
            bytes.append(UInt8(truncatingIfNeeded: value >> UInt128(8 * place)))
        }
    }

    private mutating func append(_ body: ARPBody) {
        append(1, 2)
        append(0x0800, 2)
        append(0x0604, 2)
        append(UInt128(body.operation), 2)
        append(UInt128(body.senderHardware.value), 6)
        append(UInt128(body.sender), 4)
        append(UInt128(body.targetHardware.value), 6)
        append(UInt128(body.target), 4)
    }

    private mutating func appendIPv4(_ body: IPBody, _ payload: [UInt8]) {
        let start = bytes.count
        let transport = Frame.transport(body, payload)
        append(0x4500, 2)
        append(UInt128(20 + transport.count), 2)
        append(0, 4)
        append(64, 1)
        append(UInt128(body.protocol.rawValue), 1)
        append(0, 2)
        append(body.source.value, 4)
        append(body.destination.value, 4)
        let sum = Frame.checksum(bytes[start...])
        bytes[start + 10] = UInt8(sum >> 8)
        bytes[start + 11] = UInt8(sum & 255)
        bytes.append(contentsOf: transport)
    }

    private mutating func appendIPv6(_ body: IPBody, _ payload: [UInt8]) {
        let transport = Frame.transport(body, payload)
        append(6 << 28, 4)
        append(UInt128(transport.count), 2)
        append(UInt128(body.protocol.rawValue), 1)
        append(255, 1)
        append(body.source.value, 16)
        append(body.destination.value, 16)
        bytes.append(contentsOf: transport)
    }
}

extension Frame {
    /// The transport header with its checksum, then the payload.
    private static func transport(_ body: IPBody, _ payload: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        func add(_ value: UInt128, _ count: Int) {
            for place in stride(from: count - 1, through: 0, by: -1) {
                out.append(UInt8(truncatingIfNeeded: value >> UInt128(8 * place)))
            }
        }
        let sumAt: Int?
        switch body.protocol {
        case .tcp:
            add(UInt128(body.sourcePort), 2)
            add(UInt128(body.destinationPort), 2)
            add(1, 4)
            add(body.tcpFlags & 16 != 0 ? 1 : 0, 4)
            add(0x50, 1)
            add(UInt128(body.tcpFlags), 1)
            add(0xffff, 2)
            add(0, 4)
            sumAt = 16
        case .udp, .udplite:
            add(UInt128(body.sourcePort), 2)
            add(UInt128(body.destinationPort), 2)
            add(UInt128(8 + payload.count), 2)
            add(0, 2)
            sumAt = 6
        case .icmp, .icmpv6:
            add(UInt128(body.sourcePort & 255), 1)
            add(UInt128(body.destinationPort & 255), 1)
            add(0, 2)
            add(body.neighbourTarget == nil ? 0x1234_0001 : 0, 4)
            if let target = body.neighbourTarget { add(target, 16) }
            sumAt = 2
        default:
            add(UInt128(body.sourcePort), 2)
            add(UInt128(body.destinationPort), 2)
            add(0, 8)
            sumAt = nil
        }
        out.append(contentsOf: payload)
        if let sumAt {
            let sum = checksum(out[...], start: body.protocol == .icmp ? 0 : pseudoHeader(body, length: out.count))
            out[sumAt] = UInt8(sum >> 8)
            out[sumAt + 1] = UInt8(sum & 255)
        }
        return out
    }

    /// The sum of the pseudo header (RFC 793, 3.1; RFC 8200, 8.1).
    private static func pseudoHeader(_ body: IPBody, length: Int) -> UInt64 {
        var sum = UInt64(length) + UInt64(body.protocol.rawValue)
        for address in [body.source.value, body.destination.value] {
            for place in 0..<8 { sum += UInt64(UInt16(truncatingIfNeeded: address >> UInt128(16 * place))) }
        }
        return sum
    }

    /// The Internet checksum (RFC 1071).
    private static func checksum(_ bytes: ArraySlice<UInt8>, start: UInt64 = 0) -> UInt16 {
        var sum = start
        var isHigh = true
        for byte in bytes {
            sum += isHigh ? UInt64(byte) << 8 : UInt64(byte)
            isHigh.toggle()
        }
        while sum >> 16 != 0 { sum = sum & 0xffff + sum >> 16 }
        return ~UInt16(truncatingIfNeeded: sum)
    }
}
