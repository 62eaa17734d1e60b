import TestSupport
import Testing

@testable import UnixcornCore

@Suite("Directories: deeds", .serialized, .enabled(if: DirectoryDouble.isPossible))
struct DirectoryDeedTests {
    private static let people = """
        [{"id": "zoe", "number": 7, "email": "zoe@example.org", "last_login": 1790000000, "used": 99,
          "projects": ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]},
         {"id": "boss", "number": 8, "last_login": 1790000000, "sole_owner": ["club"]},
         {"id": "tim", "number": 9, "email": "tim@example.org", "last_login": 1790000000}]
        """

    private func account(_ bench: DirectoryBench, _ login: String) async throws -> ServiceAccount {
        try #require(try await bench.directory.census().accounts.first { $0.login == login })
    }

    @Test("disable, enable and delete are done once, and seen", arguments: DirectoryBench.kinds)
    func deeds(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind, users: DirectoryDeedTests.people)
        let tim = try await account(bench, "tim")
        try await bench.directory.setEnabled(false, tim)
        #expect(try await bench.directory.account(tim.id)?.isEnabled == false)
        try await bench.directory.setEnabled(true, tim)
        #expect(try await bench.directory.account(tim.id)?.isEnabled == true)
        try await bench.directory.setPassword("dix-caractères", tim)
        try await bench.directory.delete(tim)
        #expect(try await bench.directory.account(tim.id) == nil)
        let again = await refused { () async throws(OperationFailure) in try await bench.directory.delete(tim) }
        #expect(again?.area == "directory")
        #expect(try bench.double.calls().count { $0.hasPrefix("DELETE") } == 2)
    }

    @Test("an account is made, with an invitation where the service sends one", arguments: DirectoryBench.kinds)
    func create(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind)
        var draft = AccountDraft(login: "new", displayName: "Née & Co", mail: "new@example.org")
        if kind == .owncloud {
            let without = await refused { () async throws(OperationFailure) in try await bench.directory.create(draft) }
            #expect(without?.message.english.contains("sends no invitation") == true)
            draft.password = "dix-caractères"
        }
        try await bench.directory.create(draft)
        let made = try await account(bench, "new")
        #expect(made.displayName == "Née & Co" && made.mail == "new@example.org")
        let again = await refused { () async throws(OperationFailure) in try await bench.directory.create(draft) }
        #expect(again?.area == "directory" && again?.message.english.contains("dix-car") == false)
    }

    @Test("room is limited on the clouds, and not on the forges", arguments: DirectoryBench.kinds)
    func quota(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind, users: DirectoryDeedTests.people)
        let zoe = try await account(bench, "zoe")
        guard bench.directory.abilities.contains(.quota) else {
            let cannot = await refused { () async throws(OperationFailure) in
                try await bench.directory.setQuota(1 << 30, zoe)
            }
            #expect(cannot?.message.english.contains("cannot limit") == true)
            return
        }
        try await bench.directory.setQuota(5_000_000_000, zoe)
        #expect(try await bench.directory.account(zoe.id)?.quota ?? 0 >= 5_000_000_000)
        try await bench.directory.setQuota(nil, zoe)
        #expect(try await bench.directory.account(zoe.id)?.quota == nil)
    }

    @Test("what is lost is counted", arguments: DirectoryBench.kinds)
    func losses(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind, users: DirectoryDeedTests.people)
        let losses = try await bench.directory.losses(try await account(bench, "zoe"))
        if kind == .nextcloud || kind == .owncloud {
            #expect(losses == [.files(bytes: 99), .untold("shares")])
        } else {
            guard case .projects(let count, let names)? = losses.first else {
                Issue.record("no projects")
                return
            }
            #expect(count == 12 && names.count == 10 && names.first == "zoe/a")
        }
    }

    @Test("forges keep the only owner of a group, and Gitea whoever owns repositories: each is said")
    func owners() async throws {
        let lab = try DirectoryBench(.gitlab, users: DirectoryDeedTests.people)
        let boss = try await account(lab, "boss")
        let kept = await refused { () async throws(OperationFailure) in try await lab.directory.delete(boss) }
        #expect(kept?.code == 409 && kept?.message.english.contains("only owner") == true)
        let tea = try DirectoryBench(.gitea, users: DirectoryDeedTests.people)
        let zoe = try await account(tea, "zoe")
        let owner = await refused { () async throws(OperationFailure) in try await tea.directory.delete(zoe) }
        #expect(owner?.code == 422 && owner?.hint?.english.contains("nothing is purged") == true)
    }

    @Test(
        "no directory acts on the account that it asks with",
        arguments: [
            Configuration.ServiceDeclaration.Kind.nextcloud, .owncloud,
        ])
    func oneself(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind)
        let failed = await refused { () async throws(OperationFailure) in
            try await bench.directory.delete(ServiceAccount(id: "Admin", login: "Admin"))
        }
        #expect(failed?.message.english.contains("left alone") == true)
        #expect(try bench.double.calls().isEmpty)
    }

    @Test("a yes that is a lie is found out by looking; a line that is cut is not tried twice")
    func lies() async throws {
        let bench = try DirectoryBench(.nextcloud, users: DirectoryDeedTests.people, faults: ["delete-lies"])
        let tim = try await account(bench, "tim")
        try await bench.directory.delete(tim)
        #expect(try await bench.directory.account("tim") != nil)
        try bench.double.ask("fault", "delete-then-cut")
        let cut = await refused { () async throws(OperationFailure) in try await bench.directory.delete(tim) }
        #expect(cut?.hint?.english.contains("may have been done") == true)
        #expect(try await bench.directory.account("tim") == nil)
        #expect(try bench.double.calls().count { $0.hasPrefix("DELETE") } == 2)
    }

    @Test("a password that has to be confirmed: the way out is named")
    func confirmation() async throws {
        let bench = try DirectoryBench(.nextcloud, faults: ["confirm-password"])
        let member = try #require(try await bench.directory.census().accounts.last)
        let failed = await refused { () async throws(OperationFailure) in try await bench.directory.delete(member) }
        #expect(failed?.hint?.english.contains("occ") == true && failed?.hint?.french.contains("occ") == true)
        #expect(try await bench.directory.account(member.id) != nil)
    }
}
