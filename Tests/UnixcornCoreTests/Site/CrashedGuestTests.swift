import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("Start-all and a crashed guest")
struct CrashedGuestTests {
    private func domain(_ number: Int, state: Int, order: Int) -> String {
        """
        <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>guest\(number)</name>
        <uuid>00000000-0000-4000-8000-00000000000\(number)</uuid>
        <metadata><u:guest xmlns:u='\(GuestProfile.namespace)'><u:order>\(order)</u:order></u:guest></metadata>
        <memory>65536</memory><os><type>hvm</type></os>
        <test:runstate>\(state)</test:runstate></domain>
        """
    }

    @Test("it is reported with the next step, its process is left alone, and the others start")
    func reported() async throws {
        let site = try TemporaryFolder()
        let node = "<node>" + domain(1, state: 6, order: 1) + domain(2, state: 5, order: 2) + "</node>"
        try node.write(toFile: site.path + "/node.xml", atomically: true, encoding: .utf8)
        let test = try await TestSession(uri: "test://" + site.path + "/node.xml")
        let state = await test.session.snapshot(timeout: 100)
        let host = try #require(state.hosts.first)
        #expect(host.guests.map(\.state) == [.crashed, .off])
        let orders = host.guests.map { $0.profile.order }
        if orders.contains(nil) {
            for guest in host.guests {
                let object = ObjectRef.guest(host: host.id, id: guest.id, name: guest.name)
                _ = try await test.done(.guest(.setAutostart(true)), on: object)
            }
            try await test.state { $0.hosts[0].guests.allSatisfy(\.startsAutomatically) }
        }
        let job = try await test.done(.host(.startAll), on: .host(host.id))
        #expect(job.state == .failed)
        #expect(job.reason?.message.english == "not started: guest1")
        #expect(job.reason?.hint == .hintForceOffCrashed)
        #expect(try await test.guestState("guest2", is: .running))
        #expect(try await test.guestState("guest1", is: .crashed))
        guard case .text(let log) = await test.session.look(up: .jobLog(job.id)) else { return }
        #expect(log.contains("guest1 has crashed"))
        await test.session.close()
    }
}
