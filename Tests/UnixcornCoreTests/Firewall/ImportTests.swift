import Foundation
import Testing

@testable import UnixcornCore

@Suite("A policy of the rules that are there")
struct ImportTests {
    private func guests(_ names: [(String, String)]) -> [FirewallGuest] {
        names.enumerated().map { place, guest in
            FirewallGuest(
                name: guest.0,
                interfaces: [.init(tap: "vnet\(place)", mac: "52:54:00:00:00:0\(place)", addresses: [guest.1])])
        }
    }

    private func propose(_ tables: String?, _ tables6: String? = nil, _ guests: [FirewallGuest] = []) -> PolicyProposal
    {
        var source = ImportSource(guests: guests)
        if let tables { source.add(iptables: tables, from: "rules.v4", isIPv6: false) }
        if let tables6 { source.add(iptables: tables6, from: "rules.v6", isIPv6: true) }
        return PolicyImport(source).propose()
    }

    /// Read back, and alike in nearly everything.
    private func check(
        _ proposal: PolicyProposal, atLeast share: Double = 0.95, _ place: SourceLocation = #_sourceLocation
    ) throws -> FirewallPolicy {
        let policy = try #require(
            proposal.policy, "\(proposal.leftOut.map(\.words.english)) \(proposal.text)", sourceLocation: place)
        #expect(
            proposal.fidelity.share >= share,
            "\(proposal.fidelity.words.english): \(proposal.fidelity.differences.map(\.words.english)) \(proposal.text)",
            sourceLocation: place)
        #expect(proposal.fidelity.total > 100, sourceLocation: place)
        return policy
    }

    private func says(_ proposal: PolicyProposal, _ text: String, _ place: SourceLocation = #_sourceLocation) {
        #expect(proposal.text.contains(text), "\(proposal.text)", sourceLocation: place)
    }

    private func leaves(_ proposal: PolicyProposal, _ text: String, _ place: SourceLocation = #_sourceLocation) {
        #expect(
            proposal.leftOut.contains { $0.words.english.contains(text) }, "\(proposal.leftOut.map(\.words.english))",
            sourceLocation: place)
        let isSaid = proposal.text.split(separator: "\n").contains { $0.hasPrefix("# ") && $0.contains(text) }
        #expect(isSaid, sourceLocation: place)
    }

    @Test("ufw")
    func ufw() throws {
        let proposal = propose(ImportFixtures.ufw, ImportFixtures.ufw6)
        let policy = try check(proposal, atLeast: 0.99)
        says(proposal, "\"web\"")
        says(proposal, "rate = \"12/minute burst 6\"")
        says(proposal, "{ service = \"postgresql\", from = \"192.0.2.0/24\" }")
        #expect(policy.host.answersPing && policy.host.out == nil && !policy.host.refuses && policy.admins.isEmpty)
        leaves(proposal, "224.0.0.251")
        leaves(proposal, "rt --rt-type 0")
    }

    @Test("iptables alone: IPv6 is held to the same rules, and that is said")
    func onlyOne() throws {
        let proposal = propose(ImportFixtures.ufw)
        _ = try check(proposal, atLeast: 0.99)
        says(proposal, "\"web\"")
        leaves(proposal, "no rule is about IPv6")
    }

    @Test("Docker keeps its own, the host's rules are taken")
    func docker() throws {
        let proposal = propose(ImportFixtures.docker)
        let policy = try check(proposal)
        #expect(policy.published.isEmpty && policy.masquerades.isEmpty && policy.guests.isEmpty)
        leaves(proposal, "172.17.0.2")
        leaves(proposal, "Docker's own")
        says(proposal, "\"any\"")
        says(proposal, "{ service = \"ssh\", action = \"drop\" }")
        #expect(policy.admins.map(\.description) == ["203.0.113.7"])
    }

    @Test("libvirt's NAT: guests, their names, the published port and the masquerade")
    func libvirt() throws {
        let proposal = propose(
            ImportFixtures.libvirt, nil, guests([("blog", "192.168.122.10"), ("shop", "192.168.122.11")]))
        let policy = try check(proposal)
        #expect(policy.admins.map(\.description) == ["203.0.113.0/28"])
        says(proposal, "{ service = \"dns\", from = \"192.168.122.0/24\" }")
        #expect(policy.guests["blog"]?.kind == "web" && policy.guests["shop"]?.kind != "web")
        #expect(policy.kinds["web"]?.out == nil)
        #expect(policy.kinds["web"]?.accept.contains { $0.service == "https" && $0.peers.isEmpty } == true)
        #expect(policy.published.count == 1)
        let port = try #require(policy.published.first)
        #expect(
            port.guest == "blog" && port.ports == 8443...8443 && port.toPort == 443
                && port.addresses.map(\.description) == ["203.0.113.5"])
        #expect(
            policy.masquerades.map(\.from.description) == ["192.168.122.0/24"]
                && policy.masquerades.first?.out == "eth0")
    }

    @Test("fail2ban: the banned are a set, the host stays as open as it was")
    func fail2ban() throws {
        let proposal = propose(ImportFixtures.fail2ban)
        let policy = try check(proposal, atLeast: 0.99)
        #expect(policy.sets["banned"]?.blocks.count == 7)
        says(proposal, "{ service = \"ssh\", from = \"@banned\", action = \"drop\" }")
        says(proposal, "{ service = \"web\", from = \"192.0.2.66\", action = \"drop\" }")
        #expect(policy.host.accept.last?.traffic.isEmpty == true)
    }

    @Test("by hand: admins, kinds by equal rules, what cannot be said is listed with its place")
    func byHand() throws {
        let proposal = propose(
            ImportFixtures.byHand, nil,
            guests([("a", "192.0.2.40"), ("b", "192.0.2.41"), ("post", "192.0.2.42"), ("quiet", "192.0.2.43")]))
        let policy = try check(proposal)
        #expect(policy.admins.map(\.description) == ["192.0.2.0/25", "203.0.113.7"])
        #expect(policy.host.refuses && policy.host.answersPing)
        says(proposal, "{ service = \"submission\", to = \"192.0.2.5\" }")
        #expect(
            policy.guests["a"]?.kind == "web" && policy.guests["b"]?.kind == "web"
                && policy.guests["post"]?.kind == "mail")
        #expect(policy.guests["quiet"]?.kind == "shell")
        #expect(policy.kinds["mail"]?.out?.contains { $0.service == "smtp" } == true)
        #expect(
            policy.published.map(\.toPort) == [22]
                && policy.published.first?.peers == [
                    .block(AddressBlock(isIPv6: false, first: 0xcb00_7100, last: 0xcb00_71ff))
                ])
        #expect(policy.masquerades.map(\.from.description) == ["10.9.0.0/24"])
        leaves(proposal, "tcp sport")
        leaves(proposal, "meta mark")
        leaves(proposal, "wg0")
        leaves(proposal, "leads to another of its ports")
        leaves(proposal, "ip filter INPUT: ")
        let ruled = proposal.leftOut.map(\.words.english)
        #expect(ruled.contains { $0.hasPrefix("ip nat POSTROUTING") })
    }

    @Test("nftables: sets, verdict maps, meters, concatenations and maps of ports")
    func nftables() throws {
        var source = ImportSource(guests: guests([("a", "192.0.2.40"), ("b", "192.0.2.41")]))
        try source.add(nftables: Array(ImportListing.json.utf8), from: "nft.json")
        let proposal = PolicyImport(source).propose()
        let policy = try check(proposal, atLeast: 0.99)
        #expect(policy.admins.map(\.description) == ["192.0.2.0/24", "198.51.100.0/28", "2001:db8:1::/48"])
        #expect(policy.host.refuses && policy.host.answersPing)
        says(proposal, "{ service = \"imaps\", rate = \"30/minute\" }")
        says(proposal, "{ service = \"smtp\", from = \"203.0.113.0/24\", action = \"drop\" }")
        says(proposal, "{ service = \"smtp\", rate = \"10/second\" }")
        says(proposal, "{ service = \"mysql\", from = \"10.0.0.6\" }")
        says(proposal, "{ service = \"prometheus-node\", from = \"10.0.0.5-10.0.0.6\" }")
        #expect(
            policy.published.map { "\($0.ports.lowerBound) \($0.guest) \($0.toPort)" }.sorted() == [
                "8080 b 80", "8443 a 443",
            ])
        #expect(policy.masquerades.map(\.from.description) == ["192.0.2.0/26"])
        #expect(policy.guests["a"]?.kind == "web" && policy.kinds["web"]?.out == nil)
        leaves(proposal, "a rate of all together")
    }

    @Test("rules for a bridge's ports are those of the guest behind the port")
    func ports() throws {
        let text = """
            *filter
            :INPUT DROP [0:0]
            :FORWARD DROP [0:0]
            -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A FORWARD -m physdev --physdev-out vnet0 --physdev-is-bridged -p tcp -m tcp --dport 443 -j ACCEPT
            -A FORWARD -m physdev --physdev-in vnet0 -j ACCEPT
            -A FORWARD -m physdev --physdev-out vnet1 -p udp -m udp --dport 53 -j ACCEPT
            COMMIT
            """
        let proposal = propose(text, nil, guests([("a", "192.0.2.40"), ("b", "192.0.2.41")]))
        let policy = try check(proposal, atLeast: 1)
        #expect(policy.guests["a"]?.kind == "web" && policy.kinds["web"]?.out == nil)
        let other = try #require(policy.guests["b"]?.kind.flatMap { policy.kinds[$0] })
        #expect(other.accept.map(\.service) == ["udp/53"] && other.out == [])
    }

    @Test("guests that only rules tell of are named after their addresses")
    func guessed() throws {
        let proposal = propose(ImportFixtures.byHand)
        let policy = try check(proposal)
        #expect(policy.guests["192.0.2.40"]?.kind == "web" && policy.guests["192.0.2.42"]?.kind == "mail")
        #expect(policy.guests["192.0.2.40"]?.addresses.map(\.description) == ["192.0.2.40"])
        says(proposal, "give each the name of its guest")
    }

    @Test("nothing at all")
    func nothing() throws {
        let proposal = PolicyImport(ImportSource()).propose()
        let policy = try #require(proposal.policy)
        #expect(policy.host.accept.map(\.service) == ["any"] && proposal.fidelity.total == 0)
    }

    @Test("comments in French, and a text that reads back the same")
    func french() throws {
        var source = ImportSource()
        source.add(iptables: ImportFixtures.ufw, from: "rules.v4", isIPv6: false)
        let proposal = PolicyImport(source).propose(.french)
        #expect(proposal.text.hasPrefix("# Proposé") && proposal.policy != nil)
    }

    @Test("hostile names and comments stay comments")
    func hostile() throws {
        let evil =
            "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m \"weird\u{1b}]0;x\u{7}\" -j DROP\n-A INPUT -m mark --mark 0x1 -m comment --comment \"x\\n[host]\" -j DROP\nnonsense\u{0}\u{202e}\r[kinds.x]\nCOMMIT\n"
        let guest = FirewallGuest(
            name: "a\"]\n[kinds.b\u{1b}",
            interfaces: [.init(tap: "vnet0", mac: "nonsense", addresses: ["zzz", "192.0.2.9"])])
        let proposal = propose(evil, nil, [guest])
        let policy = try #require(proposal.policy, "\(proposal.text)")
        #expect(Set(policy.guests.keys) == [guest.name] && policy.kinds["x"] == nil && policy.kinds["b"] == nil)
        #expect(!proposal.text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    }

    @Test("thousands of banned addresses")
    func many() throws {
        let bans = (0..<4000).map { "-A f2b-sshd -s 198.18.\($0 / 250).\($0 % 250)/32 -j REJECT" }.joined(
            separator: "\n")
        let text =
            "*filter\n:INPUT DROP [0:0]\n:f2b-sshd - [0:0]\n-A INPUT -p tcp --dport 22 -j f2b-sshd\n-A INPUT -p tcp -m multiport --dports 22,80 -j ACCEPT\n\(bans)\nCOMMIT\n"
        let start = ContinuousClock().now
        let policy = try check(propose(text))
        #expect(policy.sets["banned"]?.blocks.count == 16)
        #expect(ContinuousClock().now - start < .seconds(30))
    }

    @Test("chains that lead to each other in all ways end")
    func tangled() throws {
        let names = (0..<14).map { "c\($0)" }
        let jumps = names.enumerated().flatMap { place, name in
            names[(place + 1)...].map { "-A \(name) -p tcp -j \($0)" }
        }
        let text =
            "*nat\n:PREROUTING ACCEPT [0:0]\n" + names.map { ":\($0) - [0:0]" }.joined(separator: "\n")
            + "\n-A PREROUTING -j c0\n-A c13 -j PREROUTING\n" + jumps.joined(separator: "\n") + "\nCOMMIT\n"
        #expect(propose(text).policy != nil)
    }

    @Test("a text that is no listing is refused with its name")
    func refused() {
        var source = ImportSource()
        #expect(throws: OperationFailure.self) { try source.add(nftables: Array("nonsense".utf8), from: "x.json") }
        #expect(throws: OperationFailure.self) { try source.add(filter: Array("<filter".utf8), from: "x.xml") }
    }
}
