import Glibc
import PacketFilter
import Testing

@Suite("Flows", .enabled(if: OwnNetwork.isPossible, "needs root"))
struct ConntrackTests {
    @Test("flows are listed with both directions, and exactly one is ended")
    func delete() async throws {
        let network = try await Self.network()
        let conntrack = try await Conntrack(on: network.thread)
        for port in [5001, 5002, 5003] as [UInt16] { try await Self.send(to: port, in: network) }
        let flows = try await conntrack.flows()
        #expect(flows.compactMap(\.original.destinationPort).sorted() == [5001, 5002, 5003])
        let flow = try #require(flows.first { $0.original.destinationPort == 5002 })
        #expect(flow.original.source == IPAddress("127.0.0.1"))
        #expect(flow.original.protocol == .udp)
        #expect(flow.reply.sourcePort == 5002 && flow.reply.destinationPort == flow.original.sourcePort)
        #expect(flow.status.contains(.confirmed) && flow.tcpState == nil && flow.timeout > 0)
        let isDeleted = try await conntrack.delete(flow)
        #expect(isDeleted)
        let left = try await conntrack.flows(.ipv4)
        #expect(left.compactMap(\.original.destinationPort).sorted() == [5001, 5003])
        let isDeletedAgain = try await conntrack.delete(flow)
        #expect(!isDeletedAgain)
    }

    @Test("a flow of another number with the same addresses stays")
    func sameAddresses() async throws {
        let network = try await Self.network()
        let conntrack = try await Conntrack(on: network.thread)
        try await Self.send(to: 5001, in: network)
        var flow = try #require(try await conntrack.flows().first)
        flow.id ^= 1
        let isDeleted = try await conntrack.delete(flow)
        #expect(!isDeleted)
        let left = try await conntrack.flows()
        #expect(left.count == 1)
    }

    @Test("marks, zones and IPv6 come along, and are found again")
    func facts() async throws {
        let network = try await Self.network("ct mark set 7", early: "udp dport 5001 ct zone set 3")
        let conntrack = try await Conntrack(on: network.thread)
        try await Self.send(to: 5001, in: network)
        try await Self.send(to: 5002, isIPv6: true, in: network)
        let six = try await conntrack.flows(.ipv6)
        #expect(six.count == 1 && six.first?.original.source == IPAddress("::1") && six.first?.mark == 7)
        let four = try await conntrack.flows(.ipv4)
        #expect(four.count == 1 && four.first?.zone == 3)
        for flow in six + four {
            let isDeleted = try await conntrack.delete(flow)
            #expect(isDeleted)
        }
        let left = try await conntrack.flows()
        #expect(left.isEmpty)
    }

    private static func network(_ rule: String = "ct state new accept", early: String = "") async throws
        -> OwnNetwork
    {
        let network = try await OwnNetwork()
        try await network.links.bringUp("lo")
        try await network.nft.run(
            """
            table inet t {
            chain early { type filter hook output priority raw; \(early)
            }
            chain c { type filter hook output priority 0; \(rule)
            }
            }
            """)
        return network
    }

    private struct NotSent: Error { var number: Int32 }

    private static func send(
        to port: UInt16, isIPv6: Bool = false, in network: OwnNetwork
    ) async throws {
        try await network.thread.run {
            let socket = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            defer { close(socket) }
            let number = isIPv6 ? sendSix(socket, port) : sendFour(socket, port)
            guard number == 0 else { throw NotSent(number: number) }
        }
    }

    private static func sendFour(_ socket: Int32, _ port: UInt16) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(socket, "x", 1, 0, $0, 16) }
        } == 1 ? 0 : errno
    }

    private static func sendSix(_ socket: Int32, _ port: UInt16) -> Int32 {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        address.sin6_addr = in6addr_loopback
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { sendto(socket, "x", 1, 0, $0, 28) }
        } == 1 ? 0 : errno
    }
}
