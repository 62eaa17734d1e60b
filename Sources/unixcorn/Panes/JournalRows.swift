import Screen
import UnixcornCore

/// One job of the list.
struct JobRow: Sendable, Identifiable {
    var job: Job
    var id: JobID { job.id }

    init(_ job: Job) { self.job = job }

    static let columns: [ListColumn<JobRow>] = [
        ListColumn(
            "state", Phrase("state", "état"), width: 11, priority: 100,
            text: { row, context in context.state(row.job.look) }, style: { row, _ in Style(row.job.look.role) }),
        ListColumn(
            "at", Phrase("asked", "demandé"), width: 11, priority: 90,
            text: { row, context in SafeText(row.job.createdAt.short(beside: context.now)) },
            whole: { $0.job.createdAt.iso8601 },
            style: { _, _ in Style(.dim) }),
        ListColumn(
            "what", Phrase("what", "quoi"), width: 25, grows: 2, priority: 110,
            text: { row, context in context.say(row.job.operation.title) }, style: { _, _ in Style(.text) }),
        ListColumn(
            "phase", Phrase("at", "étape"), width: 17, grows: 3, priority: 85,
            text: { row, context in
                let share = row.job.state == .running ? row.job.progress : nil
                let words = context.say(row.job.words)
                return share.map { context.percent($0) + "  " + words } ?? words
            },
            style: { row, _ in Style(row.job.reason == nil ? .dim : .critical) }),
        ListColumn(
            "took", Phrase("took", "durée"), width: 8, isNumber: true, priority: 50,
            text: { row, context in
                context.duration((row.job.endedAt ?? context.now).seconds(since: row.job.createdAt))
            }),
        ListColumn("by", Phrase("by", "par"), width: 10, priority: 95, text: { row, _ in row.job.by.name }),
        ListColumn(
            "id", Phrase("no", "n°"), width: 5, isNumber: true, priority: 40,
            text: { row, _ in SafeText(String(row.job.id.rawValue)) },
            style: { _, _ in Style(.dim) }),
    ]
}

/// One line of the journal.
struct EntryRow: Sendable, Identifiable {
    var entry: JournalEntry
    var id: Int64 { entry.id }

    init(_ entry: JournalEntry) { self.entry = entry }

    /// `Start cloud`, or the text of a note.
    func words(_ context: Context) -> SafeText {
        entry.operation.map { context.say($0.title) } ?? context.say(entry.words)
    }

    var look: StateLook {
        switch (entry.kind, entry.result) {
        case (.intent, _): StateLook(shape: "▸", words: Phrase("intent", "intention"), role: .text)
        case (.note, _): StateLook(shape: "·", words: Phrase("note", "note"), role: .dim)
        case (.outcome, .done): StateLook(shape: "●", words: Phrase("done", "fait"), role: .good)
        case (.outcome, .failed): StateLook(shape: "✖", words: Phrase("failed", "échec"), role: .critical)
        case (.outcome, .cancelled): StateLook(shape: "○", words: Phrase("cancelled", "annulé"), role: .off)
        case (.outcome, .interrupted), (.outcome, nil):
            StateLook(shape: "!", words: Phrase("interrupted", "interrompu"), role: .warning)
        }
    }

    static let columns: [ListColumn<EntryRow>] = [
        ListColumn(
            "id", Phrase("no", "n°"), width: 6, isNumber: true, priority: 60,
            text: { row, _ in SafeText(String(row.entry.id)) },
            style: { _, _ in Style(.dim) }),
        ListColumn(
            "at", Phrase("when", "quand"), width: 11, priority: 90,
            text: { row, context in SafeText(row.entry.at.short(beside: context.now)) },
            whole: { $0.entry.at.iso8601 },
            style: { _, _ in Style(.dim) }),
        ListColumn(
            "kind", Phrase("state", "état"), width: 13, priority: 100,
            text: { row, context in context.state(row.look) },
            style: { row, _ in Style(row.look.role) }),
        ListColumn(
            "what", Phrase("what", "quoi"), width: 25, grows: 2, priority: 110,
            text: { row, context in row.words(context) },
            style: { _, _ in Style(.text) }),
        ListColumn("by", Phrase("by", "par"), width: 10, priority: 95, text: { row, _ in row.entry.by.name }),
        ListColumn(
            "message", Phrase("message", "message"), width: 13, grows: 3, priority: 85,
            text: { row, context in row.entry.operation == nil ? "" : context.say(row.entry.words) },
            style: { _, _ in Style(.dim) }),
    ]
}

extension Operator {
    /// The person's name: who used sudo, else the user.
    var name: SafeText { SafeText(sudoUser.map { "\($0) (\(user))" } ?? user) }
}
