import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("An interrupted action")
struct InterruptedTests {
    @Test("is an alert of the next session, until it is acknowledged", .enabled(if: Fixture.path != nil))
    func shown() async throws {
        let folder = try TemporaryFolder()
        let state = folder.path + "/state"
        let worker = try Fixture(["hold", state, "cloud", "600"])
        let line = await worker.firstLine()
        #expect(line.hasPrefix("begun"))
        worker.kill()

        let test = try await TestSession { $0.stateDirectory = state }
        let shown = try await test.state(within: 100) { !$0.interrupted.isEmpty }
        #expect(shown.interrupted.map { $0.operation?.object.name } == ["cloud"])
        #expect(shown.alerts.contains { $0.id.hasPrefix("interrupted:") })
        #expect(shown.jobs.first?.state == .lost)

        try await test.session.acknowledgeInterrupted()
        let quiet = try await test.state(within: 100) { $0.interrupted.isEmpty }
        #expect(quiet.interrupted.isEmpty && !quiet.alerts.contains { $0.id.hasPrefix("interrupted:") })
        await test.session.close()
        // Not shown again by the session after the next.
        let next = try await TestSession { $0.stateDirectory = state }
        #expect(await next.session.snapshot(timeout: 100).interrupted.isEmpty)
        await next.session.close()
    }
}
