import Foundation
import Synchronization
import TestSupport
import Testing

@testable import UnixcornCore

/// Keeps the latest state.
final class LatestState: Sendable {
    private let state = Mutex<SiteState?>(nil)
    var value: SiteState? { state.withLock { $0 } }
    func take(_ new: SiteState) { state.withLock { $0 = new } }
}

/// A session on a test driver, with a state folder of its own, and what it has published.
final class TestSession: Sendable {
    let session: SiteSession
    let folder: TemporaryFolder
    private let latest = LatestState()

    init(uri: String? = "test:///default", change: (inout SessionOptions) -> Void = { _ in }) async throws {
        folder = try TemporaryFolder()
        var options = SessionOptions()
        options.uri = uri
        options.stateDirectory = folder.path + "/state"
        change(&options)
        var configuration = Configuration()
        configuration.refresh = 1
        session = try SiteSession(configuration: configuration, options: options)
        await session.start { [latest] in latest.take($0) }
    }

    var state: SiteState { latest.value ?? SiteState() }

    /// Waits until the published state is as wanted; gives it, wanted or not, after a minute.
    @discardableResult
    func state(within seconds: Double = 60, until isWanted: (SiteState) -> Bool) async throws -> SiteState {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while !isWanted(state), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
        return state
    }

    func guest(_ name: String) async throws -> ObjectRef {
        let state = try await state { $0.hosts.first?.guests.contains { $0.name == name } ?? false }
        let host = try #require(state.hosts.first)
        let guest = try #require(host.guests.first { $0.name == name })
        return .guest(host: host.id, id: guest.id, name: name)
    }

    /// Submits and waits for the end.
    func done(_ deed: Deed, on object: ObjectRef) async throws -> Job {
        try await session.wait(for: try await session.submit(Operation(deed, on: object)))
    }

    func guestState(_ name: String, is wanted: GuestState) async throws -> Bool {
        let state = try await state { $0.hosts[0].guests.first { $0.name == name }?.state == wanted }
        return state.hosts[0].guests.first { $0.name == name }?.state == wanted
    }
}

/// A site of many guests for the test driver.
func writeTestSite(guests: Int, into folder: TemporaryFolder) throws -> String {
    let domains = (1...guests).map { number in
        """
        <domain type='test'><name>guest\(number)</name>
          <uuid>00000000-0000-4000-8000-\(String(format: "%012d", number))</uuid>
          <memory unit='MiB'>512</memory><vcpu>1</vcpu><os><type>hvm</type></os>
          <devices><disk type='file' device='disk'><source file='/pool/guest\(number).qcow2'/><target dev='vda'/></disk>
          </devices></domain>
        """
    }
    let volumes = (1...guests).map { number in
        """
        <volume><name>guest\(number).qcow2</name><capacity>1073741824</capacity><allocation>1048576</allocation>
          <target><path>/pool/guest\(number).qcow2</path><format type='qcow2'/></target></volume>
        """
    }
    let file = folder.path + "/site.xml"
    try """
    <node>\(domains.joined())
      <pool type='dir'><name>pool</name><uuid>11111111-0000-4000-8000-000000000001</uuid>
        <target><path>/pool</path></target>\(volumes.joined())
        <volume><name>spare.qcow2</name><capacity>1073741824</capacity><allocation>0</allocation>
          <target><path>/pool/spare.qcow2</path><format type='qcow2'/></target></volume></pool>
      <network><name>net</name><bridge name='virbr9'/></network>
    </node>
    """.write(toFile: file, atomically: true, encoding: .utf8)
    return "test://" + file
}

@Suite("A session on the test driver")
struct SiteSessionTests {
    @Test("shows the guest, the pool and the network of test:///default")
    func shows() async throws {
        let test = try await TestSession()
        let state = await test.session.snapshot(timeout: 60)
        let host = try #require(state.hosts.first)
        #expect(host.guests.map(\.name) == ["test"])
        #expect(host.guests.first?.state == .running)
        #expect(host.pools.map(\.name) == ["default-pool"])
        #expect(host.networks.map(\.name) == ["default"])
        #expect(host.facts?.driver == "TEST")
        guard case .connected = host.connection else {
            Issue.record("\(host.connection)")
            return
        }
        await test.session.close()
    }

    @Test("twelve guests: suspend, resume, shut down, start, each with its intent and outcome in the journal")
    func lifecycle() async throws {
        let site = try TemporaryFolder()
        let test = try await TestSession(uri: try writeTestSite(guests: 12, into: site))
        let state = await test.session.snapshot(timeout: 60)
        #expect(state.hosts.first?.guests.count == 12)
        let guest = try await test.guest("guest3")
        #expect(try await test.done(.guest(.suspend), on: guest).state == .done)
        #expect(try await test.guestState("guest3", is: .paused))
        #expect(try await test.done(.guest(.resume), on: guest).state == .done)
        #expect(try await test.guestState("guest3", is: .running))
        #expect(try await test.done(.guest(.shutDown(timeout: 20)), on: guest).state == .done)
        #expect(try await test.guestState("guest3", is: .off))
        #expect(try await test.done(.guest(.start), on: guest).state == .done)
        #expect(try await test.guestState("guest3", is: .running))
        let after = try await test.state { $0.journal.count >= 8 }
        #expect(after.journal.filter { $0.kind == .intent }.count == 4)
        #expect(after.journal.filter { $0.kind == .outcome && $0.result == .done }.count == 4)
        await test.session.close()
    }

    @Test("what can be taken back is taken back")
    func undo() async throws {
        let test = try await TestSession()
        let guest = try await test.guest("test")
        #expect(try await test.done(.guest(.suspend), on: guest).state == .done)
        #expect(try await test.session.undoable() == Operation(.guest(.resume), on: guest))
        let job = try #require(try await test.session.undo())
        #expect(try await test.session.wait(for: job).state == .done)
        #expect(try await test.guestState("test", is: .running))
        await test.session.close()
    }

    @Test("a shutdown that is cancelled ends as cancelled")
    func cancels() async throws {
        let site = try TemporaryFolder()
        let test = try await TestSession(uri: try writeTestSite(guests: 1, into: site))
        let host = try #require(await test.session.snapshot(timeout: 60).hosts.first)
        var profile = GuestProfile()
        profile.order = 1
        profile.startDelay = 600
        let guest = try await test.guest("guest1")
        _ = try await test.done(.guest(.setProfile(profile, previous: GuestProfile())), on: guest)
        _ = try await test.done(.guest(.forceOff), on: guest)
        try await test.state { $0.hosts[0].guests.allSatisfy { $0.state == .off && $0.profile.startDelay == 600 } }
        let job = try await test.session.submit(Operation(.host(.startAll), on: .host(host.id)))
        #expect(try await test.guestState("guest1", is: .running))
        try await test.session.cancel(job)
        #expect(try await test.session.wait(for: job).state == .cancelled)
        await test.session.close()
    }

    @Test("a thousand guests are listed, counted and published")
    func thousand() async throws {
        let site = try TemporaryFolder()
        let test = try await TestSession(uri: try writeTestSite(guests: 1000, into: site))
        let start = ContinuousClock.now
        let state = await test.session.snapshot(timeout: 60)
        print("a thousand guests after \(ContinuousClock.now - start)")
        #expect(state.hosts.first?.guests.count == 1000)
        await test.session.close()
    }

    @Test("a refused start fails with libvirt's reason and a next step")
    func refused() async throws {
        let test = try await TestSession()
        let job = try await test.done(.guest(.start), on: try await test.guest("test"))
        #expect(job.state == .failed)
        #expect(job.failure?.contains("starting test: ") == true)
        await test.session.close()
    }

    @Test("a volume that a running guest uses is neither deleted nor resized")
    func volumeInUse() async throws {
        let site = try TemporaryFolder()
        let test = try await TestSession(uri: try writeTestSite(guests: 2, into: site))
        let host = try #require(await test.session.snapshot(timeout: 60).hosts.first)
        let pool = try #require(host.pools.first)
        func volume(_ name: String) -> ObjectRef {
            .volume(host: host.id, pool: pool.id, poolName: pool.name, name: name)
        }
        let refused = try await test.done(.volume(.delete), on: volume("guest1.qcow2"))
        #expect(refused.failure == "pool/guest1.qcow2 is in use by guest1, which runs")
        #expect(try await test.done(.volume(.delete), on: volume("spare.qcow2")).state == .done)
        let after = try await test.state { ($0.hosts[0].volumes[pool.id]?.count ?? 0) == 2 }
        #expect(after.hosts[0].volumes[pool.id]?.map(\.name).sorted() == ["guest1.qcow2", "guest2.qcow2"])
        await test.session.close()
    }

    @Test("a guest is deleted with its disk, and not while it runs")
    func deletes() async throws {
        let site = try TemporaryFolder()
        let test = try await TestSession(uri: try writeTestSite(guests: 2, into: site))
        _ = await test.session.snapshot(timeout: 60)
        let guest = try await test.guest("guest1")
        guard case .text(let xml) = await test.session.look(up: .guestXML(guest, stored: true)) else {
            Issue.record("no XML")
            return
        }
        let delete = Deed.guest(.delete(volumes: ["/pool/guest1.qcow2"], xml: xml))
        #expect(try await test.done(delete, on: guest).failure == "guest1 still runs: nothing was deleted")
        _ = try await test.done(.guest(.forceOff), on: guest)
        #expect(try await test.guestState("guest1", is: .off))
        #expect(try await test.done(delete, on: guest).state == .done)
        let after = try await test.state {
            $0.hosts[0].guests.count == 1 && $0.hosts[0].volumes.values.joined().count == 2
        }
        #expect(after.hosts[0].guests.map(\.name) == ["guest2"])
        #expect(after.hosts[0].volumes.values.joined().map(\.name).sorted() == ["guest2.qcow2", "spare.qcow2"])
        await test.session.close()
    }

    @Test("all are stopped in order and started again")
    func stopAndStartAll() async throws {
        let site = try TemporaryFolder()
        let test = try await TestSession(uri: try writeTestSite(guests: 4, into: site))
        let host = try #require(await test.session.snapshot(timeout: 60).hosts.first)
        for (number, guest) in host.guests.enumerated() {
            var profile = GuestProfile()
            profile.order = number + 1
            profile.dependsOn = number == 3 ? ["guest1"] : []
            let object = ObjectRef.guest(host: host.id, id: guest.id, name: guest.name)
            #expect(
                try await test.done(.guest(.setProfile(profile, previous: guest.profile)), on: object).state == .done)
        }
        try await test.state { $0.hosts[0].guests.allSatisfy { $0.profile.order != nil } }
        #expect(try await test.done(.host(.stopAll(timeout: 10, force: false)), on: .host(host.id)).state == .done)
        try await test.state { $0.hosts[0].guests.allSatisfy { $0.state == .off } }
        #expect(test.state.hosts[0].guests.map(\.state) == [.off, .off, .off, .off])
        #expect(try await test.done(.host(.startAll), on: .host(host.id)).state == .done)
        try await test.state { $0.hosts[0].guests.allSatisfy { $0.state == .running } }
        #expect(test.state.hosts[0].guests.map(\.state) == [.running, .running, .running, .running])
        await test.session.close()
    }

    @Test("a read-only session shows everything and does nothing")
    func readOnly() async throws {
        let test = try await TestSession { $0.isReadOnly = true }
        let state = await test.session.snapshot(timeout: 60)
        #expect(state.hosts.first?.guests.map(\.name) == ["test"])
        #expect(state.isReadOnly)
        let guest = try await test.guest("test")
        await #expect(throws: OperationFailure.readOnlySession) {
            try await test.session.submit(Operation(.guest(.suspend), on: guest))
        }
        await test.session.close()
    }

    @Test("without a usable state folder all is shown and nothing is done, with the reason")
    func noState() async throws {
        let test = try await TestSession { $0.stateDirectory = "/proc/nowhere" }
        let state = await test.session.snapshot(timeout: 60)
        #expect(state.hosts.first?.guests.map(\.name) == ["test"])
        let guest = try await test.guest("test")
        await #expect {
            try await test.session.submit(Operation(.guest(.suspend), on: guest))
        } throws: { ($0 as? OperationFailure)?.area == "state" }
        await test.session.close()
    }

    @Test("a refused connection is told with its reason and tried again")
    func refusedConnection() async throws {
        let test = try await TestSession(uri: "test:///nowhere/site.xml")
        let state = try await test.state { if case .lost = $0.hosts.first?.connection { true } else { false } }
        guard case .lost(_, let why, _) = state.hosts.first?.connection else {
            Issue.record("not lost")
            return
        }
        #expect(!why.english.isEmpty)
        #expect(state.alerts.map(\.id) == ["connection:local"])
        await test.session.close()
    }

    @Test("the XML of a guest is looked up, and a guest that is not there is told")
    func lookup() async throws {
        let test = try await TestSession()
        let guest = try await test.guest("test")
        guard case .text(let xml) = await test.session.look(up: .guestXML(guest, stored: false)) else {
            Issue.record("no XML")
            return
        }
        #expect(xml.contains("<name>test</name>"))
        let ghost = ObjectRef.guest(host: HostID(rawValue: "local"), id: GuestID(rawValue: "0"), name: "ghost")
        guard case .failed = await test.session.look(up: .guestXML(ghost, stored: false)) else {
            Issue.record("a ghost has XML")
            return
        }
        await test.session.close()
    }
}
