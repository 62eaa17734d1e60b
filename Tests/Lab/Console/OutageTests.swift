import Foundation
import Glibc
import Screen
import TestSupport
import Testing

extension LabSuite {
    @Suite("The console while libvirt fails", .timeLimit(.minutes(4)))
    struct OutageTests {
        /// Ten times the promised 16 ms.
        private static let keyLimit = 0.16
        /// Ten times the promised 5 s.
        private static let returnLimit = 50.0

        private func expectQuick(_ screen: LabScreen, _ when: String) {
            let latency = screen.keyLatency()
            print("key to screen, \(when): \(Int(latency * 1000)) ms")
            #expect(latency < Self.keyLimit, "\(when)")
        }

        /// Seconds until the first row says that libvirt is there.
        private func untilBack(_ screen: LabScreen) -> Double {
            let start = ContinuousClock.now
            #expect(
                screen.terminal.wait(Self.returnLimit) { $0.screen.text(row: 0).contains("●") },
                "\(screen.terminal.screen.text)")
            let parts = (ContinuousClock.now - start).components
            return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
        }

        private func expectOldGuests(_ screen: LabScreen) {
            for guest in ["alpha", "beta", "delta", "gamma"] {
                #expect(!screen.row(of: guest).isEmpty, "\(screen.terminal.screen.text)")
            }
        }

        /// The first row says how old the figures are: in steps of ten seconds, never back.
        private func expectAgeGrows(_ screen: LabScreen) {
            var ages: [Int] = []
            let isOld = screen.terminal.wait(90) { terminal in
                let row = terminal.screen.text(row: 0)
                if let match = row.firstMatch(of: /data (\d+) s old/), let age = Int(match.1), age != ages.last {
                    ages.append(age)
                }
                return ages.last ?? 0 >= 40
            }
            print("ages shown: \(ages)")
            #expect(isOld, "\(screen.terminal.screen.text)")
            #expect(ages == ages.sorted() && ages.filter { $0 >= 10 }.allSatisfy { $0 % 10 == 0 }, "\(ages)")
            #expect(Set(ages).isSuperset(of: [20, 30, 40]), "\(ages)")
        }

        @Test("libvirtd killed with -9: said, keys answer, old guests stay, fresh after its return")
        func killed() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let screen = try LabScreen(lab.uri)
            try await lab.run("kill-libvirtd")
            expectQuick(screen, "libvirtd just killed")
            #expect(screen.terminal.shows("connection lost", within: 30))
            expectOldGuests(screen)
            expectQuick(screen, "connection lost")
            expectAgeGrows(screen)
            try await lab.run("start-libvirtd")
            print("back \(untilBack(screen)) s after libvirtd")
            #expect(screen.terminal.wait(60) { !$0.screen.text(row: 0).contains(" old") })
            // What happens from now on is seen.
            _ = try await lab.virsh("start", "beta")
            #expect(screen.shows("beta", "running", within: Self.returnLimit))
            screen.quit()
        }

        @Test("libvirtd stopped by SIGSTOP: said, keys answer, old guests stay, fresh after its return")
        func frozen() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let screen = try LabScreen(lab.uri)
            try await lab.run("freeze-libvirtd")
            expectQuick(screen, "libvirtd just frozen")
            #expect(
                screen.terminal.wait(60) {
                    let row = $0.screen.text(row: 0)
                    return row.contains("does not answer") || row.contains("◌ waiting ")
                        || row.contains("connection lost")
                }, "\(screen.terminal.screen.text)")
            expectOldGuests(screen)
            expectQuick(screen, "libvirtd frozen")
            expectAgeGrows(screen)
            try await lab.run("thaw-libvirtd")
            print("back \(untilBack(screen)) s after the thaw")
            _ = try await lab.virsh("start", "beta")
            #expect(screen.shows("beta", "running", within: Self.returnLimit))
            screen.quit()
        }

        @Test("one frozen QEMU is shown as silent, the others stay fresh, and it comes back")
        func frozenGuest() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let screen = try LabScreen(lab.uri)
            try await lab.run("freeze-guest", "alpha")
            #expect(screen.shows("alpha", "silent", within: 60), "\(screen.terminal.screen.text)")
            expectQuick(screen, "one QEMU frozen")
            _ = try await lab.virsh("start", "beta")
            #expect(screen.shows("beta", "running"))
            #expect(screen.terminal.wait(10) { $0.screen.text(row: 0).contains("●") })
            try await lab.run("thaw-guest", "alpha")
            #expect(screen.shows("alpha", "running", within: 60), "\(screen.terminal.screen.text)")
            screen.quit()
        }
    }
}
