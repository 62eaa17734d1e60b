import Foundation
import TestSupport
import Testing

@Suite("What someone types who has never used the commands")
struct ColdUserTests {
    private let program: Installed
    private let site = ["--connect", "test:///default"]
    private let french: [String: String?] = ["LC_ALL": nil, "LANG": "fr_FR.UTF-8", "LC_CTYPE": "C.UTF-8"]

    init() throws { program = try Installed() }

    @Test(
        "a size without a unit is refused",
        arguments: [
            ["guest", "set", "test", "--memory", "16"], ["storage", "create", "default-pool", "vol1", "10"],
            ["storage", "resize", "default-pool", "vol1", "10", "--yes"],
        ])
    func bareSize(_ arguments: [String]) throws {
        let ended = try program.run(site + arguments)
        #expect(ended.code == 2)
        #expect(ended.err.contains("a size has a unit: 16 GiB"), "\(ended.err)")
    }

    @Test("a size with its unit is taken")
    func size() throws {
        let ended = try program.run(site + ["storage", "create", "default-pool", "vol1", "10 MiB", "--format", "raw"])
        #expect(ended.code == 0, "\(ended.err)")
    }

    @Test("undo without a terminal says that nothing was done, and how to say yes")
    func undo() throws {
        #expect(try program.run(site + ["guest", "suspend", "test", "--yes"]).code == 0)
        let ended = try program.run(site + ["undo"])
        #expect(ended.code == 1)
        #expect(ended.err.contains("nothing was done") && ended.err.contains("--yes"), "\(ended.err)")
    }

    @Test("Enter at the question of undo is a no, and says so")
    func undoAnswered() throws {
        #expect(try program.run(site + ["guest", "suspend", "test", "--yes"]).code == 0)
        let terminal = try program.open(site + ["undo"])
        #expect(terminal.sees("[y/N]", within: 60))
        terminal.send("\r")
        #expect(terminal.waitForEnd(within: 30) == .exited(1))
        #expect(String(decoding: terminal.output, as: UTF8.self).contains("nothing was done"))
    }

    @Test(
        "keys.toml is found beside a configuration that is named without a folder", arguments: ["ok.toml", "./ok.toml"])
    func keysBeside(_ name: String) throws {
        try write("", to: program.folder.path + "/ok.toml")
        try write("\"guest.start\" = [\"f11\"]\n", to: program.folder.path + "/keys.toml")
        let ended = try program.run(
            ["--config", name, "keys"], isOwnState: false,
            through: ["sh", "-c", "cd '\(program.folder.path)' && exec \"$0\" \"$@\""])
        #expect(ended.code == 0, "\(ended.err)")
        #expect(ended.out.split(separator: "\n").contains { $0.contains("guest.start") && $0.contains("f11") })
    }

    @Test("what is no XML is told in a sentence, in both languages")
    func noXML() throws {
        let piped = ["sh", "-c", "echo garbage | \"$0\" \"$@\""]
        let english = try program.run(site + ["guest", "create", "-"], through: piped)
        #expect(english.code == 1)
        #expect(english.err.contains("standard input is no domain XML: line 1: "), "\(english.err)")
        let french = try program.run(site + ["guest", "create", "-"], environment: french, through: piped)
        #expect(french.err.contains("l’entrée standard n’est pas un XML de machine"), "\(french.err)")
        #expect(french.err.contains("ligne 1 : "), "\(french.err)")
        let nothing = try program.run(site + ["guest", "create", "-"], environment: self.french)
        #expect(nothing.err.contains("le document est vide"), "\(nothing.err)")
    }

    @Test("a demo that is refused leaves nothing behind")
    func refusedDemo() throws {
        #expect(try program.run(["demo"], isOwnState: false).code == 2)
        let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
        #expect(!left.contains { $0.hasPrefix("unixcorn-demo-") }, "\(left)")
    }

    @Test("tables are French for a reader of French; JSON is not")
    func frenchTables() throws {
        #expect(try program.run(site + ["guest", "suspend", "test", "--yes"]).code == 0)
        let guests = try program.run(site + ["guest", "list"], environment: french)
        #expect(guests.out.hasPrefix("ÉTAT") && guests.out.contains("marche"), "\(guests.out)")
        let jobs = try program.run(["job", "list"], environment: french)
        #expect(jobs.out.contains("DEMANDÉ") && jobs.out.contains("fait"), "\(jobs.out)")
        let journal = try program.run(["journal", "list"], environment: french)
        #expect(journal.out.contains("RÉSULTAT") && journal.out.contains("intention"), "\(journal.out)")
        let networks = try program.run(site + ["network", "list"], environment: french)
        #expect(networks.out.contains("PONT") && networks.out.contains("marche"), "\(networks.out)")
        let pools = try program.run(site + ["storage", "pools"], environment: french)
        #expect(pools.out.contains("CHEMIN") && pools.out.contains("marche"), "\(pools.out)")
        let json = try program.run(site + ["guest", "list", "--json"], environment: french)
        #expect(json.out.contains("\"state\" : \"running\""), "\(json.out)")
    }

    @Test("a URI that libvirt does not know is a mistake of usage", arguments: ["foo", "qemu+shh://x/system"])
    func wrongURI(_ uri: String) throws {
        #expect(try program.run(["--connect", uri, "guest", "list"]).code == 2)
    }

    @Test("an empty URI is called empty")
    func emptyURI() throws {
        let ended = try program.run(["--connect", "", "guest", "list"])
        #expect(ended.code == 2)
        #expect(ended.err.contains("the URI is empty") && !ended.err.contains("no driver"), "\(ended.err)")
    }

    @Test("doctor says that there is no configuration file")
    func doctor() throws {
        let ended = try program.run(site + ["doctor"])
        #expect(ended.out.contains("configuration: none, defaults"), "\(ended.out)")
    }
}
