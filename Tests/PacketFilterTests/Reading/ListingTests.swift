import PacketFilter
import TestSupport
import Testing

/// Each rule is loaded as it stands here, listed by nft and read: the left is what goes in, the right what is read.
@Suite("Statements in nft's listing", .enabled(if: ReadingSite.isPossible), .timeLimit(.minutes(1)))
struct ListingTests {
    private func read(_ rules: [String], family: Family = .inet) throws -> [[Statement]] {
        let table = """
            table \(family) t {
                set seen { type ipv4_addr; flags dynamic, timeout; }
                set marks { type mark; }
                map names { type ipv4_addr : mark; }
                limit slow { rate 10/second
                }
                quota little { over 10 mbytes
                }
                set slowed { type ipv4_addr; limit rate over 5/second; }
                chain low { }
                chain c {
                    \(rules.joined(separator: "\n"))
                }
            }
            """
        let chain = try #require(try ReadingSite.read(table).tables.first?.chainNamed("c"))
        return chain.rules.map(\.statements)
    }

    private func one(_ field: Field, _ values: UInt128..., mask: UInt128? = nil, not: Bool = false) -> Statement {
        .match(Match([field], mask: mask, isNegated: not, .inline(values.map { SetElement(values: [$0]) })))
    }

    @Test("flags are any of, none of, exactly")
    func flags() throws {
        let read = try read([
            "ct state established,related", "ct state ! established,related", "ct state == new",
            "ct state { new, invalid }",
            "tcp flags syn,ack", "tcp flags ! syn", "tcp flags == syn", "tcp flags syn / syn,ack",
            "tcp flags & (syn | ack) != syn",
            "tcp flags { syn, syn | ack }", "ct status dnat", "ct status ! dnat",
        ])
        #expect(
            read == [
                [one(.connectionState, 2, 4)], [one(.connectionState, 2, 4, not: true)], [one(.connectionState, 8)],
                [one(.connectionState, 1, 8)],
                [one(.tcpFlags, 0, mask: 18, not: true)], [one(.tcpFlags, 0, mask: 2)], [one(.tcpFlags, 2)],
                [one(.tcpFlags, 2, mask: 18)], [one(.tcpFlags, 2, mask: 18, not: true)], [one(.tcpFlags, 18, 2)],
                [one(.connectionStatus, 0, mask: 32, not: true)], [one(.connectionStatus, 0, mask: 32)],
            ])
    }

    @Test("comparisons are spans")
    func comparisons() throws {
        let read = try read([
            "tcp dport < 1024", "tcp dport <= 1024", "tcp dport > 1024", "tcp dport >= 1024", "tcp dport != 5-9",
        ])
        func ports(_ range: ClosedRange<UInt128>, not: Bool = false) -> [Statement] {
            [.match(Match([.tcpDestination], isNegated: not, .inline([SetElement([range])])))]
        }
        #expect(
            read == [
                ports(0...1023), ports(0...1024), ports(1025...65535), ports(1024...65535), ports(5...9, not: true),
            ])
    }

    @Test("names of interfaces, whole and begun")
    func interfaces() throws {
        let read = try read([
            #"iifname "eno*""#, #"iifname "a\*""#, #"iifname "vnet1*" oifname { "x", "yz*" }"#, #"iif "lo""#,
        ])
        func names(_ field: Field, _ ranges: ClosedRange<UInt128>...) -> Statement {
            .match(Match([field], .inline(ranges.map { SetElement([$0]) })))
        }
        let star = InterfaceName.value("a*")
        #expect(
            read == [
                [names(.inputInterface, InterfaceName.range("eno*"))], [names(.inputInterface, star...star)],
                [
                    names(.inputInterface, InterfaceName.range("vnet1*")),
                    names(.outputInterface, InterfaceName.range("x"), InterfaceName.range("yz*")),
                ],
                [names(.inputIndex, InterfaceName.range("lo"))],
            ])
    }

    @Test("marks are changed by and, or, xor, and by each other")
    func marks() throws {
        let read = try read([
            "meta mark set 0x5", "meta mark set meta mark | 0x10", "meta mark set meta mark & 0xff | 0x10",
            "meta mark set ct mark",
            "ct mark set meta mark & 0xf", "ct mark set ct mark ^ 0x3",
        ])
        #expect(
            read == [
                [.changeMark(MarkChange(flipped: 5))], [.setMark(0x10)],
                [.changeMark(MarkChange(kept: 0xef, flipped: 0x10))], [.changeMark(MarkChange(taken: .max))],
                [.changeMark(MarkChange(isConnection: true, taken: 0xf))],
                [.changeMark(MarkChange(isConnection: true, kept: .max, flipped: 3))],
            ])
    }

    @Test("bounds go on while they are kept, or once they are not")
    func bounds() throws {
        let read = try read([
            "limit rate 10/minute", "limit rate over 10/second burst 20 packets", "limit rate 1 mbytes/second",
            "limit name slow",
            "quota over 100 mbytes", "quota name little", "ct count over 5",
            "update @seen { ip saddr limit rate over 9/second }",
            "add @seen { ip saddr limit rate 9/second }", "add @seen { ip saddr timeout 1m }", "ip saddr @slowed",
        ])
        #expect(
            read == [
                [.limit(Rate(packets: 10, per: .minute), isOver: false)],
                [.limit(Rate(packets: 10, per: .second, burst: 20), isOver: true)],
                [.quota("limit rate 1 mbytes/second", isOver: false)],
                [.limit(Rate(packets: 10, per: .second), isOver: false)],
                [.quota("quota over 100 mbytes", isOver: true)], [.quota("quota name \"little\"", isOver: true)],
                [.quota("ct count over 5", isOver: true)],
                [.meter(set: "seen", key: [.ipSource], Rate(packets: 9, per: .second))],
                [.quota("add @seen { ip saddr limit rate 9/second }", isOver: false)],
                [.addElement(set: "seen", key: [.ipSource], timeout: 60)],
                [.match(Match([.ipSource], .named("slowed"))), .limit(Rate(packets: 5, per: .second), isOver: true)],
            ])
    }

    @Test("what changes no packet's way is passed")
    func passing() throws {
        let rules = [
            "meta nftrace set 1", "meta priority set 1:2", "ip dscp set cs2",
            "tcp flags syn tcp option maxseg size set rt mtu",
            "ct zone set 5", "ct label set 5",
        ]
        let read = try read(rules)
        for (rule, statements) in zip(rules, read) {
            guard case .passing? = statements.last else {
                Issue.record("\(rule): \(statements)")
                continue
            }
        }
        #expect(read.count == rules.count)
    }

    @Test("what nobody can know says so, in nft's words")
    func unknown() throws {
        let rules = [
            "meta skuid 0", "ct direction original", "ct original ip saddr 1.2.3.4", "ip dscp cs1", "ip length 100-200",
            "fib saddr . iif oif missing", "ip6 hoplimit 255 ct helper \"ftp\"", "numgen inc mod 2 0",
            "meta day \"Monday\"",
            "ip saddr set 1.2.3.4", "meta mark set ip saddr map @names", "tcp option sack exists",
            "@nh,0,8 & 0xf0 == 0x40",
            "ct status snat", "meta mark & 0x3 vmap { 0x1 : drop }", "ip saddr != @slowed",
            "numgen random mod 2 vmap { 0 : drop }",
            "osf name \"Linux\"", "meta random < 5",
        ]
        let texts = try read(rules).map { statements -> String in
            if case .unknown(let text)? = statements.last { text } else { "known: \(statements)" }
        }
        #expect(
            texts == [
                "meta skuid 0", "ct direction original", "ct original ip saddr 1.2.3.4", "ip dscp cs1",
                "ip length 100-200",
                "fib saddr . iif oif missing", "ct helper ftp", "numgen inc mod 2 0", "meta day Monday",
                "ip saddr set 1.2.3.4",
                "meta mark set ip saddr map @names", "tcp option sack exists", "@nh,0,8 & 240 == 64", "ct status snat",
                "meta mark & 3 vmap { 1 : drop }", "ip saddr != @slowed", "numgen random mod 2 vmap { 0 : drop }",
                "osf name Linux",
                "meta random < 5",
            ])
    }

    @Test("translations, fixed and by maps")
    func translations() throws {
        let read = try read(
            [
                "tcp dport 80 dnat to 10.0.0.5:80", "dnat to 10.0.0.5-10.0.0.9", "tcp dport 80 redirect to :3128",
                "masquerade random",
                "dnat to tcp dport map { 80 : 10.0.0.5 . 8080 }",
                "dnat to numgen inc mod 2 map { 0 : 10.0.0.5, 1 : 10.0.0.6 }",
                "dnat ip prefix to ip daddr map { 10.1.0.0/24 : 10.2.0.0/24 }",
            ], family: .ip)
        let elements = [SetElement(values: [80], data: .values([0x0a00_0005, 8080]))]
        #expect(
            read.map(\.last) == [
                .translate(.fixed(.destination, AddressBlock("10.0.0.5"), ports: 80...80)),
                .translate(.fixed(.destination, AddressBlock("10.0.0.5-10.0.0.9"), ports: nil)),
                .translate(.redirect(ports: 3128...3128)), .translate(.masquerade),
                .translate(.mapped(.destination, .ipv4, key: [.tcpDestination], .inline(elements))),
                .unknown("dnat to numgen inc mod 2 map { 0 : 10.0.0.5, 1 : 10.0.0.6 }"),
                .unknown("dnat ip to ip daddr map { 10.1.0.0/24 : 10.2.0.0/24 }"),
            ])
    }
}
