import Foundation
import PacketFilter
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("Guests in the rules", .enabled(if: Root.hasNamespaces, "needs root"))
struct GuestElementTests {
    private func ruled() async throws -> FirewallBench {
        let bench = try await FirewallBench()
        try await bench.begin(FirewallBench.policy(), guests: [])
        try await bench.host.confirm()
        return bench
    }

    @Test("one that is not known is closed, and open by its kind once it is plugged")
    func plug() async throws {
        let bench = try await ruled()
        #expect(try await !bench.webAccepts(443))
        try await bench.host.plug(FirewallBench.web)
        #expect(try await bench.webAccepts(443))
        #expect(try await !bench.webAccepts(25))
    }

    @Test("one that is gone leaves nothing")
    func gone() async throws {
        let bench = try await ruled()
        let before = try await bench.nftables.listRuleset()
        try await bench.host.plug(FirewallBench.web)
        #expect(try await bench.nftables.listRuleset() != before)
        try await bench.host.sync([])
        #expect(try await bench.nftables.listRuleset() == before)
        #expect(try await bench.host.sync([]) == 0)
    }

    @Test("a start while a policy is on trial is in both")
    func both() async throws {
        let bench = try await ruled()
        try await bench.begin(FirewallBench.policy(webPort: 8080), guests: [])
        try await bench.host.plug(FirewallBench.web)
        #expect(try await bench.webAccepts(8080))
        try await bench.host.rollBack()
        #expect(try await bench.webAccepts(443))
        #expect(try await !bench.webAccepts(8080))
    }

    @Test("what is plugged in is what a whole compile would have made")
    func same() async throws {
        let bench = try await ruled()
        try await bench.host.plug(FirewallBench.mail)
        try await bench.host.plug(FirewallBench.web)
        #expect(try await bench.host.sync([FirewallBench.web, FirewallBench.mail]) == 0)
    }

    @Test("guests whose addresses overlap or touch are in the set of their kind, one plugged after the other")
    func merged() async throws {
        let bench = try await FirewallBench()
        let policy = """
            admins = ["203.0.113.7"]
            [kinds.web]
            accept = [{ service = "https", from = "kind:mail" }]
            [kinds.mail]
            """
        try await bench.begin(policy, guests: [])
        try await bench.host.confirm()
        let addresses = [["10.0.0.12"], ["10.0.0.13", "10.0.0.12"], ["10.0.0.0/24", "10.0.1.7"], ["10.0.0.99"]]
        let guests = addresses.enumerated().map { place, addresses in
            FirewallGuest(
                name: "m\(place)", kind: "mail",
                interfaces: [.init(tap: "vnet\(place)", mac: "52:54:00:10:01:0\(place)", addresses: addresses)])
        }
        for guest in guests { try await bench.host.plug(guest) }
        #expect(try await bench.host.sync(guests) == 0)
        #expect(try await bench.nftables.listRuleset().contains("10.0.0.0/24, 10.0.1.7"))
    }

    @Test("beside a long block list a guest's start is a matter of milliseconds, and its end takes it out")
    func blockList() async throws {
        let bench = try await FirewallBench()
        let list = bench.folder.path + "/bad.txt"
        let blocks = (0..<20_000).map { "\(20 + $0 / 32_768).\($0 / 128 % 256).\($0 % 128 * 2).0/24" }
        try Data(blocks.joined(separator: "\n").utf8).write(to: URL(filePath: list))
        let sets = "block = [\"bad\"]\n[sets]\nbad = { file = \"\(list)\" }\n"
        try await bench.begin(
            FirewallBench.policy().replacingOccurrences(of: "[host]", with: sets + "[host]"), guests: [])
        try await bench.host.confirm()
        // As the recorder has them: read once.
        let policies = [try #require(bench.host.folder.confirmed).compiler]
        let began = ContinuousClock.now
        try await bench.host.plug(FirewallBench.web, into: policies)
        // Ten times what is promised; libnftables would read the list first: 300 ms of an idle machine.
        #expect(ContinuousClock.now - began < .milliseconds(100))
        #expect(try await bench.host.sync([FirewallBench.web]) == 0)
        #expect(try await bench.host.sync([]) > 0)
        #expect(try await bench.host.sync([]) == 0)
    }

    @Test("elements that overlap in one part are cut, and mean the same")
    func boxes() throws {
        let one = SetElement([1...1, 80...90, 0...255], comment: "one")
        let two = SetElement([1...1, 85...99, 0...255], comment: "two")
        let three = SetElement([1...1, 70...200, 10...20], comment: "three")
        let cut = Boxes.disjoint([one, two, three])
        for (first, second) in zip(cut, cut.dropFirst()) {
            #expect(!zip(first.key, second.key).allSatisfy { $0.overlaps($1) })
        }
        let before = Elements.holds([one, two, three])
        let after = Elements.holds(cut)
        for port: UInt128 in 60...210 {
            for address: UInt128 in [0, 10, 15, 20, 21, 255] {
                #expect(before([1, port, address]) == after([1, port, address]))
            }
        }
    }
}

private enum Elements {
    /// Whether some element holds a key.
    static func holds(_ elements: [SetElement]) -> ([UInt128]) -> Bool {
        { key in elements.contains { zip($0.key, key).allSatisfy { $0.contains($1) } } }
    }
}
