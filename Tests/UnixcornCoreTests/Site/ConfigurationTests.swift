import Foundation
import TestSupport
import Testing
import UnixcornCore

@Suite("The configuration file")
struct ConfigurationTests {
    private func problems(_ text: String) -> [ConfigurationProblem] {
        do {
            _ = try Configuration.parse(text, file: "u.toml")
            return []
        } catch {
            return error.problems
        }
    }

    @Test("without a file there is one local host")
    func defaults() {
        let configuration = Configuration()
        #expect(configuration.hosts.map(\.uri) == ["qemu:///system"])
        #expect(configuration.hosts.map(\.name) == ["local"])
        #expect(configuration.refresh == 2)
    }

    @Test("every section is read")
    func everything() throws {
        let text = """
            [site]
            name = "licorne"
            language = "fr"
            timezone = "Europe/Paris"
            refresh = 5
            mouse = true
            [[host]]
            name = "alpha"
            [[host]]
            name = "beta"
            uri = "qemu+ssh://root@beta/system"
            shutdown_timeout = 30
            [pools.data]
            role = "san"
            warn_at = 70
            [alerts]
            pool_full_warning = 60
            [state]
            directory = "/srv/state"
            """
        let made = try Configuration.parse(text, file: "u.toml")
        #expect(made.name == "licorne" && made.language == .french && made.refresh == 5 && made.mouse)
        #expect(made.hosts.map(\.name) == ["alpha", "beta"])
        #expect(made.hosts[1].shutdownTimeout == 30)
        #expect(made.pools["data"] == .init(role: "san", warnAt: 70))
        #expect(made.alerts.poolFullWarning == 60 && made.alerts.poolFullCritical == 95)
        #expect(made.stateDirectory == "/srv/state")
    }

    @Test("an unknown key names file, line, key and the nearest known one")
    func unknownKey() {
        let found = problems("[site]\n# a comment\nname = \"x\"\nrefrsh = 3\n")
        #expect(found.map(\.line) == [4])
        #expect(found.first?.key == "site.refrsh")
        #expect(
            found.first?.words.english.hasPrefix("u.toml:4: site.refrsh: unknown key; did you mean 'refresh'?") == true)
    }

    @Test("all problems are told, in the order of the file")
    func allOfThem() {
        let text = """
            [site]
            refresh = 0
            mouse = "yes"
            [[host]]
            uri = "nonsense"
            [[host]]
            name = "a"
            [[host]]
            name = "a"
            [alerts]
            pool_full_warning = 96
            [colour]
            """
        #expect(problems(text).map(\.line) == [2, 3, 4, 5, 9, 10, 12])
    }

    @Test("a text that is not TOML names the line")
    func notTOML() {
        let found = problems("[site]\nname = \"x\nrefresh = 2\n")
        #expect(found.count == 1)
        #expect(found.first?.line == 2)
    }

    @Test("a section written as a list, or a list as a section, is told")
    func wrongShape() {
        #expect(problems("[host]\nname = \"a\"\n").map(\.key) == ["host"])
        #expect(problems("[[site]]\nname = \"a\"\n").map(\.key) == ["site"])
        #expect(problems("[pools]\nrole = \"ssd\"\n").map(\.key) == ["pools.role"])
    }

    @Test("a value changes in place and all else stays")
    func setsInPlace() {
        var text = ConfigurationText("# top\n[site]\nname = \"x\" # why\nrefresh=2   # fast\n\n[alerts]\n")
        text.set(TOMLPath("site", "refresh"), to: .int(5))
        #expect(text.text == "# top\n[site]\nname = \"x\" # why\nrefresh=5   # fast\n\n[alerts]\n")
    }

    @Test("a new key goes to the end of its section, a new section to the end of the file")
    func setsNew() {
        var text = ConfigurationText("[site]\nname = \"x\"\n\n[alerts]\n")
        text.set(TOMLPath("site", "mouse"), to: .bool(true))
        text.set(TOMLPath("pools", "ssd disk", "role"), to: .string("ssd"))
        #expect(
            text.text == "[site]\nname = \"x\"\nmouse = true\n\n[alerts]\n\n[pools.\"ssd disk\"]\nrole = \"ssd\"\n")
    }

    @Test("the value of the second host changes, not the first one's")
    func setsInList() {
        var text = ConfigurationText("[[host]]\nname = \"a\"\n[[host]]\nname = \"b\"\n")
        text.set(TOMLPath([.key("host"), .index(1), .key("name")]), to: .string("c"))
        #expect(text.text == "[[host]]\nname = \"a\"\n[[host]]\nname = \"c\"\n")
    }

    @Test("lines are right after texts of many lines, lists and inline tables")
    func linesAfterLongValues() {
        let text = "a = \"\"\"\none\n\"\"\"\nb = [\n 1, # x ]\n 2,\n]\nc = { d = 1, e = \"#\" }\n[site]\nrefresh = 99\n"
        let found = problems(text).filter { $0.key == "site.refresh" }
        #expect(found.map(\.line) == [10])
    }

    @Test("the example file is a configuration once its comments are taken off")
    func exampleIsValid() throws {
        let text = Configuration.example().split(separator: "\n").filter { $0.hasPrefix("#") && !$0.hasPrefix("# ") }
            .map { $0.dropFirst() }.joined(separator: "\n")
        let made = try Configuration.parse(text, file: "example")
        #expect(made.name == "licorne")
        #expect(made.pools["default"]?.role == "ssd")
    }

    @Test("the manual has every key")
    func manualIsWhole() {
        let manual = Configuration.manual()
        for key in ConfigurationKey.all { #expect(manual.contains(".It Ic \(key.name)\n")) }
    }

    @Test("a file that is not there is told with the system's reason")
    func missingFile() {
        #expect {
            try Configuration.load(explicit: "/nowhere/u.toml")
        } throws: { error in
            "\(error)".contains("/nowhere/u.toml: cannot be read: No such file or directory")
        }
    }

    @Test("a URI in place of the file's hosts keeps the name in it")
    func connect() {
        #expect(Configuration().connecting(to: "qemu+ssh://root@beta:22/system").hosts.map(\.name) == ["beta"])
        #expect(Configuration().connecting(to: "test:///default").hosts.map(\.name) == ["local"])
    }
}

@Suite("Secrets")
struct SecretTests {
    private func file(_ mode: Int, _ text: String = "hush\n") throws -> (TemporaryFolder, String) {
        let folder = try TemporaryFolder()
        let path = folder.path + "/secret"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return (folder, path)
    }

    @Test("a private file gives its first line")
    func reads() throws {
        let (folder, path) = try file(0o600)
        #expect(try Secret.read(file: path) == "hush")
        _ = folder
    }

    @Test("a file that others may read is refused")
    func tooOpen() throws {
        let (folder, path) = try file(0o640)
        #expect(throws: OperationFailure.self) { try Secret.read(file: path) }
        _ = folder
    }

    @Test("a symbolic link is refused")
    func link() throws {
        let (folder, path) = try file(0o600)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: path)
        #expect {
            try Secret.read(file: folder.path + "/link")
        } throws: { ($0 as? OperationFailure)?.message.english.contains("symbolic link") == true }
    }
}
