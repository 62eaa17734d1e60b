import Hypervisor
import Testing

@Suite("Counters")
struct StatisticsTests {
    @Test("move although the test driver tells only the state in bulk")
    func countsGuestByGuest() async throws {
        let hypervisor = try await Hypervisor.open("test:///default", access: .readOnly)
        let guest = try #require(try await hypervisor.guest(named: "test"))
        let first = try #require(try await hypervisor.statistics()[guest.id])
        var counted = guest
        let moved = try await eventually(within: 1) {
            guard let second = try await hypervisor.statistics()[guest.id] else { return false }
            counted = guest.updated(by: second, after: first)
            return counted.cpuShare != nil && (counted.disks.first?.readRate ?? 0) > 0
                && (counted.interfaces.first?.receiveRate ?? 0) > 0
        }
        #expect(moved, "\(counted)")
    }

    @Test("of a list of guests leave the others out")
    func countsSome() async throws {
        let site = try TestSite([TestSite.domain("a"), TestSite.domain("b"), TestSite.domain("c", state: 5)])
        let hypervisor = try await site.open()
        let ids = try await hypervisor.guests().reduce(into: [:]) { $0[$1.name] = $1.id }
        let samples = try await hypervisor.statistics(of: [ids["b"], ids["c"]].compactMap { $0 })
        #expect(Set(samples.keys) == Set([ids["b"]].compactMap { $0 }))
    }

    @Test("give a share of the guest's own processors, and rates by second")
    func rates() {
        var guest = Guest(id: GuestID(rawValue: "u"), name: "g")
        guest.disks = [GuestDisk(target: "vda")]
        var before = GuestSample(seconds: 10)
        before.cpuTime = 1_000_000_000
        before.disks["vda"] = counters(read: 1000, written: 50)
        var after = GuestSample(seconds: 12)
        after.state = .running
        after.vcpus = 2
        after.cpuTime = 3_000_000_000
        after.disks["vda"] = counters(read: 5000, written: 50)
        after.availableMemory = 1000
        after.unusedMemory = 400
        let updated = guest.updated(by: after, after: before)
        #expect(updated.cpuShare == 0.5)
        #expect(updated.disks[0].readRate == 2000)
        #expect(updated.disks[0].writeRate == 0)
        #expect(updated.usedMemory == 600)
    }

    @Test("that went back, since a new process counts from zero, give no rate")
    func counterReset() {
        let guest = Guest(id: GuestID(rawValue: "u"), name: "g")
        var before = GuestSample(seconds: 10)
        before.cpuTime = 5_000
        var after = GuestSample(seconds: 12)
        after.cpuTime = 4_000
        #expect(guest.updated(by: after, after: before).cpuShare == nil)
        #expect(guest.updated(by: after, after: nil).cpuShare == nil)
    }

    private func counters(read: UInt64, written: UInt64) -> GuestSample.DiskCounters {
        var counters = GuestSample.DiskCounters()
        counters.read = read
        counters.written = written
        return counters
    }
}
