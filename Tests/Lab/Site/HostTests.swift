import Foundation
import TestSupport
import Testing

extension LabSuite {
    /// No test here can reach the machine's own power: the program is run where `systemctl` is a script of the test's,
    /// and where nothing says that systemd runs, so that no worker is started outside of there.
    @Suite("A whole host from the command line", .timeLimit(.minutes(8)))
    struct HostTests {
        private let program: Installed
        private let configuration: String
        private let calls, systemctlCalls: String

        init() throws {
            program = try Installed()
            configuration = program.folder.path + "/unixcorn.toml"
            calls = program.folder.path + "/calls"
            systemctlCalls = program.folder.path + "/systemctl-calls"
            for (name, file) in [("power", calls), ("systemctl", systemctlCalls)] {
                let script = program.folder.path + "/" + name
                try write("#!/bin/sh\necho \"$@\" >>\(file)\n", to: script)
                chmod(script, 0o755)
            }
        }

        /// Runs a command on the lab in a mount namespace of its own, with `systemctl` replaced there.
        private func run(_ lab: Lab, _ words: String..., power: Bool = true) throws -> Installed.Ended {
            let program = power ? "power_program = \"\(self.program.folder.path)/power\"\n" : ""
            try write("[[host]]\nname = \"lab\"\nuri = \"\(lab.uri)\"\n" + program, to: configuration)
            let folder = self.program.folder.path
            let script = """
                set -e
                mount --bind \(folder)/systemctl /usr/bin/systemctl
                if [ -e /run/systemd ]; then mount -t tmpfs none /run/systemd; fi
                cmp -s \(folder)/systemctl /usr/bin/systemctl
                exec "$0" "$@"
                """
            return try self.program.run(
                words + ["--config", configuration],
                through: MountNamespace.shell + [script],
                seconds: 240)
        }

        /// The seconds since the epoch at which each of these guests last started or ended, as QEMU's logs have it.
        private func moments(_ lab: Lab, _ what: String, _ guests: String...) async throws -> [Double] {
            let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            var found: [Double] = []
            for guest in guests {
                let text = try String(contentsOfFile: lab.folder + "/log/qemu/\(guest).log", encoding: .utf8)
                let line = try #require(text.split(separator: "\n").last { $0.contains(": " + what) }, "\(guest)")
                // 2026-11-24 09:46:29.020+0000: starting up
                let stamp = line.prefix(23).replacingOccurrences(of: " ", with: "T") + "Z"
                found.append(try format.parse(stamp).timeIntervalSince1970)
            }
            return found
        }

        private func text(_ file: String) -> String {
            (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""  // never called: no file
        }

        @Test(
            "start-all and stop-all keep order, delays and dependencies; reboot and power-off only with all guests off")
        func life() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            _ = try await lab.virsh("destroy", "alpha")
            // alpha has the lower order, but needs delta; beta needs alpha; nobody wants gamma.
            let declared = [
                ["alpha", "--order", "1", "--after", "delta"], ["delta", "--order", "2", "--delay", "3"],
                ["beta", "--order", "3", "--after", "alpha"],
            ]
            for words in declared {
                let set = try program.run(["--connect", lab.uri, "guest", "set"] + words)
                #expect(set.code == 0, "\(set.err)")
            }
            let started = try run(lab, "host", "start-all", "--yes")
            #expect(started.code == 0, "\(started.err)")
            for guest in ["alpha", "delta", "beta"] { #expect(try await lab.state(of: guest) == "running", "\(guest)") }
            #expect(try await lab.state(of: "gamma") == "shut off")
            let starts = try await moments(lab, "starting up", "delta", "alpha", "beta")
            #expect(starts == starts.sorted(), "\(starts)")
            #expect(starts[1] - starts[0] >= 3, "delta's delay: \(starts)")
            for guest in ["alpha", "delta"] { try await lab.wait(for: guest, toWrite: "login:") }

            // beta has no system that hears the button: it stays up, what it needs stays up, and so does the machine.
            let refused = try run(lab, "host", "reboot", "--yes", "--timeout", "4")
            #expect(refused.code == 1)
            #expect(refused.err.contains("still running") && refused.err.contains("beta"), "\(refused.err)")
            for guest in ["alpha", "delta", "beta"] { #expect(try await lab.state(of: guest) == "running", "\(guest)") }
            #expect(text(calls).isEmpty && text(systemctlCalls).isEmpty)

            let stopped = try run(lab, "host", "stop-all", "--yes", "--timeout", "60", "--force")
            #expect(stopped.code == 0, "\(stopped.err)")
            let ends = try await moments(lab, "shutting down", "beta", "alpha", "delta")
            #expect(ends == ends.sorted(), "\(ends)")

            _ = try await lab.virsh("start", "delta")
            try await lab.wait(for: "delta", toWrite: "login:")
            let rebooted = try run(lab, "host", "reboot", "--yes", "--timeout", "60")
            #expect(rebooted.code == 0, "\(rebooted.err)")
            #expect(try await lab.state(of: "delta") == "shut off")
            #expect(text(calls) == "reboot\n")
            let poweredOff = try run(lab, "host", "power-off", "--yes", "--timeout", "10")
            #expect(poweredOff.code == 0, "\(poweredOff.err)")
            #expect(text(calls) == "reboot\npoweroff\n" && text(systemctlCalls).isEmpty)
            // Without the key it is systemd that is asked: here, the script in its place.
            let plain = try run(lab, "host", "reboot", "--yes", "--timeout", "10", power: false)
            #expect(plain.code == 0, "\(plain.err)")
            #expect(text(systemctlCalls) == "reboot\n")
            #expect(try program.run(["journal", "verify"]).code == 0)
        }

        @Test("a power program that fails is named, and a host that is another machine is left alone")
        func failures() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            _ = try await lab.virsh("destroy", "alpha")
            try write("#!/bin/sh\necho no power today >&2\nexit 3\n", to: program.folder.path + "/power")
            let ended = try run(lab, "host", "reboot", "--yes", "--timeout", "4")
            #expect(ended.code == 1)
            #expect(ended.err.contains("/power reboot failed: no power today"), "\(ended.err)")
            #expect(text(systemctlCalls).isEmpty)
        }
    }
}
