import Foundation
import Screen
import TestSupport
import Testing

@Suite("The console on the demo site, driven from a terminal")
struct DemoConsoleTests {
    private let program: Installed

    init() throws { program = try Installed() }

    /// The console with its guests on screen.
    private func guests(_ environment: [String: String?] = [:], size: Size = Size(80, 24)) throws -> PseudoTerminal {
        let terminal = try program.open(["demo"], environment: environment, size: size)
        #expect(terminal.shows("licorne"), "no first frame")
        terminal.send("gv")
        #expect(terminal.shows("sauvegarde-test"), "no guests: \(terminal.screen.text)")
        return terminal
    }

    private func quit(_ terminal: PseudoTerminal, sourceLocation: SourceLocation = #_sourceLocation) {
        terminal.send("q")
        #expect(terminal.waitForEnd() == .exited(0), sourceLocation: sourceLocation)
        #expect(terminal.isRestored, sourceLocation: sourceLocation)
    }

    private func hides(_ terminal: PseudoTerminal, _ text: String) -> Bool {
        terminal.wait { !$0.screen.text.contains(text) }
    }

    private static let escape = "\u{1B}"

    @Test("keys move: j, Enter, Esc")
    func moves() throws {
        let terminal = try guests()
        terminal.send("jj\r")
        #expect(terminal.shows("› dns"))
        terminal.send(Self.escape)
        #expect(hides(terminal, "› dns"))
        terminal.send("G\r")
        #expect(terminal.shows("› wiki"))
        quit(terminal)
    }

    @Test("Enter on an alert opens the crashed guest; forced off it starts again")
    func crashed() throws {
        let terminal = try program.open(["demo"])
        #expect(terminal.shows("guest matrice has crashed"))
        terminal.send("\u{1B}[C\u{1B}[B\u{1B}[B\r")
        #expect(terminal.shows("› matrice"), "\(terminal.screen.text)")
        terminal.send("S")
        #expect(terminal.shows("force a crashed one off first"), "\(terminal.screen.text)")
        terminal.send("K")
        #expect(terminal.shows("Type matrice to confirm"), "\(terminal.screen.text)")
        terminal.send("matrice\r")
        #expect(terminal.wait(20) { !$0.screen.text.contains("crashed") }, "\(terminal.screen.text)")
        terminal.send("S")
        #expect(terminal.shows("● running"), "\(terminal.screen.text)")
        quit(terminal)
    }

    @Test("a filter keeps what fits, Esc brings all back")
    func filters() throws {
        let terminal = try guests()
        terminal.send("/web-\r")
        #expect(hides(terminal, "cloud"))
        #expect(terminal.shows("web-bio") && terminal.shows("web-troc"))
        terminal.send(Self.escape)
        #expect(terminal.shows("cloud"))
        quit(terminal)
    }

    @Test("the palette finds an action by its words, and changes the theme")
    func palette() throws {
        let terminal = try guests()
        terminal.send(":")
        #expect(terminal.shows("actions"))
        terminal.send("theme gruv")
        #expect(terminal.shows("theme gruvbox"))
        let start = terminal.settle()
        terminal.send("\r")
        // Every cell changes its colours: the whole screen is written again.
        #expect(terminal.wait { $0.output.count > start + 1000 })
        #expect(terminal.shows("sauvegarde-test"))
        terminal.send(":")
        #expect(terminal.shows("actions"))
        terminal.send("go to storage\r")
        #expect(terminal.shows("volumes of"))
        quit(terminal)
    }

    @Test("help lists the keys of the screen, searches and runs")
    func help() throws {
        let terminal = try guests()
        terminal.send("?")
        #expect(terminal.shows("what it does"))
        terminal.send("/force off\r")
        #expect(terminal.shows("Pull the plug"))
        #expect(hides(terminal, "page down"))
        terminal.send(Self.escape)
        #expect(hides(terminal, "Pull the plug"))
        quit(terminal)
    }

    @Test("the key that opens a dialog never confirms it, and Cancel is the default")
    func openingKey() throws {
        let terminal = try guests()
        terminal.send("H")
        #expect(terminal.shows("stops serving"))
        terminal.send("HHH\r")
        #expect(hides(terminal, "stops serving"))
        terminal.send("gj")
        #expect(terminal.shows("no job yet"))
        quit(terminal)
    }

    @Test("force off asks for the name, and does nothing before it is right")
    func typedName() throws {
        let terminal = try guests()
        terminal.send("K")
        #expect(terminal.shows("Type chat to confirm"))
        terminal.send("cha\r")
        terminal.settle()
        #expect(terminal.screen.text.contains("Force off chat"), "\(terminal.screen.text)")
        #expect(terminal.shows("● running  chat"))
        terminal.send("t\r")
        #expect(terminal.shows("done: Force off chat"))
        #expect(terminal.shows("○ off      chat"))
        quit(terminal)
    }

    @Test("from 80x24 to 200x50 to 20x5 and back, every size draws itself")
    func resizes() throws {
        let terminal = try guests()
        terminal.resize(Size(200, 50))
        #expect(terminal.wait { $0.screen.text(row: 49).contains("q quit") })
        #expect(terminal.wait(10) { $0.screen.text.contains("autostart") || $0.screen.text.contains("kind") })
        terminal.resize(Size(20, 5))
        #expect(terminal.shows("20x5"))
        terminal.resize(Size(80, 24))
        #expect(terminal.wait { $0.screen.text(row: 23).contains("q quit") })
        #expect(terminal.shows("sauvegarde-test"))
        quit(terminal)
    }

    @Test("French by the environment")
    func french() throws {
        let terminal = try program.open(
            ["demo"], environment: ["LC_ALL": nil, "LANG": "fr_FR.UTF-8", "LC_CTYPE": "C.UTF-8"])
        #expect(terminal.shows("Aperçu"))
        terminal.send("gv")
        #expect(terminal.shows("arrêtée"), "\(terminal.screen.text)")
        terminal.send("K")
        #expect(terminal.shows("Tapez chat pour confirmer"))
        terminal.send(Self.escape)
        #expect(hides(terminal, "Tapez chat"))
        quit(terminal)
    }

    @Test("old terminals and no colours", arguments: ["linux", "vt100", "NO_COLOR", "screen", "tmux-256color"])
    func terminals(_ kind: String) throws {
        let environment = kind == "NO_COLOR" ? ["NO_COLOR": "1"] : ["TERM": kind]
        let terminal = try guests(environment)
        terminal.send("j\r")
        #expect(terminal.shows("cloud"))
        if kind == "NO_COLOR" || kind == "vt100" {
            let text = String(decoding: terminal.output, as: UTF8.self)
            #expect(!text.contains(/\u{1B}\[[0-9;]*[34][0-7]([;m]|8)/), "a colour was written")
        }
        quit(terminal)
    }

    @Test("what a killed demo leaves behind goes with the next one")
    func killedDemo() throws {
        let first = try guests()
        func folders() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: program.folder.path).filter {
                $0.hasPrefix("unixcorn-demo-")
            }
        }
        let left = try folders()
        #expect(left.count == 1)
        kill(try #require(first.children.first), SIGKILL)
        #expect(first.waitForEnd() == .signalled(SIGKILL))
        #expect(try folders() == left)
        let second = try guests()
        #expect(try folders().count == 1 && folders() != left)
        quit(second)
        #expect(Eventually.holds { (try? folders().isEmpty) ?? false })
    }

    @Test("the last view is there again at the next start")
    func lastView() throws {
        let site = ["--connect", "test:///default"]
        let first = try program.open(site)
        #expect(first.shows("test:///default"))
        first.send("gs")
        #expect(first.shows("default-pool"))
        #expect(first.shows("volumes of"))
        quit(first)
        let second = try program.open(site)
        #expect(second.shows("volumes of"))
        quit(second)
    }
}
