import Foundation
import PacketFilter
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("A foreign change of our tables", .enabled(if: Root.hasNamespaces, "needs root"))
struct FirewallDriftTests {
    private func ruled() async throws -> FirewallBench {
        let bench = try await FirewallBench()
        try await bench.begin(FirewallBench.policy())
        try await bench.host.confirm()
        return bench
    }

    @Test("our own changes are none")
    func none() async throws {
        let bench = try await ruled()
        #expect(try await bench.host.drift() == nil)
        try await bench.host.sync([])
        try await bench.host.plug(FirewallBench.web)
        #expect(try await bench.host.drift() == nil)
    }

    @Test("a rule by hand is found, repaired, or adopted")
    func rule() async throws {
        let bench = try await ruled()
        let hand = "insert rule inet unixcorn host_in tcp dport 6667 accept"
        try await bench.nftables.run(hand)
        let drift = try #require(try await bench.host.drift())
        #expect(drift.added == ["chain host_in: tcp dport 6667 accept"])
        #expect(drift.removed.isEmpty && drift.missing.isEmpty)
        try await bench.host.restore([FirewallBench.web, FirewallBench.mail])
        #expect(try await bench.host.drift() == nil)
        #expect(try await !bench.nftables.listRuleset().contains("6667"))
        try await bench.nftables.run(hand)
        try await bench.host.adopt()
        #expect(try await bench.host.drift() == nil)
        #expect(try await bench.nftables.listRuleset().contains("6667"))
    }

    @Test("a flush of everything is found, and everything comes back")
    func flushed() async throws {
        let bench = try await ruled()
        let before = try await bench.nftables.listRuleset()
        try await bench.nftables.run("flush ruleset")
        #expect(try await bench.host.drift()?.missing == ["bridge unixcorn", "inet unixcorn"])
        try await bench.host.restore([FirewallBench.web, FirewallBench.mail])
        #expect(try await bench.nftables.listRuleset() == before)
        #expect(try await bench.webAccepts(443))
    }

    @Test("the boot file loads in a bare kernel, and closes guests that nobody knows yet")
    func boot() async throws {
        let bench = try await ruled()
        let text = try String(contentsOfFile: bench.host.folder.bootFile, encoding: .utf8)
        let bare = try await FirewallBench()
        try await bare.nftables.run(text)
        #expect(try await !bare.webAccepts(443))
        #expect(try await bare.host.status().current == bench.host.folder.confirmed?.version)
    }
}
