import AccessLog
import Foundation
import Testing
import Text

@Suite("Visits from an access log")
struct VisitTests {
    let folder: LogFolder

    init() throws { folder = try LogFolder() }

    private func day(_ text: String, _ change: (inout VisitOptions) -> Void = { _ in }) throws -> VisitDay? {
        try folder.write(text)
        return try folder.log.visits(options(change)).days.first
    }

    @Test("a small log, every figure of its days")
    func golden() throws {
        let text =
            line() + line() + line("192.0.2.2", "GET /about HTTP/2.0")
            + line(
                "2001:db8::1", "GET /index.html?from=mail HTTP/1.1", agent: "Mozilla/5.0 (X11) Chrome/120 Safari/537")
            + line("192.0.2.3", agent: "Googlebot/2.1 (+http://www.google.com/bot.html)")
            + line("192.0.2.4", agent: "-") + line("192.0.2.5", "GET /missing HTTP/1.1", 404)
            + line("192.0.2.6", "GET / HTTP/1.1", 502) + line(at: "30/Nov/2026:00:00:01 +0100")
        try folder.write(text)
        let visits = try folder.log.visits(options())
        var first = VisitDay(day: try #require(LogDay("2026-11-29")))
        first.home = 4
        first.site = 5
        first.hits = 7
        first.robots = 1
        first.nameless = 1
        first.clientErrors = 1
        first.serverErrors = 1
        first.isFinished = true
        var second = VisitDay(day: try #require(LogDay("2026-11-30")))
        second.home = 1
        second.site = 1
        second.hits = 1
        second.beginsWhole = true
        #expect(visits.days == [first, second])
        #expect(visits.coverage.lines == 9)
        #expect(visits.coverage.unreadable == 0)
        #expect(visits.coverage.isWhole)
        #expect(!visits.saysRefusal)
    }

    @Test("who refuses leaves the number of requests, and nothing else")
    func refusal() throws {
        let said = #" "-" "-""#
        let text =
            line(more: said) + line("192.0.2.2", at: "29/Nov/2026:11:00:00 +0100", more: #" "1" "-""#)
            + line("192.0.2.3", at: "29/Nov/2026:12:00:00 +0100", "GET /x HTTP/1.1", 500, more: #" "-" "1""#)
            + line("192.0.2.4", agent: "Googlebot", more: #" "1" "1""#) + line("192.0.2.5", more: #" "0" "-""#)
        try folder.write(text)
        let visits = try folder.log.visits(options())
        let day = try #require(visits.days.first)
        #expect(visits.saysRefusal)
        #expect(day.refused == 3)
        #expect((day.hits, day.site, day.home, day.robots, day.serverErrors) == (2, 2, 2, 0, 0))
        #expect(visits.coverage.latest == Moment(rfc3339: "2026-11-29T10:00:00+01:00"))
    }

    @Test(
        "requests for the home page",
        arguments: [
            ("GET / HTTP/1.1", true), ("HEAD / HTTP/1.0", true), ("POST /?a=b%20c HTTP/2.0", true),
            ("GET /index.php HTTP/3.0", true), ("GET /%69ndex.html HTTP/1.1", true), ("GET /a HTTP/1.1", false),
            ("GET / /x HTTP/1.1", false), ("GET /", false), ("-", false), (#"\x16\x03\x01"#, false), ("", false),
            ("FOO / HTTP/1.1", false), ("GET /index.html/ HTTP/1.1", false),
        ])
    func home(request: String, isHome: Bool) throws {
        let day = try #require(try day(line("192.0.2.1", request)))
        #expect(day.home == (isHome ? 1 : 0))
        #expect(day.site == 1)
    }

    @Test("days are those that the server wrote, in its own zone")
    func zones() throws {
        try folder.write(
            line(at: "28/Nov/2026:23:59:59 -1100") + line(at: "29/Nov/2026:00:00:00 +1400")
                + line(at: "01/Jan/2024:00:00:00 +0545") + line(at: "29/Feb/2024:00:00:00 +0000"))
        let visits = try folder.log.visits(options())
        #expect(visits.days.map(\.day.description) == ["2024-01-01", "2024-02-29", "2026-11-28", "2026-11-29"])
        #expect(visits.coverage.earliest == Moment(rfc3339: "2024-01-01T00:00:00+05:45"))
        #expect(visits.coverage.latest == Moment(rfc3339: "2026-11-28T23:59:59-11:00"))
    }

    @Test("only the lines of one virtual host")
    func hosts() throws {
        try folder.write(
            "a.example:443 " + line() + "b.example:443 " + line("2001:db8::2") + "a.example:80 " + line("192.0.2.2"))
        #expect(try folder.log.visits(options()).days.first?.site == 3)
        #expect(try folder.log.visits(options { $0.host = "a.example" }).days.first?.site == 2)
        #expect(try folder.log.visits(options { $0.host = "c.example" }).days.isEmpty)
    }

    @Test("days that the caller has kept are not counted again, old files not even read")
    func incremental() throws {
        try folder.write(line(at: "01/Oct/2026:10:00:00 +0100"), as: "access.log.2")
        try folder.write(
            line(at: "28/Nov/2026:10:00:00 +0100") + line(at: "29/Nov/2026:10:00:00 +0100"), as: "access.log.1")
        try folder.write(line("192.0.2.9", at: "29/Nov/2026:11:00:00 +0100"))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_790_900_000)],
            ofItemAtPath: folder.url.appendingPathComponent("access.log.2").path)
        let visits = try folder.log.visits(options { $0.after = LogDay("2026-11-28") })
        #expect(visits.days.map(\.site) == [2])
        #expect(visits.days.first?.beginsWhole == true)
        #expect(visits.coverage.files.map(\.reading) == [.skipped, .whole, .whole])
        #expect(visits.coverage.isWhole)
    }

    @Test("a line of a wrong clock closes no day that goes on")
    func wrongClock() throws {
        var text = ""
        for number in 1...20 {
            text += line() + line(at: "\(number < 10 ? "0" : "")\(number)/Jan/2037:00:00:00 +0000")
        }
        try folder.write(text)
        let visits = try folder.log.visits(options())
        #expect(visits.days.first?.site == 1)
        #expect(visits.days.allSatisfy { $0.late == 0 })
        #expect(visits.coverage.latest == Moment(rfc3339: "2026-11-29T09:00:00Z"))
    }

    @Test("the last line counts without its end only where nothing can be missing")
    func unended() throws {
        #expect(try day(line() + line("192.0.2.2").dropLast())?.site == 2)
        #expect(try day(line() + line("192.0.2.2").dropLast(5))?.site == 1)
        let said = #" "-" "-""#
        #expect(try day(line(more: said) + line("192.0.2.2").dropLast())?.site == 1)
        #expect(try day(line(more: said) + line("192.0.2.2", more: said).dropLast())?.site == 2)
    }
}
