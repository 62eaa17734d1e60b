import PacketFilter

/// Attributes of a filter's rule as tests of a packet, with variables put in.
struct FilterValues {
    let rule: NetworkFilter.FilterRule
    let variables: [String: [String]]
    /// Whether the two ends change places: a rule for both directions is written for packets to the guest.
    let isReversed: Bool
    private(set) var matches: [Match] = []
    /// Attributes that are not understood, or variables that nobody gives a value.
    private(set) var unknown: [String] = []

    init(_ rule: NetworkFilter.FilterRule, _ variables: [String: [String]], isReversed: Bool) {
        self.rule = rule
        self.variables = variables
        self.isReversed = isReversed
        guard testProtocol() else { return }
        for name in rule.attributes.keys.sorted() { read(name, rule.attributes[name] ?? "") }
    }

    private var isIPv6: Bool { rule.proto.hasSuffix("-ipv6") || rule.proto == "ipv6" || rule.proto == "icmpv6" }
    private static let transports: [String: IPProtocol] = [
        "tcp": .tcp, "udp": .udp, "udplite": .udplite, "sctp": .sctp, "esp": .esp, "ah": .ah, "icmp": .icmp,
        "icmpv6": .icmpv6, "igmp": .igmp,
    ]

    private mutating func add(_ field: Field, _ values: [ClosedRange<UInt128>], mask: UInt128? = nil) {
        matches.append(Match([field], mask: mask, isNegated: rule.isNegated, .inline(values.map { SetElement([$0]) })))
    }

    private mutating func ask(_ field: Field, _ value: UInt128) {
        matches.append(Match([field], .inline([SetElement(values: [value])])))
    }

    /// What the element's own name asks for; false where it is about no IP packet.
    private mutating func testProtocol() -> Bool {
        switch rule.proto {
        case "", "mac": return true
        case "arp", "rarp", "stp", "vlan":
            ask(.networkProtocol, rule.proto == "arp" ? 0x0806 : 0xffff)
            return false
        default:
            ask(.networkProtocol, isIPv6 ? 0x86dd : 0x0800)
            let name = rule.proto.hasSuffix("-ipv6") ? String(rule.proto.dropLast(5)) : rule.proto
            if let transport = FilterValues.transports[name] {
                ask(.transportProtocol, UInt128(transport.rawValue))
            } else if !["ip", "ipv6", "all"].contains(name) {
                unknown.append(rule.proto)
            }
            return true
        }
    }

    /// The values of an attribute: those of a variable where it names one.
    private mutating func values(_ text: String) -> [String] {
        guard text.hasPrefix("$") else { return [text] }
        let name = String(text.dropFirst().prefix { $0 != "[" })
        let known = variables[name] ?? []
        if known.isEmpty { unknown.append(text) }
        return known
    }

    private mutating func read(_ name: String, _ text: String) {
        let own = values(text)
        if own.isEmpty { return }
        switch name {
        case "#stateless", "srcmacaddr", "srcmacmask", "dstmacaddr", "dstmacmask", "srcipmask", "dstipmask",
            "srcportend", "dstportend", "srcipto", "dstipto":
            break
        case "state": states(text)
        case "protocolid": protocols(own)
        case "srcipaddr", "srcipfrom": addresses(own, "srcip", isSource: !isReversed)
        case "dstipaddr", "dstipfrom": addresses(own, "dstip", isSource: isReversed)
        case "srcportstart": ports(own, "srcportend", isSource: !isReversed)
        case "dstportstart": ports(own, "dstportend", isSource: isReversed)
        case "protocol": transports(own)
        case "type": numbers(own, isIPv6 ? .icmpv6Type : .icmpType)
        case "code": numbers(own, isIPv6 ? .icmpv6Code : .icmpCode)
        default: unknown.append("\(name)='\(text)'")
        }
    }

    private mutating func states(_ text: String) {
        let names = text.lowercased().split(separator: ",")
        if names.contains("none") { return }
        let values = names.compactMap { FieldKind.connectionState.value($0) }
        if values.count == names.count {
            add(.connectionState, values.map { $0...$0 })
        } else {
            unknown.append("state='\(text)'")
        }
    }

    private mutating func protocols(_ texts: [String]) {
        let known: [String: UInt128] = ["ipv4": 0x0800, "ipv6": 0x86dd, "arp": 0x0806, "rarp": 0x8035, "vlan": 0x8100]
        let values = texts.compactMap { known[$0] ?? FilterValues.number($0) }
        if values.count == texts.count {
            add(.networkProtocol, values.map { $0...$0 })
        } else {
            unknown.append("protocolid")
        }
    }

    private mutating func transports(_ texts: [String]) {
        let values = texts.compactMap {
            FilterValues.transports[$0].map { UInt128($0.rawValue) } ?? FilterValues.number($0)
        }
        if values.count == texts.count {
            add(.transportProtocol, values.map { $0...$0 })
        } else {
            unknown.append("protocol")
        }
    }

    private mutating func addresses(_ texts: [String], _ prefix: String, isSource: Bool) {
        let mask = rule.attributes[prefix + "mask"] ?? ""
        let last = rule.attributes[prefix + "to"] ?? ""
        let blocks = texts.compactMap { text -> AddressBlock? in
            if !last.isEmpty { return AddressBlock("\(text)-\(last)") }
            guard let address = IPAddress(text), address.isIPv6 == isIPv6 else { return nil }
            return mask.isEmpty ? AddressBlock(address) : FilterValues.block(address, mask)
        }
        // Of a guest's addresses those of the version that the rule is about.
        guard !blocks.isEmpty,
            blocks.count == texts.count || rule.attributes.values.contains(where: { $0.hasPrefix("$") })
        else {
            unknown.append(prefix)
            return
        }
        let field: Field = isIPv6 ? (isSource ? .ip6Source : .ip6Destination) : (isSource ? .ipSource : .ipDestination)
        add(field, blocks.map(\.range))
    }

    /// A network by its length, or by its mask.
    private static func block(_ address: IPAddress, _ mask: String) -> AddressBlock? {
        let width = address.isIPv6 ? 128 : 32
        let length =
            Int(mask)
            ?? IPAddress(mask).map { width - (~$0.value & (address.isIPv6 ? .max : 0xffff_ffff)).nonzeroBitCount }
        guard let length, (0...width).contains(length) else { return nil }
        let free = UInt128(width - length)
        let first = free >= 128 ? 0 : (address.value >> free) << free
        return AddressBlock(
            address.isIPv6 ? IPAddress(ipv6: first) : IPAddress(ipv4: UInt32(truncatingIfNeeded: first)), prefix: length
        )
    }

    private mutating func ports(_ texts: [String], _ end: String, isSource: Bool) {
        let last = rule.attributes[end].flatMap { UInt16($0) }
        let spans = texts.compactMap { text in
            UInt16(text).map { UInt128($0)...UInt128(max($0, last ?? $0)) }
        }
        if spans.count == texts.count {
            add(isSource ? .sourcePort : .destinationPort, spans)
        } else {
            unknown.append(end)
        }
    }

    private mutating func numbers(_ texts: [String], _ field: Field) {
        let values = texts.compactMap { FilterValues.number($0) }
        if values.count == texts.count { add(field, values.map { $0...$0 }) } else { unknown.append(field.rawValue) }
    }

    private static func number(_ text: String) -> UInt128? {
        text.hasPrefix("0x") ? UInt128(text.dropFirst(2), radix: 16) : UInt128(text)
    }
}
