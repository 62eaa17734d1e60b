import Foundation
import TestSupport
import Testing

@testable import UnixcornCore

private var hasAnalyze: Bool {
    if FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze") { return true }
    print("skipped: needs systemd-analyze")
    return false
}

@Suite("The schedule of backups", .enabled(if: hasAnalyze))
struct ScheduleTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func configuration(_ calendar: String) -> Configuration {
        var made = Configuration()
        made.file = "/etc/unixcorn/unixcorn.toml"
        made.backup.schedule = calendar
        return made
    }

    private func schedule(_ calendar: String = "Mon,Thu 03:30", config: String = "/etc/a b/50%.toml") -> BackupSchedule
    {
        BackupSchedule(
            configuration(calendar), arguments: ["--config", config], folder: folder.path, program: "/usr/bin/env")
    }

    @Test("units that systemd itself takes, with words that systemd would read otherwise")
    func units() async throws {
        let times = try await schedule().install()
        #expect(times.count == 5 && times == times.sorted())
        let service = try String(contentsOfFile: folder.path + "/unixcorn-backup.service", encoding: .utf8)
        #expect(service.contains(#"ExecStart=/usr/bin/env backup run --scheduled --config "/etc/a b/50%%.toml""#))
        #expect(service.contains("KillMode=process"))
        let timer = try String(contentsOfFile: folder.path + "/unixcorn-backup.timer", encoding: .utf8)
        #expect(timer.contains("OnCalendar=Mon,Thu 03:30\n") && timer.contains("Persistent=true"))
        #expect(schedule().isInstalled)
        try await schedule().remove()
        #expect(!schedule().isInstalled)
        try await schedule().remove()
    }

    @Test("what systemd does not take leaves nothing behind")
    func refused() async throws {
        let bad = BackupSchedule(
            configuration("daily"), arguments: [], folder: folder.path, program: "/nowhere/unixcorn")
        await #expect(throws: OperationFailure.self) { try await bad.install() }
        #expect(!bad.isInstalled)
    }

    @Test(
        "a calendar that is none names key and file, and nothing is written",
        arguments: ["Mon 25:30", "", "never", "daily\nExecStart=/bin/false", "*-*-* %h"])
    func wrong(_ calendar: String) async throws {
        let failure = await #expect(throws: OperationFailure.self) { try await schedule(calendar).install() }
        #expect(failure?.area == "configuration")
        #expect(failure?.message.english.hasPrefix("/etc/unixcorn/unixcorn.toml: backup.schedule: ") == true)
        #expect(!schedule().isInstalled)
    }

    @Test("a folder that is not there is named with the file and the next step")
    func noFolder() async throws {
        let none = BackupSchedule(configuration("daily"), arguments: [], folder: folder.path + "/none")
        let failure = await #expect(throws: OperationFailure.self) { try await none.install() }
        #expect(failure?.message.english.contains("/none/unixcorn-backup.service was not written") == true)
        #expect(failure?.hint?.english.contains("--directory") == true)
    }

    @Test("units of somebody else stay as they are")
    func foreign() async throws {
        let path = folder.path + "/unixcorn-backup.timer"
        try write("[Timer]\nOnCalendar=daily\n", to: path)
        await #expect(throws: OperationFailure.self) { try await schedule().install() }
        await #expect(throws: OperationFailure.self) { try await schedule().remove() }
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("OnCalendar=daily"))
    }

    @Test("times are read in UTC, whatever the machine's zone")
    func zones() {
        let text = """
              Original form: Mon,Thu 03:30
            Normalized form: Mon,Thu *-*-* 03:30:00
                Next elapse: Mon 2026-11-23 03:30:00 CET
                   (in UTC): Mon 2026-11-23 02:30:00 UTC
                   From now: 1 day 12h ago
                   Iter. #2: Thu 2026-11-26 03:30:00 CET
                   (in UTC): Thu 2026-11-26 02:30:00 UTC
            """
        #expect(
            SystemdCalendar.times(in: text) == [
                Moment(rfc3339: "2026-11-23T02:30:00Z"), Moment(rfc3339: "2026-11-26T02:30:00Z"),
            ])
        #expect(SystemdCalendar.times(in: "Next elapse: Mon 2026-11-23 03:30:00 UTC").count == 1)
    }

    @Test("a run that never began is found at the next one, this one's own time is not")
    func missed() async throws {
        let last = try #require(Moment(rfc3339: "2026-11-16T03:31:00Z"))
        BackupCare.change(folder.path) { $0.scheduledRunAt = last }
        var configuration = configuration("Mon,Thu 03:30 UTC")
        await MissedRuns.note(
            configuration, folder.path, now: try #require(Moment(rfc3339: "2026-11-23T03:34:00Z")))
        let missed = try #require(Moment(rfc3339: "2026-11-19T03:30:00Z"))
        #expect(BackupCare.kept(folder.path).missed == [missed])
        await MissedRuns.note(
            configuration, folder.path, now: try #require(Moment(rfc3339: "2026-11-26T03:30:30Z")))
        #expect(BackupCare.kept(folder.path).missed == [missed])
        configuration.backup.schedule = "nonsense"
        await MissedRuns.note(configuration, folder.path)
        #expect(BackupCare.kept(folder.path).missed == [missed])
    }
}
