import PacketFilter
import TestSupport
import Testing

@Suite("The text of iptables-save", .timeLimit(.minutes(1))) struct SaveTests {
    /// As iptables-save 1.8.9 prints them.
    private static let known: [(String, [Statement])] = [
        (
            "-s 10.0.0.0/8 ! -d 192.0.2.1/32",
            [test(.ipSource, [0x0a00_0000...0x0aff_ffff]), test(.ipDestination, 0xc000_0201, not: true)]
        ),
        ("-s 10.0.0.1/255.0.0.255", [test(.ipSource, 0x0a00_0001, mask: 0xff00_00ff)]),
        (
            "! -i eno+ -o lo",
            [test(.inputInterface, [InterfaceName.range("eno*")], not: true), test(.outputInterface, name("lo"))]
        ),
        (
            "-p tcp -m tcp --sport 1024:65535 ! --dport 22",
            [tcp, test(.tcpSource, [1024...65535]), test(.tcpDestination, 22, not: true)]
        ),
        ("-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN", [tcp, test(.tcpFlags, 2, mask: 0x17)]),
        ("-p tcp -m tcp ! --tcp-flags FIN,SYN NONE", [tcp, test(.tcpFlags, 0, mask: 3, not: true)]),
        ("-p tcp -m multiport --dports 22,80:90", [tcp, test(.tcpDestination, [22...22, 80...90])]),
        ("-p udp -m udp --dport 53", [test(.transportProtocol, 17), test(.udpDestination, 53)]),
        ("-p sctp -m sctp --dport 53", [test(.transportProtocol, 132), test(.sctpDestination, 53)]),
        ("! -p esp", [test(.transportProtocol, 50, not: true)]),
        ("-p icmp -m icmp --icmp-type 8", [test(.transportProtocol, 1), test(.icmpType, 8)]),
        ("-p icmp -m icmp --icmp-type any", [test(.transportProtocol, 1)]),
        ("-m conntrack ! --ctstate INVALID,NEW", [test(.connectionState, [1...1, 8...8], not: true)]),
        ("-m state --state RELATED,ESTABLISHED", [test(.connectionState, [4...4, 2...2])]),
        ("-m conntrack --ctstate NEW,DNAT", [test(.trackedState, 0, mask: 136, not: true)]),
        (
            "-m mark ! --mark 0x5/0x7 -m connmark --mark 0x1",
            [test(.mark, 5, mask: 7, not: true), test(.connectionMark, 1)]
        ),
        ("-m iprange --src-range 192.0.2.4-192.0.2.9", [test(.ipSource, [0xc000_0204...0xc000_0209])]),
        ("-m mac --mac-source 52:54:00:12:34:56", [test(.etherSource, 0x5254_0012_3456)]),
        ("-m pkttype --pkt-type broadcast", [test(.packetKind, 1)]),
        (
            "-m addrtype ! --src-type LOCAL --dst-type BROADCAST,MULTICAST",
            [
                test(.sourceAddressKind, 2, not: true), test(.destinationAddressKind, [3...3, 5...5]),
            ]
        ),
        (
            "-m physdev --physdev-in vnet0 ! --physdev-is-bridged",
            [test(.physicalInput, name("vnet0")), test(.physicalOutput, 0)]
        ),
        ("-m limit --limit 3/min --limit-burst 10", [.limit(Rate(packets: 3, per: .minute, burst: 10), isOver: false)]),
        ("-m comment --comment \"-j ACCEPT\"", []), ("-m comment --comment -j", []),
        ("-j LOG --log-prefix \"[a \\\"b\\\"] \" --log-level 4", [.log(LogStatement(prefix: "[a \"b\"] "))]),
        ("-j NFLOG --nflog-prefix x --nflog-group 5", [.log(LogStatement(prefix: "x", group: 5))]),
        ("-j DROP", [.verdict(.drop)]), ("-j RETURN", [.verdict(.leave)]), ("-j MINE", [.verdict(.jump("MINE"))]),
        ("-g MINE", [.verdict(.go("MINE"))]), ("-j REJECT --reject-with tcp-reset", [.reject]),
        ("-j MASQUERADE --to-ports 1024-65535", [.translate(.masquerade)]),
        (
            "-j DNAT --to-destination 10.0.0.5-10.0.0.9:80-90 --random",
            [
                .translate(.fixed(.destination, AddressBlock("10.0.0.5-10.0.0.9"), ports: 80...90))
            ]
        ),
        ("-j SNAT --to-source 192.0.2.1", [.translate(.fixed(.source, AddressBlock("192.0.2.1"), ports: nil))]),
        ("-j REDIRECT --to-ports 8080", [.translate(.redirect(ports: 8080...8080))]),
        ("-j MARK --set-xmark 0x5/0xffffffff", [.changeMark(MarkChange(flipped: 5))]),
        ("-j MARK --set-xmark 0x5/0x5", [.setMark(5)]),
        (
            "-j CONNMARK --save-mark --nfmask 0xff --ctmask 0xff",
            [
                .changeMark(MarkChange(isConnection: true, kept: 0xffff_ff00, taken: 0xff))
            ]
        ),
        ("-j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask 0xffffffff", [.changeMark(MarkChange(taken: .max))]),
        ("-j CT --notrack", [.notrack]), ("-j CT --helper ftp", [.helper("ftp")]),
        ("-j NFQUEUE --queue-num 3", [.verdict(.queue)]),
        ("-j CHECKSUM --checksum-fill", [.passing("-j CHECKSUM --checksum-fill")]),
    ]

    private static func test(_ field: Field, _ value: UInt128, mask: UInt128? = nil, not: Bool = false) -> Statement {
        .match(Match([field], mask: mask, isNegated: not, .inline([SetElement(values: [value])])))
    }

    private static func test(_ field: Field, _ ranges: [ClosedRange<UInt128>], not: Bool = false) -> Statement {
        .match(Match([field], isNegated: not, .inline(ranges.map { SetElement([$0]) })))
    }

    private static func name(_ text: String) -> UInt128 { InterfaceName.value(text) }
    private static let tcp = test(.transportProtocol, 6)

    private static func save(_ rules: [String]) -> String {
        "*filter\n:INPUT ACCEPT [0:0]\n:MINE - [0:0]\n" + rules.map { "-A INPUT \($0)\n" }.joined() + "COMMIT\n"
    }

    /// Everything that is known, for those who break it.
    static let all = save(known.map(\.0))

    @Test("each match and target is read", arguments: known)
    func each(rule: String, statements: [Statement]) {
        let (ruleset, problems) = IPTablesReading.ruleset(save: Self.save([rule]), isIPv6: false)
        #expect(ruleset.allStatements == statements)
        #expect(problems == [])
    }

    @Test("the chains of each table stand where the kernel has them")
    func chains() {
        let text = """
            *raw
            :PREROUTING ACCEPT [0:0]
            COMMIT
            *mangle
            :OUTPUT ACCEPT [12:345]
            COMMIT
            *nat
            :PREROUTING ACCEPT [0:0]
            :POSTROUTING ACCEPT [0:0]
            COMMIT
            *filter
            :FORWARD DROP [0:0]
            :MINE - [0:0]
            [12:345] -A FORWARD -j MINE
            COMMIT
            """
        let (ruleset, problems) = IPTablesReading.ruleset(save: text, isIPv6: true)
        #expect(problems == [])
        #expect(ruleset.tables.map(\.family) == [.ip6, .ip6, .ip6, .ip6])
        #expect(
            ruleset.tables.flatMap(\.chains).map(\.base) == [
                BaseChain(.filter, .prerouting, priority: -300), BaseChain(.route, .output, priority: -150),
                BaseChain(.nat, .prerouting, priority: -100), BaseChain(.nat, .postrouting, priority: 100),
                BaseChain(.filter, .forward, priority: 0, dropsByDefault: true), nil,
            ])
        #expect(ruleset.tableNamed("filter")?.chainNamed("FORWARD")?.rules == [Rule([.verdict(.jump("MINE"))])])
    }

    @Test("IPv6 has its own fields, and brackets before a port")
    func six() {
        let rules = [
            "-s fe80::/10 -p ipv6-icmp -m icmp6 --icmpv6-type 135 -j ACCEPT",
            "-p tcp -j DNAT --to-destination [2001:db8::5]:80",
        ]
        let (ruleset, problems) = IPTablesReading.ruleset(save: Self.save(rules), isIPv6: true)
        #expect(problems == [])
        #expect(
            ruleset.allStatements == [
                Self.test(.ip6Source, [0xfe80 << 112...(0xfe80 << 112 | (1 << 118) - 1)]),
                Self.test(.transportProtocol, 58),
                Self.test(.icmpv6Type, 135), .verdict(.accept), Self.tcp,
                .translate(.fixed(.destination, AddressBlock("2001:db8::5"), ports: 80...80)),
            ])
    }

    @Test("what is not known is unknown in its rule, and told with its line")
    func unknown() {
        let rules = [
            "-m string --string \"a -j b\" --algo bm -j ACCEPT", "-m conntrack --ctstate NEW --ctproto 6 -j ACCEPT",
            "-m addrtype ! --src-type LOCAL --limit-iface-in -j DROP", "-j SYNPROXY --mss 1460",
            "-m set --match-set blocked src -j DROP",
        ]
        let (ruleset, problems) = IPTablesReading.ruleset(save: Self.save(rules), isIPv6: false)
        let texts = [
            "-m string --string a -j b --algo bm", "conntrack --ctproto 6",
            "addrtype ! --src-type LOCAL --limit-iface-in",
            "-j SYNPROXY --mss 1460", "-m set --match-set blocked src",
        ]
        #expect(ruleset.unknownTexts == texts)
        #expect(problems.map(\.text) == texts)
        #expect(problems.map(\.line) == [4, 5, 6, 7, 8])
    }

    @Test("a port of a bridge is known where br_netfilter shows it")
    func bridgePort() {
        let rules = [
            "-m physdev --physdev-in vnet0 --physdev-is-bridged -j DROP", "-m physdev ! --physdev-is-in -j DROP",
        ]
        let save = Self.save(rules).replacing("INPUT", with: "FORWARD")
        let simulator = Simulator(IPTablesReading.ruleset(save: save, isIPv6: false).ruleset)
        func drops(_ from: Port, _ to: Port, callsIP: Bool) -> Int? {
            let way = Stage.way(from: from, to: to, callsIP: callsIP)
            return simulator.walk(ReadingSite.packet(.tcp, "10.0.0.1", "10.0.0.2", 80), way).dropped?.rule
        }
        let (one, two) = (Port.bridged("vnet0", bridge: "br0"), Port.bridged("vnet1", bridge: "br0"))
        #expect(drops(one, two, callsIP: true) == 0)
        #expect(drops(two, one, callsIP: true) == nil)
        #expect(drops(one, two, callsIP: false) == nil)
        #expect(drops(one, .routed("eth0"), callsIP: true) == nil)
        #expect(drops(.routed("eth0"), .routed("eth1"), callsIP: true) == 1)
    }
}
