import TestSupport
import Testing

@testable import UnixcornCore

@Suite("Directories: what is not believed", .serialized, .enabled(if: DirectoryDouble.isPossible))
struct DirectoryFaultTests {
    /// A fault, and a part of what is said of it.
    private static let named = [
        ("html", "web page instead of data"), ("http500", "web page instead of data (500)"),
        ("redirect-login", "instead of answering"), ("token-expired", "(401)"), ("cut-answer", "cut the line"),
        ("rate-limit", "(429)"), ("repeat-page", "repeats a page"), ("empty-list-for-map", ""),
    ]

    @Test("each is named, in both languages, with the next step", arguments: DirectoryBench.kinds)
    func faults(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind, users: "120")
        for (fault, words) in DirectoryFaultTests.named {
            // ownCloud has one page only; lists of the forges are lists.
            if kind == .owncloud, fault == "repeat-page" { continue }
            if kind != .nextcloud, kind != .owncloud, fault == "empty-list-for-map" {
                try bench.double.ask("fault", fault + " match=/users/")
                let id = kind == .gitlab ? "2" : "member0002"
                let failed = await refused { () async throws(OperationFailure) in
                    _ = try await bench.directory.account(id)
                }
                #expect(failed?.message.english.contains("shape") == true)
                continue
            }
            try bench.double.ask("fault", fault)
            let failed = await refused { () async throws(OperationFailure) in _ = try await bench.directory.census() }
            #expect(failed?.area == "directory", "\(fault)")
            #expect(failed?.message.english.contains(words) == true, "\(fault): \(failed?.message.english ?? "")")
            #expect(failed?.hint != nil && failed?.message.french != failed?.message.english, "\(fault)")
            #expect(failed?.message.english.contains("phrase-de-passe") == false)
        }
        try bench.double.ask("fault")
        #expect(try await bench.directory.census().accounts.count == 120)
    }

    @Test("dates that cannot be are faults of their accounts, never dropped", arguments: DirectoryBench.kinds)
    func dates(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind)
        for fault in ["milliseconds", "date-1970s", "date-future"] + (kind == .owncloud ? [] : ["seconds"]) {
            try bench.double.ask("fault", fault)
            let census = try await bench.directory.census()
            let seen = census.accounts.filter { $0.id != "member0009" && $0.id != "9" }
            #expect(census.accounts.count == 12)
            #expect(seen.allSatisfy { !$0.faults.isEmpty }, "\(kind) \(fault)")
        }
    }

    @Test("numbers as texts and names as numbers are read", arguments: DirectoryBench.kinds)
    func numbers(kind: Configuration.ServiceDeclaration.Kind) async throws {
        let bench = try DirectoryBench(kind)
        let before = try await bench.directory.census()
        try bench.double.ask("fault", "numbers-as-strings")
        #expect(try await bench.directory.census().accounts == before.accounts)
        if kind == .nextcloud || kind == .owncloud {
            try bench.double.ask("fault", "numeric-ids")
            let census = try await bench.directory.census()
            #expect(census.accounts.count == 12 && census.accounts.allSatisfy { Int($0.id) != nil })
        }
    }

    @Test("busy for a moment is waited for; a clock that is off is told")
    func passing() async throws {
        let bench = try DirectoryBench(.gitlab, faults: ["rate-limit times=1"])
        #expect(try await bench.directory.census().accounts.count == 12)
        try bench.double.ask("fault", "clock-off")
        let census = try await bench.directory.census()
        let skew = try #require(census.serverTime).seconds(since: census.ourTime)
        #expect(abs(skew + 3600) < 10)
    }

    @Test("a server that stops answering ends the reading")
    func stall() async throws {
        let double = try DirectoryDouble("nextcloud", faults: ["stall"])
        let server = try HTTPServer(url: double.url, authorities: double.certificates.authority)
        let limits = HTTPLimits(whole: 1, attempts: 1)
        let line = DirectoryLine(
            connection: HTTPConnection(server, login: .basic(user: "admin", Password("x")), limits: limits))
        let failed = await refused { () async throws(OperationFailure) in
            _ = try await OCSDirectory(line, isNextcloud: true, login: "admin").census()
        }
        #expect(failed?.message.english.contains("no answer") == true)
    }
}
