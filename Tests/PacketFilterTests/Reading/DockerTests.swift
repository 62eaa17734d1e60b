import PacketFilter
import TestSupport
import Testing

/// What Docker 20 to 27 leaves in iptables for one container with a published port: 8080 of the machine is 80 of the container.
@Suite("Docker's rules", .enabled(if: ReadingSite.hasIPTables), .timeLimit(.minutes(1)))
struct DockerTests {
    private static let rules = """
        *filter
        :INPUT ACCEPT [0:0]
        :FORWARD DROP [0:0]
        :OUTPUT ACCEPT [0:0]
        :DOCKER - [0:0]
        :DOCKER-ISOLATION-STAGE-1 - [0:0]
        :DOCKER-ISOLATION-STAGE-2 - [0:0]
        :DOCKER-USER - [0:0]
        -A FORWARD -j DOCKER-USER
        -A FORWARD -j DOCKER-ISOLATION-STAGE-1
        -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
        -A FORWARD -o docker0 -j DOCKER
        -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
        -A FORWARD -i docker0 -o docker0 -j ACCEPT
        -A DOCKER -d 172.17.0.2/32 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
        -A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
        -A DOCKER-ISOLATION-STAGE-1 -i br-9f ! -o br-9f -j DOCKER-ISOLATION-STAGE-2
        -A DOCKER-ISOLATION-STAGE-1 -j RETURN
        -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
        -A DOCKER-ISOLATION-STAGE-2 -o br-9f -j DROP
        -A DOCKER-ISOLATION-STAGE-2 -j RETURN
        -A DOCKER-USER -j RETURN
        COMMIT
        *nat
        :PREROUTING ACCEPT [0:0]
        :INPUT ACCEPT [0:0]
        :OUTPUT ACCEPT [0:0]
        :POSTROUTING ACCEPT [0:0]
        :DOCKER - [0:0]
        -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
        -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
        -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
        -A POSTROUTING -s 172.17.0.2/32 -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j MASQUERADE
        -A DOCKER -i docker0 -j RETURN
        -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
        COMMIT
        """

    private static let ruleset = Result {
        let (ruleset, problems) = IPTablesReading.ruleset(save: try ReadingSite.saved(rules), isIPv6: false)
        #expect(problems == [])
        return ruleset
    }
    private static let address = "192.0.2.10"

    private func walk(_ packet: Packet, from: Port, to: Port, knows: Bool = true) throws -> Walk {
        let local = IPAddress(Self.address).map { [$0] } ?? []
        let simulator = Simulator(try Self.ruleset.get(), localAddresses: knows ? Set(local) : nil)
        return simulator.walk(packet, Stage.way(from: from, to: to, callsIP: true))
    }

    private let line = Port.routed("eth0")
    private let bridge = Port.routed("docker0")

    @Test("a published port leads into the container")
    func published() throws {
        let walk = try walk(ReadingSite.packet(.tcp, "198.51.100.7", Self.address, 8080), from: line, to: bridge)
        #expect(walk.outcome == .accepted)
        #expect(walk.packet.ip?.destination == IPAddress("172.17.0.2"))
        #expect(walk.packet.ip?.destinationPort == 80)
        #expect(walk.unknowns == [])
    }

    @Test("no other port of it does")
    func unpublished() throws {
        let walk = try walk(ReadingSite.packet(.tcp, "198.51.100.7", "172.17.0.2", 22), from: line, to: bridge)
        #expect(walk.outcome == .dropped)
        #expect(walk.dropped?.chain == "FORWARD")
        #expect(walk.dropped?.rule == nil)
    }

    @Test("the container reaches the outside, and hears the answers")
    func outward() throws {
        let asked = try walk(ReadingSite.packet(.udp, "172.17.0.2", "198.51.100.53", 53), from: bridge, to: line)
        #expect(asked.outcome == .accepted)
        #expect(asked.steps.last?.chain == "POSTROUTING")
        let answer = ReadingSite.packet(.udp, "198.51.100.53", "172.17.0.2", 40000, state: .established)
        #expect(try walk(answer, from: line, to: bridge).outcome == .accepted)
    }

    @Test("networks of Docker are kept apart")
    func isolation() throws {
        let walk = try walk(
            ReadingSite.packet(.tcp, "172.17.0.2", "172.18.0.2", 80), from: bridge, to: .routed("br-9f"))
        #expect(walk.outcome == .dropped)
        #expect(walk.dropped?.chain == "DOCKER-ISOLATION-STAGE-2")
    }

    @Test("without the machine's addresses nobody knows where a port leads, and that is said")
    func unknown() throws {
        let walk = try walk(
            ReadingSite.packet(.tcp, "198.51.100.7", Self.address, 8080), from: line, to: bridge, knows: false)
        #expect(walk.unknowns == ["fib daddr type of 192.0.2.10"])
    }

    @Test("nft's listing of the same rules knows itself that it does not know them")
    func listing() throws {
        let script = "iptables-nft-restore <<'RULES'\n\(Self.rules)\nRULES\nnft -j list ruleset 2>/dev/null"
        let listed = try RulesetReading.ruleset(json: Array(try ReadingSite.run(script).utf8))
        #expect(listed.tables.map(\.isForIPTables) == [true, true])
        #expect(listed.unknownTexts.allSatisfy { $0.hasPrefix("xt ") })
        let joined = listed.joined(with: try Self.ruleset.get())
        #expect(joined.tables.count == 2)
        #expect(joined.unknownTexts == [])
    }
}
