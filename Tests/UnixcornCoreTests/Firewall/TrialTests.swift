import Foundation
import PacketFilter
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("A policy on trial", .enabled(if: Root.hasNamespaces, "needs root"))
struct TrialTests {
    @Test("it rules at once, and the one before it rules again once its time is over")
    func expires() async throws {
        let bench = try await FirewallBench()
        try await bench.begin(FirewallBench.policy())
        try await bench.host.confirm()
        #expect(try await !bench.webAccepts(8080))
        try await bench.begin(FirewallBench.policy(webPort: 8080), seconds: 2)
        #expect(try await bench.webAccepts(8080))
        #expect(try await eventually(30) { try await !bench.webAccepts(8080) })
        #expect(try await bench.webAccepts(443))
        #expect(try await bench.host.status().trial == nil)
        #expect(bench.host.folder.confirmed?.text == FirewallBench.policy())
    }

    @Test("confirmed, it stays, and the one before it is gone from the kernel")
    func confirmed() async throws {
        let bench = try await FirewallBench()
        try await bench.begin(FirewallBench.policy())
        let first = try await bench.host.confirm().version
        try await bench.begin(FirewallBench.policy(webPort: 8080), seconds: 2)
        let second = try await bench.host.confirm().version
        #expect(first != second)
        try await Task.sleep(for: .seconds(3))
        #expect(try await bench.webAccepts(8080))
        #expect(try await bench.host.status().current == second)
        let listing = try await bench.nftables.listRuleset()
        #expect(listing.contains(second) && !listing.contains(first))
    }

    @Test("rolled back, the one before it rules at once")
    func rolledBack() async throws {
        let bench = try await FirewallBench()
        try await bench.begin(FirewallBench.policy())
        try await bench.host.confirm()
        try await bench.begin(FirewallBench.policy(webPort: 8080))
        try await bench.host.rollBack()
        #expect(try await !bench.webAccepts(8080))
        #expect(try await bench.webAccepts(80))
    }

    @Test("named counters and those of guests survive an apply")
    func counters() async throws {
        let bench = try await FirewallBench()
        try await bench.begin(FirewallBench.policy())
        try await bench.host.confirm()
        for name in ["inet unixcorn host_in_drop", "bridge unixcorn web_in_http"] {
            try await bench.nftables.run("reset counter \(name)")
        }
        // The value is the kernel's: an element of a set is put in with one, as an import of nft does.
        try await bench.nftables.run("add element bridge unixcorn seen_in { \"vnet9\" counter packets 7 bytes 700 }")
        try await bench.begin(FirewallBench.policy(webPort: 8080))
        try await bench.host.confirm()
        let values = try await bench.host.counters(try await bench.host.loaded())
        #expect(values["seen_in/vnet9"]?.packets == 7)
        #expect(values["web_in_http"] != nil)
    }

    @Test("a second one is refused while the first is under way, and says who")
    func second() async throws {
        let bench = try await FirewallBench()
        try await bench.begin(FirewallBench.policy())
        await #expect(throws: OperationFailure.self) {
            try await bench.begin(FirewallBench.policy(webPort: 8080))
        }
        let failure = await #expect(throws: OperationFailure.self) {
            try await bench.begin(FirewallBench.policy(webPort: 8081))
        }
        #expect(failure?.message.english.contains("on trial") == true)
    }

    @Test("what would cut the operator is refused, unless it was said twice")
    func cuts() async throws {
        let bench = try await FirewallBench()
        let operators = try FirewallBench.operators(at: "192.0.2.66")
        let failure = await #expect(throws: OperationFailure.self) {
            try await bench.begin(FirewallBench.policy(), operators: operators)
        }
        #expect(failure?.message.english.contains("192.0.2.66") == true)
        #expect(try await bench.host.status().trial == nil)
        try await bench.begin(FirewallBench.policy(sshFor: "192.0.2.66"), operators: operators)
        try await bench.host.rollBack()
        try await bench.begin(FirewallBench.policy(), operators: operators, mayCut: true)
    }

    @Test("without an operator and without admins nobody is known to be let in")
    func nobody() async throws {
        let bench = try await FirewallBench()
        await #expect(throws: OperationFailure.self) { try await bench.begin("[kinds.web]\naccept = [\"http\"]\n") }
        #expect(try await bench.host.status().trial == nil)
    }

    /// 1,000 in the long tests.
    private static let applies = ProcessInfo.processInfo.environment["UNIXCORN_TORTURE"] == nil ? 100 : 1000

    @Test("the tables of others are byte for byte the same after many applies")
    func others() async throws {
        let bench = try await FirewallBench()
        let foreign = """
            table ip other { set s { type ipv4_addr; flags interval; elements = { 10.0.0.0/8, 192.168.0.0/16 }
              }
              chain c { type filter hook input priority 5; policy accept; ip saddr @s counter packets 3 bytes 180 accept comment "theirs"
              }
            }
            table bridge filter { chain forward { type filter hook forward priority 0; policy accept; ether type arp accept
              }
            }
            """
        try await bench.nftables.run(foreign)
        func theirs() async throws -> [String] {
            [
                try await bench.nftables.list(family: "ip", table: "other", options: [.handles]),
                try await bench.nftables.list(family: "bridge", table: "filter", options: [.handles]),
            ]
        }
        let before = try await theirs()
        let compilers = try [nil, 8080].map { port in
            PolicyCompiler(
                try PolicyReading.parse(FirewallBench.policy(webPort: port), file: "firewall.toml"),
                features: bench.host.features)
        }
        // Texts alone: the proof in a kernel of its own takes a while each time, and changes nothing here.
        for number in 0..<Self.applies {
            let compiled = compilers[number % 2].compile([FirewallBench.web, FirewallBench.mail])
            let loaded = try await bench.host.loaded()
            try await bench.host.run(FirewallTransaction(loaded: loaded).trial(compiled, seconds: 30))
            try await bench.host.run(
                FirewallTransaction(loaded: try await bench.host.loaded()).confirm(compiled.version))
        }
        #expect(try await theirs() == before)
    }
}
