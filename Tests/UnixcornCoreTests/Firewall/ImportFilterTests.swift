import Testing

@testable import UnixcornCore

@Suite("libvirt's filters as kinds")
struct ImportFilterTests {
    private func source(_ files: [String], _ guests: [FirewallGuest] = []) throws -> ImportSource {
        var source = ImportSource(guests: guests)
        for (place, file) in files.enumerated() { try source.add(filter: Array(file.utf8), from: "f\(place).xml") }
        return source
    }

    @Test("clean-traffic: IPv4 as the guest likes, no IPv6")
    func cleanTraffic() throws {
        let proposal = PolicyImport(try source(ImportFixtures.filters)).propose()
        let policy = try #require(proposal.policy, "\(proposal.text)")
        let kind = try #require(policy.kinds["clean-traffic"], "\(proposal.text)")
        #expect(kind.accept.map(\.service) == ["any"] && kind.out?.map(\.service) == ["any"])
        #expect(kind.accept.first?.peers == [.block(.everybody(false))], "\(proposal.text)")
        #expect(proposal.fidelity.share == 1, "\(proposal.fidelity.differences.map(\.words.english)) \(proposal.text)")
    }

    @Test("a filter that a guest has becomes its kind, variables and all")
    func bound() throws {
        let files = ImportFixtures.filters + [ImportFixtures.webFilter, ImportFixtures.binding]
        let proposal = PolicyImport(try source(files)).propose()
        let policy = try #require(proposal.policy, "\(proposal.text)")
        #expect(policy.guests["shop"]?.kind == "web", "\(proposal.text)")
        let kind = try #require(policy.kinds["web"])
        #expect(kind.accept.contains { $0.service == "web" && $0.peers.isEmpty }, "\(proposal.text)")
        #expect(
            kind.accept.contains {
                $0.service == "ssh"
                    && $0.peers == [.block(AddressBlock(isIPv6: false, first: 0xcb00_7100, last: 0xcb00_71ff))]
            }, "\(proposal.text)")
        #expect(kind.out?.contains { $0.service == "tcp/1-65535" } == true, "\(proposal.text)")
        #expect(kind.out?.contains { $0.traffic == [Traffic(.udp, 53...53)] } == true)
        #expect(
            proposal.leftOut.contains {
                $0.words.english.contains("ipset='friends'") && $0.place.string.hasPrefix("f5.xml:")
            })
        #expect(proposal.fidelity.share == 1, "\(proposal.fidelity.differences.map(\.words.english)) \(proposal.text)")
    }

    @Test("a domain's own XML binds as well, and a guest that is known keeps its addresses")
    func domain() throws {
        let domain = """
            <domain type='kvm'><name>shop</name><devices>
              <interface type='bridge'><mac address='52:54:00:7b:35:93'/><target dev='vnet9'/>
                <filterref filter='web-server'><parameter name='ADMIN' value='203.0.113.0'/></filterref></interface>
            </devices></domain>
            """
        let guest = FirewallGuest(
            name: "shop", interfaces: [.init(tap: "vnet9", mac: "52:54:00:7b:35:93", addresses: ["192.0.2.61"])])
        let proposal = PolicyImport(try source(ImportFixtures.filters + [ImportFixtures.webFilter, domain], [guest]))
            .propose()
        #expect(proposal.policy?.guests["shop"]?.kind == "web", "\(proposal.text)")
        #expect(proposal.fidelity.share == 1, "\(proposal.fidelity.differences.map(\.words.english)) \(proposal.text)")
    }

    @Test("a filter that includes one that was not given, and a circle, end")
    func missing() throws {
        let files = [
            "<filter name='a'><filterref filter='b'/><filterref filter='gone'/></filter>",
            "<filter name='b'><filterref filter='a'/></filter>", "<filter name='c'><filterref filter='a'/></filter>",
        ]
        let proposal = PolicyImport(try source(files)).propose()
        #expect(proposal.policy?.kinds["c"] != nil)
        #expect(proposal.leftOut.contains { $0.words.english.contains("gone: the filter of this name was not given") })
    }

    @Test("rules that make no sense are listed with their line")
    func nonsense() throws {
        let file =
            "<filter name='a'>\n<rule action='explode' direction='in'/>\n<rule action='accept' direction='in'><quic/></rule>\n<banana/>\n</filter>"
        let proposal = PolicyImport(try source([file])).propose()
        let words = proposal.leftOut.map(\.words.english)
        for line in ["f0.xml:2", "f0.xml:3", "f0.xml:4"] { #expect(words.contains { $0.hasPrefix(line) }, "\(words)") }
    }
}
