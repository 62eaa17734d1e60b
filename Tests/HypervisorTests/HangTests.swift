import Glibc
import Hypervisor
import TestSupport
import Testing
import Text

@Suite("Calls that hang")
struct HangTests {
    @Test("an open that nobody answers is given up at its limit, and others go on")
    func hungOpen() async throws {
        let daemon = try SilentDaemon()
        let uri = "qemu+unix:///system?socket=" + daemon.path
        let clock = ContinuousClock()
        let start = clock.now
        let error = await #expect(throws: VirtError.self) {
            _ = try await abandoning(after: 0.2, call: "virConnectOpenAuth", object: uri) {
                try await Hypervisor.open(uri, access: .readOnly)
            }
        }
        #expect(error?.code == .abandoned)
        #expect(error?.object == uri)
        #expect(clock.now - start < .seconds(2))
        let other = try await Hypervisor.open("test:///default", access: .readOnly)
        #expect(try await !other.guests().isEmpty)
    }

    @Test("a cancelled open ends at once as abandoned")
    func cancelledOpen() async throws {
        let daemon = try SilentDaemon()
        let task = Task { try await Hypervisor.open("qemu+unix:///system?socket=" + daemon.path, access: .readOnly) }
        task.cancel()
        let error = await #expect(throws: VirtError.self) { _ = try await task.value }
        #expect(error?.code == .abandoned)
    }

    @Test("a socket that does not exist says that libvirtd is not running")
    func noSocket() async throws {
        let folder = try TemporaryFolder()
        let error = await #expect(throws: VirtError.self) {
            _ = try await Hypervisor.open("qemu+unix:///system?socket=\(folder.path)/none", access: .readOnly)
        }
        #expect(error?.hint?(.english).string.contains("systemctl start libvirtd") == true)
    }

    @Test("work that ends in time gives its result, and its own error")
    func inTime() async throws {
        #expect(try await abandoning(after: 10, call: "c", object: "o") { 7 } == 7)
        let own = VirtError(code: .noDomain, message: "m", call: "c", object: "o")
        let error = await #expect(throws: VirtError.self) {
            try await abandoning(after: 10, call: "x", object: "y") { throw own }
        }
        #expect(error == own)
    }

    @Test("a result that comes too late is dropped, and a cancelled wait ends at once")
    func late() async throws {
        let error = await #expect(throws: VirtError.self) {
            try await abandoning(after: 0.01, call: "c", object: "o") {
                await withCheckedContinuation { continuation in
                    Task.detached {
                        // Past the limit, whatever happens to this task.
                        try? await Task.sleep(for: .milliseconds(100))
                        continuation.resume()
                    }
                }
            }
        }
        #expect(error?.code == .abandoned)
        let waiting = Task {
            try await abandoning(after: 600, call: "c", object: "o") { try await Task.sleep(for: .seconds(600)) }
        }
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
    }

    @Test("errors of many connections at once are never mixed up")
    func errorsStayApart() async throws {
        let site = try TestSite([TestSite.domain("web1")])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let hypervisor = try await site.open()
                    for round in 0..<50 {
                        let word = "kind-\(number)-\(round)"
                        let error = await #expect(throws: VirtError.self) {
                            try await hypervisor.define(
                                xml: TestSite.domain("n").replacing(
                                    "<memory unit='KiB'>", with: "<memory unit='\(word)'>"),
                                validate: false)
                        }
                        #expect(error?.message.contains(word) == true, "\(String(describing: error))")
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

/// A unix socket that accepts, as the kernel does for a stopped daemon, and never answers.
private final class SilentDaemon {
    private let folder: TemporaryFolder
    private let descriptor: Int32
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/s"
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        try #require(bound == 0 && listen(descriptor, 8) == 0)
    }

    deinit { close(descriptor) }
}
