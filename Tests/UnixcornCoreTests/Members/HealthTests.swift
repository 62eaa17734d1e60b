import Foundation
import GRDB
import TestSupport
import Testing
import Text

@testable import Ledger
@testable import UnixcornCore

@Suite("Whether services work")
struct HealthTests {
    let folder: TemporaryFolder
    let store: StateStore
    let clock: SiteClock
    static let start = Moment(seconds: 1_796_000_000)

    init() throws {
        folder = try TemporaryFolder()
        store = try StateStore(folder: folder.path + "/state")
        clock = SiteClock(zone: try #require(TimeZone(identifier: "Europe/Paris")))
    }

    private static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso8601: text)) }

    @Test("a minute counts once, with an answer or without one", .enabled(if: DirectoryDouble.isPossible))
    func asks() async throws {
        let double = try DirectoryDouble("nextcloud")
        var configuration = UnixcornCore.Configuration()
        configuration.timezone = "Europe/Paris"
        for (name, url) in [("cloud", double.url + "/status.php"), ("nobody", "https://127.0.0.1:1/")] {
            var service = UnixcornCore.Configuration.ServiceDeclaration(name: name, kind: .nextcloud)
            (service.healthURL, service.caFile) = (url, double.certificates.authority)
            configuration.services[name] = service
        }
        let watch = HealthWatch(configuration, store) { Issue.record("\($0.message.english)") }
        await watch.round(at: Self.start)
        await watch.round(at: Self.start.adding(seconds: 1))
        await watch.round(at: Self.start.adding(seconds: 60))
        try double.ask("fault", "http500 match=status.php")
        await watch.round(at: Self.start.adding(seconds: 120))
        let day = clock.day(of: Self.start)
        let book = HealthBook(store)
        #expect(try await book.days(of: "cloud") == [HealthDay(day, asked: 3, answered: 2)])
        #expect(try await book.days(of: "nobody") == [HealthDay(day, asked: 3, answered: 0)])
    }

    @Test("of a known day each minute counts, also on the days on which clocks change")
    func minutes() throws {
        let from = try Self.day("2026-10-20")
        func share(_ days: [HealthDay], _ until: String) throws -> Int? {
            Availability(days, from: from, until: try Self.day(until), clock: clock)?.hundredths
        }
        var days = (0..<10).map { HealthDay(from.adding(days: $0), asked: 1440, answered: 1440) }
        days[5] = HealthDay(try Self.day("2026-10-25"), asked: 1500, answered: 1500)
        #expect(try share(days, "2026-10-29") == 10_000)
        // A minute of nine days and 25 hours: never rounded up.
        days[3].answered -= 1
        #expect(try share(days, "2026-10-29") == 9999)
        // The machine was off for six hours.
        days[7] = HealthDay(days[7].day, asked: 1080, answered: 1080)
        #expect(try share(days, "2026-10-29") == (14_460 - 361) * 10_000 / 14_460)
    }

    @Test("a day that nobody asked about is left out, and of too many such days nothing is said")
    func unknown() throws {
        let (from, until) = (try Self.day("2026-06-01"), try Self.day("2026-06-30"))
        let days = (0..<30).map { HealthDay(from.adding(days: $0), asked: 1440, answered: 1440) }
        #expect(Availability(Array(days.dropFirst(3)), from: from, until: until, clock: clock)?.hundredths == 10_000)
        #expect(Availability(Array(days.dropFirst(4)), from: from, until: until, clock: clock) == nil)
        #expect(Availability([], from: from, until: until, clock: clock) == nil)
        // The first day of all was begun at noon.
        var begun = days
        begun[0] = HealthDay(from, asked: 720, answered: 720)
        #expect(Availability(begun, from: from, until: until, clock: clock)?.hundredths == 10_000)
    }

    @Test("the share of a quarter is published")
    func published() async throws {
        let site = SiteBook(folder: folder.path + "/books")
        try site.perform(.found) { _ in }
        var configuration = UnixcornCore.Configuration()
        configuration.timezone = "Europe/Paris"
        configuration.organization.address = "https://example.org/.well-known/chatonsinfos"
        configuration.services["cloud"] = UnixcornCore.Configuration.ServiceDeclaration(name: "cloud", kind: .nextcloud)
        let (from, until) = (try Self.day("2026-07-01"), try Self.day("2026-09-30"))
        for day in 0..<92 {
            let noon = clock.end(of: from.adding(days: day - 1)).adding(seconds: 43_200)
            try await HealthBook(store).add(["cloud": true], at: noon, clock: clock)
        }
        try await store.write(.openingState) { database in
            try database.execute(sql: "UPDATE service_health SET asked = 1440, answered = 1422")
        }
        let files = try await SitePublication(configuration, stateFolder: folder.path + "/state")
            .files(try site.open(), from: from, until: until, at: Self.start)
        let table = try #require(files.first { $0.name.hasSuffix(".csv") })
        #expect(table.text.contains("uptime,,cloud,98.75,%"), "\(table.text)")
    }

    @Test(
        "an address that cannot be asked is an error of the configuration",
        arguments: ["ftp://x", "http://example.org/"])
    func address(_ url: String) throws {
        func text(_ url: String) -> String { "[services.sites]\ntype = \"unix\"\nhealth_url = \"\(url)\"\n" }
        let error = #expect(throws: ConfigurationError.self) {
            try UnixcornCore.Configuration.parse(text(url), file: "u.toml")
        }
        let problem = try #require(error?.problems.first)
        #expect(problem.line == 3 && problem.message.english.contains("an https address"), "\(problem)")
        let local = "http://127.0.0.1:8080/up?full=1"
        #expect(try UnixcornCore.Configuration.parse(text(local), file: "u.toml").services["sites"]?.healthURL == local)
    }
}
