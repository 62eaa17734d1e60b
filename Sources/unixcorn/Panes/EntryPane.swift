import Screen
import UnixcornCore

/// One line of the journal with all that it says about who and what.
struct EntryPane: Pane {
    let entry: JournalEntry

    func title(_ context: Context) -> SafeText { SafeText("#\(entry.id)") }
    mutating func update(_ context: Context) {}
    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect { .none }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let row = EntryRow(entry)
        let by = entry.by
        let facts: [Fact] = [
            Fact(label: Phrase("what", "quoi"), value: row.words(context), style: Style(.text, .bold)),
            Fact(label: Phrase("state", "état"), value: context.state(row.look), style: Style(row.look.role)),
            Fact(label: Phrase("when", "quand"), value: SafeText(entry.at.dateAndTime)),
            Fact(label: Phrase("user", "utilisateur"), value: SafeText(by.user)),
            Fact(
                label: Phrase("login uid", "uid de connexion"), value: SafeText(by.loginUID.map { String($0) } ?? "-")),
            Fact(label: Phrase("sudo user", "utilisateur sudo"), value: SafeText(by.sudoUser ?? "-")),
            Fact(label: Phrase("terminal", "terminal"), value: SafeText(by.tty ?? "-")),
            Fact(label: Phrase("SSH peer", "pair SSH"), value: SafeText(by.sshPeer ?? "-")),
            Fact(label: Phrase("process", "processus"), value: SafeText(String(by.processID))),
            Fact(label: Phrase("job", "tâche"), value: SafeText(entry.job.map { String($0.rawValue) } ?? "-")),
            Fact(label: Phrase("of intent", "de l’intention"), value: SafeText(entry.intent.map { "#\($0)" } ?? "-")),
            Fact(label: Phrase("message", "message"), value: context.say(entry.words)),
            Fact(label: Phrase("digest", "empreinte"), value: SafeText(entry.digest), style: Style(.dim)),
        ]
        drawFacts(facts, context, in: canvas.bounds.inset(1, 1), on: &canvas)
    }
}
