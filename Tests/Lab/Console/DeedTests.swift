import Foundation
import Glibc
import Screen
import TestSupport
import Testing

extension LabSuite {
    @Suite("A real guest from the console's keys", .timeLimit(.minutes(6)))
    struct DeedTests {
        @Test(
            "started, watched booting, shut down, forced off, suspended, resumed, edited, deleted; all in the journal")
        func life() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let program = try Installed()
            let editor = program.folder.path + "/editor"
            try write("#!/bin/sh\nsed -i 's/Lab guest delta/Edited by keys/' \"$1\"\n", to: editor)
            chmod(editor, 0o755)
            let screen = try LabScreen(lab.uri, program: program, environment: ["EDITOR": editor])
            let terminal = screen.terminal
            screen.point(at: 2)

            terminal.send("S")
            #expect(screen.journal(has: "Start delta"))
            #expect(screen.shows("delta", "running"))
            terminal.send("c")
            #expect(terminal.shows("Ctrl-] leaves"))
            #expect(terminal.shows("login:", within: 90), "\(terminal.screen.text)")
            terminal.send("\u{1D}")
            #expect(terminal.wait { !$0.screen.text.contains("Ctrl-] leaves") })

            try screen.press("H", asks: "stops serving")
            #expect(screen.journal(has: "Shut down delta", within: 120))
            #expect(screen.shows("delta", "off"))
            #expect(try await lab.state(of: "delta") == "shut off")

            terminal.send("S")
            #expect(screen.journal(has: "Start delta", times: 2))
            #expect(screen.shows("delta", "running"))
            try screen.press("P", asks: "stands still")
            #expect(screen.journal(has: "Suspend delta"))
            #expect(screen.shows("delta", "paused"))
            #expect(try await lab.state(of: "delta") == "paused")
            terminal.send("R")
            #expect(screen.journal(has: "Resume delta"))
            #expect(try await lab.state(of: "delta") == "running")
            #expect(screen.shows("delta", "running"))

            terminal.send("E")
            #expect(screen.journal(has: "Change the definition of delta"))
            #expect(try await lab.virsh("desc", "--title", "--config", "delta") == "Edited by keys")

            #expect(terminal.shows(" delta "))
            try screen.press("K", asks: "Type delta to confirm", typing: "delta")
            #expect(screen.journal(has: "Force off delta"))
            #expect(screen.shows("delta", "off"))
            #expect(try await lab.state(of: "delta") == "shut off")

            terminal.send("D")
            #expect(terminal.shows("What becomes of the disks of delta"))
            #expect(terminal.shows("stays"))
            terminal.settle()
            terminal.send("\r")
            #expect(terminal.shows("Type delta to confirm"), "\(terminal.screen.text)")
            terminal.send("delta\r")
            #expect(screen.journal(has: "Delete delta, keep its disks"), "\(terminal.screen.text)")
            #expect(try await !lab.virsh("list", "--all", "--name").contains("delta"))
            #expect(terminal.wait { _ in screen.row(of: "delta").isEmpty })
            #expect(try program.run(["journal", "verify"]).code == 0)
            screen.quit()
            try await lab.reset()
        }

        @Test("of two consoles on one state folder, the second is told who acts on a guest and since when")
        func lock() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            _ = try await lab.virsh("start", "beta")
            let first = try LabScreen(lab.uri)
            let second = try LabScreen(lab.uri, program: first.program)
            #expect(first.shows("beta", "running") && second.shows("beta", "running"))
            // beta has no system: it never shuts down, and the lock stays.
            first.point(at: 1)
            try first.press("H", asks: "stops serving")
            #expect(
                first.terminal.wait(30) { _ in
                    (try? first.list("job", "list"))?.contains { $0["state"] as? String == "running" } ?? false
                })
            second.point(at: 1)
            second.terminal.send("K")
            #expect(second.terminal.shows("Type beta to confirm"))
            second.terminal.send("beta\r")
            #expect(second.terminal.shows("beta is held by"), "\(second.terminal.screen.text)")
            #expect(second.terminal.shows("since"))
            #expect(try await lab.state(of: "beta") == "running")
            second.terminal.send("\r")
            let job = try #require(try first.list("job", "list").first?["id"] as? Int)
            #expect(try first.program.run(["job", "cancel", String(job)]).code == 0)
            #expect(
                first.terminal.wait(30) { _ in
                    (try? first.list("job", "list"))?.first?["state"] as? String == "cancelled"
                })
            first.quit()
            second.quit()
        }

        @Test("a detached job outlives the console that asked for it; the next console sees its end")
        func detached() async throws {
            let lab = try await Lab.shared()
            try await lab.reset()
            let program = try Installed()
            // beta's delay keeps the job under way.
            for (order, guest) in ["beta", "delta", "gamma"].enumerated() {
                let set = try program.run(
                    ["--connect", lab.uri, "guest", "set", guest, "--order", String(order + 1), "--delay", "3"])
                #expect(set.code == 0, "\(set.err)")
            }
            let first = try LabScreen(lab.uri, program: program)
            first.terminal.send(":")
            #expect(first.terminal.shows("actions"))
            first.terminal.send("start all")
            #expect(first.terminal.shows("Start all guests in their order"))
            first.terminal.send("\r")
            #expect(
                first.terminal.wait(30) { _ in
                    (try? first.list("job", "list"))?.contains {
                        $0["state"] as? String == "running" && $0["detached"] as? Bool == true
                    } ?? false
                })
            let console = try #require(first.terminal.children.first)
            kill(console, SIGKILL)
            #expect(first.terminal.waitForEnd() == .signalled(SIGKILL))
            #expect(first.terminal.isRestored)
            let second = try LabScreen(lab.uri, program: program)
            #expect(
                second.terminal.wait(90) { _ in
                    (try? second.list("job", "list"))?.first?["state"] as? String == "done"
                })
            second.terminal.send("gj")
            #expect(second.terminal.shows("Start all guests"))
            #expect(second.terminal.shows("done"))
            for guest in ["alpha", "beta", "delta", "gamma"] {
                #expect(try await lab.state(of: guest) == "running", "\(guest)")
            }
            second.quit()
        }
    }
}
