import Foundation
import Testing

@testable import UnixcornCore

@Suite("What is known of backups")
struct BackupBoardTests {
    /// A Tuesday.
    private static let today = LocalDay(Moment(seconds: 1_795_528_800))
    private static let now = today.at(14 * 3600)
    private static let host = HostID(rawValue: "licorne")

    private static func entry(
        _ guest: String, _ daysAgo: Int, failed: Bool = false, state: Manifest.State = .consistent,
        stored: Int = 1 << 30
    ) -> BackupHistory.Entry {
        let at = today.adding(-daysAgo).at(3 * 3600 + 1800)
        return failed
            ? BackupHistory.Entry(guest: guest, at: at, duration: 60, reason: Phrase("no", "non"))
            : BackupHistory.Entry(
                guest: guest, at: at, duration: 60, backup: String(format: "%064x", daysAgo), state: state,
                storedBytes: stored)
    }

    private static func state(_ history: [BackupHistory.Entry], guests: [String] = ["cloud"]) -> SiteState {
        var state = SiteState()
        state.at = now
        var one = HostState(id: host, uri: "test:///default")
        one.guests = guests.map { Guest(id: GuestID(rawValue: "id-" + $0), name: $0) }
        state.hosts = [one]
        state.backups.place = "file:/srv/backup"
        state.backups.schedule = "Mon,Thu 03:30"
        state.backups.quota = 100 << 30
        state.backups.history = history
        let made = history.filter { $0.backup != nil }
        state.backups.summary = BackupSummary(
            readAt: now, place: "file:/srv/backup",
            backups: made.map {
                BackupSummary.Backup(
                    id: $0.backup ?? "", time: $0.at, host: "licorne", guest: $0.guest, state: $0.state,
                    paths: ["/guests/" + $0.guest])
            }, bytes: 40 << 30, files: 90)
        return state
    }

    private func one(_ state: SiteState, _ name: String = "cloud") throws -> GuestBackups {
        try #require(BackupBoard(state, now: Self.now).guests.first { $0.guest == name })
    }

    @Test("each day has its mark: done, crash, off, failed, missed")
    func days() throws {
        // Mondays and Thursdays: 1, 5, 8, 12, 15 days ago.
        let state = Self.state([
            Self.entry("cloud", 15), Self.entry("cloud", 12, state: .off), Self.entry("cloud", 5, failed: true),
            Self.entry("cloud", 1, state: .crash),
        ])
        let days = try one(state).days(16, until: Self.now, BackupCalendar("Mon,Thu 03:30"))
        let expected: [Int: DayMark] = [15: .done, 12: .off, 8: .missed, 5: .failed, 1: .crash]
        for (ago, mark) in days.reversed().enumerated() { #expect(mark == expected[ago] ?? .none, "\(ago) days ago") }
    }

    @Test("a backup that was made later on the day outweighs the failure")
    func again() throws {
        let failed = Self.entry("cloud", 1, failed: true)
        var done = Self.entry("cloud", 1)
        done.at = done.at.adding(seconds: 7200)
        #expect(try one(Self.state([done, failed])).days(2, until: Self.now, nil) == [.done, .none])
    }

    @Test("a day whose restore was proven says so, and one whose sample was not right")
    func proven() throws {
        var unread = Self.entry("cloud", 2)
        unread.isReadBack = false
        var state = Self.state([Self.entry("cloud", 4), Self.entry("cloud", 3), unread])
        func drill(_ daysAgo: Int, isRight: Bool) -> Drill {
            Drill(
                drilledAt: Self.now, duration: 60, guest: "cloud", backup: String(format: "%064x", daysAgo),
                madeAt: Self.entry("cloud", daysAgo).at,
                proofs: [Drill.Proof(kind: .bytes, object: "vda", isRight: isRight, words: Phrase("x", "x"))])
        }
        state.backups.drills = [drill(4, isRight: true), drill(3, isRight: false)]
        #expect(try one(state).days(5, until: Self.now, nil) == [.drilled, .done, .unproven, .none, .none])
    }

    @Test("nothing was missed before a guest's first backup, nor of one that is left out")
    func notMissed() throws {
        var state = Self.state([Self.entry("cloud", 12)])
        let calendar = BackupCalendar("Mon,Thu 03:30")
        #expect(try one(state).days(30, until: Self.now, calendar).prefix(18).allSatisfy { $0 != .missed })
        state.backups.leftOut = ["cloud"]
        #expect(try !one(state).days(30, until: Self.now, calendar).contains(.missed))
    }

    @Test("where a guest stands: fine, late, failed, never, left out, gone")
    func standings() throws {
        let names = ["fine", "late", "failed", "never", "out"]
        var state = Self.state(
            [
                Self.entry("late", 8), Self.entry("failed", 5), Self.entry("fine", 1),
                Self.entry("failed", 1, failed: true), Self.entry("gone", 1),
            ], guests: names)
        state.backups.leftOut = ["out"]
        let expected: [(String, GuestBackups.Standing)] = [
            ("fine", .fine), ("late", .late), ("failed", .failed), ("never", .never), ("out", .leftOut),
            ("gone", .gone),
        ]
        for (name, standing) in expected { #expect(try one(state, name).standing == standing, "\(name)") }
    }

    @Test("growth is what the runs of the last weeks added, without first backups")
    func growth() throws {
        let history = [22, 19, 15, 12, 8, 5, 1].map { Self.entry("cloud", $0, stored: $0 == 22 ? 30 << 30 : 1 << 30) }
        let outlook = BackupOutlook(Self.state(history).backups, now: Self.now)
        let weekly = try #require(outlook.weeklyGrowth)
        #expect((1.7...2.2).contains(weekly / Double(1 << 30)))
        // 60 GiB are left.
        #expect(outlook.runsThatFit == 60)
        let weeks = try #require(outlook.fullAt).seconds(since: Self.now) / (7 * 86_400)
        #expect((27...35).contains(weeks))
        #expect(outlook.lastRun?.done == 1 && outlook.usedShare == 0.4)
    }

    @Test("a limit of files can be the nearer one")
    func files() {
        var state = Self.state([8, 5, 1].map { Self.entry("cloud", $0) }).backups
        state.fileLimit = 150
        let outlook = BackupOutlook(state, now: Self.now)
        #expect(outlook.runsThatFit == 2 && outlook.filesShare == 0.6)
    }

    @Test("with nothing known nothing is claimed")
    func nothing() {
        let outlook = BackupOutlook(BackupsState(), now: Self.now)
        #expect(outlook.weeklyGrowth == nil && outlook.fullAt == nil && outlook.runsThatFit == nil)
        #expect(outlook.lastRun == nil && outlook.usedShare == nil)
    }

    @Test("guests that follow one another are one run, and a failure counts in it")
    func runs() {
        var second = Self.entry("mail", 1, failed: true)
        second.at = second.at.adding(seconds: 62)
        let runs = BackupRuns.all([Self.entry("cloud", 5), Self.entry("cloud", 1), second])
        #expect(runs.map(\.done) == [1, 1] && runs.map(\.failed) == [0, 1])
        #expect(runs.last?.duration == 122)
    }

    @Test("runs one after the other are each their own, and a week is not told from them")
    func close() {
        let history = (0..<5).map { number in
            var entry = Self.entry("cloud", 1)
            entry.at = Self.now.adding(seconds: Double(number * 120 - 1200))
            entry.run = entry.at
            return entry
        }
        #expect(BackupRuns.all(history).count == 5 && BackupRuns.sittings(history).count == 1)
        let outlook = BackupOutlook(Self.state(history).backups, now: Self.now)
        #expect(outlook.lastRun?.done == 1 && outlook.weeklyGrowth == nil)
    }

    /// The last run as one that failed before any guest.
    private static func failedRun(_ hoursAgo: Int = 1) -> BackupHistory.Entry {
        var entry = BackupHistory.Entry(
            guest: "", at: now.adding(seconds: -3600 * Double(hoursAgo)), duration: 2,
            reason: Phrase("wrong password", "mauvais mot de passe"))
        entry.run = entry.at
        return entry
    }

    @Test("a run that failed as a whole is the last one and an alert, and no guest, until one succeeds")
    func wholeRun() {
        var state = Self.state([Self.entry("cloud", 1), Self.failedRun(3)])
        #expect(BackupOutlook(state.backups, now: Self.now).lastRun?.problem?.english == "wrong password")
        #expect(BackupBoard(state, now: Self.now).guests.map(\.guest) == ["cloud"])
        #expect(AlertRules().alerts(for: state).contains { $0.id == "backup-run" && $0.severity == .critical })
        var done = Self.entry("cloud", 0)
        done.at = Self.now.adding(seconds: -600)
        done.run = done.at
        state.backups.history.append(done)
        #expect(!AlertRules().alerts(for: state).contains { $0.id == "backup-run" })
    }

    @Test("without a timer no next run is told")
    func unscheduled() {
        var state = Self.state([Self.entry("cloud", 1)]).backups
        #expect(BackupOutlook(state, now: Self.now).nextRun != nil)
        state.isScheduled = false
        #expect(BackupOutlook(state, now: Self.now).nextRun == nil)
    }

    @Test("a run that fails as a whole is in the history with its reason, and the next step")
    func kept() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("history-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let failure = OperationFailure(
            area: "backup", message: Phrase("wrong password", "faux"), hint: Phrase("look at it", "regardez"))
        BackupHistory(folder, run: Self.now).add(.failed(run: Self.now, failure))
        let entry = try #require(BackupHistory(folder).entries().first)
        #expect(entry.isOfRun && entry.run == Self.now && entry.reason?.english == "wrong password. look at it")
    }

    @Test("a retention says which backups stay and by which rule")
    func retention() {
        let state = Self.state([22, 19, 15, 12, 8, 5, 1].map { Self.entry("cloud", $0) }).backups
        var rule = Retention()
        rule.last = 2
        let outlook = RetentionOutlook(state, rule)
        #expect(outlook.fates.map(\.stays) == [true, true, false, false, false, false, false])
        #expect(outlook.fates.first?.reasons == ["last snapshot"])
        #expect(outlook.goingBytes == 5 << 30 && outlook.emptied == 0)
        rule = Retention()
        rule.tags = [["keep"]]
        #expect(RetentionOutlook(state, rule).emptied == 1)
    }

    @Test("alerts: a late guest, a failed one, a full space, damage; none where no repository is declared")
    func alerts() {
        var state = Self.state(
            [Self.entry("late", 15), Self.entry("failed", 5), Self.entry("failed", 1, failed: true)],
            guests: ["late", "failed", "never"])
        state.backups.summary?.bytes = 95 << 30
        state.backups.summary?.damaged = 2
        let ids = Set(AlertRules().alerts(for: state).map(\.id))
        #expect(
            ids.isSuperset(of: [
                "backup-late:licorne/late", "backup-failed:licorne/failed", "backup-space", "backup-damaged",
            ]))
        #expect(ids.contains("backup-never:licorne/never"))
        // It is newer than the last scheduled run.
        state.backups.care.scheduledRunAt = Self.now.adding(seconds: -86_400)
        #expect(!AlertRules().alerts(for: state).contains { $0.id.hasPrefix("backup-never") })
        state.backups.place = nil
        #expect(!AlertRules().alerts(for: state).contains { $0.id.hasPrefix("backup") })
    }

    @Test("a password in an address is not shown")
    func address() {
        #expect(BackupPlace.withoutPassword("ftp://ana:secret@host/x") == "ftp://ana@host/x")
        #expect(BackupPlace.withoutPassword("ftps://ana@host:2121/x") == "ftps://ana@host:2121/x")
        #expect(BackupPlace.withoutPassword("file:/srv/a:b@c") == "file:/srv/a:b@c")
    }
}
