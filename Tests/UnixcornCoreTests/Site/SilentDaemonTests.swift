import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import UnixcornCore

/// A unix socket that takes every connection and never says a word: a libvirtd that was stopped.
final class SilentSocket: Sendable {
    let path: String
    private let descriptor: Int32

    init(in folder: TemporaryFolder) throws {
        path = folder.path + "/silent-sock"
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8CString)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            for (place, byte) in bytes.enumerated() where place < room.count { room[place] = UInt8(bitPattern: byte) }
        }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        try #require(bound == 0 && listen(descriptor, 16) == 0)
    }

    deinit { close(descriptor) }
}

@Suite("A libvirtd that takes connections and never answers")
struct SilentDaemonTests {
    @Test("is shown as connecting, and nothing else waits for it")
    func connecting() async throws {
        let folder = try TemporaryFolder()
        let socket = try SilentSocket(in: folder)
        var configuration = Configuration()
        configuration.hosts = [
            .init(name: "silent", uri: "qemu+unix:///system?socket=\(socket.path)"),
            .init(name: "good", uri: "test:///default"),
        ]
        var options = SessionOptions()
        options.stateDirectory = folder.path + "/state"
        let session = try SiteSession(configuration: configuration, options: options)
        let latest = LatestState()
        let start = ContinuousClock.now
        await session.start { latest.take($0) }
        #expect(ContinuousClock.now - start < .seconds(1))
        let deadline = ContinuousClock.now + .seconds(60)
        while latest.value?.hosts[1].guests.isEmpty ?? true, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
        }
        let state = try #require(latest.value)
        #expect(state.hosts[1].guests.map(\.name) == ["test"])
        guard case .connecting = state.hosts[0].connection else {
            Issue.record("\(state.hosts[0].connection)")
            return
        }
        let guest = ObjectRef.guest(host: HostID(rawValue: "silent"), id: GuestID(rawValue: "0"), name: "x")
        let asked = ContinuousClock.now
        let job = try await session.wait(for: try await session.submit(Operation(.guest(.start), on: guest)))
        #expect(job.state == .failed)
        #expect(ContinuousClock.now - asked < .seconds(50))
        await session.close()
    }
}
