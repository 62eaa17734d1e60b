import Foundation
import TestSupport
import Testing

@Suite("The members' commands", .enabled(if: DirectoryDouble.isPossible))
struct MemberCommandTests {
    @Test("asked, planned, applied, and gone: over real HTTPS")
    func whole() throws {
        let double = try DirectoryDouble("nextcloud", users: "30")
        defer { double.stop() }
        let site = try ProgramWithServices([("cloud", "nextcloud", double, "")])
        #expect(try site.run("sync").code == 0)
        let listed = try site.run("list", "--json")
        #expect(listed.out.contains("\"login\" : \"member0002\""))
        let why = try site.run("why", "cloud", "member0002")
        #expect(why.out.contains("due: delete") && why.out.contains("Europe/Paris"))
        let plan = try site.plan("cloud")
        let wrong = try site.run("apply", plan.file, "--digest", "00000000")
        #expect(wrong.code == 1 && wrong.err.contains("is not the beginning of the plan's digest"))
        #expect(try double.calls().isEmpty)
        let applied = try site.run("apply", plan.file, "--digest", plan.word)
        #expect(applied.code == 0, "\(applied.err)")
        #expect(try double.calls().allSatisfy { $0.hasPrefix("DELETE") })
        #expect(try site.run("list", "--due").out.split(separator: "\n").count == 1)
    }

    @Test("exempted, noted, disabled, enabled, made, and the register tells")
    func byHand() throws {
        let double = try DirectoryDouble("nextcloud", users: "12")
        defer { double.stop() }
        let site = try ProgramWithServices([("cloud", "nextcloud", double, "")])
        _ = try site.run("sync")
        let exempt = try site.run(
            "exempt", "cloud", "member0002", "--why", "gives each month", "--proof", "<m@x>", "--until", "2199-12-31")
        #expect(exempt.code == 0, "\(exempt.err)")
        #expect(try site.run("register").out.contains("2199-12-31"))
        #expect(try site.run("why", "cloud", "member0002").out.contains("exempt: gives each month"))
        #expect(try site.run("note", "cloud", "member0003", "--why", "called").code == 0)
        #expect(try site.run("why", "cloud", "member0003").out.contains("called"))
        #expect(try site.run("note", "cloud", "member0003", "--why", "x", "--at", "2199-01-01").code == 2)
        #expect(try site.run("disable", "cloud", "member0004", "--yes").code == 0)
        #expect(try site.run("enable", "cloud", "member0004").code == 0)
        #expect(try site.run("why", "cloud", "member0004").out.contains("enabled it again"))
        #expect(try site.run("create", "cloud", "zoe", "--mail", "zoe@example.org").code == 0)
        #expect(try site.run("list").out.contains("zoe"))
        let refused = try site.run("delete", "cloud", "admin", "--yes")
        #expect(refused.code == 1 && refused.err.contains("administrator"))
        #expect(try site.run("delete", "cloud", "member0005").code == 1)
        let past = try site.run("exempt", "cloud", "member0006", "--why", "gives", "--until", "2020-01-01")
        #expect(past.code == 1 && past.err.contains("over already"))
        try write("Maintenance\n", to: site.program.folder.path + "/text")
        let unasked = try site.run(
            "announce", "cloud", "--subject", "Hi", "--text", site.program.folder.path + "/text")
        #expect(unasked.code == 1 && !FileManager.default.fileExists(atPath: site.mails))
    }

    @Test(
        "a server that does wrong is named, and nobody is judged",
        arguments: [
            ("html", "cloud"), ("redirect-login", "cloud"), ("token-expired", "password"), ("half-list", "missing"),
            ("clock-off", "clock"), ("cut-answer", "cloud"), ("http500", "500"), ("repeat-page", "twice"),
        ])
    func faults(_ fault: String, _ word: String) throws {
        let double = try DirectoryDouble("nextcloud", users: "40")
        defer { double.stop() }
        let site = try ProgramWithServices([("cloud", "nextcloud", double, "")])
        #expect(try site.run("sync").code == 0)
        try double.ask("fault", fault)
        let sync = try site.run("sync")
        #expect(sync.code == 1, "\(fault): \(sync.out)")
        let plan = try site.run("plan", "cloud")
        #expect(plan.code != 0 && plan.err.contains("Nothing was done"), "\(fault): \(plan.err)")
        #expect(try double.calls().allSatisfy { !$0.hasPrefix("DELETE") })
        print("\(fault): \(sync.err.split(separator: "\n").first ?? "")")
    }

    @Test("no service, a wrong one, a wrong account: said, with what there is")
    func wrong() throws {
        let double = try DirectoryDouble("nextcloud", users: "5")
        defer { double.stop() }
        let site = try ProgramWithServices([("cloud", "nextcloud", double, "")])
        let service = try site.run("sync", "clowd")
        #expect(service.code == 2 && service.err.contains("there are cloud"))
        _ = try site.run("sync")
        let account = try site.run("why", "cloud", "nobody")
        #expect(account.code == 2 && account.err.contains("no account nobody"))
        let none = try Installed().run(["member", "list"])
        #expect(none.code == 2 && none.err.contains("declares no service"))
    }
}
