import Hypervisor
import Testing

@Suite("Events")
struct EventTests {
    @Test("a start and a stop arrive with the guest's identity and libvirt's reason")
    func lifecycle() async throws {
        let site = try TestSite([TestSite.domain("web1", state: 5)])
        let hypervisor = try await site.open()
        let id = try #require(try await hypervisor.guests().first).id
        let events = try await hypervisor.events()
        try await hypervisor.start(id)
        try await hypervisor.forceOff(id)
        let heard = try await abandoning(after: 10, call: "events", object: site.uri) {
            var heard: [HypervisorEvent] = []
            for await event in events {
                if case .guest(_, _, .lifecycle) = event { heard.append(event) }
                if heard.count == 2 { break }
            }
            return heard
        }
        #expect(
            heard == [
                .guest(id, name: "web1", .lifecycle(.started, reason: "booted")),
                .guest(id, name: "web1", .lifecycle(.stopped, reason: "destroyed")),
            ])
    }

    @Test("two readers both hear, and closing ends both")
    func twoReaders() async throws {
        let site = try TestSite([TestSite.domain("web1", state: 5)])
        let hypervisor = try await site.open()
        let id = try #require(try await hypervisor.guests().first).id
        let first = try await hypervisor.events()
        let second = try await hypervisor.events()
        try await hypervisor.start(id)
        for stream in [first, second] {
            let event = try await abandoning(after: 10, call: "events", object: site.uri) {
                await stream.first { _ in true }
            }
            #expect(event == .guest(id, name: "web1", .lifecycle(.started, reason: "booted")))
        }
        let third = try await hypervisor.events()
        await hypervisor.close()
        let rest = try await abandoning(after: 10, call: "events", object: site.uri) {
            await third.reduce(into: 0) { count, _ in count += 1 }
        }
        #expect(rest == 0)
    }

    @Test("a list rereads by itself what an event has touched, whoever changed it")
    func rereadsTouched() async throws {
        // All connections to `test:///default` of one process see the same guest.
        let actor = try await Hypervisor.open("test:///default", access: .readWrite)
        let listener = try await Hypervisor.open("test:///default", access: .readOnly)
        let id = try #require(try await listener.guest(named: "test")).id
        let events = try await listener.events()
        try await actor.setTitle(id, "touched")
        #expect(try await eventually(within: 1) { try await listener.guest(named: "test")?.title == "touched" })
        try await actor.setTitle(id, "")
        withExtendedLifetime(events) {}
    }
}
