import PacketFilter
import TestSupport
import Testing

/// What libvirt 9 leaves in iptables for its network "default", and for one that is isolated.
@Suite("libvirt's NAT network", .enabled(if: ReadingSite.hasIPTables), .timeLimit(.minutes(1)))
struct LibvirtTests {
    private static let rules = """
        *mangle
        :PREROUTING ACCEPT [0:0]
        :INPUT ACCEPT [0:0]
        :FORWARD ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :POSTROUTING ACCEPT [0:0]
        :LIBVIRT_PRT - [0:0]
        -A POSTROUTING -j LIBVIRT_PRT
        -A LIBVIRT_PRT -o virbr0 -p udp -m udp --dport 68 -j CHECKSUM --checksum-fill
        COMMIT
        *filter
        :INPUT DROP [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        :LIBVIRT_FWI - [0:0]
        :LIBVIRT_FWO - [0:0]
        :LIBVIRT_FWX - [0:0]
        :LIBVIRT_INP - [0:0]
        :LIBVIRT_OUT - [0:0]
        -A INPUT -j LIBVIRT_INP
        -A FORWARD -j LIBVIRT_FWX
        -A FORWARD -j LIBVIRT_FWI
        -A FORWARD -j LIBVIRT_FWO
        -A OUTPUT -j LIBVIRT_OUT
        -A LIBVIRT_FWI -d 192.168.122.0/24 -o virbr0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A LIBVIRT_FWI -o virbr0 -j REJECT --reject-with icmp-port-unreachable
        -A LIBVIRT_FWO -s 192.168.122.0/24 -i virbr0 -j ACCEPT
        -A LIBVIRT_FWO -i virbr0 -j REJECT --reject-with icmp-port-unreachable
        -A LIBVIRT_FWX -i virbr0 -o virbr0 -j ACCEPT
        -A LIBVIRT_INP -i virbr0 -p udp -m udp --dport 53 -j ACCEPT
        -A LIBVIRT_INP -i virbr0 -p tcp -m tcp --dport 53 -j ACCEPT
        -A LIBVIRT_INP -i virbr0 -p udp -m udp --dport 67 -j ACCEPT
        -A LIBVIRT_INP -i virbr0 -p tcp -m tcp --dport 67 -j ACCEPT
        -A LIBVIRT_OUT -o virbr0 -p udp -m udp --dport 53 -j ACCEPT
        -A LIBVIRT_OUT -o virbr0 -p udp -m udp --dport 68 -j ACCEPT
        COMMIT
        *nat
        :PREROUTING ACCEPT [0:0]
        :INPUT ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :POSTROUTING ACCEPT [0:0]
        :LIBVIRT_PRT - [0:0]
        -A POSTROUTING -j LIBVIRT_PRT
        -A LIBVIRT_PRT -s 192.168.122.0/24 -d 224.0.0.0/24 -j RETURN
        -A LIBVIRT_PRT -s 192.168.122.0/24 -d 255.255.255.255/32 -j RETURN
        -A LIBVIRT_PRT -s 192.168.122.0/24 ! -d 192.168.122.0/24 -p tcp -j MASQUERADE --to-ports 1024-65535
        -A LIBVIRT_PRT -s 192.168.122.0/24 ! -d 192.168.122.0/24 -p udp -j MASQUERADE --to-ports 1024-65535
        -A LIBVIRT_PRT -s 192.168.122.0/24 ! -d 192.168.122.0/24 -j MASQUERADE
        COMMIT
        """

    private static let ruleset = Result {
        let (ruleset, problems) = IPTablesReading.ruleset(save: try ReadingSite.saved(rules), isIPv6: false)
        #expect(problems == [])
        return ruleset
    }

    private func walk(_ packet: Packet, from: Port, to: Port) throws -> Walk {
        Simulator(try Self.ruleset.get()).walk(packet, Stage.way(from: from, to: to, callsIP: false))
    }

    private let guest = Port.bridged("vnet0", bridge: "virbr0")
    private let line = Port.routed("eth0")

    @Test("a guest reaches the outside behind the machine's address")
    func outward() throws {
        let walk = try walk(ReadingSite.packet(.tcp, "192.168.122.10", "198.51.100.7", 443), from: guest, to: line)
        #expect(walk.outcome == .accepted)
        #expect(walk.steps.last?.chain == "LIBVIRT_PRT")
        #expect(walk.steps.last?.rule == 2)
        #expect(walk.unknowns == [])
    }

    @Test("with a foreign address it does not")
    func foreign() throws {
        let walk = try walk(ReadingSite.packet(.tcp, "192.168.99.10", "198.51.100.7", 443), from: guest, to: line)
        #expect(walk.outcome == .dropped)
        #expect(walk.dropped?.chain == "LIBVIRT_FWO")
    }

    @Test("nobody outside begins a connection to a guest; an answer passes")
    func inward() throws {
        let new = ReadingSite.packet(.tcp, "198.51.100.7", "192.168.122.10", 22)
        #expect(try walk(new, from: line, to: guest).dropped?.chain == "LIBVIRT_FWI")
        let answer = ReadingSite.packet(.tcp, "198.51.100.7", "192.168.122.10", 22, state: .established)
        #expect(try walk(answer, from: line, to: guest).outcome == .accepted)
    }

    @Test("the machine answers a guest's questions for names and addresses, and no others")
    func services() throws {
        #expect(
            try walk(ReadingSite.packet(.udp, "192.168.122.10", "192.168.122.1", 53), from: guest, to: .host).outcome
                == .accepted)
        #expect(
            try walk(ReadingSite.packet(.udp, "0.0.0.0", "255.255.255.255", 67), from: guest, to: .host).outcome
                == .accepted)
        #expect(
            try walk(ReadingSite.packet(.tcp, "192.168.122.10", "192.168.122.1", 22), from: guest, to: .host).outcome
                == .dropped)
    }
}
