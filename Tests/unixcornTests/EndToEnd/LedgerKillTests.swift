import Foundation
import TestSupport
import Testing

@Suite("Kills while something is booked")
struct LedgerKillTests {
    private static let count =
        ProcessInfo.processInfo.environment["UNIXCORN_LEDGER_KILLS"].flatMap { Int($0) } ?? 20

    /// Begins a command and kills it: some time after its start, or as soon as it writes. Tells whether it still ran.
    private func runAndKill(_ site: ProgramWithBook, _ words: [String], whileWriting: Bool) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Processes.built("unixcorn"))
        process.arguments = ["ledger"] + words + ["--book", site.folder, "--state", site.program.state]
        process.environment = site.program.environment()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        if whileWriting {
            let journal = site.folder + "/book.db-journal"
            _ = Eventually.holds(pause: {}, { FileManager.default.fileExists(atPath: journal) || !process.isRunning })
            usleep(UInt32.random(in: 0..<60_000))
        } else {
            usleep(UInt32.random(in: 10_000..<300_000))
        }
        let wasRunning = process.isRunning
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return wasRunning
    }

    @Test("an entry is there or not, never half, and the books hold")
    func adds() throws {
        let site = try ProgramWithBook()
        try site.fill()
        var (entries, kills, tries) = (3, 0, 0)
        while kills < Self.count / 2, tries < Self.count * 10 {
            tries += 1
            let words = ["add", "Rent \(tries)", "48,00", "--from", "512", "--to", "6135", "--on", "2025-03-05"]
            if try runAndKill(site, words, whileWriting: tries.isMultiple(of: 2)) { kills += 1 }
            let verified = try site.run("verify")
            #expect(verified.code == 0, "kill \(kills): \(verified.err)")
            let now = try site.rows("list")
            #expect(now.count == entries || now.count == entries + 1)
            #expect(now.allSatisfy { ($0["lines"] as? [Any])?.count == 2 })
            entries = now.count
        }
        #expect(kills >= Self.count / 2)
        // It goes on from there.
        try site.done("add", "Rent", "48,00", "--from", "512", "--to", "6135", "--on", "2025-04-05")
        #expect(try site.done("verify").contains("\(entries + 1) entries"))
    }

    @Test("a file is taken whole or not at all, and a second try adds nothing twice")
    func imports() throws {
        let site = try ProgramWithBook()
        try site.done("rule", "add", "prlv", "6135", "--label", "Server")
        var (entries, kills, tries) = (0, 0, 0)
        while kills < Self.count / 2, tries < Self.count * 10 {
            tries += 1
            let lines = (1...40).map { number -> BankFile.Line in
                ("20251005", "-\(number).\(10 + tries % 90)", "T\(tries)-\(number)", "PRLV OVH \(tries) \(number)")
            }
            let file = try site.file("try\(tries).ofx", BankFile.ofx(lines))
            if try runAndKill(site, ["import", file, "--yes"], whileWriting: !tries.isMultiple(of: 4)) { kills += 1 }
            let verified = try site.run("verify")
            #expect(verified.code == 0, "kill \(kills): \(verified.err)")
            let now = try site.rows("list").count
            #expect(now == entries || now == entries + 40, "\(now - entries) of 40")
            try site.done("import", file, "--yes")
            #expect(try site.rows("list").count == entries + 40)
            #expect(try site.waiting() == 0)
            entries += 40
        }
        #expect(kills >= Self.count / 2)
    }

    @Test(
        "a death in the middle of a write leaves books that can be looked at",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "skipped: needs python3"))
    func rollback() throws {
        let site = try ProgramWithBook()
        try site.fill()
        // Pages that do not fit its memory are in the file when it dies: SQLite has to take them back.
        let script = """
            import os, sqlite3, sys
            book = sqlite3.connect(sys.argv[1] + "/book.db", isolation_level=None)
            book.execute("PRAGMA cache_size = 2")
            book.execute("BEGIN IMMEDIATE")
            names = ((str(number), "x" * 200) for number in range(100000, 105000))
            book.executemany("INSERT INTO account VALUES (?, ?)", names)
            os.kill(os.getpid(), 9)
            """
        let died = try Program("/usr/bin/python3", ["-c", script, site.folder])
        #expect(died.status == 9, "\(died.complaint)")
        #expect(FileManager.default.fileExists(atPath: site.folder + "/book.db-journal"))
        let verified = try site.run("verify")
        #expect(verified.code == 0 && verified.out.contains("3 entries"), "\(verified.err)")
        #expect(try site.rows("list").count == 3)
        #expect(try !site.done("account", "list").contains("100000"))
    }
}
