import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

@Suite("What was seen last")
struct LastFactsTests {
    private func session(_ uri: String, in folder: String, readOnly: Bool = false) throws -> SiteSession {
        var options = SessionOptions()
        options.uri = uri
        options.stateDirectory = folder
        options.keepsLastFacts = true
        options.isReadOnly = readOnly
        return try SiteSession(configuration: Configuration(), options: options)
    }

    private func file(_ folder: String) -> String { folder + "/last-facts.json" }

    @Test("a console whose libvirt does not answer shows the guests that the last one saw, and how old that is")
    func recalled() async throws {
        let folder = try TemporaryFolder()
        let first = try session("test:///default", in: folder.path)
        await first.start { _ in }
        let seen = await first.snapshot(timeout: 20)
        await first.close()
        #expect(seen.hosts[0].guests.map(\.name) == ["test"])
        let mode = try FileManager.default.attributesOfItem(atPath: file(folder.path))[.posixPermissions] as? Int
        #expect(mode == 0o600)

        // The same place, and nobody there any more: the file says which guests of which place.
        let gone = "qemu+unix:///system?socket=" + folder.path + "/none.sock"
        let text = try String(contentsOfFile: file(folder.path), encoding: .utf8)
        let moved = text.replacingOccurrences(
            of: "test:\\/\\/\\/default", with: gone.replacingOccurrences(of: "/", with: "\\/"))
        #expect(moved != text)
        try moved.write(toFile: file(folder.path), atomically: true, encoding: .utf8)
        let second = try session(gone, in: folder.path)
        await second.start { _ in }
        let state = await second.snapshot(timeout: 20)
        await second.close()
        #expect(state.hosts[0].guests.map(\.name) == ["test"])
        guard case .lost = state.hosts[0].connection else { Issue.record("connected to nobody"); return }
        let health = try #require(state.sources[.guests(of: state.hosts[0].id)])
        #expect(health.condition != .fresh)
        let kept = try #require(health.lastGood?.microseconds)
        #expect(kept == seen.sources[.guests(of: seen.hosts[0].id)]?.lastGood?.microseconds)
    }

    @Test("facts of another place are not shown")
    func elsewhere() async throws {
        let folder = try TemporaryFolder()
        let first = try session("test:///default", in: folder.path)
        await first.start { _ in }
        _ = await first.snapshot(timeout: 20)
        await first.close()
        let second = try session("qemu+unix:///system?socket=" + folder.path + "/none.sock", in: folder.path)
        await second.start { _ in }
        let state = await second.snapshot(timeout: 20)
        await second.close()
        #expect(state.hosts[0].guests.isEmpty)
    }

    @Test("a read-only session leaves nothing, and rubbish in the file is as no file")
    func readOnlyAndRubbish() async throws {
        let folder = try TemporaryFolder()
        let wall = try session("test:///default", in: folder.path, readOnly: true)
        await wall.start { _ in }
        _ = await wall.snapshot(timeout: 5)
        await wall.close()
        #expect(!FileManager.default.fileExists(atPath: file(folder.path)))
        try "{\"hosts\": 3".write(toFile: file(folder.path), atomically: true, encoding: .utf8)
        #expect(LastFacts.read(folder.path) == nil)
    }
}

@Suite("The common beat")
struct BeatTests {
    @Test("rests that begin at different times end together", arguments: [0.1, 0.5, 0.9])
    func together(start: Double) {
        #expect(start + Beat.seconds(2, now: start) == 2)
    }

    @Test("no rest is shorter than half its period, and short ones are left alone")
    func bounds() {
        #expect(Beat.seconds(2, now: 2) == 2)
        for step in 0..<100 { #expect(Beat.seconds(5, now: Double(step) * 0.37) >= 2.5) }
        #expect(Beat.seconds(0.05, now: 7) == 0.05)
    }
}
