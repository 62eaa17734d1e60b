import Foundation
import TestSupport
import Testing

@Suite("The program's commands, as a script runs them")
struct CommandTests {
    private let program: Installed
    private let site = ["--connect", "test:///default"]

    init() throws { program = try Installed() }

    private func rows(_ json: String) throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    }

    @Test("screen prints the running guest of libvirt's test driver")
    func screen() throws {
        let ended = try program.run(site + ["screen", "--size", "80x24", "--keys", "g v"])
        #expect(ended.code == 0 && ended.err.isEmpty)
        let lines = ended.out.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.contains { $0.contains("running") && $0.contains(" test ") }, "\(ended.out)")
        #expect(!ended.out.contains("\u{1B}"))
    }

    @Test("guest list prints an array of objects")
    func guests() throws {
        let ended = try program.run(site + ["guest", "list", "--json"])
        #expect(ended.code == 0 && ended.err.isEmpty)
        let guest = try #require(try rows(ended.out).first)
        #expect(Set(["name", "uuid", "state", "kind", "vcpus", "memory"]).isSubset(of: guest.keys))
        #expect(guest["name"] as? String == "test")
        #expect(guest["state"] as? String == "running")
        #expect(guest["memory"] as? Int == 2 << 30)
    }

    @Test("storage pools prints an array of objects")
    func pools() throws {
        let ended = try program.run(site + ["storage", "pools", "--json"])
        #expect(ended.code == 0 && ended.err.isEmpty)
        let pool = try #require(try rows(ended.out).first)
        #expect(Set(["name", "state", "capacity", "allocation", "role"]).isSubset(of: pool.keys))
        #expect(pool["name"] as? String == "default-pool")
        #expect(pool["capacity"] as? Int == 100 << 30)
    }

    @Test("a deed from the command line is in the journal, intent and outcome")
    func deed() throws {
        let ended = try program.run(site + ["guest", "kill", "test", "--yes"])
        #expect(ended.code == 0, "\(ended.err)")
        let journal = try rows(try program.run(["journal", "list", "--json"]).out)
        let ours = journal.filter { $0["title"] as? String == "Force off test" }
        #expect(Set(ours.compactMap { $0["kind"] as? String }) == ["intent", "outcome"])
        #expect(ours.contains { $0["result"] as? String == "done" })
        #expect(try program.run(["journal", "verify"]).code == 0)
    }

    @Test("what destroys is not done without a terminal to ask on")
    func unasked() throws {
        let ended = try program.run(site + ["guest", "kill", "test"])
        #expect(ended.code == 1)
        #expect(ended.err.contains("--yes"))
    }
}

@Suite("guest create")
struct CreateTests {
    private let program: Installed
    private let site: [String]

    init() throws {
        program = try Installed()
        let node = program.folder.path + "/node.xml"
        try write("<node>" + CreateTests.domain("there", uuid: CreateTests.taken) + "</node>", to: node)
        site = ["--connect", "test://" + node]
    }

    private static let taken = "6c69636f-0000-4000-8000-000000000001"

    private static func domain(_ name: String, uuid: String? = nil) -> String {
        """
        <domain type='test'><name>\(name)</name>\(uuid.map { "<uuid>\($0)</uuid>" } ?? "")
        <memory unit='MiB'>64</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>
        """
    }

    private func create(_ xml: String, _ more: String..., environment: [String: String?] = [:]) throws
        -> Installed.Ended
    {
        let file = program.folder.path + "/new.xml"
        try write(xml, to: file)
        return try program.run(site + ["guest", "create", file] + more, environment: environment)
    }

    private func journal() throws -> [[String: Any]] {
        let ended = try program.run(["journal", "list", "--json"])
        return try #require(try JSONSerialization.jsonObject(with: Data(ended.out.utf8)) as? [[String: Any]])
    }

    @Test("a guest is made from a file, gets a UUID, starts where asked, is reported as JSON and journaled")
    func made() throws {
        let ended = try create(CreateTests.domain("new"), "--start", "--json")
        #expect(ended.code == 0 && ended.err.isEmpty, "\(ended.err)")
        let guest = try #require(try JSONSerialization.jsonObject(with: Data(ended.out.utf8)) as? [String: Any])
        #expect(guest["name"] as? String == "new" && guest["state"] as? String == "running")
        #expect(UUID(uuidString: guest["uuid"] as? String ?? "") != nil)
        let titles = try journal().compactMap { $0["title"] as? String }
        #expect(titles.contains("Create new") && titles.contains("Start new"), "\(titles)")
        let off = try create(CreateTests.domain("off"), environment: ["LC_ALL": nil, "LANG": "fr_FR.UTF-8"])
        #expect(off.code == 0 && off.out.contains("Créer off"), "\(off.out)\(off.err)")
    }

    @Test("a name or a UUID that is there already is refused, and says whose it is")
    func taken() throws {
        let name = try create(CreateTests.domain("there"))
        #expect(name.code == 1 && name.err.contains("a guest of this name is there, with UUID \(CreateTests.taken)"))
        let uuid = try create(CreateTests.domain("other", uuid: CreateTests.taken))
        #expect(uuid.code == 1 && uuid.err.contains("its UUID \(CreateTests.taken) is that of there"), "\(uuid.err)")
        #expect(try journal().contains { $0["result"] as? String == "failed" })
    }

    @Test("what is no domain XML, has no name or is not there is refused before anything is opened")
    func refused() throws {
        for (xml, words) in [
            ("<domain><name>x", "no domain XML"), ("<pool/>", "no domain XML"), ("<domain/>", "no <name>"),
            (CreateTests.domain("x", uuid: "nonsense"), "nonsense is no UUID"),
        ] {
            let ended = try create(xml)
            #expect(ended.code == 1 && ended.err.contains(words), "\(ended.err)")
        }
        let ended = try program.run(site + ["guest", "create", "/nowhere/file.xml"])
        #expect(ended.code == 1 && ended.err.contains("/nowhere/file.xml cannot be read"), "\(ended.err)")
        let invalid = try create("<domain type='test'><name>bad</name></domain>")
        #expect(invalid.code == 1 && invalid.err.contains("Create bad"), "\(invalid.err)")
    }
}
