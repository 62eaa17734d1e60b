import PacketFilter
import Testing

@Suite("Tracing a packet", .enabled(if: OwnNetwork.isPossible, "needs root"))
struct PacketTraceTests {
    @Test("a packet's way is told rule by rule, with its headers first")
    func way() async throws {
        let network = try await OwnNetwork()
        let (one, other) = try await network.guests()
        try await network.nft.run(
            """
            table bridge b {
            chain names { udp dport 53 drop; }
            chain c {
            type filter hook prerouting priority 0; policy accept;
            udp dport 53 meta nftrace set 1
            ip protocol udp jump names
            }
            }
            """)
        let trace = try await PacketTrace.open(on: network.thread)
        try one.write(datagram(port: 53))
        let steps = await Self.steps(of: trace, count: 3)
        try #require(steps.count == 3)
        #expect(Set(steps.map(\.id)).count == 1)
        #expect(steps.allSatisfy { $0.family == .bridge && $0.table == "b" })
        #expect(steps.map(\.input?.name) == ["tap0", nil, nil])
        #expect(steps.map(\.chain) == ["c", "c", "names"])
        #expect(steps.map(\.verdict) == [.proceed, .jump("names"), .drop])
        #expect(steps[0].linkHeader.starts(with: [0x52, 0x54, 0, 0, 0, 2]))
        #expect(steps[0].networkHeader.suffix(4) == [192, 0, 2, 2])
        #expect(steps[0].transportHeader.dropFirst(2).prefix(2) == [0, 53])
        let listed = try await network.nft.list(family: "bridge", table: "b", options: [.handles])
        guard case .rule(let handle) = steps[2].kind else { throw Unexpected() }
        #expect(listed.contains("udp dport 53 drop # handle \(handle)\n"))
        let arrived = try other.read()
        #expect(arrived == nil)
    }

    @Test("a return and the policy are steps too")
    func policy() async throws {
        let network = try await OwnNetwork()
        let (one, _) = try await network.guests()
        try await network.nft.run(
            """
            table bridge b {
            chain back { return; }
            chain c {
            type filter hook prerouting priority 0; policy drop;
            meta nftrace set 1 jump back
            }
            }
            """)
        let trace = try await PacketTrace.open(on: network.thread)
        try one.write(datagram(port: 9))
        // The rule that switches tracing on is told, then what follows.
        let steps = await Self.steps(of: trace, count: 3)
        #expect(steps.map(\.verdict) == [.jump("back"), .leave, .drop])
        #expect(steps.last?.kind == .policy && steps.last?.chain == "c")
    }

    private struct Unexpected: Error {}

    private static func steps(of trace: PacketTrace, count: Int) async -> [TraceStep] {
        var steps: [TraceStep] = []
        while steps.count < count {
            let step = await first(of: trace.events) { if case .step(let step) = $0 { step } else { nil } }
            guard let step else { break }
            steps.append(step)
        }
        return steps
    }
}
