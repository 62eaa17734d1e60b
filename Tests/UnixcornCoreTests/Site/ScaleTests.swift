import Glibc
import TestSupport
import Testing

@testable import UnixcornCore

/// What a refresh of many guests costs in Core. The numbers are printed; the limits only catch what grows out of hand.
@Suite("Many guests")
struct ScaleTests {
    /// Milliseconds of processor time of this process.
    private func cost(_ work: () async throws -> Void) async rethrows -> Double {
        let start = processorTime()
        try await work()
        return (processorTime() - start) * 1000
    }

    private func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func guests(_ count: Int) -> [Guest] {
        (0..<count).map { number in
            var guest = Guest(id: GuestID(rawValue: "id-\(number)"), name: "guest-\(number)")
            guest.state = .running
            (guest.cpuShare, guest.memory, guest.residentMemory) = (0.2, 1 << 30, 1 << 29)
            return guest
        }
    }

    @Test("a refresh is folded, judged and published", arguments: [1000, 10_000])
    func publishes(count: Int) async {
        let host = HostID(rawValue: "local")
        var start = SiteState()
        start.hosts = [HostState(id: host, uri: "test:///default")]
        let engine = Engine(start: start, alerts: AlertRules()) { _ in }
        let keep = count > 2000 ? 30 : SampleRing.capacity
        let list = guests(count)
        var rings: [GuestID: SampleRing] = [:]
        for guest in list {
            var ring = SampleRing()
            for _ in 0..<keep { ring.append(guest, limit: keep) }
            rings[guest.id] = ring
        }
        await engine.fold([.guests(host, list, history: rings)])
        await engine.publishNow()

        let appending = await cost {
            // As the source does it, while the last state still holds the rings.
            for guest in list {
                var ring = rings.removeValue(forKey: guest.id) ?? SampleRing()
                ring.append(guest, limit: keep)
                rings[guest.id] = ring
            }
        }
        let folding = await cost { await engine.fold([.guests(host, list, history: rings)]) }
        let publishing = await cost { await engine.publishNow() }
        print(
            "\(count) guests: samples \(tenths(appending)) ms, fold \(tenths(folding)) ms,"
                + " alerts and publish \(tenths(publishing)) ms of processor")
        #expect(folding < 500 && publishing < 2000 && appending < 20_000)
        let kept = await engine.current.hosts[0].guestHistory.count
        #expect(kept == count)
    }

    private func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    @Test("a session on a test driver with a thousand guests tells them all, by name")
    func session() async throws {
        let site = try TemporaryFolder()
        let test = try await TestSession(uri: try writeTestSite(guests: 1000, into: site))
        var state = SiteState()
        let opening = await cost { state = await test.session.snapshot(timeout: 300) }
        let names = state.hosts.first?.guests.map(\.name) ?? []
        #expect(names.count == 1000 && names == names.sorted())
        print("1000 guests on the test driver: first whole state \(tenths(opening)) ms of processor")
        await test.session.close()
    }
}
