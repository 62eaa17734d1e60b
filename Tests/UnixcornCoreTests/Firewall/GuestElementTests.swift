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
