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
