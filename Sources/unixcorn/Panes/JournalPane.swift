import Screen
import UnixcornCore

/// Jobs, and the journal of what was done by whom. Two tabs.
struct JournalPane: Pane {
    private var jobs = Listing(columns: JobRow.columns, sortedBy: nil)
    private var entries = Listing(columns: EntryRow.columns, sortedBy: nil)
    private var isInJournal = false
    /// Older pages that were asked for, newest first.
    private var older: [JournalEntry] = []

    init() {}

    var barActions: Set<String> { isInJournal ? entries.barActions : jobs.barActions }

    func title(_ context: Context) -> SafeText { context.say(Phrase("Journal", "Journal")) }

    mutating func update(_ context: Context) {
        jobs.show(
            context.state.jobs.map(JobRow.init), context,
            searching: { row, context in [context.say(row.job.operation.title).string, row.job.by.user] })
        let newest = context.state.journal
        let all = newest + older.filter { entry in newest.last.map { entry.id < $0.id } ?? true }
        entries.show(
            all.map(EntryRow.init), context,
            searching: { row, context in
                [row.words(context).string, row.entry.by.user, context.say(row.entry.words).string]
            })
    }

    func selected(_ context: Context) -> [Selected] {
        isInJournal ? entries.chosen.map { .entry($0.id) } : jobs.chosen.map { .job($0.id) }
    }

    func table(_ context: Context) -> ExportTable? { isInJournal ? entries.export(context) : jobs.export(context) }

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard case .journal(let page) = answer else { return }
        let known = Set(older.map(\.id))
        older += page.filter { !known.contains($0.id) }
        update(context)
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? {
        (isInJournal ? entries.take(key, context) : jobs.take(key, context)) ? Effect.none : nil
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        switch command {
        case .nextTab, .previousTab: isInJournal.toggle()
        case .enter:
            if isInJournal { return entries.current.map { .open(EntryPane(entry: $0.entry)) } ?? .none }
            return jobs.current.map { .open(JobPane(id: $0.id)) } ?? .none
        case .bottom where isInJournal:
            entries.perform(.bottom, context)
            let last = (context.state.journal + older).map(\.id).min()
            return last.map { $0 > 1 ? .look(.journal(before: $0)) : .none } ?? .none
        default: isInJournal ? entries.perform(command, context) : jobs.perform(command, context)
        }
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let (head, body) = canvas.bounds.splitTop(1)
        let words = [Phrase("jobs", "tâches"), Phrase("journal", "journal")].map { context.say($0) }
        drawTabs(words, current: isInJournal ? 1 : 0, in: head, on: &canvas)
        let interrupted = context.state.interrupted.count
        if interrupted > 0 {
            let warning = context.say(.interrupted(interrupted))
            canvas.putRight(
                warning, endingAt: Point(head.columns - 1, 0), Style(.warning, .bold), width: head.columns - 22)
        }
        canvas.within(body) { canvas in
            if isInJournal {
                entries.draw(context, empty: context.say(.emptyJournal), on: &canvas)
            } else {
                jobs.draw(context, empty: context.say(.emptyJobs), on: &canvas)
            }
        }
    }
}

extension Phrase {
    static func interrupted(_ count: Int) -> Phrase {
        Phrase(
            "\(count) interrupted: look, then acknowledge with “:”",
            "\(count) interrompue(s) : vérifier, puis acquitter par « : »")
    }
    static let emptyJournal = Phrase("nothing was done yet", "rien n’a encore été fait")
    static let emptyJobs = Phrase("no job yet", "aucune tâche encore")
}
