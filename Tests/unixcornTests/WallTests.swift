import Screen
import TestSupport
import Testing

/// The real program on a terminal of its own.
@Suite("The wall")
struct WallTests {
    @Test("no key acts on it, Ctrl-C ends it")
    func deaf() throws {
        let home = try TemporaryFolder()
        let terminal = try PseudoTerminal(
            Processes.built("unixcorn"), ["wall", "--demo"],
            environment: [
                "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": home.path, "PATH": "/usr/bin:/bin",
            ], size: Size(100, 30))
        #expect(terminal.shows("licorne", within: 60))
        // Console: palette, help, filter, another pane, start, force off, delete, undo, quit.
        for key in [":", "?", "/", "g", "v", "S", "s", "K", "D", "u", "\r", "q", "q"] {
            terminal.send(key)
            _ = terminal.settle(50)
        }
        let text = terminal.screen.text
        #expect(text.contains("licorne"))
        for word in ["Cancel", "read-only:", "READ-ONLY:", "palette"] { #expect(!text.contains(word)) }
        #expect(terminal.waitForEnd(within: 0.5) == nil)
        terminal.send([3])
        #expect(terminal.waitForEnd(within: 60) == .exited(0))
    }
}
