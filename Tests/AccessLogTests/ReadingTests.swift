import AccessLog
import Foundation
import Testing
import Text

@Suite("Reading the files of an access log")
struct ReadingTests {
    let folder: LogFolder

    init() throws { folder = try LogFolder() }

    private func files() throws -> [String] {
        try folder.log.files().map { String($0.path.split(separator: "/").last ?? "") }
    }

    @Test("rotated files, oldest first; a packed twin and strangers are left")
    func rotation() throws {
        for name in [
            "access.log", "access.log.1", "access.log.2.gz", "access.log.2", "access.log.10.gz", "access.log.bak",
            "access.log.1.swp", "error.log", "access.log.3.xz", "access.log-20250101.gz", "access-2025-01-02.log",
            "other_access.log.1", "access.log.", "access.log.1.2",
        ] { try folder.write(line(), as: name) }
        #expect(
            try files() == [
                "access.log.3.xz", "access.log-20250101.gz", "access-2025-01-02.log", "access.log.10.gz",
                "access.log.2",
                "access.log.1", "access.log",
            ])
        let coverage = try folder.log.visits(options()).coverage
        #expect(!coverage.isWhole)
        #expect(coverage.lines == 6)
    }

    @Test("gzip with several members, a cut one, and one with rubbish after it")
    func gzip() throws {
        try folder.write(line("192.0.2.1"), as: "access.log.3")
        try folder.write(line("192.0.2.2"), as: "b")
        try folder.pack("access.log.3")
        try folder.pack("b")
        let first = try Data(contentsOf: folder.url.appendingPathComponent("access.log.3.gz"))
        let second = try Data(contentsOf: folder.url.appendingPathComponent("b.gz"))
        try folder.write(first + Data(count: 512) + second, as: "access.log.3.gz")
        #expect(try folder.log.visits(options()).days.map(\.site) == [2])
        #expect(try folder.log.visits(options()).coverage.isWhole)
        try folder.write(first + second.dropLast(20), as: "access.log.3.gz")
        #expect(try folder.log.visits(options()).coverage.files.map(\.reading) == [.cut])
        try folder.write(first + Data("rubbish".utf8), as: "access.log.3.gz")
        #expect(try folder.log.visits(options()).coverage.files.map(\.reading) == [.cut])
        #expect(try folder.log.visits(options()).days.map(\.site) == [1])
    }

    @Test("a packed file of many megabytes comes out whole")
    func largeGzip() throws {
        let count = 60_000
        try folder.write((0..<count).map { line("10.1.\($0 / 250).\($0 % 250)") }.joined(), as: "access.log.1")
        try folder.pack("access.log.1")
        #expect(try folder.log.visits(options()).days.map(\.site) == [count])
    }

    @Test("CRLF, NULs, escapes, and what is no line")
    func oddities() throws {
        let lines = [
            line().dropLast() + "\r\n", line("192.0.2.2", agent: #"say \"hi\" \\"#),
            line("192.0.2.3", agent: #"\x22\x5C"#),
            line("192.0.2.4", #"GET /\"x\" HTTP/1.1"#), line("192.0.2.5", user: "a [b] c"),
            line("unix:"), line("host.example"), "\0\0\0" + line("192.0.2.7"), "\n", "rubbish\n",
            line("192.0.2.8", "GET / HTTP/1.1", 999), line("192.0.2.8", at: "31/Feb/2026:10:00:00 +0100"),
            line("192.0.2.8", at: "29/Nov/2026:24:00:00 +0100"), line("192.0.2.300"), line("192.0.2.01"),
            #"192.0.2.8 - - [29/Nov/2026:10:00:00 +0100] "GET / HTTP/1.1" 200 5"# + "\n",
        ]
        try folder.write(lines.map { String($0) }.joined() + (0..<20).map { line("198.51.100.\($0)") }.joined())
        let visits = try folder.log.visits(options())
        #expect(visits.days.map(\.site) == [25])
        #expect(visits.coverage.unreadable == 11)
        #expect(visits.coverage.isWhole)
    }

    @Test("a line of megabytes is dropped and counted, the next one is read")
    func overlong() throws {
        let long = line(agent: String(repeating: "x", count: 5_000_000))
        try folder.write(
            line() + long + line("192.0.2.2") + line("192.0.2.3", agent: String(repeating: "y", count: 200_000)))
        let visits = try folder.log.visits(options())
        #expect(visits.days.map(\.site) == [3])
        #expect(visits.coverage.unreadable == 1)
        #expect(visits.coverage.lines == 4)
    }

    @Test("an empty log has no days and is whole")
    func empty() throws {
        try folder.write("")
        let visits = try folder.log.visits(options())
        #expect(visits.days.isEmpty)
        #expect(visits.coverage.isWhole)
    }

    @Test("errors name the file and the next step")
    func errors() throws {
        #expect(throws: AccessLogError.self) { try folder.log.visits() }
        func kind() -> AccessLogError.Kind? {
            do {
                _ = try folder.log.visits(options())
                return nil
            } catch { return error.kind }
        }
        #expect(kind() == .missing)
        try folder.write(Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 256) }))
        #expect(kind() == .notALog)
        try FileManager.default.removeItem(atPath: folder.path)
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: false)
        #expect(kind() == .notAFile)
        do {
            _ = try folder.log.files()
        } catch {
            #expect(error.message.english.contains(folder.path))
            #expect(error.message.french.contains(folder.path))
        }
    }

    @Test("files whose lines are older than a year are told")
    func overdue() throws {
        try folder.write(line(at: "20/Nov/2025:10:00:00 +0100"), as: "access.log.2")
        try folder.write(line(at: "10/Dec/2025:10:00:00 +0100"), as: "access.log.1")
        try folder.write(line())
        let overdue = try folder.log.visits(options()).coverage.overdue(now: noon)
        #expect(overdue.map(\.path) == [folder.path + ".2"])
    }
}
