import Foundation
import Synchronization
import TestSupport
import Testing
import Text

@testable import UnixcornCore

@Suite(.enabled(if: OccBench.isPossible)) struct OccDirectoryTests {
    private static let five = """
        [{"id": "admin", "groups": ["admin"], "last_login": 1760000000}, {"id": "marie", "displayname": "Marie",
        "email": "m@example.org", "groups": ["club"], "quota": "5 GB", "used": 77, "last_login": 1760000001},
        {"id": "paul", "enabled": false}, {"id": "42"}, {"id": "zoe"}]
        """

    @Test func `Nextcloud is read page by page`() async throws {
        let bench = try OccBench(Self.five, more: #", "says": "PHP Warning:  something in [line] 3""#)
        let census = try await bench.directory.census()
        #expect(census.sources == [.login])
        #expect(census.accounts.map(\.id).sorted() == ["42", "admin", "marie", "paul", "zoe"])
        let marie = try #require(census.accounts.first { $0.id == "marie" })
        #expect(marie.displayName == "Marie" && marie.mail == "m@example.org" && marie.groups == ["club"])
        #expect(marie.evidence == [Evidence(.login, at: Moment(seconds: 1_760_000_001), note: "occ")])
        #expect(marie.quota == Units.bytes("5 GB") && marie.isEnabled && !marie.isAdministrator)
        #expect(census.accounts.filter { !$0.isEnabled }.map(\.id) == ["paul"])
        #expect(census.accounts.filter(\.isAdministrator).map(\.id) == ["admin"])
        #expect(census.accounts.flatMap(\.faults) == [])
        #expect(try bench.calls.map { $0.last } == ["--offset=0", "--offset=3", "--offset=6"])
    }

    @Test func `ownCloud tells groups only group by group`() async throws {
        let bench = try OccBench(Self.five, isNextcloud: false)
        let accounts = try await bench.directory.census().accounts
        #expect(accounts.count == 5 && accounts.flatMap(\.faults) == [])
        let marie = try #require(accounts.first { $0.id == "marie" })
        #expect(marie.groups == ["club"] && marie.evidence.map(\.at) == [Moment(seconds: 1_760_000_001)])
        #expect(accounts.first { $0.id == "admin" }?.isAdministrator == true)
        // A pattern finds more than the name.
        #expect(try await bench.directory.account("mari") == nil)
        #expect(try await bench.directory.account("marie")?.groups == ["club"])
    }

    @Test(arguments: [true, false])
    func `deeds are done and checked by their words`(isNextcloud: Bool) async throws {
        let bench = try OccBench(Self.five, isNextcloud: isNextcloud)
        let marie = ServiceAccount(id: "marie", login: "marie")
        try await bench.directory.setEnabled(false, marie)
        #expect(try await bench.directory.account("marie")?.isEnabled == false)
        try await bench.directory.setEnabled(true, marie)
        try await bench.directory.setQuota(2_000_000, marie)
        #expect(try await bench.directory.account("marie")?.quota == 2_000_000)
        try await bench.directory.delete(marie)
        #expect(try await bench.directory.account("marie") == nil)
        // Older versions end with 0 here.
        let directory = bench.directory
        let said = await refusal { () throws(OperationFailure) in try await directory.delete(marie) }
        #expect(said?.message.english.contains("does not exist") == true)
        let others = try await directory.census().accounts.count
        #expect(others == 4)
    }

    @Test(arguments: [
        "a b", "it's", "$(touch /tmp/x)", "-rf", "--output=plain", "a\nb", "é;true", "`id`", #"back\slash"#,
    ])
    func `any name arrives as it is`(name: String) async throws {
        let bench = try OccBench("[]")
        #expect(try await bench.directory.account(name) == nil)
        #expect(try bench.calls == [["user:info", "--output=json", "--", name]])
    }

    @Test func `a lie is told by looking again`() async throws {
        let bench = try OccBench(Self.five, more: #", "lies": true"#)
        let marie = ServiceAccount(id: "marie", login: "marie")
        try await bench.directory.delete(marie)
        #expect(try await bench.directory.account("marie") != nil)
    }

    @Test func `odd fields are faults of one account`() async throws {
        let bench = try OccBench(
            """
            [{"id": "a", "raw": {"last_seen": "2999-01-01T00:00:00+00:00"}}, {"id": "b", "raw": {"enabled": "maybe"}},
            {"id": "c", "raw": {"groups": 5, "last_seen": [1]}}, {"id": "d", "raw": {"user_id": 7, "last_seen": "never"}}]
            """)
        let accounts = try await bench.directory.census().accounts
        #expect(
            accounts.map(\.faults) == [
                [.impossibleDate(field: "last_seen", value: "2999-01-01T00:00:00+00:00")],
                [.unreadable(field: "enabled", value: "maybe")],
                [.unreadable(field: "groups", value: "5"), .unreadable(field: "last_seen", value: "[1]")], [],
            ])
        #expect(accounts[3].id == "7")
    }

    @Test func `tokens give the latest sign of each account`() async throws {
        let bench = try OccBench(
            """
            [{"id": "a", "tokens": [{"name": "old", "lastActivity": 1750000000, "type": 1},
            {"name": "phone", "lastActivity": 1760000000, "type": 1}, {"name": "unused", "lastActivity": 0}]}, {"id": "b"}]
            """)
        let accounts = ["a", "b", "gone"].map { ServiceAccount(id: $0, login: $0) }
        let signs = try await OccTokens(line: bench.line).read(accounts)
        #expect(signs == ["a": Evidence(.tokens, at: Moment(seconds: 1_760_000_000), note: "phone")])
        // ownCloud has no such command: nothing is made of that.
        let other = try OccBench(#"[{"id": "a"}]"#, isNextcloud: false)
        #expect(
            await refusal { () throws(OperationFailure) in _ = try await OccTokens(line: other.line).read(accounts) }
                != nil)
    }

    @Test func `an answer that is none lists nobody`() async throws {
        let says = ["ssh: connect to host cloud: Connection refused", "Nextcloud is in maintenance mode", ""]
        for (status, text) in zip([Int32(255), 0, 0], says) {
            let line = OccLine.ssh(
                "root@cloud", occ: "occ",
                program: DirectoryProgram { _, _, _ in
                    status == 0 ? .init(status: 0, output: Array(text.utf8)) : .init(status: status, complaint: text)
                })
            let directory = OccDirectory(line: line, isNextcloud: true)
            let said = await refusal { () throws(OperationFailure) in _ = try await directory.census() }
            #expect(said?.area == "directory", "\(text)")
        }
    }

    @Test func `the guest's agent carries the same line`() async throws {
        let asked = Mutex<[String]>([])
        let line = OccLine.agent(guest: "cloud", occ: "occ", pause: .zero) { question throws(OperationFailure) in
            let count = asked.withLock { all in
                all.append(question)
                return all.count
            }
            switch count {
            case 1: return #"{"return":{"pid":9}}"#
            case 2: return #"{"return":{"exited":false}}"#
            default:
                let output = Data(#"{"a": {"user_id": "a", "enabled": true, "groups": []}}"#.utf8).base64EncodedString()
                return #"{"return":{"exited":true,"exitcode":0,"out-data":"\#(output)"}}"#
            }
        }
        let row = try await line.json(["user:list", "it's"], OccValue.self)
        #expect(row["a"]?["enabled"] == .bool(true))
        #expect(
            asked.withLock { $0 } == [
                #"{"arguments":{"arg":["-c","occ 'user:list' 'it'\\''s'"],"capture-output":true,"path":"/bin/sh"},"execute":"guest-exec"}"#,
                #"{"arguments":{"pid":9},"execute":"guest-exec-status"}"#,
                #"{"arguments":{"pid":9},"execute":"guest-exec-status"}"#,
            ])
    }
}
