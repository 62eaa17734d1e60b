import PacketFilter
import TestSupport
import Testing

/// What fail2ban leaves: by its action for nftables, and by that for iptables.
@Suite("fail2ban's rules", .timeLimit(.minutes(1)))
struct FailBanTests {
    private static let nftables = """
        table inet f2b-table {
            set addr-set-sshd {
                type ipv4_addr
                elements = { 203.0.113.5, 203.0.113.77 }
            }
            set addr6-set-sshd {
                type ipv6_addr
                elements = { 2001:db8:bad::1 }
            }
            chain f2b-chain {
                type filter hook input priority filter - 1; policy accept;
                tcp dport { 22, 2222 } ip saddr @addr-set-sshd reject with icmp port-unreachable
                tcp dport { 22, 2222 } ip6 saddr @addr6-set-sshd reject with icmpv6 port-unreachable
            }
        }
        """
    private static let iptables = """
        *filter
        :INPUT ACCEPT [0:0]
        :FORWARD ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :f2b-sshd - [0:0]
        -A INPUT -p tcp -m multiport --dports 22,2222 -j f2b-sshd
        -A f2b-sshd -s 203.0.113.5/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-sshd -s 203.0.113.77/32 -j REJECT --reject-with icmp-port-unreachable
        -A f2b-sshd -j RETURN
        COMMIT
        """

    private func drops(_ ruleset: Ruleset, _ source: String, _ destination: String, _ port: UInt16) -> Bool {
        let way = Stage.way(from: .routed("eth0"), to: .host, callsIP: false)
        let walk = Simulator(ruleset).walk(ReadingSite.packet(.tcp, source, destination, port), way)
        #expect(walk.unknowns == [])
        return walk.outcome == .dropped
    }

    @Test("who is banned is kept from the port, in nftables", .enabled(if: ReadingSite.isPossible))
    func sets() throws {
        let ruleset = try ReadingSite.read(Self.nftables)
        #expect(drops(ruleset, "203.0.113.77", "192.0.2.1", 22))
        #expect(drops(ruleset, "2001:db8:bad::1", "2001:db8::1", 2222))
        #expect(!drops(ruleset, "203.0.113.77", "192.0.2.1", 443))
        #expect(!drops(ruleset, "203.0.113.78", "192.0.2.1", 22))
        #expect(ruleset.tables.first?.chains.first?.base == BaseChain(.filter, .input, priority: -1))
    }

    @Test("and in iptables", .enabled(if: ReadingSite.hasIPTables))
    func chain() throws {
        let (ruleset, problems) = IPTablesReading.ruleset(save: try ReadingSite.saved(Self.iptables), isIPv6: false)
        #expect(problems == [])
        #expect(drops(ruleset, "203.0.113.77", "192.0.2.1", 22))
        #expect(drops(ruleset, "203.0.113.5", "192.0.2.1", 2222))
        #expect(!drops(ruleset, "203.0.113.77", "192.0.2.1", 443))
        #expect(!drops(ruleset, "203.0.113.78", "192.0.2.1", 22))
    }
}
