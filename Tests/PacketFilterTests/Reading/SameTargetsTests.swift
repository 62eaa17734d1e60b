import PacketFilter
import TestSupport
import Testing

@Suite(
    "The kernel and the simulator translate to the same", .enabled(if: ReadingSite.isPossible), .timeLimit(.minutes(1)))
struct SameTargetsTests {
    private static let rules = """
        table inet t {
            map addresses { type inet_service : ipv4_addr; elements = { 5003 : 127.0.0.4, 5004 : 127.0.0.4 }
            }
            chain nat {
                type nat hook output priority -100;
                meta l4proto icmp accept
                udp dport 5000 dnat ip to 127.0.0.2:6000
                udp dport 5001 redirect to :6001
                dnat ip to ip daddr . udp dport map { 127.0.0.1 . 5002 : 127.0.0.3 . 6002 }
                udp dport 5005 dnat ip6 to ::1
                dnat ip to udp dport map @addresses
                udp dport 5005 dnat to :6005
            }
            counter translated { }
            chain out {
                type filter hook output priority 0;
                meta l4proto icmp accept
                ct status dnat counter name translated
                udp dport != 1 add @places { ip daddr . udp dport }
            }
            set places { type ipv4_addr . inet_service; flags dynamic;
            }
        }
        """

    @Test("an address and a port, each alone, by a map", arguments: 5000...5006 as ClosedRange<UInt16>)
    func target(port: UInt16) throws {
        let script = """
            ip link set lo up
            nft -f - <<'RULES'
            \(Self.rules)
            RULES
            nft -j list ruleset
            /bin/bash -c 'echo > /dev/udp/127.0.0.1/\(port)'
            nft -j list ruleset
            """
        let listings = try ReadingSite.run(script).split(separator: "\n").map { Array($0.utf8) }
        try #require(listings.count == 2)
        let walk = Simulator(try RulesetReading.ruleset(json: listings[0]))
            .walk(ReadingSite.packet(.udp, "127.0.0.1", "127.0.0.1", port), [Stage(.output, output: "lo")])
        let after = try RulesetReading.ruleset(json: listings[1])
        let place = try #require(after.tableNamed("t")?.sets.first { $0.name == "places" }?.elements.first)
        #expect(
            place.key.map(\.lowerBound) == [
                walk.packet.ip?.destination.value, (walk.packet.ip?.destinationPort).map { UInt128($0) },
            ])
        #expect(walk.unknowns == [])
        #expect(walk.counters == (port == 5006 ? [] : ["translated"]))
    }
}
