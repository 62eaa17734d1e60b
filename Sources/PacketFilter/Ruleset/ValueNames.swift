/// Names that nft has for numbers of a kind, both ways.
enum ValueNames {
    static let connectionStates: [(UInt128, String)] = [
        (1, "invalid"), (2, "established"), (4, "related"), (8, "new"), (64, "untracked"),
    ]
    static let connectionStatuses: [(UInt128, String)] = [
        (1, "expected"), (2, "seen-reply"), (4, "assured"), (8, "confirmed"), (16, "snat"), (32, "dnat"),
        (512, "dying"),
    ]
    static let etherTypes: [(UInt128, String)] = [
        (0x0800, "ip"), (0x0806, "arp"), (0x86dd, "ip6"), (0x8100, "8021q"), (0x88a8, "8021ad"),
    ]
    static let families: [(UInt128, String)] = [(2, "ipv4"), (10, "ipv6")]
    static let hardwareKinds: [(UInt128, String)] = [(1, "ether"), (772, "loopback")]
    static let arpOperations: [(UInt128, String)] = [
        (1, "request"), (2, "reply"), (3, "rrequest"), (4, "rreply"), (8, "inrequest"), (9, "inreply"), (10, "nak"),
    ]
    static let icmpTypes: [(UInt128, String)] = [
        (0, "echo-reply"), (3, "destination-unreachable"), (4, "source-quench"), (5, "redirect"), (8, "echo-request"),
        (9, "router-advertisement"), (10, "router-solicitation"), (11, "time-exceeded"), (12, "parameter-problem"),
        (13, "timestamp-request"), (14, "timestamp-reply"), (15, "info-request"), (16, "info-reply"),
        (17, "address-mask-request"), (18, "address-mask-reply"),
    ]
    static let icmpv6Types: [(UInt128, String)] = [
        (1, "destination-unreachable"), (2, "packet-too-big"), (3, "time-exceeded"), (4, "parameter-problem"),
        (128, "echo-request"), (129, "echo-reply"), (130, "mld-listener-query"), (131, "mld-listener-report"),
        (132, "mld-listener-done"), (132, "mld-listener-reduction"), (133, "nd-router-solicit"),
        (134, "nd-router-advert"), (135, "nd-neighbor-solicit"), (136, "nd-neighbor-advert"), (137, "nd-redirect"),
        (138, "router-renumbering"), (141, "ind-neighbor-solicit"), (142, "ind-neighbor-advert"),
        (143, "mld2-listener-report"),
    ]
    static let icmpCodes: [(UInt128, String)] = [
        (0, "net-unreachable"), (1, "host-unreachable"), (2, "prot-unreachable"), (3, "port-unreachable"),
        (4, "frag-needed"), (9, "net-prohibited"), (10, "host-prohibited"), (13, "admin-prohibited"),
    ]
    static let icmpv6Codes: [(UInt128, String)] = [
        (0, "no-route"), (1, "admin-prohibited"), (3, "addr-unreachable"), (4, "port-unreachable"), (5, "policy-fail"),
        (6, "reject-route"),
    ]
    static let tcpFlags: [(UInt128, String)] = [
        (1, "fin"), (2, "syn"), (4, "rst"), (8, "psh"), (16, "ack"), (32, "urg"), (64, "ecn"), (128, "cwr"),
    ]
    static let addressKinds: [(UInt128, String)] = [
        (0, "unspec"), (1, "unicast"), (2, "local"), (3, "broadcast"), (4, "anycast"), (5, "multicast"),
        (6, "blackhole"),
        (7, "unreachable"), (8, "prohibit"),
    ]
    static let packetKinds: [(UInt128, String)] = [
        (0, "host"), (0, "unicast"), (1, "broadcast"), (2, "multicast"), (3, "other"),
    ]

    static func table(_ kind: FieldKind) -> [(UInt128, String)] {
        switch kind {
        case .connectionState: connectionStates
        case .connectionStatus: connectionStatuses
        case .etherType: etherTypes
        case .family: families
        case .hardwareKind: hardwareKinds
        case .arpOperation: arpOperations
        case .icmpType: icmpTypes
        case .icmpv6Type: icmpv6Types
        case .icmpCode: icmpCodes
        case .icmpv6Code: icmpv6Codes
        case .tcpFlags: tcpFlags
        case .addressKind: addressKinds
        case .packetKind: packetKinds
        case .protocol, .interface, .interfaceIndex, .hardwareAddress, .ipv4, .ipv6, .port, .mark, .number: []
        }
    }
}

extension FieldKind {
    /// A value as nft writes it.
    public func text(_ value: UInt128) -> String {
        switch self {
        case .interface, .interfaceIndex: "\"" + InterfaceName.text(value) + "\""
        case .hardwareAddress: HardwareAddress(UInt64(truncatingIfNeeded: value)).description
        case .ipv4: IPAddress(ipv4: UInt32(truncatingIfNeeded: value)).description
        case .ipv6: IPAddress(ipv6: value).description
        case .protocol: IPProtocol(rawValue: UInt8(truncatingIfNeeded: value)).nftName
        case .number: "0x" + String(value, radix: 16)
        case .mark: "0x" + padded(value)
        default: ValueNames.table(self).first { $0.0 == value }?.1 ?? number(value)
        }
    }

    private func number(_ value: UInt128) -> String {
        self == .etherType ? "0x" + String(value, radix: 16) : String(value)
    }

    private func padded(_ value: UInt128) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, 8 - text.utf8.count)) + text
    }

    /// Values from the text of one: a name, a number, an address; nil where it is none of this kind.
    public func value(_ text: some StringProtocol) -> UInt128? {
        switch self {
        case .interface, .interfaceIndex: return InterfaceName.value(text)
        case .hardwareAddress: return HardwareAddress(text).map { UInt128($0.value) }
        case .ipv4: return IPAddress(text).flatMap { $0.isIPv6 ? nil : $0.value }
        case .ipv6: return IPAddress(text).flatMap { $0.isIPv6 ? $0.value : nil }
        case .protocol: return IPProtocol(named: text).map { UInt128($0.rawValue) }
        default:
            if let known = ValueNames.table(self).first(where: { $0.1 == text }) { return known.0 }
            return FieldKind.number(text).flatMap { $0 <= maximum ? $0 : nil }
        }
    }

    /// A number in decimal, or in hexadecimal after `0x`.
    static func number(_ text: some StringProtocol) -> UInt128? {
        text.hasPrefix("0x") ? UInt128(text.dropFirst(2), radix: 16) : UInt128(text)
    }
}

extension IPProtocol {
    /// What nft 1.0.6 reads on any machine, whatever `/etc/protocols` says: a name that is built in, or the number.
    var nftName: String { [.tcp, .udp, .icmp, .icmpv6].contains(self) ? name : String(rawValue) }
}
