import Foundation
import Synchronization
import TestSupport
import Testing
import UnixcornCore

/// `unixcorn journal`, as a program of its own.
@Suite("The journal's commands")
struct JournalCommandTests {
    let folder: TemporaryFolder
    var state: String { folder.path + "/state" }
    let unixcorn = Processes.built("unixcorn")

    init() throws { folder = try TemporaryFolder() }

    private func run(_ words: [String], language: String = "C.UTF-8") throws -> TestSupport.Program {
        try TestSupport.Program(
            unixcorn, words + ["--state", state, "--config", folder.path + "/unixcorn.toml"],
            environment: ["LANG": language, "HOME": folder.path, "TERM": "dumb"])
    }

    private func writeConfiguration(_ text: String = "") throws {
        try text.write(toFile: folder.path + "/unixcorn.toml", atomically: true, encoding: .utf8)
    }

    /// Lets a process begin an operation and kills it before it ends.
    private func interrupt(_ guest: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Processes.built("work-fixture"))
        process.arguments = ["hold", state, guest, "600"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var said = Data()
        while !said.contains(10), let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty {
            said += more
        }
        #expect(String(decoding: said, as: UTF8.self).hasPrefix("begun"))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    @Test("an action whose process was killed is acknowledged, once")
    func acknowledge() async throws {
        try writeConfiguration()
        try interrupt("cloud")
        try interrupt("forge")
        let refused = try run(["journal", "acknowledge", "99"])
        #expect(refused.status == 1 && refused.complaint.contains("99"))
        let readOnly = try run(["journal", "acknowledge", "--read-only"])
        #expect(readOnly.status == 1 && readOnly.complaint.lowercased().contains("read-only"))
        let one = try run(["journal", "acknowledge", "1"])
        #expect(one.status == 0 && one.output.contains("Shut down cloud"))
        let rest = try run(["journal", "acknowledge"])
        #expect(rest.status == 0 && rest.output.contains("forge") && !rest.output.contains("cloud"))
        #expect(try run(["journal", "acknowledge"]).output.isEmpty)
        let journal = Journal(try StateStore(reading: state)) { _ in }
        #expect(try await journal.interrupted().isEmpty)
        #expect(try await journal.entries(limit: 2).map(\.result) == [.interrupted, .interrupted])
    }

    @Test("verify finds a cut tail by the heads in a log, in the person's language")
    func cut() async throws {
        try writeConfiguration("[site]\nlanguage = \"fr\"\n")
        let heads = Mutex<[JournalHead]>([])
        let store = try StateStore(folder: state)
        let journal = Journal(store) { head in heads.withLock { $0.append(head) } }
        for number in 1...3 { try await journal.note("note \(number)") }
        let log = folder.path + "/syslog"
        let lines = heads.withLock { $0.map { "Nov 24 08:00:00 licorne unixcorn[7]: " + $0.line } }
        try (lines.joined(separator: "\n") + "\n").write(toFile: log, atomically: true, encoding: .utf8)
        let whole = try run(["journal", "verify", "--syslog", log])
        #expect(whole.status == 0 && whole.output.contains("comparées : 3"))
        // As somebody would who has the file and no scruples.
        let cutting = try Program(
            "/usr/bin/python3",
            [
                "-c",
                """
                import sqlite3, sys
                d = sqlite3.connect(sys.argv[1])
                d.execute('DROP TRIGGER journal_no_delete')
                d.execute('DELETE FROM journal WHERE id = 3')
                d.commit()
                """, state + "/state.db",
            ])
        #expect(cutting.status == 0)
        let found = try run(["journal", "verify", "--syslog", log])
        #expect(found.status == 1 && found.output.contains("3"))
        #expect(try run(["journal", "verify"]).status == 0)
    }

    @Test("verify names a log that cannot be read")
    func noLog() throws {
        try writeConfiguration()
        _ = try StateStore(folder: state)
        let said = try run(["journal", "verify", "--syslog", folder.path + "/none"])
        #expect(said.status == 1 && said.complaint.contains("/none"))
    }
}
