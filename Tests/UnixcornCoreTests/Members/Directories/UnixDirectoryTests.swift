import Foundation
import TestSupport
import Testing
import Text

@testable import UnixcornCore

@Suite struct UnixDirectoryTests {
    @Test func `only people are listed, with their groups`() async throws {
        let machine = try UnixFixture(
            [UnixFixture.marie, "paul:x:1002:1002::/home/paul:/bin/bash"],
            group: ["marie:x:1001:", "paul:x:1002:", "adm:x:4:paul"])
        let accounts = try await machine.directory.census().accounts
        #expect(accounts.map(\.id) == ["marie", "paul"])
        #expect(accounts[0].displayName == "Marie Curie")
        #expect(accounts[0].groups == ["marie", "club"])
        #expect(accounts.map(\.isAdministrator) == [false, true])
        #expect(accounts.allSatisfy { $0.isEnabled && $0.faults.isEmpty })
    }

    @Test(arguments: [
        ("/bin/bash", "$y$hash:1:0:9:7:::", true), ("/usr/sbin/nologin", "$y$hash:1:0:9:7:::", false),
        ("/bin/false", "$y$hash:1:0:9:7:::", false), ("/bin/bash", "!$y$hash:1:0:9:7:::", false),
        ("/bin/bash", "!:1:0:9:7:::", true), ("/bin/bash", "*:1:0:9:7:::", true),
        ("/bin/bash", "!:1:0:9:7::1:", false), ("/bin/bash", "$y$hash:1:0:9:7::99999:", true),
    ])
    func `a lock, an end and a closed shell disable`(shell: String, shadow: String, isEnabled: Bool) async throws {
        let machine = try UnixFixture(["anna:x:1005:1005::/home/anna:\(shell)"], shadow: ["anna:\(shadow)"])
        let accounts = try await machine.directory.census().accounts
        #expect(accounts.map(\.isEnabled) == [isEnabled])
        #expect(accounts[0].faults.isEmpty)
    }

    @Test func `a login is seen in both records, and the end of a session counts`() async throws {
        let machine = try UnixFixture([
            UnixFixture.marie, "paul:x:1002:1002::/home/paul:/bin/sh", "anna:x:1003:1003::/home/anna:/bin/sh",
            "zoe:x:1004:1004::/home/zoe:/bin/sh",
        ])
        try machine.lastlog([1001: 1_760_000_000])
        try machine.wtmp(
            [
                (7, "pts/0", "marie", 1_760_000_000), (8, "pts/0", "", 1_760_003_600),
                (7, "pts/1", "paul", 1_760_000_100),
            ],
            name: "wtmp.1")
        // The machine was shut down while Paul was there, and Anna still is.
        try machine.wtmp([(1, "~", "shutdown", 1_760_009_000), (7, "pts/0", "anna", 1_760_010_000)], cut: 0)
        let census = try await machine.directory.census()
        #expect(census.sources == [.login])
        #expect(
            census.accounts[0].evidence == [
                Evidence(.login, at: Moment(seconds: 1_760_000_000), note: "lastlog"),
                Evidence(.login, at: Moment(seconds: 1_760_003_600), note: "wtmp"),
            ])
        #expect(census.accounts[1].evidence.map(\.at) == [Moment(seconds: 1_760_009_000)])
        let now = try #require(census.accounts[2].evidence.first?.at)
        #expect(abs(now.seconds(since: census.ourTime)) < 2)
        #expect(census.accounts[3].evidence.isEmpty)
    }

    @Test func `a record that a crash cut hides no other`() async throws {
        let machine = try UnixFixture()
        try machine.wtmp([(7, "pts/0", "marie", 1_760_000_000), (8, "pts/0", "", 1_760_000_500)], cut: 100)
        let evidence = try await machine.directory.census().accounts[0].evidence
        // The end is lost: for all we know the session goes on.
        #expect(evidence.count == 1)
    }

    @Test func `a machine that keeps no records does not answer for logins`() async throws {
        let machine = try UnixFixture()
        #expect(try await machine.directory.census().sources.isEmpty)
        try machine.wtmp([])
        #expect(try await machine.directory.census().sources.isEmpty)
    }

    @Test func `an impossible date is a fault`() async throws {
        let machine = try UnixFixture()
        try machine.lastlog([1001: 86_400])
        let account = try await machine.directory.census().accounts[0]
        #expect(account.faults == [.impossibleDate(field: "lastlog", value: "86400")])
        #expect(account.evidence.isEmpty)
    }

    @Test func `odd lines are listed with what is wrong`() async throws {
        let machine = try UnixFixture(
            [UnixFixture.marie, "half:x:1009", "twin:x:1001:1001::/home/twin:/bin/sh", "+nis::::::"],
            shadow: ["marie:$y$hash:1:0:9:7:::", "twin:$y$hash:1:0:9:7:::"])
        let accounts = try await machine.directory.census().accounts
        #expect(accounts.map(\.id) == ["marie", "half", "twin"])
        #expect(accounts[0].faults == [.listedTwice])
        #expect(accounts[1].faults == [.unreadable(field: "passwd", value: "half:x:1009")])
        let directory = machine.directory
        for account in accounts {
            #expect(await refusal { () throws(OperationFailure) in try await directory.delete(account) } != nil)
        }
    }

    @Test func `only the service itself says that somebody is not there`() async throws {
        let machine = try UnixFixture()
        #expect(try await machine.directory.account("marie")?.login == "marie")
        #expect(try await machine.directory.account("nobody-here") == nil)
        try FileManager.default.removeItem(atPath: machine.root + "/etc/passwd")
        let directory = machine.directory
        #expect(
            await refusal { () throws(OperationFailure) in _ = try await directory.account("marie") }?.area
                == "directory")
    }

    @Test func `what goes with an account is told`() async throws {
        let machine = try UnixFixture()
        try FileManager.default.createDirectory(atPath: machine.root + "/home/marie", withIntermediateDirectories: true)
        try machine.write(String(repeating: "x", count: 5_000), to: "/home/marie/thesis")
        try FileManager.default.linkItem(
            atPath: machine.root + "/home/marie/thesis", toPath: machine.root + "/home/marie/same")
        try machine.write("From a@b Mon\nx\n\nFrom c@d Tue\n", to: "/var/mail/marie")
        try machine.write("# m h\n1 2 * * * true\n", to: "/var/spool/cron/crontabs/marie")
        let losses = try await machine.directory.losses(ServiceAccount(id: "marie", login: "marie"))
        #expect(losses == [.files(bytes: 5_000), .mails(2), .untold("a crontab with 1 lines")])
    }
}
