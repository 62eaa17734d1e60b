import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("The firewall policy")
struct PolicyReadingTests {
    private func read(_ text: String) throws -> FirewallPolicy {
        try PolicyReading.parse(text, file: "/nowhere/f.toml")
    }

    private func block(_ text: String) throws -> AddressBlock { try #require(AddressBlock(text)) }

    @Test("an empty file leaves guests closed and the host free to open")
    func empty() throws {
        let policy = try read("")
        #expect(policy.kinds == ["closed": .closed] && policy.defaultKind == "closed")
        #expect(policy.kinds["closed"]?.out == [] && policy.kinds["closed"]?.answersPing == false)
        #expect(policy.host.out == nil && policy.host.accept.isEmpty)
        #expect(policy.taps == ["vnet*", "tap*"] && policy.adminPorts == [22...22] && policy.logsDrops)
        #expect(policy.file == "/nowhere/f.toml")
    }

    @Test("the keys before the first section are read")
    func top() throws {
        let policy = try read(
            """
            admins = ["203.0.113.7", "@office"]
            admin_ports = [22, "8000-8010"]
            taps = ["vnet*", "guest0"]
            default_kind = "web"
            log = "5/minute burst 7"
            block = ["bad", "@worse"]
            [sets]
            office = ["2001:db8:5::/64"]
            bad = []
            worse = []
            [kinds.web]
            """)
        #expect(policy.admins == [try block("203.0.113.7"), try block("2001:db8:5::/64")])
        #expect(policy.adminPorts == [22...22, 8000...8010])
        #expect(policy.taps == ["vnet*", "guest0"] && policy.defaultKind == "web")
        #expect(policy.logRate == Rate(packets: 5, per: .minute, burst: 7))
        #expect(policy.blocked == ["bad", "worse"])
    }

    @Test("drops are not logged where log is false")
    func silent() throws {
        #expect(try read("log = false").logsDrops == false)
        #expect(try read("log = \"3/hour\"").logRate == Rate(packets: 3, per: .hour, burst: 20))
    }

    @Test("a set includes others, and is sorted without overlap")
    func sets() throws {
        let policy = try read(
            """
            [sets]
            partners = ["@office", "198.51.100.9", "192.0.2.0/25"]
            office = ["192.0.2.0/24", "2001:db8:1::/48", "192.0.3.4-192.0.3.9"]
            """)
        let partners = try #require(policy.sets["partners"])
        #expect(partners.line == 2)
        #expect(
            partners.blocks.map(\.description) == [
                "192.0.2.0/24", "192.0.3.4-192.0.3.9", "198.51.100.9", "2001:db8:1::/48",
            ])
    }

    @Test("rules keep their line, service, peers, rate and action")
    func rules() throws {
        let policy = try read(
            """
            [sets]
            office = ["192.0.2.0/24"]
            [kinds.web]
            accept = [
                "http",
                { service = "ssh", from = ["admins", "@office"], rate = "10/minute" },
                { port = "tcp/8000-8010", from = "kind:web" },
                { service = "smtp", action = "refuse" }, "proto/47", "icmp/8",
            ]
            out = [{ service = "dns", to = ["guest:my dns", "guests", "192.0.2.53"] }, { service = "any", to = "any" }]
            """)
        let web = try #require(policy.kinds["web"])
        #expect(web.line == 3 && web.accept.map(\.line) == [5, 6, 7, 8, 8, 8])
        #expect(web.accept.map(\.service) == ["http", "ssh", "tcp/8000-8010", "smtp", "proto/47", "icmp/8"])
        #expect(web.accept[1].peers == [.admins, .set("office")])
        #expect(web.accept[1].rate == Rate(packets: 10, per: .minute))
        #expect(web.accept[2].traffic == [Traffic(.tcp, 8000...8010)] && web.accept[2].peers == [.kind("web")])
        #expect(web.accept[3].action == .refuse)
        #expect(web.accept[4].traffic == [Traffic(.gre)] && web.accept[5].traffic == [Traffic(.icmp, icmpType: 8)])
        #expect(web.out?[0].peers == [.guest("my dns"), .guests, .block(try block("192.0.2.53"))])
        #expect(web.out?[1].peers == [] && web.out?[1].traffic == [])
    }

    @Test("a kind's switches are read, and out may be everything")
    func switches() throws {
        let policy = try read(
            """
            [kinds.lab]
            title = "Lab"
            ping = false
            refuse = true
            router = true
            dhcp_server = true
            forward = true
            host = false
            out = "any"
            [host]
            accept = ["ssh"]
            out = ["dns"]
            """)
        var lab = GuestKind(name: "lab")
        (lab.line, lab.title, lab.out) = (1, "Lab", nil)
        (lab.answersPing, lab.refuses, lab.isRouter, lab.servesDHCP) = (false, true, true, true)
        (lab.mayForward, lab.hostMayReach) = (true, false)
        #expect(policy.kinds["lab"] == lab)
        #expect(policy.host.accept.map(\.service) == ["ssh"] && policy.host.out?.map(\.service) == ["dns"])
    }

    @Test("included rules come first, once, with their own lines")
    func includes() throws {
        let policy = try read(
            """
            [kinds.shop]
            include = ["web", "base"]
            accept = ["mysql"]
            [kinds.web]
            include = ["base"]
            accept = ["https"]
            [kinds.base]
            accept = ["ssh"]
            out = ["dns"]
            ping = false
            [kinds.free]
            out = "any"
            [kinds.lab]
            include = ["base", "free"]
            """)
        let shop = try #require(policy.kinds["shop"])
        #expect(shop.accept.map(\.service) == ["ssh", "https", "mysql"] && shop.accept.map(\.line) == [8, 6, 3])
        #expect(shop.out?.map(\.line) == [9] && shop.answersPing)
        #expect(policy.kinds["lab"]?.out == nil)
    }

    @Test("the kind closed opens what its own section says, and stays closed else")
    func closed() throws {
        let closed = try #require(try read("[kinds.closed]\nhost = true\n").kinds["closed"])
        #expect(closed.hostMayReach && !closed.answersPing && closed.out == [])
    }

    @Test("a guest has exceptions, under whatever name it has")
    func guests() throws {
        let policy = try read(
            """
            [kinds.web]
            [guests."l'été \\"1\\""]
            kind = "web"
            accept = ["http"]
            out = ["any"]
            addresses = ["192.0.2.40", "2001:db8:9::/64"]
            """)
        let guest = try #require(policy.guests["l'été \"1\""])
        #expect(guest.line == 2 && guest.kind == "web")
        #expect(guest.accept.map(\.line) == [4] && guest.out.map(\.service) == ["any"])
        #expect(guest.addresses == [try block("192.0.2.40"), try block("2001:db8:9::/64")])
    }

    @Test("ports are published, and networks masqueraded")
    func translation() throws {
        let policy = try read(
            """
            [[publish]]
            port = "tcp/443"
            to = "blog"
            [[publish]]
            port = "udp/8000-8010"
            to = "192.0.2.9"
            to_port = 9000
            address = ["203.0.113.5"]
            from = "guests"
            [[masquerade]]
            from = "192.168.122.0/24"
            out = "eth0"
            """)
        var second = PublishedPort(line: 4, protocol: .udp, ports: 8000...8010, guest: "192.0.2.9", toPort: 9000)
        second.addresses = [try #require(IPAddress("203.0.113.5"))]
        second.peers = [.guests]
        #expect(
            policy.published == [
                PublishedPort(line: 1, protocol: .tcp, ports: 443...443, guest: "blog", toPort: 443), second,
            ])
        #expect(policy.masquerades == [Masquerade(line: 10, from: try block("192.168.122.0/24"), out: "eth0")])
    }

    @Test("an FTP server has its passive ports, or the kernel's helper")
    func ftp() throws {
        let policy = try read(
            "[kinds.files]\naccept = [{ service = \"ftp\", passive = \"50000-50100\" }, { service = \"ftp\", helper = true }]"
        )
        let accept = try #require(policy.kinds["files"]?.accept)
        #expect(accept[0].traffic == [Traffic(.tcp, 21...21), Traffic(.tcp, 50000...50100)] && !accept[0].usesHelper)
        #expect(accept[1].traffic == [Traffic(.tcp, 21...21)] && accept[1].usesHelper)
    }

    @Test("the example in packaging reads without a problem")
    func example() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let policy = try PolicyReading.read(file: root.appendingPathComponent("packaging/firewall.toml").path)
        #expect(Set(["web", "mail", "forge", "cloud", "closed"]).isSubset(of: policy.kinds.keys))
        #expect(!policy.admins.isEmpty && policy.sets["office"] != nil && policy.published.count == 1)
    }
}
