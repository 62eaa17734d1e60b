import Hypervisor
import Testing

@testable import UnixcornCore

@Suite("The load of a host that is not this machine")
struct NodeSourceTests {
    private func counters(_ busy: UInt64, _ idle: UInt64, _ wait: UInt64?) -> NodeCounters {
        var made = NodeCounters()
        (made.busy, made.idle, made.ioWait) = (busy, idle, wait)
        (made.memoryTotal, made.memoryUsed) = (1000, 400)
        return made
    }

    @Test("shares are of the time between two readings")
    func shares() {
        let load = NodeSource.load(counters(150, 230, 20), after: counters(100, 200, 0))
        #expect(load.cpuShare == 0.5 && load.ioWaitShare == 0.2)
        #expect(load.memoryTotal == 1000 && load.memoryUsed == 400)
        #expect(load.averages.isEmpty)
    }

    @Test("the first reading, and one after a reboot, have no shares")
    func none() {
        #expect(NodeSource.load(counters(1, 1, 1), after: nil).cpuShare == nil)
        #expect(NodeSource.load(counters(1, 1, 1), after: counters(5, 5, 5)).cpuShare == nil)
        #expect(NodeSource.load(counters(2, 2, nil), after: counters(1, 1, nil)).ioWaitShare == nil)
    }

    @Test("libvirt's counters are read from a real driver, or said not to be offered")
    func real() async throws {
        let hypervisor = try await Hypervisor.open("test:///default", access: .readOnly)
        do throws(VirtError) {
            let counters = try await hypervisor.nodeCounters()
            #expect(counters.busy != nil || counters.memoryTotal != nil)
        } catch {
            #expect(error.code == .noSupport)
        }
    }
}
