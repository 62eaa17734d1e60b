import Foundation
import Screen
import TestSupport
import Testing

/// The console with its state on a file system of its own of half a mebibyte, in a mount namespace of its own: the disk
/// goes with the last process that has it.
@Suite("The console on a full disk", .enabled(if: MountNamespace.isPossible, "needs root and unshare"))
struct FullDiskTests {
    private let program: Installed
    private var disk: String { program.folder.path + "/disk" }
    private var verdict: String { program.folder.path + "/verdict" }

    init() throws {
        program = try Installed()
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    }

    /// Mounts the disk, fills it where `isFull`, runs the program, and has the journal verified after its end.
    private func script(isFull: Bool) -> String {
        """
        mount -t tmpfs -o size=512k tiny \(disk) || exit 99
        mkdir \(disk)/state
        \(isFull ? "cat /dev/zero >\(disk)/filler 2>/dev/null" : ":")
        "$0" "$@" --state \(disk)/state
        code=$?
        rm -f \(disk)/filler
        "$0" journal verify --state \(disk)/state >\(verdict) 2>&1
        echo "verify: $?" >>\(verdict)
        exit $code
        """
    }

    private func open(isFull: Bool) throws -> PseudoTerminal {
        let line =
            MountNamespace.shell.dropFirst() + [
                script(isFull: isFull), Processes.built("unixcorn"), "--connect", "test:///default",
            ]
        let terminal = try PseudoTerminal(
            "/usr/bin/unshare", Array(line), environment: program.environment(), size: Size(200, 50))
        #expect(terminal.wait(30) { $0.screen.text(row: 0).contains("●") }, "\(terminal.screen.text)")
        if isFull { #expect(terminal.shows("nothing can be changed:"), "\(terminal.screen.text)") }
        terminal.send("gv")
        #expect(terminal.shows(" test "), "\(terminal.screen.text)")
        return terminal
    }

    /// The disk as the program sees it.
    private func inside(_ terminal: PseudoTerminal) -> String { "/proc/\(terminal.process)/root" + disk }

    private func fill(_ terminal: PseudoTerminal) throws {
        let descriptor = Glibc.open(inside(terminal) + "/filler", O_WRONLY | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let page = [UInt8](repeating: 7, count: 4096)
        while write(descriptor, page, page.count) > 0 {}
    }

    private func pause(_ terminal: PseudoTerminal) {
        terminal.send("P")
        #expect(terminal.shows("stands still"), "\(terminal.screen.text)")
        terminal.send("\t\r")
    }

    /// The dialog names file and room left; its words are wrapped.
    private func expectRefusal(_ terminal: PseudoTerminal) {
        let isTold = terminal.wait(30) {
            let text = $0.screen.text.filter { !"│ \n".contains($0) }
            return text.contains(disk + "/state/state.db") && text.contains("(0Bfree)")
        }
        #expect(isTold, "\(terminal.screen.text)")
    }

    private func quit(_ terminal: PseudoTerminal) {
        terminal.send("q")
        #expect(terminal.waitForEnd(within: 30) == .exited(0), "\(terminal.screen.text)")
        #expect(terminal.isRestored)
    }

    private func verified() throws -> String { try String(contentsOfFile: verdict, encoding: .utf8) }

    @Test(
        "a disk that is full from the start: the console opens, a deed is refused with file and room left, it quits well"
    )
    func fromTheStart() throws {
        let terminal = try open(isFull: true)
        pause(terminal)
        #expect(terminal.shows("disk is full"), "\(terminal.screen.text)")
        expectRefusal(terminal)
        terminal.send("\r")
        #expect(terminal.wait { !$0.screen.text.contains("disk is full") })
        #expect(terminal.shows("running"))
        // Room again: the console finds it by itself and acts.
        unlink(inside(terminal) + "/filler")
        #expect(
            terminal.wait(120) { terminal in
                if terminal.screen.text.contains("paused") { return true }
                terminal.send("P\t\r\u{1B}")
                terminal.settle(500)
                return false
            }, "\(terminal.screen.text)")
        quit(terminal)
        let verdict = try verified()
        #expect(verdict.contains("verify: 0"), "\(verdict)")
    }

    @Test("a disk that fills up under the console: refused before anything is done, what was written is whole")
    func underWay() throws {
        let terminal = try open(isFull: false)
        pause(terminal)
        #expect(terminal.shows("paused"), "\(terminal.screen.text)")
        try fill(terminal)
        terminal.send("R")
        #expect(terminal.shows("disk is full"), "\(terminal.screen.text)")
        expectRefusal(terminal)
        terminal.send("\r")
        #expect(terminal.wait { !$0.screen.text.contains("disk is full") })
        #expect(terminal.shows("paused"))
        unlink(inside(terminal) + "/filler")
        terminal.send("R")
        #expect(terminal.shows("running"), "\(terminal.screen.text)")
        quit(terminal)
        let verdict = try verified()
        #expect(verdict.contains("verify: 0"), "\(verdict)")
    }

    @Test("a command on a full disk: one sentence, exit code 1, nothing done")
    func command() throws {
        let ended = try program.run(
            ["--connect", "test:///default", "guest", "suspend", "test", "--yes"], isOwnState: false,
            through: MountNamespace.shell + [script(isFull: true)])
        #expect(ended.code == 1)
        #expect(ended.err.contains(disk + "/state/state.db") && ended.err.contains("disk is full"), "\(ended.err)")
        #expect(ended.err.contains("free"), "\(ended.err)")
    }
}
