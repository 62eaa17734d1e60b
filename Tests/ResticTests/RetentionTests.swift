import Foundation
import TestSupport
import Testing
import Text

@testable import Restic

@Suite("Which backups stay", .enabled(if: StockRestic.isHere))
struct RetentionTests {
    /// What `restic forget --dry-run --json` says.
    private struct Group: Decodable {
        struct Kept: Decodable { var id: String }
        struct Reason: Decodable {
            var matches: [String]
        }
        var keep: [Kept]?
        var remove: [Kept]?
        var reasons: [Reason]
    }

    /// A repository with snapshots at many times: around New Year, leap days, changes of the clock, twice an hour.
    private func sample() async throws -> OwnRepository {
        let own = try await OwnRepository()
        let writer = try await own.writer()
        let tree = try await writer.tree([])
        var times = [
            "2024-02-28T23:59:59+01:00", "2024-02-29T00:00:00+01:00", "2024-12-29T10:00:00+01:00",
            "2024-12-30T10:00:00+01:00", "2025-01-01T00:30:00+01:00", "2025-01-01T00:45:00+01:00",
            "2025-03-30T01:59:00+01:00", "2025-03-30T03:01:00+02:00", "2025-10-26T02:30:00+02:00",
            "2025-10-26T02:30:00+01:00", "2026-01-04T12:00:00Z", "2026-01-05T12:00:00Z",
        ]
        for day in 0..<40 {
            times.append("2026-0\(1 + day / 28)-\(day % 28 < 9 ? "0" : "")\(day % 28 + 1)T03:30:00+01:00")
        }
        _ = try await writer.commit([])
        for (number, time) in times.enumerated() {
            let file = SnapshotFile(
                time: time, tree: tree, paths: [number % 3 == 0 ? "/one" : "/two"], hostname: "licorne",
                tags: number % 7 == 0 ? ["keep", "odd"] : number % 5 == 0 ? ["odd"] : nil)
            _ = try await own.repository.write(file, .snapshots)
        }
        return own
    }

    @Test("each rule means what it means to restic")
    func rules() async throws {
        let own = try await sample()
        let snapshots = try await own.repository.snapshots().found
        let cases: [[String]] = [
            ["--keep-last", "3"], ["--keep-hourly", "50"], ["--keep-daily", "4"], ["--keep-weekly", "5"],
            ["--keep-monthly", "4"], ["--keep-yearly", "2"], ["--keep-yearly", "9"], ["--keep-within", "1m3d"],
            ["--keep-within-daily", "20d"], ["--keep-within-weekly", "2m"], ["--keep-within-monthly", "1y1m"],
            ["--keep-within-yearly", "3y"], ["--keep-within-hourly", "48h"], ["--keep-tag", "keep,odd"],
            [
                "--keep-last", "1", "--keep-daily", "7", "--keep-weekly", "5", "--keep-monthly", "12", "--keep-tag",
                "keep",
            ],
        ]
        for arguments in cases {
            let text = try own.restic.run(["forget", "--dry-run", "--json"] + arguments)
            let start = try #require(text.firstIndex(of: "["))
            let groups = try JSONDecoder().decode([Group].self, from: Data(text[start...].utf8))
            let retention = try Retention(arguments: arguments)
            let verdicts = retention.verdictsByGroup(on: snapshots)
            #expect(
                Set(verdicts.filter(\.stays).map(\.backup.id.hex)) == Set(groups.flatMap { $0.keep ?? [] }.map(\.id)),
                "\(arguments)")
            #expect(
                Set(verdicts.filter { !$0.stays }.map(\.backup.id.hex))
                    == Set(groups.flatMap { $0.remove ?? [] }.map(\.id)), "\(arguments)")
            #expect(verdicts.count == snapshots.count)
            let theirs = groups.flatMap { Array(zip($0.keep ?? [], $0.reasons)) }
            for (kept, reason) in theirs {
                #expect(verdicts.first { $0.backup.id.hex == kept.id }?.reasons == reason.matches, "\(arguments)")
            }
        }
    }

    @Test("a span is read as restic writes it, or not at all")
    func spans() {
        #expect(Retention.Span("1y5m7d2h") == Retention.Span(years: 1, months: 5, days: 7, hours: 2))
        #expect(Retention.Span("36d")?.description == "36d")
        for text in ["", "7", "d", "7x", "-7d", "7d3", "99999999999999999999d"] { #expect(Retention.Span(text) == nil) }
    }
}

extension Retention {
    /// The options of a command line.
    fileprivate init(arguments: [String]) throws {
        self.init()
        for index in stride(from: 0, to: arguments.count, by: 2) {
            let value = arguments[index + 1]
            let number = Int(value) ?? 0
            switch arguments[index] {
            case "--keep-last": last = number
            case "--keep-hourly": hourly = number
            case "--keep-daily": daily = number
            case "--keep-weekly": weekly = number
            case "--keep-monthly": monthly = number
            case "--keep-yearly": yearly = number
            case "--keep-within": within = try #require(Span(value))
            case "--keep-within-hourly": withinHourly = try #require(Span(value))
            case "--keep-within-daily": withinDaily = try #require(Span(value))
            case "--keep-within-weekly": withinWeekly = try #require(Span(value))
            case "--keep-within-monthly": withinMonthly = try #require(Span(value))
            case "--keep-within-yearly": withinYearly = try #require(Span(value))
            case "--keep-tag": tags.append(value.split(separator: ",").map(String.init))
            default: Issue.record("\(arguments[index])")
            }
        }
    }
}
