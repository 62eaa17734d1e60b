import Foundation
import Glibc
import Screen
import TestSupport
import Testing

extension LabSuite {
    @Suite("The console with the hypervisor inside its own process", .timeLimit(.minutes(3)))
    struct EmbeddedConsoleTests {
        @Test("qemu:///embed: a guest is listed, started, watched and forced off; no daemon is asked")
        func embedded() async throws {
            let root = "/tmp/unixcorn-embed-\(UInt32.random(in: 0 ... .max))"
            let kill = "kill -9 $(cat \(root)/run/qemu/*.pid) 2>/dev/null; rm -rf \(root)"
            // Whatever fails below: no QEMU and no folder stays.
            defer { onOwnThread { _ = try? Command(["sh", "-c", kill]).finish() } }
            let uri = try #require(
                try await Command.run([Lab.script, "embed-root", root]).split(whereSeparator: \.isNewline).last
                    .map(String.init))
            let program = try Installed()
            let site = ["--connect", uri]
            _ = try await Command.run(["virsh", "-q", "-c", uri, "define", root + "/alpha.xml"])
            let listed = try program.run(site + ["guest", "list"])
            #expect(listed.code == 0 && listed.out.contains("embedded"), "\(listed.err)")

            let screen = try LabScreen(uri, program: program, waitsFor: " embedded")
            screen.terminal.send("S")
            #expect(screen.journal(has: "Start embedded"), "\(screen.terminal.screen.text)")
            #expect(screen.shows("embedded", "running"))
            screen.terminal.send("c")
            #expect(screen.terminal.shows("login:", within: 60), "\(screen.terminal.screen.text)")
            screen.terminal.send("\u{1D}")
            #expect(screen.terminal.wait { !$0.screen.text.contains("Ctrl-] leaves") })
            screen.terminal.send("gs")
            #expect(screen.terminal.shows("not offered"), "\(screen.terminal.screen.text)")
            screen.terminal.send("gv")
            #expect(screen.terminal.shows(" embedded"))
            try screen.press("K", asks: "Type embedded to confirm", typing: "embedded")
            #expect(screen.journal(has: "Force off embedded"))
            #expect(screen.shows("embedded", "off"))
            screen.quit()
            let after = try program.run(site + ["guest", "list", "--json"])
            #expect(after.out.contains("\"off\""), "\(after.out) \(after.err)")
        }
    }
}
