import PacketFilter
import TestSupport
import Testing

/// Foreign rules with a named counter each, and one datagram over the loopback: the kernel and the simulator, which read the
/// rules from the kernel's listing, count it in the same places.
@Suite("The kernel and the simulator count the same", .enabled(if: ReadingSite.isPossible), .timeLimit(.minutes(1)))
struct SameCountsTests {
    private static let tests = [
        "ct state untracked", "ct state ! untracked", "ct state new", "ct state != new",
        "ct state { established, new }",
        "ct status dnat", "ct status ! dnat", "meta mark set 0x5 meta mark & 0x4 == 0x4", "meta mark 0x4",
        "meta mark set meta mark & 0xff ^ 0x3 meta mark 0x6", "meta mark & 0x3 == { 0x1, 0x2 }",
        "meta mark & 0x3 != 0x2",
        "ct mark set meta mark | 0x10 ct mark 0x16", "ct mark & 0xf 0x6", "meta mark set ct mark & 0x10 meta mark 0x10",
        "ip daddr @seen", "add @seen { ip daddr }", "ip daddr @seen", "ip daddr != @seen",
        "ip saddr . udp dport @pairs",
        "ip saddr . udp dport != @pairs", "udp dport >= 5001", "udp dport < 5001", "udp dport != 4990-5000",
        "udp dport { 1-4999, 5001 }", "tcp dport != 1", "fib daddr type local", "fib saddr type != local",
        "fib daddr type { broadcast, multicast }", #"oif "lo""#, #"iif "lo""#, #"oifname "l*""#,
        #"oifname != { "eth0", "m*" }"#,
        "ip daddr & 255.0.0.1 == 127.0.0.1", "ip daddr & 255.0.0.1 == { 10.0.0.1, 127.0.0.1 }",
        "ip frag-off & 0x1fff != 0",
        "ip daddr 127.0.0.0/31", "ip daddr != 127.0.0.0/31", "ip6 saddr != ::1", "meta nfproto ipv4",
        "meta l4proto != { 6, 17 }",
        "limit rate 10/second", "limit rate over 10/second", "limit rate 10 mbytes/second", "quota over 10 mbytes",
        "quota 10 mbytes", "ct count over 5", "update @busy { ip daddr limit rate over 5/second burst 5 packets }",
        "update @calm { ip daddr limit rate 5/second burst 5 packets }", "ip daddr @slowed", "ip daddr @nets",
        "ip daddr != @nets",
        "meta l4proto . th dport { udp . 5000-5001, tcp . 1 }", "th dport 5001", "vlan id 5", "icmp code != 3",
    ]

    private static var rules: String {
        let counters = tests.indices.map { "counter c\($0) { }" } + ["counter low { }", "counter rest { }"]
        return """
            table inet t {
                \(counters.joined(separator: "\n"))
                set seen { type ipv4_addr; flags dynamic, timeout; timeout 1m; }
                set busy { type ipv4_addr; flags dynamic; }
                set calm { type ipv4_addr; flags dynamic; }
                set slowed { type ipv4_addr; limit rate over 5/second; elements = { 127.0.0.1 }
                }
                set nets { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 127.0.0.0-127.0.0.9 }
                }
                set pairs { type ipv4_addr . inet_service; flags interval; elements = { 127.0.0.0/8 . 5001-5009 }
                }
                map ways { type inet_service : verdict; elements = { 5000 : jump low, * : goto rest }
                }
                chain low { counter name low
                }
                chain rest { counter name rest
                }
                chain raw {
                    type filter hook output priority -300;
                    meta l4proto icmp accept
                    udp dport 5001 notrack
                }
                chain out {
                    type filter hook output priority 0;
                    meta l4proto icmp accept
                    \(tests.indices.map { "\(tests[$0]) counter name c\($0)" }.joined(separator: "\n"))
                    udp dport vmap @ways
                }
            }
            """
    }

    @Test("a datagram that is tracked, and one that is not", arguments: [5000, 5001] as [UInt16])
    func counts(port: UInt16) throws {
        let script = """
            ip link set lo up
            nft -f - <<'RULES'
            \(Self.rules)
            RULES
            nft -j list ruleset
            /bin/bash -c 'echo > /dev/udp/127.0.0.1/\(port)'
            nft list counters | awk '$1 == "counter" { name = $2 } $1 == "packets" && $2 > 0 { print name }'
            """
        let output = try ReadingSite.run(script).split(separator: "\n").map(String.init)
        let ruleset = try RulesetReading.ruleset(json: Array(try #require(output.first).utf8))
        #expect(ruleset.unknownTexts == [])
        let local = IPAddress("127.0.0.1").map { [$0] } ?? []
        let walk = Simulator(ruleset, localAddresses: Set(local))
            .walk(ReadingSite.packet(.udp, "127.0.0.1", "127.0.0.1", port), [Stage(.output, output: "lo")])
        #expect(walk.unknowns == [])
        func name(_ counter: String) -> String {
            counter.first == "c" ? Int(counter.dropFirst()).map { Self.tests[$0] } ?? counter : counter
        }
        let (simulated, counted) = (Set(walk.counters.map(name)), Set(output.dropFirst().map(name)))
        #expect(simulated.subtracting(counted) == [])
        #expect(counted.subtracting(simulated) == [])
        #expect(counted.count > 20)
    }

    private static let matches = [
        "-d 127.0.0.0/8", "! -d 127.0.0.0/8", "-d 127.0.0.1/255.0.0.255", "-o lo", "-o l+", "! -o eth+", "! -o l+",
        "-o +",
        "-p udp", "! -p udp", "! -p tcp", "-p udp -m udp --dport 5000", "-p udp -m udp --dport 4990:",
        "-p udp -m udp ! --dport 5000:5009", "-p udp -m multiport --dports 22,4990:5009",
        "-p udp -m multiport ! --dports 22",
        "-p udp -m multiport --ports 22,5000", "-p udp -m multiport ! --ports 22,5000", "-p tcp -m tcp ! --dport 1",
        "-p tcp -m tcp ! --syn", "-p icmp -m icmp --icmp-type any", "-p icmp -m icmp ! --icmp-type 8", "-f", "! -f",
        "-m conntrack --ctstate NEW", "-m conntrack ! --ctstate NEW", "-m conntrack --ctstate NEW,DNAT",
        "-m conntrack --ctstate DNAT", "-m conntrack ! --ctstate DNAT", "-m conntrack ! --ctstate ESTABLISHED,DNAT",
        "-m state --state ESTABLISHED", "-m mark --mark 0x0", "-m mark ! --mark 0x5/0x7", "-m connmark --mark 0x0",
        "-m connmark ! --mark 0x1", "-m addrtype --dst-type LOCAL", "-m addrtype ! --src-type LOCAL",
        "-m addrtype --src-type LOCAL ! --dst-type BROADCAST,MULTICAST", "-m iprange --dst-range 127.0.0.0-127.0.0.9",
        "-m iprange ! --src-range 127.0.0.0-127.0.0.9", "-m physdev ! --physdev-is-in", "-m limit --limit 3/min",
        "-m connlimit --connlimit-above 5", "-m connlimit --connlimit-upto 5",
        "-m hashlimit --hashlimit-above 5/sec --hashlimit-mode srcip --hashlimit-name a",
        "-m hashlimit --hashlimit-upto 5/sec --hashlimit-mode srcip --hashlimit-name b", "-m recent --set --name x",
        "-m recent --update --seconds 30 --hitcount 6 --name x",
    ]

    @Test("and so do the rules of iptables", .enabled(if: ReadingSite.hasIPTables))
    func iptables() throws {
        let rules = Self.matches.map { "-A OUTPUT \($0)" }.joined(separator: "\n")
        let script = """
            ip link set lo up
            iptables-nft-restore <<'RULES'
            *filter
            :OUTPUT ACCEPT [0:0]
            -A OUTPUT -p icmp -j ACCEPT
            \(rules)
            COMMIT
            RULES
            /bin/bash -c 'echo > /dev/udp/127.0.0.1/5000'
            iptables-nft-save -c
            """
        let saved = try ReadingSite.run(script).split(separator: "\n").filter { $0.contains("-A OUTPUT") }.dropFirst()
        try #require(saved.count == Self.matches.count)
        for (match, line) in zip(Self.matches, saved) {
            let text = "*filter\n:OUTPUT ACCEPT [0:0]\n\(line) -j DROP\nCOMMIT"
            let (ruleset, problems) = IPTablesReading.ruleset(save: text, isIPv6: false)
            #expect(problems == [])
            let local = IPAddress("127.0.0.1").map { [$0] } ?? []
            let walk = Simulator(ruleset, localAddresses: Set(local))
                .walk(ReadingSite.packet(.udp, "127.0.0.1", "127.0.0.1", 5000), [Stage(.output, output: "lo")])
            #expect((walk.outcome == .dropped) == !line.hasPrefix("[0:"), "\(match)")
        }
    }
}
