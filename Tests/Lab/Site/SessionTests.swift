import Foundation
import Synchronization
import TestSupport
import Testing
import UnixcornCore

/// A session on the lab, and what it has published.
private final class LabSession: Sendable {
    let session: SiteSession
    let folder: TemporaryFolder
    private let latest: Latest

    private final class Latest: Sendable {
        let state = Mutex(SiteState())
    }

    init(_ lab: Lab) async throws {
        folder = try TemporaryFolder()
        latest = Latest()
        var options = SessionOptions()
        options.uri = lab.uri
        options.stateDirectory = folder.path + "/state"
        session = try SiteSession(configuration: Configuration(), options: options)
        await session.start { [latest] state in latest.state.withLock { $0 = state } }
        try await wait("connected", within: 20) { if case .connected = $0.connection { true } else { false } }
    }

    var state: SiteState { latest.state.withLock { $0 } }
    var host: HostState { state.hosts[0] }

    func guest(_ name: String) -> Guest? { host.guests.first { $0.name == name } }

    func reference(_ name: String) throws -> ObjectRef {
        .guest(host: host.id, id: try #require(guest(name)).id, name: name)
    }

    func age(of subject: String) -> Double? {
        state.sources[SourceID(rawValue: subject + "@" + host.id.rawValue)]?.lastGood.map {
            Moment.now.seconds(since: $0)
        }
    }

    /// How long it took until the host is as wanted.
    @discardableResult
    func wait(_ what: String, within limit: Double, until isWanted: @Sendable @escaping (HostState) -> Bool)
        async throws -> Double
    {
        try await seconds { try await eventually(what, within: limit) { isWanted(self.host) } }
    }
}

extension LabSuite {
    @Suite("A session on a real libvirt", .timeLimit(.minutes(5)))
    struct SessionTests {
        @Test("libvirtd killed: the loss shows, facts stay, and fresh data is there within 5 s of its return")
        func killed() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let test = try await LabSession(lab)
            try await lab.run("kill-libvirtd")
            try await test.wait("lost", within: 10) { if case .lost = $0.connection { true } else { false } }
            #expect(test.host.guests.count == 4)
            try await lab.run("start-libvirtd")
            let back = Moment.now
            try await test.wait("connected again", within: 5) {
                if case .connected = $0.connection { true } else { false }
            }
            try await eventually("counters are fresh", within: 5) {
                (test.age(of: "counters") ?? 99) < Moment.now.seconds(since: back)
            }
            await test.session.close()
        }

        @Test("libvirtd frozen: shown as silent, and fresh within 5 s of its return")
        func frozen() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let test = try await LabSession(lab)
            try await lab.run("freeze-libvirtd")
            try await test.wait("silent", within: 15) { if case .silent = $0.connection { true } else { false } }
            try await Task.sleep(for: .seconds(4))
            guard case .silent = test.host.connection else {
                Issue.record("\(test.host.connection)")
                return
            }
            try await lab.run("thaw-libvirtd")
            try await test.wait("connected again", within: 5) {
                if case .connected = $0.connection { true } else { false }
            }
            await test.session.close()
        }

        @Test("one frozen QEMU is named; list and counters of the others stay fresh; thawed, it is back")
        func frozenGuest() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let test = try await LabSession(lab)
            let start = try await test.session.submit(Operation(.guest(.start), on: try test.reference("beta")))
            #expect(try await test.session.wait(for: start).state == .done)
            try await test.wait("beta counts", within: 15) { $0.guests.first { $0.name == "beta" }?.cpuShare != nil }
            try await lab.run("freeze-guest", "alpha")
            let found = try await test.wait("alpha is named", within: 15) {
                $0.guests.first { $0.name == "alpha" }?.silentSince != nil
            }
            print("frozen guest named after \(found) s")
            try await Task.sleep(for: .seconds(6))
            #expect((test.age(of: "counters") ?? 99) < 4)
            #expect(test.guest("beta")?.cpuShare != nil)
            #expect(test.guest("beta")?.silentSince == nil)
            try await lab.run("thaw-guest", "alpha")
            try await test.wait("alpha is back", within: 60) {
                $0.guests.first { $0.name == "alpha" }?.silentSince == nil
            }
            await test.session.close()
        }

        @Test("a guest shuts down by its power button, and the journal has it")
        func shutsDown() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            try await lab.wait(for: "alpha", toWrite: "login:")
            let test = try await LabSession(lab)
            #expect(test.guest("alpha")?.startedAt != nil || lab.uri.contains("socket="))
            let job = try await test.session.submit(
                Operation(.guest(.shutDown(timeout: 60)), on: try test.reference("alpha")))
            let ended = try await test.session.wait(for: job)
            #expect(ended.state == .done, "\(ended.failure ?? "")")
            #expect(try await lab.state(of: "alpha") == "shut off")
            try await eventually("the outcome is in the journal", within: 5) {
                test.state.journal.contains { $0.kind == .outcome && $0.result == .done }
            }
            await test.session.close()
        }
    }
}
