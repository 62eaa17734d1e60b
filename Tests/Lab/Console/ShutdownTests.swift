import Foundation
import Hypervisor
import Screen
import TestSupport
import Testing

extension LabSuite {
    @Suite("Shutting down: the agent, then the power button, then the operator", .timeLimit(.minutes(6)))
    struct ShutdownTests {
        /// delta with its agent connected.
        private func ready() async throws -> Lab {
            let lab = try await Lab.shared()
            try await lab.reset()
            _ = try await lab.virsh("start", "delta")
            try await lab.wait(for: "delta", toWrite: "login:")
            try await eventually("delta's agent answers", within: 60) {
                (try? await lab.virsh("qemu-agent-command", "delta", #"{"execute":"guest-ping"}"#)) != nil
            }
            return lab
        }

        /// Runs a command in delta by its serial console.
        private func type(_ command: String, _ lab: Lab, until text: String) async throws {
            let hypervisor = try await lab.connect()
            let console = try await hypervisor.openConsole(of: lab.id(of: "delta"), alias: nil, force: true)
            console.send(Array((command + "\n").utf8))
            try await lab.wait(for: "delta", toWrite: text)
            console.close()
            await hypervisor.close()
        }

        @Test("a guest that hears no button is shut down by its agent")
        func agent() async throws {
            let lab = try await ready()
            let program = try Installed()
            try await type("killall acpid; echo deaf-$((1+1))", lab, until: "deaf-2")
            let ended = try program.run(
                ["--connect", lab.uri, "guest", "shutdown", "delta", "--yes", "--timeout", "50"])
            #expect(ended.code == 0, "\(ended.err)")
            #expect(try await lab.state(of: "delta") == "shut off")
        }

        @Test("an agent that is connected and does not answer is no obstacle: the button is next, and the log says so")
        func stoppedAgent() async throws {
            let lab = try await ready()
            let program = try Installed()
            try await type("killall -STOP qemu-ga; echo stopped-$((1+1))", lab, until: "stopped-2")
            let ended = try program.run(
                ["--connect", lab.uri, "guest", "shutdown", "delta", "--yes", "--timeout", "55"])
            #expect(ended.code == 0, "\(ended.err)")
            #expect(try await lab.state(of: "delta") == "shut off")
            let log = try program.run(["job", "show", "1"]).out
            #expect(log.contains("the agent did not shut it down"), "\(log)")
        }

        @Test("a guest that hears neither: a command fails with the next step, the console asks what now")
        func neither() async throws {
            let lab = try await ready()
            _ = try await lab.virsh("start", "beta")
            let program = try Installed()
            let ended = try program.run(
                ["--connect", lab.uri, "guest", "shutdown", "beta", "--yes", "--timeout", "2"])
            #expect(ended.code == 1)
            #expect(ended.err.contains("beta did not shut down within 2 s") && ended.err.contains("force off"))
            #expect(try await lab.state(of: "beta") == "running")

            let file = program.folder.path + "/unixcorn.toml"
            try write("[[host]]\nname = \"lab\"\nuri = \"\(lab.uri)\"\nshutdown_timeout = 2\n", to: file)
            let screen = try LabScreen(lab.uri, program: program, arguments: ["--config", file])
            screen.point(at: 1)
            try screen.press("H", asks: "stops serving")
            #expect(screen.terminal.shows("beta still runs", within: 60), "\(screen.terminal.screen.text)")
            screen.terminal.settle()
            // Cancel has the focus, and leaves it as it is.
            screen.terminal.send("\r")
            #expect(screen.terminal.wait { !$0.screen.text.contains("beta still runs") })
            #expect(try await lab.state(of: "beta") == "running")
            try screen.press("H", asks: "stops serving")
            #expect(screen.terminal.shows("beta still runs", within: 60), "\(screen.terminal.screen.text)")
            screen.terminal.send("\t\t\r")
            #expect(screen.terminal.shows("Type beta to confirm"), "\(screen.terminal.screen.text)")
            screen.terminal.send("beta\r")
            #expect(screen.shows("beta", "off"))
            #expect(try await lab.state(of: "beta") == "shut off")
            screen.quit()
        }
    }
}
