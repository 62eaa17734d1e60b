import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("What guests said, for sessions that may not ask")
struct GuestMemoryTests {
    @Test("a read-only session shows addresses that another one recorded, and says when")
    func recalled() async throws {
        let site = try TemporaryFolder()
        let node = """
            <node><domain type='test'><name>cloud</name><uuid>11111111-2222-3333-4444-555555555555</uuid>
            <memory>65536</memory><os><type>hvm</type></os><devices>
            <interface type='network'><mac address='52:54:00:00:00:07'/><source network='net'/></interface>
            </devices></domain>
            <network><name>net</name><bridge name='virbr9'/>
            <ip address='192.168.77.1' netmask='255.255.255.0'><dhcp>
            <range start='192.168.77.2' end='192.168.77.254'/></dhcp></ip></network></node>
            """
        try node.write(toFile: site.path + "/node.xml", atomically: true, encoding: .utf8)
        let uri = "test://" + site.path + "/node.xml"
        let console = try await TestSession(uri: uri)
        let asked = try await console.state(within: 100) { !addresses($0).isEmpty }
        let known = addresses(asked)
        #expect(!known.isEmpty)
        #expect(asked.hosts[0].guests[0].recordedAt == nil)

        let wall = try await TestSession(uri: uri) {
            $0.isReadOnly = true
            $0.stateDirectory = console.folder.path + "/state"
        }
        let shown = try await wall.state(within: 100) { addresses($0) == known }
        #expect(addresses(shown) == known)
        let recorded = try #require(shown.hosts[0].guests[0].recordedAt)
        #expect(abs(Moment.now.seconds(since: recorded)) < 300)
        await #expect(throws: OperationFailure.self) {
            try await wall.session.submit(Operation(.guest(.reboot), on: try await wall.guest("cloud")))
        }
        await console.session.close()
        await wall.session.close()
    }

    private func addresses(_ state: SiteState) -> [String] {
        state.hosts.first?.guests.first?.interfaces.flatMap { $0.addresses.map(\.address) } ?? []
    }

    @Test("an agent's report comes back as it was written, with its time; one host does not see another's")
    func stored() async throws {
        let bench = try WorkBench()
        let memory = GuestMemory()
        let id = GuestID(rawValue: "a")
        var report = AgentReport()
        report.system = "Debian GNU/Linux 12"
        let fact = GuestFact(report: report, addresses: ["52:54:00:00:00:07": []])
        let at = Moment(microseconds: 1_700_000_000_000_000)
        #expect(try await memory.save([id: fact], of: Sample.host, at: at) == false)
        memory.use(bench.store)
        #expect(try await memory.save([id: fact], of: Sample.host, at: at))
        #expect(try await memory.facts(of: Sample.host) == [id: RecordedFact(fact: fact, at: at)])
        #expect(try await memory.facts(of: HostID(rawValue: "other")).isEmpty)
    }

    @Test("a report that differs in nothing but its time is the same")
    func same() {
        var one = GuestFact(report: AgentReport())
        var two = one
        one.report?.answeredAt = Moment(microseconds: 1)
        two.report?.answeredAt = Moment(microseconds: 2)
        #expect(one.saysTheSame(as: two) && one != two)
        two.report?.hostname = "cloud"
        #expect(!one.saysTheSame(as: two))
    }
}
