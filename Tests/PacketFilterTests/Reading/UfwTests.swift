import PacketFilter
import TestSupport
import Testing

/// What ufw 0.36 leaves with `default deny incoming`, `limit ssh` and `allow 80/tcp`: its own rules shortened to those of
/// each sort.
@Suite("ufw's rules", .enabled(if: ReadingSite.hasIPTables), .timeLimit(.minutes(1)))
struct UfwTests {
    private static let four = """
        *filter
        :INPUT DROP [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        :ufw-before-input - [0:0]
        :ufw-logging-deny - [0:0]
        :ufw-not-local - [0:0]
        :ufw-after-input - [0:0]
        :ufw-skip-to-policy-input - [0:0]
        :ufw-user-input - [0:0]
        :ufw-user-limit - [0:0]
        :ufw-user-limit-accept - [0:0]
        -A INPUT -j ufw-before-input
        -A INPUT -j ufw-after-input
        -A ufw-before-input -i lo -j ACCEPT
        -A ufw-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A ufw-before-input -m conntrack --ctstate INVALID -j ufw-logging-deny
        -A ufw-before-input -m conntrack --ctstate INVALID -j DROP
        -A ufw-before-input -p icmp -m icmp --icmp-type 3 -j ACCEPT
        -A ufw-before-input -p icmp -m icmp --icmp-type 8 -j ACCEPT
        -A ufw-before-input -p udp -m udp --sport 67 --dport 68 -j ACCEPT
        -A ufw-before-input -j ufw-not-local
        -A ufw-before-input -d 224.0.0.251/32 -p udp -m udp --dport 5353 -j ACCEPT
        -A ufw-before-input -j ufw-user-input
        -A ufw-after-input -p udp -m udp --dport 137 -j ufw-skip-to-policy-input
        -A ufw-after-input -m addrtype --dst-type BROADCAST -j ufw-skip-to-policy-input
        -A ufw-after-input -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "[UFW BLOCK] "
        -A ufw-logging-deny -m conntrack --ctstate INVALID -m limit --limit 3/min --limit-burst 10 -j RETURN
        -A ufw-logging-deny -m limit --limit 3/min --limit-burst 10 -j LOG --log-prefix "[UFW BLOCK] "
        -A ufw-not-local -m addrtype --dst-type LOCAL -j RETURN
        -A ufw-not-local -m addrtype --dst-type MULTICAST -j RETURN
        -A ufw-not-local -m addrtype --dst-type BROADCAST -j RETURN
        -A ufw-not-local -m limit --limit 3/min --limit-burst 10 -j ufw-logging-deny
        -A ufw-not-local -j DROP
        -A ufw-skip-to-policy-input -j DROP
        -A ufw-user-input -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -m recent --set --name DEFAULT --rsource
        -A ufw-user-input -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -m recent --update --seconds 30 --hitcount 6 --name DEFAULT --rsource -j ufw-user-limit
        -A ufw-user-input -p tcp -m tcp --dport 22 -j ufw-user-limit-accept
        -A ufw-user-input -p tcp -m tcp --dport 80 -m comment --comment "web: 'all' of \\"it\\"" -j ACCEPT
        -A ufw-user-limit -m limit --limit 3/min -j LOG --log-prefix "[UFW LIMIT BLOCK] "
        -A ufw-user-limit -j REJECT --reject-with icmp-port-unreachable
        -A ufw-user-limit-accept -j ACCEPT
        COMMIT
        """
    private static let six = """
        *filter
        :INPUT DROP [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        :ufw6-before-input - [0:0]
        -A INPUT -j ufw6-before-input
        -A ufw6-before-input -i lo -j ACCEPT
        -A ufw6-before-input -m rt --rt-type 0 -j DROP
        -A ufw6-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A ufw6-before-input -p ipv6-icmp -m icmp6 --icmpv6-type 135 -m hl --hl-eq 255 -j ACCEPT
        -A ufw6-before-input -s fe80::/10 -p ipv6-icmp -m icmp6 --icmpv6-type 130 -j ACCEPT
        -A ufw6-before-input -s fe80::/10 -d fe80::/10 -p udp -m udp --sport 547 --dport 546 -j ACCEPT
        COMMIT
        """

    private func walk(_ packet: Packet, _ rules: String, version: String = "") throws -> Walk {
        let saved = try ReadingSite.saved(rules, version: version)
        let ruleset = IPTablesReading.ruleset(save: saved, isIPv6: version == "6").ruleset
        let local = ["192.0.2.1", "fe80::1"].compactMap { IPAddress($0) }
        return Simulator(ruleset, localAddresses: Set(local))
            .walk(packet, Stage.way(from: .routed("eth0"), to: .host, callsIP: false))
    }

    @Test("what is open is open, what is closed is logged and dropped")
    func ports() throws {
        let web = try walk(ReadingSite.packet(.tcp, "198.51.100.7", "192.0.2.1", 80), Self.four)
        #expect(web.outcome == .accepted)
        #expect(web.steps.last?.comment == #"web: 'all' of "it""#)
        let closed = try walk(ReadingSite.packet(.tcp, "198.51.100.7", "192.0.2.1", 81), Self.four)
        #expect(closed.outcome == .dropped)
        #expect(closed.logs == ["[UFW BLOCK] "])
        #expect(closed.rates.last == Rate(packets: 3, per: .minute, burst: 10))
        #expect(closed.unknowns == [])
    }

    @Test("a limited port is open while its bound is kept")
    func limit() throws {
        let walk = try walk(ReadingSite.packet(.tcp, "198.51.100.7", "192.0.2.1", 22), Self.four)
        #expect(walk.outcome == .accepted)
        #expect(walk.steps.last?.chain == "ufw-user-limit-accept")
        #expect(
            walk.quotas == ["recent --update --seconds 30 --hitcount 6 --name DEFAULT --mask 255.255.255.255 --rsource"]
        )
    }

    @Test("what is for others is dropped, what is for all is not")
    func addresses() throws {
        let other = try walk(ReadingSite.packet(.tcp, "198.51.100.7", "192.0.2.99", 80), Self.four)
        #expect(other.dropped?.chain == "ufw-not-local")
        #expect(try walk(ReadingSite.packet(.udp, "192.0.2.7", "224.0.0.251", 5353), Self.four).outcome == .accepted)
    }

    @Test("neighbours are heard over IPv6, and what is not known is said")
    func neighbours() throws {
        var solicitation = ReadingSite.packet(.udp, "fe80::7", "fe80::1", 0)
        if let source = IPAddress("fe80::7"), let target = IPAddress("fe80::1") {
            solicitation.body = .ip(IPBody(icmp: 135, from: source, to: target))
        }
        let walk = try walk(solicitation, Self.six, version: "6")
        #expect(walk.outcome == .accepted)
        #expect(walk.unknowns == ["-m rt --rt-type 0"])
    }
}
