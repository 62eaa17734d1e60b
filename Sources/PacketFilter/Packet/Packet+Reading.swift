extension Packet {
    /// From a frame's bytes; nil where they are not a whole frame of a kind that this program knows.
    ///
    /// Headers behind the transport's ports, and IPv6 extension headers, are not looked at.
    public init?(frame bytes: some RandomAccessCollection<UInt8>) {
        var reader = FrameReader(Array(bytes))
        guard let destination = reader.take(6), let source = reader.take(6), var type = reader.take(2) else {
            return nil
        }
        var vlan: UInt16?
        if type == 0x8100 {
            guard let tag = reader.take(2), let inner = reader.take(2) else { return nil }
            vlan = UInt16(tag & 0xfff)
            type = inner
        }
        guard let body = Body(type: UInt16(type), &reader) else { return nil }
        self.init(
            from: HardwareAddress(UInt64(source)), to: HardwareAddress(UInt64(destination)), body)
        self.vlan = vlan
    }

    /// From an IP packet without a frame around it.
    public init?(ip bytes: some RandomAccessCollection<UInt8>) {
        var reader = FrameReader(Array(bytes))
        guard let version = reader.bytes.first.map({ $0 >> 4 }), version == 4 || version == 6,
            let body = Body(type: version == 4 ? 0x0800 : 0x86dd, &reader)
        else { return nil }
        self.init(from: HardwareAddress(0), to: HardwareAddress(0), body)
    }
}

extension Packet.Body {
    fileprivate init?(type: UInt16, _ reader: inout FrameReader) {
        switch type {
        case 0x0800:
            guard let body = reader.ipv4() else { return nil }
            self = .ip(body)
        case 0x86dd:
            guard let body = reader.ipv6() else { return nil }
            self = .ip(body)
        case 0x0806:
            guard let body = reader.arp() else { return nil }
            self = .arp(body)
        default: self = .other(type)
        }
    }
}

private struct FrameReader {
    let bytes: [UInt8]
    var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func take(_ count: Int) -> UInt128? {
        guard at + count <= bytes.count else { return nil }
        defer { at += count }
        return bytes[at..<at + count].reduce(0) { $0 << 8 | UInt128($1) }
    }

    mutating func arp() -> ARPBody? {
        guard take(6) != nil, let operation = take(2), let senderHardware = take(6), let sender = take(4),
            let targetHardware = take(6), let target = take(4)
        else { return nil }
        return ARPBody(
            operation: UInt16(operation), senderHardware: HardwareAddress(UInt64(senderHardware)),
            sender: UInt32(sender), targetHardware: HardwareAddress(UInt64(targetHardware)), target: UInt32(target))
    }

    mutating func ipv4() -> IPBody? {
        let start = at
        guard let first = take(1), take(8) != nil, let number = take(1), take(2) != nil, let source = take(4),
            let destination = take(4)
        else { return nil }
        at = start + Int(first & 15) * 4
        var body = IPBody(
            IPProtocol(rawValue: UInt8(number)), from: IPAddress(ipv4: UInt32(source)),
            to: IPAddress(ipv4: UInt32(destination)))
        transport(&body)
        return body
    }

    mutating func ipv6() -> IPBody? {
        guard take(6) != nil, let number = take(1), take(1) != nil, let source = take(16), let destination = take(16)
        else { return nil }
        var body = IPBody(
            IPProtocol(rawValue: UInt8(number)), from: IPAddress(ipv6: source), to: IPAddress(ipv6: destination))
        transport(&body)
        return body
    }

    private mutating func transport(_ body: inout IPBody) {
        if body.protocol.hasPorts, let source = take(2), let destination = take(2) {
            body.sourcePort = UInt16(source)
            body.destinationPort = UInt16(destination)
            if body.protocol == .tcp, take(9) != nil, let flags = take(1) { body.tcpFlags = UInt8(flags) }
        } else if body.protocol == .icmp || body.protocol == .icmpv6, let type = take(1), let code = take(1) {
            body.sourcePort = UInt16(type)
            body.destinationPort = UInt16(code)
            if body.protocol == .icmpv6, type == 135 || type == 136, take(6) != nil { body.neighbourTarget = take(16) }
        }
    }
}
