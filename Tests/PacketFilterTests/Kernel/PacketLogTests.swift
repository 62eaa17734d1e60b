import PacketFilter
import Testing
import Text

@Suite("Reading logged packets", .enabled(if: OwnNetwork.isPossible, "needs root"))
struct PacketLogTests {
    @Test("a dropped frame is told with its rule's prefix, its port, its bridge and its first bytes")
    func dropped() async throws {
        let network = try await OwnNetwork()
        let (one, other) = try await network.guests()
        try await network.nft.run(
            """
            table bridge b {
            chain c {
            type filter hook prerouting priority 0;
            udp dport 23 log prefix "no telnet: " group 7 drop
            }
            }
            """)
        let log = try await PacketLog.open(group: 7, on: network.thread, snapLength: 64)
        let frame = datagram(port: 23, String(repeating: "x", count: 200))
        let before = Moment.now
        try one.write(frame)
        let packet = try #require(await first(of: log.events) { if case .packet(let it) = $0 { it } else { nil } })
        #expect(packet.group == 7)
        #expect(packet.family == .bridge)
        #expect(packet.prefix == "no telnet: ")
        #expect(packet.etherType == 0x0800)
        #expect(packet.physicalInput?.name == "tap0")
        #expect(packet.input?.name == "br")
        #expect(packet.linkHeader == Array(frame[..<14]))
        #expect(packet.hardwareSource == Array(frame[6..<12]))
        #expect(packet.payload == Array(frame[14..<78]))
        #expect(packet.sequence == 0)
        #expect(abs(packet.time.seconds(since: before)) < 60)
        let arrived = try other.read()
        #expect(arrived == nil)
    }

    @Test("one group has one reader, and is free when that ends")
    func taken() async throws {
        let network = try await OwnNetwork()
        let log = try await PacketLog.open(group: 7, on: network.thread)
        let error = await #expect(throws: PacketFilterError.self) {
            _ = try await PacketLog.open(group: 7, on: network.thread)
        }
        #expect(error?.code == .busy)
        #expect(error?.hint?.english.contains("ulogd") == true)
        log.stop()
        for await _ in log.events {}
        var next: PacketLog?
        for _ in 0..<200 where next == nil {
            next = try? await PacketLog.open(group: 7, on: network.thread)  // Until the thread has closed it.
            if next == nil { try await Task.sleep(for: .milliseconds(5)) }
        }
        #expect(next != nil)
    }
}
