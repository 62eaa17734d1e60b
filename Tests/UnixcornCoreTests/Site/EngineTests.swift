import Synchronization
import Testing

@testable import UnixcornCore

@Suite("The engine")
struct EngineTests {
    private final class Received: Sendable {
        let states = Mutex<[SiteState]>([])
        var all: [SiteState] { states.withLock { $0 } }
        func take(_ state: SiteState) { states.withLock { $0.append(state) } }
    }

    private static let host = HostID(rawValue: "local")

    private func engine(_ received: Received) -> Engine {
        var start = SiteState()
        start.hosts = [HostState(id: EngineTests.host, uri: "test:///default")]
        return Engine(start: start, alerts: AlertRules(), publish: { received.take($0) })
    }

    private func guests(_ names: String...) -> SourceUpdate {
        .guests(EngineTests.host, names.map { Guest(id: GuestID(rawValue: $0), name: $0) }, history: [:])
    }

    @Test("a change after a quiet moment is published at once")
    func atOnce() async {
        let received = Received()
        await engine(received).fold([guests("a")])
        #expect(received.all.map { $0.hosts[0].guests.map(\.name) } == [["a"]])
        #expect(received.all.map(\.serial) == [1])
    }

    @Test("a burst becomes few states, and the last one has everything")
    func burst() async throws {
        let received = Received()
        let engine = engine(received)
        for number in 0..<200 { await engine.fold([guests("a\(number)")]) }
        let deadline = ContinuousClock.now + .seconds(60)
        while received.all.last?.hosts[0].guests.first?.name != "a199", ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(received.all.last?.hosts[0].guests.first?.name == "a199")
        #expect(received.all.count < 100)
        #expect(received.all.map(\.serial) == Array(1...received.all.count))
    }

    @Test("a state that is asked for before it is published has its alerts")
    func alertsAtOnce() async {
        let engine = engine(Received())
        await engine.fold([guests("a")])
        var crashed = Guest(id: GuestID(rawValue: "a"), name: "a")
        crashed.state = .crashed
        await engine.fold([.guests(EngineTests.host, [crashed], history: [:])])
        #expect(await engine.current.alerts.contains { $0.id.hasPrefix("guest-crashed") })
    }

    @Test("one source's facts stay when another speaks")
    func independent() async {
        let received = Received()
        let engine = engine(received)
        var load = HostLoad()
        load.averages = [1, 2, 3]
        await engine.fold([guests("a")])
        await engine.fold([.load(EngineTests.host, load, history: SampleRing())])
        let state = await engine.current
        #expect(state.hosts[0].guests.map(\.name) == ["a"])
        #expect(state.hosts[0].load?.averages == [1, 2, 3])
    }

    @Test("facts of a host that is not declared change nothing")
    func undeclared() async {
        let received = Received()
        let engine = engine(received)
        await engine.fold([.connection(HostID(rawValue: "other"), .needsPassword(LoginRequest()))])
        #expect(await engine.current.hosts.count == 1)
    }
}

@Suite("Sample rings")
struct SampleRingTests {
    @Test("a ring keeps the newest samples")
    func keeps() {
        var ring = SampleRing()
        for number in 0..<310 {
            ring.append(
                cpu: Double(number), memory: nil, diskRead: nil, diskWrite: nil, received: nil, transmitted: nil)
        }
        #expect(ring.cpu.count == SampleRing.capacity)
        #expect(ring.cpu.last == 309)
        #expect(ring.memory.isEmpty)
    }
}

@Suite("What Linux tells of the machine")
struct ProcFactsTests {
    @Test("load averages")
    func load() {
        #expect(ProcFacts.loadAverages("0.52 1.07 2.11 1/345 9981\n") == [0.52, 1.07, 2.11])
        #expect(ProcFacts.loadAverages("") == [])
    }

    @Test("shares come from two readings")
    func shares() throws {
        let old = try #require(ProcFacts.processorTicks("cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 1 2\n"))
        let new = try #require(ProcFacts.processorTicks("cpu  130 0 120 730 120 0 0 0 0 0\n"))
        let shares = try #require(ProcFacts.shares(from: old, to: new))
        #expect(abs(shares.used - 0.5) < 1e-9)
        #expect(abs(shares.ioWait - 0.2) < 1e-9)
    }

    @Test("no time, no shares")
    func noTime() throws {
        let ticks = try #require(ProcFacts.processorTicks("cpu  1 2 3 4 5 6 7 8\n"))
        #expect(ProcFacts.shares(from: ticks, to: ticks) == nil)
    }

    @Test("memory in use is the total less what is available")
    func memory() throws {
        let memory = try #require(ProcFacts.memory("MemTotal: 1000 kB\nMemFree: 10 kB\nMemAvailable: 400 kB\n"))
        #expect(memory.total == 1_024_000)
        #expect(memory.used == 614_400)
    }

    @Test("a process that calls itself anything still tells when it was started")
    func startTime() {
        let stat = "42 (qemu) S 1) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 3 0 250 0 0"
        let moment = StartTime.moment(processStat: stat, systemStat: "cpu 1\nbtime 1000\n", ticksPerSecond: 100)
        #expect(moment == Moment(microseconds: 1_002_500_000))
        #expect(StartTime.moment(processStat: "", systemStat: "", ticksPerSecond: 100) == nil)
    }

    @Test("only a URI without another host's name is local")
    func local() {
        #expect(HostSource.isLocal("qemu:///system"))
        #expect(HostSource.isLocal("qemu+unix:///system?socket=/run/x"))
        #expect(!HostSource.isLocal("qemu+ssh://root@beta/system"))
    }
}
