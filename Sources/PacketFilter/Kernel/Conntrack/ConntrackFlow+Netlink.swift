import CNetlink

extension ConntrackFlow {
    /// From a message of `IPCTNL_MSG_CT_GET`; nil where addresses are missing.
    init?(_ message: NetlinkMessage) {
        let facts = message.netfilterAttributes
        guard let original = facts.nested(CTA_TUPLE_ORIG).flatMap(Tuple.init),
            let reply = facts.nested(CTA_TUPLE_REPLY).flatMap(Tuple.init),
            let id = facts.number(CTA_ID, UInt32.self)
        else { return nil }
        self.id = id
        self.original = original
        self.reply = reply
        status = Status(rawValue: facts.number(CTA_STATUS, UInt32.self) ?? 0)
        tcpState = facts.nested(CTA_PROTOINFO)?.nested(CTA_PROTOINFO_TCP)?.number(CTA_PROTOINFO_TCP_STATE, UInt8.self)
            .map(TCPState.init)
        timeout = facts.number(CTA_TIMEOUT, UInt32.self) ?? 0
        mark = facts.number(CTA_MARK, UInt32.self) ?? 0
        zone = facts.number(CTA_ZONE, UInt16.self) ?? 0
        originalTraffic = facts.nested(CTA_COUNTERS_ORIG).flatMap(Traffic.init)
        replyTraffic = facts.nested(CTA_COUNTERS_REPLY).flatMap(Traffic.init)
    }
}

extension ConntrackFlow.Traffic {
    fileprivate init?(_ facts: NetlinkAttributes) {
        guard let packets = facts.number(CTA_COUNTERS_PACKETS, UInt64.self),
            let bytes = facts.number(CTA_COUNTERS_BYTES, UInt64.self)
        else { return nil }
        self.packets = packets
        self.bytes = bytes
    }
}

extension ConntrackFlow.Tuple {
    fileprivate init?(_ facts: NetlinkAttributes) {
        guard let ip = facts.nested(CTA_TUPLE_IP), let proto = facts.nested(CTA_TUPLE_PROTO),
            let source = (ip[CTA_IP_V4_SRC] ?? ip[CTA_IP_V6_SRC]).flatMap(IPAddress.init(bytes:)),
            let destination = (ip[CTA_IP_V4_DST] ?? ip[CTA_IP_V6_DST]).flatMap(IPAddress.init(bytes:)),
            let number = proto.number(CTA_PROTO_NUM, UInt8.self)
        else { return nil }
        self.init(
            source: source, destination: destination, protocol: IPProtocol(rawValue: number),
            sourcePort: proto.number(CTA_PROTO_SRC_PORT, UInt16.self),
            destinationPort: proto.number(CTA_PROTO_DST_PORT, UInt16.self), echo: Self.echo(proto),
            zone: facts.number(CTA_TUPLE_ZONE, UInt16.self) ?? 0)
    }

    private static func echo(_ proto: NetlinkAttributes) -> ConntrackFlow.Echo? {
        let names = [
            (CTA_PROTO_ICMP_TYPE, CTA_PROTO_ICMP_CODE, CTA_PROTO_ICMP_ID),
            (CTA_PROTO_ICMPV6_TYPE, CTA_PROTO_ICMPV6_CODE, CTA_PROTO_ICMPV6_ID),
        ]
        for (type, code, id) in names {
            if let type = proto.number(type, UInt8.self), let code = proto.number(code, UInt8.self),
                let id = proto.number(id, UInt16.self)
            {
                return ConntrackFlow.Echo(type: type, code: code, id: id)
            }
        }
        return nil
    }

    /// Puts it into a request as the kernel reads it.
    func put(into request: inout NetlinkRequest, as name: ctattr_type) {
        request.nest(name) { request in
            request.nest(CTA_TUPLE_IP) { request in
                request.put(source.isIPv6 ? CTA_IP_V6_SRC : CTA_IP_V4_SRC, source.bytes)
                request.put(destination.isIPv6 ? CTA_IP_V6_DST : CTA_IP_V4_DST, destination.bytes)
            }
            request.nest(CTA_TUPLE_PROTO) { request in
                request.put(CTA_PROTO_NUM, [`protocol`.rawValue])
                if let sourcePort { request.put(CTA_PROTO_SRC_PORT, network: sourcePort) }
                if let destinationPort { request.put(CTA_PROTO_DST_PORT, network: destinationPort) }
                if let echo {
                    let isSix = source.isIPv6
                    request.put(isSix ? CTA_PROTO_ICMPV6_TYPE : CTA_PROTO_ICMP_TYPE, [echo.type])
                    request.put(isSix ? CTA_PROTO_ICMPV6_CODE : CTA_PROTO_ICMP_CODE, [echo.code])
                    request.put(isSix ? CTA_PROTO_ICMPV6_ID : CTA_PROTO_ICMP_ID, network: echo.id)
                }
            }
            if zone != 0 { request.put(CTA_TUPLE_ZONE, network: zone) }
        }
    }
}
