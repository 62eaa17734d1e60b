import Foundation
import PacketFilter
import TestSupport

@testable import UnixcornCore

/// A firewall in a network namespace of its own, with a state folder of its own.
struct FirewallBench {
    let folder: TemporaryFolder
    let thread: NetworkThread
    let host: FirewallHost
    let nftables: Nftables

    init() async throws {
        folder = try TemporaryFolder()
        thread = try await NetworkThread(.scratch)
        host = try await FirewallHost(on: thread, stateFolder: folder.path)
        nftables = try await Nftables(on: thread)
    }

    static let web = FirewallGuest(
        name: "blog", kind: "web",
        interfaces: [.init(tap: "vnet1", mac: "52:54:00:10:00:01", addresses: ["10.0.0.11", "2001:db8:a::11"])])
    static let mail = FirewallGuest(
        name: "post", kind: "mail",
        interfaces: [.init(tap: "vnet2", mac: "52:54:00:10:00:02", addresses: ["10.0.0.12", "2001:db8:a::12"])])

    /// A policy of two kinds, with one more port for the web servers where it is asked for.
    static func policy(webPort: Int? = nil, sshFor: String = "203.0.113.7") -> String {
        let more = webPort.map { ", \"tcp/\($0)\"" } ?? ""
        return """
            admins = ["\(sshFor)"]
            [host]
            accept = ["wireguard"]
            [kinds.web]
            accept = ["http", "https"\(more)]
            out = ["dns"]
            [kinds.mail]
            accept = ["smtp"]
            out = "any"
            """
    }

    /// Begins a trial of a policy's text.
    @discardableResult
    func begin(
        _ text: String, guests: [FirewallGuest] = [FirewallBench.web, FirewallBench.mail], seconds: Int = 30,
        operators: [OperatorConnection] = [], mayCut: Bool = false
    ) async throws -> FirewallFolder.Trial {
        let policy = try PolicyReading.parse(text, file: "firewall.toml")
        return try await host.begin(
            policy, text: text, guests: guests, seconds: seconds, by: .current(), mayCut: mayCut, operators: operators)
    }

    /// Whether the rules that the kernel has now let a packet to the web server pass.
    func webAccepts(_ port: UInt16) async throws -> Bool {
        let ruleset = try await host.ruleset()
        let explainer = FirewallExplainer(ruleset, nil, [Self.web, Self.mail])
        let question = PacketQuestion(from: .outside, to: .guest("blog"), Traffic(.tcp, port...port))
        return try explainer.explain(question).outcome == .accepted
    }

    static func operators(at address: String) throws -> [OperatorConnection] {
        guard let remote = IPAddress(address), let local = IPAddress("198.51.100.1") else { return [] }
        return [OperatorConnection(local: local, localPort: 22, remote: remote, remotePort: 50_123)]
    }
}
