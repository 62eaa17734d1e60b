import PacketFilter

/// Rules of every sort that policies compile to, and some that they do not.
enum SampleRules {
    static let tables = ["guests behind a bridge": guests, "the machine itself": host]

    private static func one(_ values: UInt128...) -> Operand { .inline(values.map { SetElement(values: [$0]) }) }
    private static func name(_ text: String) -> UInt128 { InterfaceName.value(text) }

    static let guests: Table = {
        var table = Table(.bridge, "uc_guests", counters: ["spoofed", "web"])
        table.sets = [
            NamedSet(
                "taps", key: [.interface], hasRanges: true,
                elements: [SetElement([InterfaceName.range("vnet*")]), SetElement([InterfaceName.range("eno*")])]),
            NamedSet(
                "kinds", key: [.interface], data: .verdict, hasCounters: true,
                elements: [
                    SetElement(values: [name("vnet1")], data: .verdict(.jump("k_web")), comment: "web 1"),
                    SetElement(values: [name("vnet2")], data: .verdict(.go("k_web"))),
                    SetElement(values: [name("vnet3")], data: .verdict(.drop)),
                ]),
            NamedSet(
                "gate", key: [.hardwareKind], data: .verdict, hasTimeout: true,
                elements: [SetElement(values: [1], data: .verdict(.accept), timeout: 60)]),
            NamedSet(
                "src4", key: [.interface, .hardwareAddress, .ipv4], hasRanges: true,
                elements: [
                    SetElement([
                        name("vnet1")...name("vnet1"), 0x5254_0012_3456...0x5254_0012_3456, 0x0a00_0000...0x0a00_00ff,
                    ])
                ]),
            NamedSet(
                "targets", key: [.interface, .number],
                elements: [SetElement(values: [name("vnet1"), 0xfe80_0000_0000_0000_0000_0000_0000_0001])]),
            NamedSet("busy", key: [.ipv4], hasTimeout: true, isDynamic: true),
        ]
        table.chains = [
            Chain("k_web", rules: web),
            Chain("pre", base: BaseChain(.filter, .prerouting, priority: -200), rules: prerouting),
            Chain(
                "post", base: BaseChain(.filter, .postrouting, priority: 0, dropsByDefault: true),
                rules: [Rule([.verdictMap([.outputInterface], .named("kinds"))])]),
        ]
        return table
    }()

    private static let prerouting: [Rule] = [
        Rule([.match(Match([.inputInterface], isNegated: true, .named("taps"))), .verdict(.leave)]),
        Rule([.verdictMap([.inputHardware], .named("gate"))]),
        Rule(
            [
                .match(Match([.inputInterface, .etherSource, .ipSource], isNegated: true, .named("src4"))),
                .counter("spoofed"), .log(LogStatement(prefix: "spoof", group: 5, snapLength: 128)), .verdict(.drop),
            ], comment: "id:spoof.1"),
        Rule([
            .match(Match([.icmpv6Type], one(136))),
            .match(Match([.inputInterface, .neighbourTarget], isNegated: true, .named("targets"))), .verdict(.drop),
        ]),
        Rule([
            .match(Match([.icmpv6Type], one(135, 136))), .match(Match([.neighbourScope], one(0x3fa))),
            .verdict(.accept),
        ]),
        Rule([.match(Match([.arpOperation], one(2))), .match(Match([.arpSender], one(0x0a00_0001))), .verdict(.drop)]),
        Rule([.match(Match([.etherType], one(0x8100))), .verdict(.drop)]),
        Rule([.match(Match([.networkProtocol], one(0x0806))), .verdict(.accept)]),
        Rule([.match(Match([.vlan], one(5))), .counter(nil), .verdict(.accept)]),
    ]

    private static let web: [Rule] = [
        Rule([.match(Match([.mark], mask: 0x4000_0000, one(0x4000_0000))), .verdict(.accept)]),
        Rule([.setMark(0x4000_0000)]),
        Rule([
            .match(Match([.tcpDestination], .inline([SetElement(values: [443]), SetElement([8000...8099])]))),
            .meter(set: "busy", key: [.ipSource], Rate(packets: 10, per: .second, burst: 20)), .counter("web"),
            .verdict(.drop),
        ]),
        Rule([
            .match(Match([.udpSource, .udpDestination], .inline([SetElement(values: [67, 68])]))), .verdict(.accept),
        ]),
        Rule([.limit(Rate(packets: 3, per: .minute), isOver: false), .log(LogStatement(prefix: "web drop "))]),
        Rule([.limit(Rate(packets: 5, per: .hour, burst: 7), isOver: true), .verdict(.drop)]),
    ]
}

extension SampleRules {
    static let host: Table = {
        var table = Table(.inet, "uc_host")
        table.helpers = ["ftp21": Table.Helper(type: "ftp", protocol: .tcp)]
        table.sets = [
            NamedSet(
                "admins", key: [.ipv6], hasRanges: true,
                elements: [SetElement([0x2001_0db8 << 96...(0x2001_0db8 << 96 | 0xffff)])]),
            NamedSet(
                "published", key: [.ipv4, .protocol, .port], data: .values([.ipv4, .port]),
                elements: [SetElement(values: [0xc000_0201, 6, 80], data: .values([0x0a00_0005, 8080]))]),
        ]
        table.chains = [
            Chain("services", rules: services),
            Chain("input", base: BaseChain(.filter, .input, priority: 0, dropsByDefault: true), rules: input),
            Chain("nat", base: BaseChain(.nat, .prerouting, priority: -100), rules: nat),
            Chain(
                "out", base: BaseChain(.nat, .postrouting, priority: 100),
                rules: [Rule([.match(Match([.outputInterface], one(name("eth0")))), .translate(.masquerade)])]),
            Chain(
                "raw", base: BaseChain(.filter, .prerouting, priority: -300),
                rules: [Rule([.match(Match([.udpDestination], one(53))), .notrack])]),
        ]
        return table
    }()

    private static let input: [Rule] = [
        Rule([.match(Match([.connectionState], one(2, 4))), .verdict(.accept)], comment: "known"),
        Rule([.match(Match([.connectionState], one(1))), .verdict(.drop)]),
        Rule([.match(Match([.inputIndex], one(name("lo")))), .verdict(.accept)]),
        Rule([
            .verdictMap(
                [.family],
                .inline([
                    SetElement(values: [2], data: .verdict(.jump("services"))),
                    SetElement(values: [10], data: .verdict(.go("services"))),
                ]))
        ]),
        Rule([.match(Match([.packetKind], one(1, 2))), .verdict(.drop)]),
        Rule([.match(Match([.tcpFlags], mask: 0x17, isNegated: true, one(2))), .verdict(.drop)]),
        Rule([.match(Match([.connectionStatus], mask: 32, isNegated: true, one(0))), .verdict(.accept)]),
        Rule([.reject]),
    ]

    private static let services: [Rule] = [
        Rule([
            .match(Match([.ip6Source], .named("admins"))), .match(Match([.tcpDestination], one(22))), .verdict(.accept),
        ]),
        Rule([.match(Match([.tcpDestination], one(21))), .helper("ftp21")]),
        Rule([.match(Match([.icmpType], one(8))), .match(Match([.icmpCode], one(0))), .verdict(.accept)]),
        Rule([
            .match(Match([.transportProtocol], one(6, 17))), .match(Match([.destinationPort], one(53))),
            .verdict(.accept),
        ]),
        Rule([
            .changeMark(MarkChange(kept: 0xff, taken: 0, flipped: 0x100)),
            .changeMark(MarkChange(isConnection: true, taken: .max)),
        ]),
        Rule([.match(Match([.connectionMark], mask: 1, one(1))), .verdict(.leave)]),
    ]

    private static let nat: [Rule] = [
        Rule([
            .match(Match([.destinationAddressKind], one(2))),
            .translate(
                .destination(.ipv4, key: [.ipDestination, .transportProtocol, .destinationPort], map: "published")),
        ]),
        Rule([
            .match(Match([.tcpDestination], one(8080))),
            .translate(.fixed(.destination, AddressBlock("10.0.0.5"), ports: 80...80)),
        ]),
        Rule([
            .match(Match([.tcpDestination], one(8081))),
            .translate(.fixed(.destination, AddressBlock("fe80::5-fe80::9"), ports: 80...89)),
        ]),
        Rule([.match(Match([.tcpDestination], one(8082))), .translate(.redirect(ports: 3128...3128))]),
    ]
}

extension SampleRules {
    /// Rules by hand, all of which are known and come back the same.
    static let foreign = #"""
        table inet by_hand {
            set nets {
                type ipv4_addr
                flags interval
                elements = { 10.0.0.0/8, 192.0.2.1, 198.51.100.4-198.51.100.9 }
            }
            set sorts { type tcp_flag; elements = { syn, fin | ack }
            }
            set pairs { type ipv4_addr . inet_service; flags interval; elements = { 10.0.0.0/8 . 80-90, 1.2.3.4 . 22 }
            }
            map ways { type ipv4_addr : verdict; elements = { 1.2.3.4 : accept, * : drop }
            }
            chain low {
                return
            }
            chain forward {
                type filter hook forward priority -5; policy drop
                iif "lo" accept
                iifname { "eth0", "vnet*" } accept
                ct state { established, related } accept
                ct state != new drop
                tcp flags & (fin | syn | rst | ack) == syn accept
                tcp flags == fin drop
                tcp flags & (fin | syn) == { fin, syn } drop
                meta mark & 0x3 != 0x1 drop
                ip saddr & 255.0.0.255 == 10.0.0.1 drop
                ether saddr & ff:ff:ff:00:00:00 == 52:54:00:00:00:00 accept
                ip saddr @nets drop
                ip saddr . tcp dport @pairs accept
                ip saddr vmap @ways
                tcp dport != { 22, 80-90 } drop
                tcp dport < 1024 tcp sport 53 accept
                ip daddr 198.51.100.1-198.51.100.7 jump low
                icmp type . icmp code { destination-unreachable . frag-needed } accept
                ip frag-off & 0x1fff != 0 drop
                meta mark set meta mark & 0xff ^ 0x3
                ct mark set ct mark ^ 0x5
                ip protocol vmap { tcp : jump low, udp : goto low, 47 : accept }
            }
            chain post {
                type nat hook postrouting priority 100
                snat ip to 192.0.2.1-192.0.2.9
                tcp dport 80 snat ip6 to [2001:db8::1]:1024-65535
                snat ip to ip daddr . tcp dport map { 192.0.2.1 . 80 : 10.0.0.5 . 8080 }
            }
        }
        """#
}
