import AccessLog
import Foundation
import Testing
import Text

/// GoAccess 1.7 as the judge.
enum GoAccess {
    static let program = "/usr/bin/goaccess"
    static let isHere = FileManager.default.isExecutableFile(atPath: program)

    struct Report: Decodable {
        struct Panel: Decodable {
            let data: [Row]
        }
        struct Row: Decodable {
            let hits: Count
            let visitors: Count
            let data: String
        }
        struct Count: Decodable {
            let count: Int
        }
        let visitors: Panel
        let requests: Panel
        let hosts: Panel
    }

    static func report(_ folder: LogFolder, _ name: String) throws -> Report {
        let data = try folder.run(
            program,
            [
                name, "--log-format=%h %^[%d:%t %^] \"%r\" %s %b \"%R\" \"%u\"", "--date-format=%d/%b/%Y",
                "--time-format=%H:%M:%S", "--ignore-crawlers", "-q", "--http-method=no", "--http-protocol=no",
                "--max-items=100000", "--no-global-config", "--no-progress", "--no-parsing-spinner", "-o", "json",
            ])
        // An agent's bytes are copied as they are.
        return try JSONDecoder().decode(Report.self, from: Data(String(decoding: data, as: UTF8.self).utf8))
    }
}

@Suite("Visits agree with GoAccess", .enabled(if: GoAccess.isHere, "skipped: needs goaccess"))
struct GoAccessTests {
    @Test("to the unit, on 200,000 varied lines of sixty days in which nobody refuses")
    func agree() throws {
        let folder = try LogFolder()
        let varied = VariedLog(lines: 200_000, days: 60, seed: 20_261_129)
        try folder.write(varied.text)
        try folder.write(varied.home, as: "home")
        let visits = try folder.log.visits(options { $0.homePages = ["/"] })
        let all = try GoAccess.report(folder, "access.log")
        let home = try GoAccess.report(folder, "home")
        #expect(visits.days.count >= 60)
        #expect(figures(visits) { "\($0.hits) \($0.site)" } == figures(all) { "\($0.hits.count) \($0.visitors.count)" })
        #expect(figures(visits) { "\($0.home)" } == figures(home) { "\($0.visitors.count)" })
        let row = try #require(all.requests.data.first { $0.data == "/" })
        #expect(visits.days.reduce(0) { $0 + $1.home } == row.visitors.count)
        #expect(visits.coverage.unreadable > 1000)
        #expect(visits.days.allSatisfy { $0.robots > 100 && $0.refused == 0 && $0.late == 0 })
    }

    @Test("which agents are robots', of 10,000 made of its own words and marks")
    func robots() throws {
        let folder = try LogFolder()
        var dice = Dice(seed: 7)
        let parts = [
            "; +http", " (+http", "; http", " (http", ";++http", "+", " ", ";", "(", "://x", "Mozilla/5.0",
            "compatible",
            "Firefox", "Slack", "Java", "Google", "Googlebot", "Safari", "Chrome", "curl", "Edg", "python-requests",
            "python",
            "AppleBot", "CFNetwork", "Twitter", "Cloud", "Surf", "Microsoft-WebDAV", "Opera", "libwww-perl", "Mastodon",
        ]
        let agents = (0..<10_000).map { _ in
            (0..<Int.random(in: 1..<7, using: &dice)).map { _ in dice.pick(parts) }.joined()
        }
        try folder.write(
            agents.enumerated().map { line("10.0.\($0 / 250).\($0 % 250)", agent: $1) }.joined())
        let people = Set(try GoAccess.report(folder, "access.log").hosts.data.map(\.data))
        let ours = Robots()
        for (number, agent) in agents.enumerated() where !agent.hasPrefix(" ") {
            #expect(ours.contain(agent) != people.contains("10.0.\(number / 250).\(number % 250)"), "\(agent)")
        }
    }

    private func figures(_ visits: Visits, _ text: (VisitDay) -> String) -> [String: String] {
        Dictionary(uniqueKeysWithValues: visits.days.map { ($0.day.description.filter { $0 != "-" }, text($0)) })
    }

    private func figures(_ report: GoAccess.Report, _ text: (GoAccess.Report.Row) -> String) -> [String: String] {
        Dictionary(uniqueKeysWithValues: report.visitors.data.map { ($0.data, text($0)) })
    }
}
