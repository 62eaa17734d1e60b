import Foundation
import GRDB
import Screen
import TestSupport
import Testing

@Suite("Bad input gets a sentence and a code")
struct BadInputTests {
    private let program: Installed
    private let site = ["--connect", "test:///default"]

    init() throws { program = try Installed() }

    private func file(_ name: String, _ text: String) throws -> String {
        let path = program.folder.path + "/" + name
        try write(text, to: path)
        return path
    }

    private func expect(
        _ arguments: [String], fails code: Int32, saying words: [String], environment: [String: String?] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let ended = try program.run(arguments, environment: environment)
        #expect(ended.code == code, "\(ended.err)", sourceLocation: sourceLocation)
        for word in words { #expect(ended.err.contains(word), "\(ended.err)", sourceLocation: sourceLocation) }
        #expect(ended.err.count < 2000, sourceLocation: sourceLocation)
    }

    /// The console on a terminal refuses to start: the sentence stands on a restored terminal.
    private func expectRefused(
        _ arguments: [String], code: Int32, saying words: [String], environment: [String: String?] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let terminal = try program.open(arguments, environment: environment)
        #expect(terminal.waitForEnd(within: 30) == .exited(code), sourceLocation: sourceLocation)
        #expect(terminal.isRestored, sourceLocation: sourceLocation)
        let text = String(decoding: terminal.output, as: UTF8.self)
        for word in words { #expect(text.contains(word), "\(text)", sourceLocation: sourceLocation) }
    }

    @Test("an unknown configuration key is named with file and line")
    func unknownKey() throws {
        let path = try file("unixcorn.toml", "[site]\nname = \"x\"\ncolor = 3\n")
        try expect(["--config", path, "guest", "list"], fails: 2, saying: [path + ":3", "color", "unknown key"])
        try expectRefused(["--config", path], code: 2, saying: [path + ":3", "color", "unknown key"])
    }

    @Test("several problems of a configuration are a line each")
    func severalProblems() throws {
        let path = try file("unixcorn.toml", "[site]\ncolor = 3\nrefresh = \"often\"\n")
        let ended = try program.run(["--config", path, "guest", "list"])
        #expect(ended.code == 2)
        let lines = ended.err.split(separator: "\n")
        #expect(lines.contains { $0.contains(path + ":2") } && lines.contains { $0.contains(path + ":3") })
        #expect(!ended.err.contains("^J"), "\(ended.err)")
    }

    @Test("a configuration file that is not there")
    func noFile() throws {
        try expect(["--config", "/nonexistent/unixcorn.toml", "guest", "list"], fails: 2, saying: ["/nonexistent/"])
    }

    @Test("a URI that is none")
    func badURI() throws {
        try expect(
            ["--connect", "nonsense", "guest", "list"], fails: 2, saying: ["nonsense", "no driver", "qemu:///system"])
    }

    @Test("failures are told in the configured language, whatever the locale")
    func configuredLanguage() throws {
        let path = try file("unixcorn.toml", "[site]\nlanguage = \"fr\"\n")
        try expect(
            ["--config", path, "--connect", "nonsense", "guest", "list"], fails: 2,
            saying: ["n’a pas pu être ouvert", "pas un pilote"], environment: ["LC_ALL": "C"])
        try expect(
            ["--config", path] + site + ["guest", "show", "personne"], fails: 2, saying: ["aucune machine"],
            environment: ["LC_ALL": "C"])
    }

    private let refused = "qemu+unix:///system?socket=/nonexistent/libvirt-sock"

    @Test("a refused connection: commands say why, the console lives and shows it")
    func refusedConnection() throws {
        try expect(["--connect", refused, "guest", "list"], fails: 1, saying: ["/nonexistent/libvirt-sock"])
        let terminal = try program.open(["--connect", refused])
        #expect(terminal.shows("connection lost"))
        terminal.send("q")
        #expect(terminal.waitForEnd() == .exited(0))
        #expect(terminal.isRestored)
    }

    @Test("an unknown theme names those that there are")
    func unknownTheme() throws {
        try expect(site + ["--theme", "nosuch", "screen"], fails: 2, saying: ["nosuch", "unixcorn-dark"])
        try expectRefused(["demo", "--theme", "nosuch"], code: 2, saying: ["nosuch", "unixcorn-dark"])
    }

    @Test("a theme with an unknown role names it")
    func unknownRole() throws {
        let path = try file("odd.toml", "inherits = \"unixcorn-dark\"\n[roles]\nbogus = \"red\"\n")
        try expect(site + ["--theme", path, "screen"], fails: 2, saying: [path, "bogus", "unknown role"])
        try expectRefused(["demo", "--theme", path], code: 2, saying: ["bogus", "unknown role"])
    }

    @Test("TERM unset, or a terminal that nobody knows", arguments: [nil, "", "no-such-terminal"])
    func term(_ name: String?) throws {
        try expectRefused(["demo"], code: 2, saying: ["TERM"], environment: ["TERM": name])
    }

    @Test("a locale that does not exist: ASCII, and everything works")
    func locale() throws {
        let terminal = try program.open(["demo"], environment: ["LC_ALL": "xx_YY.UTF-8"])
        #expect(terminal.shows("DEMO"))
        terminal.send("gv")
        #expect(terminal.shows("sauvegarde-test"))
        terminal.send("q")
        #expect(terminal.waitForEnd() == .exited(0))
        #expect(terminal.output.allSatisfy { $0 < 0x80 })
        #expect(terminal.isRestored)
    }

    @Test("a terminal of 20x5 draws something and lets one quit")
    func small() throws {
        let terminal = try program.open(["demo"], size: Size(20, 5))
        #expect(terminal.shows("20x5"))
        terminal.send("gv")
        #expect(terminal.shows("chat"))
        terminal.send("q")
        #expect(terminal.waitForEnd() == .exited(0))
        #expect(terminal.isRestored)
    }

    @Test("a state database of a newer version is refused and left as it is")
    func newerState() throws {
        #expect(try program.run(site + ["guest", "kill", "test", "--yes"]).code == 0)
        let database = program.state + "/state.db"
        try DatabaseQueue(path: database).write { try $0.execute(sql: "PRAGMA user_version = 9999") }
        let before = try dump(database)
        try expect(["journal", "list"], fails: 1, saying: [database, "version 9999"])
        try expect(site + ["guest", "start", "test"], fails: 1, saying: [database, "version 9999"])
        try expectRefused(site, code: 1, saying: ["version 9999"])
        #expect(try dump(database) == before)
    }

    /// The version and the digests of the journal: what must not be lost.
    private func dump(_ database: String) throws -> [String] {
        try DatabaseQueue(path: database).read { database in
            try String.fetchAll(database, sql: "PRAGMA user_version")
                + String.fetchAll(database, sql: "SELECT digest FROM journal ORDER BY id")
        }
    }

    @Test("standard input closed: commands work, the console says what it needs")
    func closedInput() throws {
        let list = try program.run(site + ["guest", "list", "--json"], closesInput: true)
        #expect(list.code == 0 && list.out.contains("\"test\""), "\(list.err)")
        let console = try program.run(site, closesInput: true)
        #expect(console.code == 2)
        #expect(console.err.contains("terminal"))
    }

    @Test("an unknown key and an impossible size of screen")
    func screenOptions() throws {
        try expect(site + ["screen", "--keys", "g nokey"], fails: 2, saying: ["--keys", "nokey"])
        try expect(site + ["screen", "--size", "big"], fails: 2, saying: ["--size", "big"])
    }

    @Test("an unknown command, and a guest that is not there")
    func unknownNames() throws {
        try expect(["frobnicate"], fails: 2, saying: ["frobnicate"])
        try expect(site + ["guest", "start", "nobody"], fails: 2, saying: ["nobody"])
    }
}
