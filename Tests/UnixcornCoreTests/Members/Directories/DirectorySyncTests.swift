import TestSupport
import Testing

@testable import UnixcornCore

@Suite("Directories: reading", .serialized, .enabled(if: DirectoryDouble.isPossible))
struct DirectorySyncTests {
    private static let people = """
        [{"id": "zoe", "number": 7, "displayname": "Zoé", "email": "zoe@example.org", "created": 1700000000,
          "first_login": 1700000100, "last_login": 1790000000, "last_activity": 1790100000, "used": 12345,
          "quota": 5000000000, "groups": ["friends"]},
         {"id": "never", "number": 8, "created": 1700000000},
         {"id": "off", "number": 9, "created": 1700000000, "last_login": 1750000000, "enabled": false}]
        """

    @Test("everybody is there, once, with what the service knows", arguments: DirectoryBench.kinds)
    func census(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind, users: DirectorySyncTests.people)
        let census = try await bench.directory.census()
        #expect(Set(census.accounts.map(\.login)) == ["admin", "zoe", "never", "off"])
        #expect(census.accounts.allSatisfy { $0.faults.isEmpty })
        #expect(census.sources == (kind == .gitlab ? [.login, .activity] : [.login]))
        let skew = try #require(census.serverTime).seconds(since: census.ourTime)
        #expect(abs(skew) < 5)
        let zoe = try #require(census.accounts.first { $0.login == "zoe" })
        #expect(zoe.displayName == "Zoé" && zoe.mail == "zoe@example.org" && zoe.isEnabled && !zoe.isAdministrator)
        #expect(zoe.evidence.first == Evidence(.login, at: Moment(seconds: 1_790_000_000)))
        let never = try #require(census.accounts.first { $0.login == "never" })
        #expect(never.evidence.isEmpty && never.isEnabled)
        #expect(census.accounts.first { $0.login == "off" }?.isEnabled == false)
        #expect(census.accounts.first { $0.login == "admin" }?.isAdministrator == true)
        switch kind {
        case .nextcloud:
            #expect(zoe.groups == ["friends"] && zoe.used == 12345 && zoe.quota == 5_000_000_000 && zoe.created == nil)
        case .owncloud: #expect(zoe.groups == ["friends"] && zoe.used == 12345 && zoe.quota == 5_368_709_120)
        case .gitlab:
            #expect(zoe.id == "7" && zoe.created == Moment(seconds: 1_700_000_000))
            // 2026-09-22, a day: it ends last at UTC-12.
            let end = Moment(rfc3339: "2026-09-23T11:59:59Z")
            #expect(zoe.evidence.last == end.map { Evidence(.activity, at: $0, note: "2026-09-22") })
        default: #expect(zoe.id == "zoe" && zoe.created == Moment(seconds: 1_700_000_000))
        }
        #expect(try await bench.directory.account(zoe.id) == zoe)
        #expect(try await bench.directory.account(kind == .gitlab ? "999" : "nobody") == nil)
    }

    @Test("version 1 and 2 of OCS, JSON and XML say the same", arguments: [1, 2])
    func versions(version: Int) async throws {
        let bench = try DirectoryBench(.nextcloud, users: DirectorySyncTests.people)
        let declared = try #require(bench.directory as? OCSDirectory)
        let other = OCSDirectory(declared.line, isNextcloud: true, login: "admin", version: version, pageSize: 2)
        #expect(try await other.census().accounts == declared.census().accounts)
        #expect(try await other.account("nobody") == nil)
    }

    @Test(
        "a listed user who cannot be looked at is a fault of that one alone",
        arguments: [
            Configuration.ServiceDeclaration.Kind.nextcloud, .owncloud,
        ])
    func vanished(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let users = """
            [{"id": "ldap", "vanished": true}, {"id": "disk", "broken_storage": true, "last_login": 1790000000},
             {"id": "zoe", "last_login": 1790000000}]
            """
        let bench = try DirectoryBench(kind, users: users)
        let census = try await bench.directory.census()
        #expect(census.accounts.count == 4)
        #expect(census.accounts.filter { !$0.faults.isEmpty }.map(\.id) == ["ldap"])
        #expect(census.accounts.first { $0.id == "ldap" }?.faults == [.notAccessible])
        #expect(census.accounts.first { $0.id == "disk" }?.used == nil)
    }

    @Test("an ownCloud that tells nobody's last login answers for nobody's")
    func old() async throws {
        let bench = try DirectoryBench(.owncloud, more: ["--old"])
        let census = try await bench.directory.census()
        #expect(census.sources.isEmpty && census.accounts.count == 12 && census.accounts.allSatisfy(\.faults.isEmpty))
        let nextcloud = try DirectoryBench(.nextcloud, more: ["--old"])
        #expect(try await nextcloud.directory.census().sources == [.login])
    }

    @Test(
        "names with slashes, control characters and worse are read and acted on",
        arguments: [
            Configuration.ServiceDeclaration.Kind.nextcloud, .owncloud, .gitea,
        ])
    func oddNames(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind, faults: ["odd-ids"])
        let census = try await bench.directory.census()
        let odd = try #require(census.accounts.first { $0.id == "../admin" })
        #expect(census.accounts.contains { $0.id == "line\nbreak" } && census.accounts.contains { $0.id == "a/b" })
        try await bench.directory.delete(odd)
        #expect(try await bench.directory.account(odd.id) == nil)
        #expect(try await bench.directory.census().accounts.count == census.accounts.count - 1)
        let folder = await refused { () async throws(OperationFailure) in
            try await bench.directory.delete(ServiceAccount(id: "..", login: ".."))
        }
        #expect(folder?.area == "directory" && folder?.message.english.contains("no call") == true)
    }

    @Test("a thousand users of ownCloud, each asked for, within thirty seconds")
    func speed() async throws {
        let bench = try DirectoryBench(.owncloud, users: "1000")
        let start = ContinuousClock.now
        #expect(try await bench.directory.census().accounts.count == 1000)
        let took = ContinuousClock.now - start
        print("measured: 1000 accounts of ownCloud in \(took), \(try bench.double.reads()) calls")
        #expect(took < .seconds(30))
    }

    @Test("ten thousand accounts in pages", arguments: [Configuration.ServiceDeclaration.Kind.nextcloud, .gitlab])
    func many(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind, users: "10000")
        let start = ContinuousClock.now
        #expect(try await bench.directory.census().accounts.count == 10_000)
        print("measured: 10,000 accounts of \(kind) in \(ContinuousClock.now - start)")
    }
}
