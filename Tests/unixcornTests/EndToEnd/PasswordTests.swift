import Foundation
import Screen
import TestSupport
import Testing

@Suite("A host that wants a name and a password: libvirt's test driver with <auth>")
struct PasswordTests {
    private let program: Installed
    private let uri: String

    init() throws {
        program = try Installed()
        let file = program.folder.path + "/locked.xml"
        try write(
            """
            <node>
              <auth><user password="pa55wörd">astrochicken</user></auth>
              <domain type="test">
                <name>behind-the-door</name><memory>65536</memory><os><type>hvm</type></os>
              </domain>
            </node>
            """, to: file)
        uri = "test://" + file
    }

    /// Fills in the dialog: name, then password.
    private func type(_ name: String, _ password: String, into terminal: PseudoTerminal) {
        terminal.send(name + "\t" + password)
        #expect(terminal.shows(String(repeating: "•", count: password.count)), "\(terminal.screen.text)")
        terminal.send("\r")
    }

    @Test("the dialog asks, a wrong password is told and asked again, the right one opens; none is ever shown")
    func dialog() throws {
        let terminal = try program.open(["--connect", uri])
        #expect(terminal.shows("user name", within: 30), "\(terminal.screen.text)")
        #expect(terminal.shows("password needed"), "\(terminal.screen.text)")
        type("astrochicken", "wrongone", into: terminal)
        #expect(terminal.shows("was refused", within: 60), "\(terminal.screen.text)")
        // The name is there already: only the password is typed anew.
        #expect(terminal.shows("astrochicken"), "\(terminal.screen.text)")
        type("", "pa55wörd", into: terminal)
        #expect(terminal.wait(60) { $0.screen.text(row: 0).contains("●") }, "\(terminal.screen.text)")
        terminal.send("gv")
        #expect(terminal.shows("behind-the-door"), "\(terminal.screen.text)")
        let written = String(decoding: terminal.output, as: UTF8.self)
        #expect(!written.contains("pa55w") && !written.contains("wrongone"))
        terminal.send("q")
        #expect(terminal.waitForEnd(within: 30) == .exited(0))
        #expect(terminal.isRestored)
    }

    @Test("Esc refuses; the console says so, stays usable, and asks again on refresh")
    func refused() throws {
        let terminal = try program.open(["--connect", uri])
        #expect(terminal.shows("user name", within: 30), "\(terminal.screen.text)")
        terminal.send("\u{1B}")
        #expect(terminal.wait(30) { $0.screen.text(row: 0).contains("connection lost") }, "\(terminal.screen.text)")
        #expect(!terminal.screen.text.contains("user name"))
        terminal.send("\u{12}")
        #expect(terminal.shows("user name", within: 60), "\(terminal.screen.text)")
        terminal.send("\u{1B}")
        #expect(terminal.wait(30) { !$0.screen.text.contains("user name") })
        terminal.send("q")
        #expect(terminal.waitForEnd(within: 30) == .exited(0))
    }

    @Test("a deed on such a host runs here: no worker could type the password")
    func deed() throws {
        let terminal = try program.open(["--connect", uri])
        #expect(terminal.shows("user name", within: 30))
        type("astrochicken", "pa55wörd", into: terminal)
        #expect(terminal.wait(60) { $0.screen.text(row: 0).contains("●") }, "\(terminal.screen.text)")
        terminal.send("gv")
        #expect(terminal.shows("behind-the-door"))
        terminal.send("P")
        #expect(terminal.shows("stands still"), "\(terminal.screen.text)")
        terminal.send("\t\r")
        #expect(terminal.shows("paused"), "\(terminal.screen.text)")
        terminal.send("q")
        #expect(terminal.waitForEnd(within: 30) == .exited(0))
        // Nothing of it in the database or in a log.
        let kept = try FileManager.default.subpathsOfDirectory(atPath: program.state)
            .compactMap { FileManager.default.contents(atPath: program.state + "/" + $0) }
        #expect(kept.allSatisfy { $0.range(of: Data("pa55w".utf8)) == nil })
    }

    @Test("a command without a terminal fails at once and names the host")
    func noTerminal() throws {
        let start = ContinuousClock.now
        let ended = try program.run(["--connect", uri, "guest", "list"])
        #expect(ended.code == 1 && ended.out.isEmpty)
        #expect(ended.err.contains("locked.xml asks for a password") && ended.err.contains("auth.conf"), "\(ended.err)")
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test("a command at a terminal asks, without echo")
    func asks() throws {
        let terminal = try program.open(["--connect", uri, "guest", "list"])
        #expect(terminal.shows("user name:", within: 30), "\(terminal.screen.text)")
        terminal.send("astrochicken\r")
        #expect(terminal.shows("password:"))
        #expect(terminal.wait { $0.modes.c_lflag & tcflag_t(ECHO) == 0 })
        terminal.send("pa55wörd\r")
        #expect(terminal.shows("behind-the-door", within: 30), "\(terminal.screen.text)")
        #expect(terminal.waitForEnd(within: 30) == .exited(0))
        #expect(!String(decoding: terminal.output, as: UTF8.self).contains("pa55w"))
        #expect(terminal.hasFirstModes)
    }

    @Test("a wrong password and Ctrl-C end a command with a clear message and the terminal as it was")
    func wrong() throws {
        for (password, said) in [("wrongone\r", "authentication failed"), ("wro\u{3}", "authentication")] {
            let terminal = try program.open(["--connect", uri, "guest", "list"])
            #expect(terminal.shows("user name:", within: 30))
            terminal.send("astrochicken\r")
            #expect(terminal.wait { $0.modes.c_lflag & tcflag_t(ECHO) == 0 })
            terminal.send(password)
            #expect(terminal.waitForEnd(within: 30) == .exited(1))
            #expect(terminal.screen.text.contains(said), "\(terminal.screen.text)")
            #expect(terminal.hasFirstModes)
        }
    }

    @Test("libvirt's own file of credentials is enough for a script")
    func file() throws {
        let credentials = program.folder.path + "/auth.conf"
        try write(
            "[credentials-lab]\nusername=astrochicken\npassword=pa55wörd\n[auth-test-localhost]\ncredentials=lab\n",
            to: credentials)
        let ended = try program.run(
            ["--connect", uri, "guest", "list"], environment: ["LIBVIRT_AUTH_FILE": credentials])
        #expect(ended.code == 0 && ended.out.contains("behind-the-door"), "\(ended.err)")
    }

    @Test("the wall shows that a password is needed, and asks nobody")
    func wall() throws {
        let terminal = try program.open(["wall", "--connect", uri])
        #expect(terminal.shows("local asks for a password", within: 30), "\(terminal.screen.text)")
        terminal.settle()
        #expect(!terminal.screen.text.contains("user name"))
        terminal.signal(SIGTERM)
        #expect(terminal.waitForEnd(within: 30) != nil)
        #expect(terminal.isRestored)
    }
}
