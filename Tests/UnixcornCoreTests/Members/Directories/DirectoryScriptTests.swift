import TestSupport
import Testing

@testable import UnixcornCore

@Suite("Directories: answers that no double gives", .serialized, .enabled(if: ScriptedServer.isPossible))
struct DirectoryScriptTests {
    private typealias Script = ScriptedServer

    private func line(_ server: ScriptedServer) throws -> DirectoryLine {
        let place = try HTTPServer(url: server.url, authorities: server.certificates?.authority)
        return DirectoryLine(
            connection: HTTPConnection(place, login: .bearer(Password("x")), limits: DirectoryBench.quick))
    }

    private func serve(_ script: [String]) throws -> ScriptedServer {
        try ScriptedServer("[" + script.joined(separator: ",") + "]")
    }

    private func census(_ directory: any Directory) async -> OperationFailure? {
        await refused { () async throws(OperationFailure) in _ = try await directory.census() }
    }

    private static let zoe = """
        {"id": 7, "username": "zoe", "name": "Zoé", "state": "active", "is_admin": false, "last_sign_in_at": null,
         "last_activity_on": "2026-11-01", "created_at": "2024-01-01T00:00:00.000Z"}
        """

    @Test("GitLab: whoever is in an exempt group, at any level, is in it here")
    func exemptGroup() async throws {
        let server = try serve([Script.json("[\(Self.zoe)]"), Script.json(#"[{"id": 7, "access_level": 10}]"#)])
        let accounts = try await GitLabDirectory(line: try line(server), groups: ["club/inner"]).census().accounts
        #expect(accounts.map(\.groups) == [["club/inner"]])
        #expect(try server.requests.last?.hasPrefix("GET /api/v4/groups/club%2Finner/members/all?") == true)
        let missing = try serve([
            Script.json("[\(Self.zoe)]"), Script.json(#"{"message": "404 Group Not Found"}"#, status: "404 Not Found"),
        ])
        let failed = await census(GitLabDirectory(line: try line(missing), groups: ["klub"]))
        #expect(failed?.message.english.contains("no group klub") == true)
    }

    @Test("GitLab: a next page elsewhere is not followed; a token that is no administrator's is named")
    func links() async throws {
        for link in ["https://evil.example.org/api/v4/users", "http://127.0.0.1/api/v4/users", "/api/v4/users"] {
            let server = try serve([Script.json("[\(Self.zoe)]", headers: ["Link: <\(link)>; rel=next"])])
            let failed = await census(GitLabDirectory(line: try line(server)))
            #expect(failed?.message.english.contains("elsewhere") == true, "\(link)")
            #expect(try server.requests.count == 1)
        }
        let plain = try serve([Script.json(#"[{"id": 7, "username": "zoe", "name": "Zoé", "state": "active"}]"#)])
        #expect(await census(GitLabDirectory(line: try line(plain)))?.message.english.contains("not an admin") == true)
    }

    @Test("a total that the list does not have is not believed")
    func totals() async throws {
        let lab = try serve([Script.json("[\(Self.zoe)]", headers: ["X-Total: 2"])])
        #expect(
            await census(GitLabDirectory(line: try line(lab)))?.message.english.contains("says that there are 2")
                == true)
        let user = #"{"login": "zoe", "is_admin": false, "active": true, "prohibit_login": false, "last_login": null}"#
        let tea = try serve([
            Script.json("[\(user)]", headers: ["X-Total-Count: 2"]), Script.json("[]", headers: ["X-Total-Count: 2"]),
        ])
        #expect(
            await census(GiteaDirectory(line: try line(tea)))?.message.english.contains("says that there are 2") == true
        )
        let cloud = try serve([
            Script.json(#"{"ocs": {"meta": {"statuscode": 100, "totalitems": "3"}, "data": {"users": ["a", "b"]}}}"#)
        ])
        let failed = await census(OCSDirectory(try line(cloud), isNextcloud: false, login: "admin"))
        #expect(failed?.message.english.contains("lists 2 accounts and says that there are 3") == true)
    }

    private static func ocs(_ data: String, _ code: Int = 100, _ message: String = "") -> String {
        Script.json(#"{"ocs": {"meta": {"statuscode": \#(code), "message": "\#(message)"}, "data": \#(data)}}"#)
    }

    @Test("ownCloud: the groups say who is in them, and who looks after them")
    func groups() async throws {
        let user = #"{"enabled": "true", "quota": {"definition": "none"}, "displayname": "x", "last_login": 0}"#
        let server = try serve([
            Self.ocs(#"{"users": ["root", "zoe", "tim"]}"#), Self.ocs(user), Self.ocs(user), Self.ocs(user),
            Self.ocs(#"{"groups": ["admin", "club"]}"#), Self.ocs(#"{"users": ["root"]}"#), Self.ocs("[]"),
            Self.ocs(#"{"users": ["zoe", "tim"]}"#), Self.ocs(#"["tim"]"#),
        ])
        let accounts = try await OCSDirectory(try line(server), isNextcloud: false, login: "root").census().accounts
        #expect(accounts.map(\.groups) == [["admin"], ["club"], ["club"]])
        #expect(accounts.map(\.isAdministrator) == [true, false, true] && accounts.allSatisfy(\.faults.isEmpty))
    }

    @Test("an API that is off is not an account that is not there")
    func off() async throws {
        let server = try serve([Self.ocs("[]", 998, "Invalid query, please check the syntax.")])
        let directory = OCSDirectory(try line(server), isNextcloud: true, login: "admin", version: 1)
        let failed = await refused { () async throws(OperationFailure) in _ = try await directory.account("zoe") }
        #expect(failed?.message.english.contains("no such call") == true)
        let gone = try serve([Self.ocs("[]", 998, "User does not exist")])
        let other = OCSDirectory(try line(gone), isNextcloud: true, login: "admin", version: 1)
        #expect(try await other.account("zoe") == nil)
        let lab = try serve([Script.json(#"{"error": "404 Not Found"}"#, status: "404 Not Found")])
        let tea = try serve([Script.json("404 page not found", status: "404 Not Found")])
        let forges: [any Directory] = [GitLabDirectory(line: try line(lab)), GiteaDirectory(line: try line(tea))]
        for directory in forges {
            let failed = await refused { () async throws(OperationFailure) in _ = try await directory.account("7") }
            #expect(failed?.code == 404)
        }
    }

    @Test("somebody listed twice says so")
    func twice() async throws {
        let user = #"{"id": "zoe", "enabled": true, "groups": [], "lastLogin": 0}"#
        let server = try serve([
            Self.ocs(#"{"users": ["zoe"]}"#, 200), Self.ocs(#"{"users": {"zoe": \#(user), "zoe": \#(user)}}"#, 200),
            Self.ocs(#"{"users": []}"#, 200),
        ])
        let accounts = try await OCSDirectory(try line(server), isNextcloud: true, login: "admin").census().accounts
        #expect(accounts.map(\.faults) == [[.listedTwice]])
    }

    @Test("a declared service without what it needs is refused before anything is sent")
    func declared() {
        var service = Configuration.ServiceDeclaration(name: "cloud", kind: .nextcloud)
        func open() -> OperationFailure? {
            do throws(OperationFailure) {
                _ = try DeclaredDirectory.open(service, Configuration())
                return nil
            } catch { return error }
        }
        #expect(open()?.area == "usage")
        service.url = "http://cloud.example.org"
        #expect(open()?.hint?.english.contains("https://") == true)
        service.url = "https://cloud.example.org"
        #expect(open()?.message.english.contains("password or token") == true)
        service.passwordFile = "/nowhere/at/all"
        #expect(open()?.area == "secret")
    }
}
