import Screen
import UnixcornCore

/// The end of the host's own journal.
struct HostJournalPane: Pane {
    let host: HostID
    private var view = TextReader()
    private var isWaiting = true

    init(host: HostID) { self.host = host }

    func title(_ context: Context) -> SafeText { context.say(Phrase("host journal", "journal de l’hôte")) }
    func opening(_ context: Context) -> Effect { .look(.hostJournal(host)) }
    func selected(_ context: Context) -> [Selected] { [.object(.host(host))] }
    mutating func update(_ context: Context) {}

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == .hostJournal(host) else { return }
        isWaiting = false
        view.show(answer.lines(context), follow: true)
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? {
        view.take(key) ? Effect.none : nil
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        view.perform(command)
        return .none
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        if isWaiting {
            canvas.put(context.say(.waiting), at: Point(1, 0), Style(.dim))
        } else {
            view.draw(context, on: &canvas)
        }
    }
}
