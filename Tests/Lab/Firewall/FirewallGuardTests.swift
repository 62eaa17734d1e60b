import Foundation
import Hypervisor
import PacketFilter
import TestSupport
import Testing

@testable import UnixcornCore

extension LabSuite {
    @Suite("The firewall follows the guests")
    struct FirewallGuardTests {
        /// A host of the lab with a policy that rules and a guard that keeps it up to the guests.
        private struct Guarded {
            let lab: Lab
            let folder: TemporaryFolder
            let host: FirewallHost
            let task: Task<Void, Never>

            init(_ lab: Lab) async throws {
                self.lab = lab
                folder = try TemporaryFolder()
                let pid = try String(contentsOfFile: lab.folder + "/init.pid", encoding: .utf8).prefix { $0 != " " }
                let thread = try await NetworkThread(.path("/proc/\(pid)/ns/net"))
                host = try await FirewallHost(on: thread, stateFolder: folder.path)
                let text = """
                    admins = ["203.0.113.7"]
                    [host]
                    accept = ["dhcp", "dns"]
                    [kinds.web]
                    accept = ["https"]
                    out = ["dns"]
                    """
                let policy = try PolicyReading.parse(text, file: "firewall.toml")
                try await host.begin(policy, text: text, guests: [], seconds: 60, by: .current(), operators: [])
                try await host.confirm()
                let guarding = FirewallGuard(uri: lab.uri, stateFolder: folder.path, on: thread) { _ in }
                task = Task { await guarding.run() }
            }

            /// The taps that the kernel's map leads to a kind.
            func taps(of kind: String) async throws -> Set<String> {
                let tables = try await host.ruleset().tables
                let map = tables.first { $0.family == .bridge }?.sets.first { $0.name.hasSuffix("_kind_in") }
                return Set(
                    (map?.elements ?? []).compactMap { element in
                        guard case .verdict(.go(let chain)) = element.data, chain.hasSuffix("_\(kind)_in") else {
                            return nil
                        }
                        return element.key.first.map { InterfaceName.text($0.lowerBound) }
                    })
            }

            func end() async throws {
                task.cancel()
                await task.value
                _ = try? await host.nftables.run("delete table inet unixcorn\ndelete table bridge unixcorn\n")
            }
        }

        private func tap(of guest: String, _ lab: Lab) async throws -> String? {
            let text = try await lab.virsh("domiflist", guest)
            return text.split(separator: "\n").first?.split(separator: " ").first.map(String.init)
        }

        @Test("a guest that starts is in the rules by its kind, and gone when it ends", .enabled(if: Lab.isPossible))
        func starts() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let guarded = try await Guarded(lab)
            let hypervisor = try await lab.connect()
            var profile = GuestProfile()
            profile.kind = "web"
            try await hypervisor.setProfile(try await lab.id(of: "beta"), profile)
            try await eventually("alpha is known", within: 30) { try await guarded.taps(of: "closed").count == 1 }
            let took = try await seconds {
                _ = try await lab.virsh("start", "beta")
                try await eventually("beta is known", within: 30) { try await !guarded.taps(of: "web").isEmpty }
            }
            print("beta was in the rules \(took) s after its start was asked for")
            let tap = try #require(try await tap(of: "beta", lab))
            #expect(try await guarded.taps(of: "web") == [tap])
            _ = try await lab.virsh("destroy", "beta")
            try await eventually("beta is forgotten", within: 30) { try await guarded.taps(of: "web").isEmpty }
            try await guarded.end()
        }

        @Test("what another program flushes comes back at once", .enabled(if: Lab.isPossible))
        func flushed() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let guarded = try await Guarded(lab)
            try await eventually("alpha is known", within: 30) { try await guarded.taps(of: "closed").count == 1 }
            let status = try await guarded.host.thread.run {
                try Self.run(["/usr/sbin/nft", "flush", "ruleset"])
            }
            #expect(status == 0)
            try await eventually("alpha is known again", within: 10) { try await guarded.taps(of: "closed").count == 1 }
            try await guarded.end()
        }

        @Test("a guest that migrates is in the rules there, and gone here", .enabled(if: Lab.isPossible))
        func migrates() async throws {
            let (here, there) = (try await Lab.shared(), try await Lab.second())
            try await here.reset()
            try await there.reset()
            _ = try await there.virsh("undefine", "beta")
            let (one, other) = (try await Guarded(here), try await Guarded(there))
            let hypervisor = try await here.connect()
            var profile = GuestProfile()
            profile.kind = "web"
            try await hypervisor.setProfile(try await here.id(of: "beta"), profile)
            _ = try await here.virsh("start", "beta")
            try await eventually("beta is known here", within: 30) { try await one.taps(of: "web").count == 1 }
            _ = try await here.virsh(
                "migrate", "--live", "--p2p", "--unsafe", "--persistent", "--undefinesource", "beta",
                "qemu+unix:///system?socket=\(there.folder)/run/libvirt/libvirt-sock", "--migrateuri",
                "unix://\(here.folder)/run/migrate.sock")
            try await eventually("beta is known there", within: 30) { try await other.taps(of: "web").count == 1 }
            try await eventually("beta is forgotten here", within: 30) { try await one.taps(of: "web").isEmpty }
            _ = try await there.virsh("destroy", "beta")
            try await one.end()
            try await other.end()
        }

        /// Runs a program where the calling thread is, to its end.
        private static func run(_ words: [String]) throws -> Int32 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: words[0])
            process.arguments = Array(words.dropFirst())
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
    }
}
