import Screen
import Testing
import UnixcornCore

@testable import unixcorn

@Suite("The Backups pane")
struct BackupsPaneTests {
    private func text(_ stage: Stage, _ size: Size = Size(80, 24)) -> String { stage.app.draw(size).text }

    private func plan(of order: RestoreOrder, replaces: Bool) -> RestorePlan {
        RestorePlan(
            guest: order.newName ?? order.guest, madeAt: SampleSite.now,
            disks: [
                RestorePlan.Disk(
                    target: "vda", path: "/srv/ssd/a.qcow2", format: "qcow2", size: 40 << 30, storedBytes: 5 << 30,
                    keptAs: replaces ? "/srv/ssd/a.qcow2.before" : nil)
            ], missing: [Manifest.Missing(target: "vdb", source: "/srv/san/a", pool: "san", reason: "replicated")],
            replacesGuest: replaces)
    }

    @Test("lists each guest of the site and of the repository, with what became of it")
    func list() throws {
        let stage = try Stage()
        stage.press("g b")
        let rows = text(stage, Size(120, 40)).split(separator: "\n")
        func row(_ name: String) -> String { String(rows.first { $0.contains(" \(name) ") } ?? "") }
        #expect(row("forge").contains("✖ failed"))
        #expect(row("matrice").contains("▲ crash"))
        #expect(row("sauvegarde-test").contains("left out"))
        #expect(row("ancien").contains("no guest"))
        #expect(row("cloud").contains("● whole") && row("cloud").contains("!"))
    }

    @Test("b backs up the marked guests, B all of them")
    func run() throws {
        let stage = try Stage()
        stage.press("g b down space space b")
        stage.press("B")
        let deeds = stage.operations.all.map(\.deed)
        #expect(deeds == [.backup(.run(guests: ["cloud", "forge"])), .backup(.run(guests: []))])
        #expect(stage.operations.all.allSatisfy { $0.object == .repository })
    }

    @Test("a guest that is in the repository alone can be restored and not backed up")
    func gone() throws {
        let stage = try Stage()
        stage.press("g b b")
        #expect(stage.operations.all.isEmpty)
        stage.press("R")
        #expect(text(stage).contains("Restore ancien"))
    }

    @Test("a restore in place shows its plan, has its focus on Cancel and asks for the name")
    func restore() throws {
        let stage = try Stage()
        stage.press("g b down R ctrl-u enter")
        let pane = try #require(stage.app.top as? RestorePane)
        #expect(pane.order.newName == nil && pane.order.guest == "cloud")
        stage.app.receive(.answer(.restorePlan(pane.order), .restorePlan(plan(of: pane.order, replaces: true))))
        for part in ["/srv/ssd/a.qcow2.before", "vdb", "replicated", "Type cloud", "[ Cancel ]"] {
            #expect(text(stage).contains(part), "\(part)")
        }
        stage.type("cloud")
        stage.press("tab tab enter")
        #expect(stage.operations.all.map(\.deed) == [.backup(.restore(pane.order))])
        #expect(stage.operations.all.first?.risk == .destroys)
    }

    @Test("three keys restore beside; Enter straight after them changes nothing")
    func beside() throws {
        let stage = try Stage()
        stage.press("g b down R enter")
        let pane = try #require(stage.app.top as? RestorePane)
        #expect(pane.order.newName == "cloud-restored")
        stage.app.receive(.answer(.restorePlan(pane.order), .restorePlan(plan(of: pane.order, replaces: false))))
        stage.press("enter")
        #expect(stage.operations.all.isEmpty)
        stage.press("enter tab enter")
        #expect(stage.operations.all.map(\.deed) == [.backup(.restore(pane.order))])
    }

    @Test("a guest can be asked to start at once, from the repository")
    func instant() throws {
        let stage = try Stage()
        stage.press("g b down R tab tab right enter")
        let pane = try #require(stage.app.top as? RestorePane)
        #expect(pane.order.instant == RestoreOrder.Instant())
        var made = plan(of: pane.order, replaces: false)
        made.isInstant = true
        stage.app.receive(.answer(.restorePlan(pane.order), .restorePlan(made)))
        #expect(text(stage).contains("starts at once"))
    }

    @Test("what forbids a restore is said, and nothing can be confirmed")
    func refused() throws {
        let stage = try Stage()
        stage.press("g b down R enter")
        let pane = try #require(stage.app.top as? RestorePane)
        let failure = OperationFailure(area: "state", message: Phrase("it runs", "elle tourne"))
        stage.app.receive(.answer(.restorePlan(pane.order), .failed(failure)))
        #expect(text(stage).contains("it runs"))
        stage.press("enter enter tab enter")
        #expect(stage.operations.all.isEmpty)
    }

    @Test("X asks the backup that runs to stop")
    func cancel() throws {
        var state = SampleSite.state
        var job = Job(
            id: JobID(rawValue: 9), operation: Operation(.backup(.run(guests: [])), on: .repository), state: .running,
            by: Operator(), createdAt: SampleSite.now)
        job.progress = 0.25
        job.phaseWords = Phrase("reading cloud vda", "lecture de cloud vda")
        state.jobs.insert(job, at: 0)
        let stage = try Stage(state)
        stage.press("g b")
        #expect(text(stage).contains("25 %") && text(stage).contains("reading cloud vda"))
        stage.press("X")
        #expect(stage.calls.all == ["cancel"])
    }

    @Test("another retention is tried out, and its lines are shown, not saved")
    func retention() throws {
        let stage = try Stage()
        stage.press("g b P")
        #expect(!text(stage).contains("keep_within"))
        stage.press("enter ctrl-u")
        stage.type("3d")
        stage.press("enter")
        let shown = text(stage, Size(120, 110))
        #expect(shown.contains("keep_within = \"3d\"") && shown.contains("✖ goes"))
        #expect(stage.calls.all.isEmpty)
    }

    @Test("where no repository is declared the pane says what to do, and no key acts", arguments: Language.allCases)
    func undeclared(language: Language) throws {
        var state = SampleSite.state
        state.backups = BackupsState()
        let stage = try Stage(state, language: language)
        stage.press("g b")
        for part in ["repository = ", "unixcorn backup init"] { #expect(text(stage).contains(part), "\(part)") }
        stage.press("b B R F P X enter")
        #expect(stage.calls.all.isEmpty)
    }

    @Test(
        "a run that failed as a whole tells its reason, and a missing timer how to install it",
        arguments: Language.allCases)
    func wholeRun(language: Language) throws {
        var state = SampleSite.state
        let reason = Phrase("the password opens none of the keys", "le mot de passe n’ouvre aucune des clés")
        state.backups.history.append(
            UnixcornCore.BackupHistory.Entry(guest: "", at: SampleSite.now.adding(seconds: -300), reason: reason))
        state.backups.history[state.backups.history.count - 1].run = SampleSite.now
        state.backups.isScheduled = false
        let stage = try Stage(state, language: language)
        stage.press("g b")
        let words = language == .french ? reason.french : reason.english
        for part in [words, "unixcorn backup schedule --install"] { #expect(text(stage).contains(part), "\(part)") }
        stage.press("g o")
        #expect(text(stage).contains(words.prefix(12)))
    }

    @Test("the legend has each shape at 80 columns", arguments: Language.allCases)
    func legend(language: Language) throws {
        let stage = try Stage(language: language)
        stage.press("g b")
        let legend = try #require(text(stage).split(separator: "\n").last { $0.contains("▲") })
        for mark in DayMark.legend { #expect(legend.contains("\(mark.look.shape) "), "\(mark)") }
    }

    @Test("the overview has the last run, who failed and the room")
    func tile() throws {
        let stage = try Stage()
        stage.press("g o")
        let shown = text(stage)
        for part in ["Backups", "failed: forge", "of 93.1 GiB"] { #expect(shown.contains(part), "\(part)") }
    }
}
