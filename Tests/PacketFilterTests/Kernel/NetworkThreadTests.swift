import Foundation
import PacketFilter
import TestSupport
import Testing

@Suite("A thread with a network of its own", .enabled(if: OwnNetwork.isPossible, "needs root"), .serialized)
struct NetworkThreadTests {
    private static func network(of path: String) -> String? {
        // Gone meanwhile: in no network.
        try? FileManager.default.destinationOfSymbolicLink(atPath: path + "/ns/net")
    }

    private static let here: @Sendable () throws -> String? = { network(of: "/proc/thread-self") }

    @Test("a scratch network is another one, and has a loopback interface only")
    func scratch() async throws {
        let thread = try await NetworkThread(.scratch)
        let inside = try await thread.run(Self.here)
        #expect(inside != nil && inside != Self.network(of: "/proc/self"))
        let interfaces = try await thread.run {
            try String(contentsOfFile: "/proc/thread-self/net/dev", encoding: .utf8)
        }
        #expect(interfaces.split(separator: "\n").count == 3)
    }

    @Test("two scratch networks are two")
    func two() async throws {
        let one = try await NetworkThread(.scratch)
        let other = try await NetworkThread(.scratch)
        let networks = (try await one.run(Self.here), try await other.run(Self.here))
        #expect(networks.0 != networks.1)
    }

    @Test("the host's network is the process's")
    func host() async throws {
        let thread = try await NetworkThread(.host)
        let inside = try await thread.run(Self.here)
        #expect(inside == Self.network(of: "/proc/self"))
    }

    @Test("a network with a path can be entered")
    func path() async throws {
        let scratch = try await NetworkThread(.scratch)
        let path = try await scratch.run {
            let file = open("/proc/thread-self/ns/net", O_RDONLY)
            return "/proc/self/fd/\(file)"
        }
        defer { close(Int32(path.split(separator: "/").last ?? "") ?? -1) }
        let same = try await NetworkThread(.path(path))
        let networks = (try await scratch.run(Self.here), try await same.run(Self.here))
        #expect(networks.0 == networks.1)
    }

    @Test("a path that is not there says so")
    func missing() async throws {
        let error = await #expect(throws: PacketFilterError.self) {
            _ = try await NetworkThread(.path("/run/netns/no-such"))
        }
        #expect(error?.code == .missing)
        #expect(error?.object == "/run/netns/no-such")
    }

    @Test("no thread of the process stays in it")
    func leaks() async throws {
        let home = Self.network(of: "/proc/self")
        let network = try await OwnNetwork()
        let feeder = Feeder(thread: network.thread)
        for number in 0..<5 {
            try await network.nft.run("add table inet t\(number)")
            await feeder.feed()
        }
        // Threads of other tests are away for moments, by design; nobody is for long.
        var away = try Self.threads(notIn: home)
        for _ in 0..<20 where !away.isEmpty {
            usleep(5000)
            away.formIntersection(try Self.threads(notIn: home))
        }
        #expect(away.isEmpty)
    }

    private static func threads(notIn home: String?) throws -> Set<String> {
        let all = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
        return Set(all.filter { network(of: "/proc/self/task/" + $0).map { $0 != home } ?? false })
    }

    /// Work for a pool that has no threads yet, put into it from a network's thread.
    private actor Feeder {
        let thread: NetworkThread
        nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
        init(thread: NetworkThread) { self.thread = thread }
        func feed() { for _ in 0..<4 { DispatchQueue.global(qos: .background).async { usleep(10_000) } } }
    }

    @Test("it ends with its last user, and takes its network along")
    func end() async throws {
        var network: OwnNetwork? = try await OwnNetwork()
        let number = try #require(network?.thread.threadID)
        let place = try await network?.thread.run(Self.here)
        func isOpen() -> Bool {
            // Closed meanwhile: leads nowhere.
            let ways = (0..<1024).map {
                try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
            }
            return ways.contains(place)
        }
        #expect(FileManager.default.fileExists(atPath: "/proc/self/task/\(number)"))
        #expect(isOpen())
        network = nil
        #expect(Eventually.holds { !FileManager.default.fileExists(atPath: "/proc/self/task/\(number)") })
        #expect(!isOpen())
    }
}
