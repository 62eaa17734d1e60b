import Screen
import UnixcornCore

/// One job: what it does, how far it is, its log.
struct JobPane: Pane {
    let id: JobID
    private var view = TextReader()

    init(id: JobID) { self.id = id }

    func title(_ context: Context) -> SafeText { context.say(Phrase("job \(id.rawValue)", "tâche \(id.rawValue)")) }
    func opening(_ context: Context) -> Effect { .look(.jobLog(id)) }
    func selected(_ context: Context) -> [Selected] { [.job(id)] }
    mutating func update(_ context: Context) {}

    mutating func receive(_ answer: LookupAnswer, to lookup: Lookup, _ context: Context) {
        guard lookup == .jobLog(id) else { return }
        view.show(answer.lines(context), follow: true)
    }

    mutating func take(_ key: Key, _ context: Context) -> Effect? {
        view.take(key) ? Effect.none : nil
    }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        if command == .enter { return .look(.jobLog(id)) }
        view.perform(command)
        return .none
    }

    /// What it is at, or why it failed and what to do: whole, over as many lines as that takes.
    private func words(of job: Job, _ context: Context, width: Int) -> [Fact] {
        let parts = [job.words, job.reason?.hint].compactMap { $0 }.map(context.say)
        return parts.flatMap { $0.wrapped(to: max(20, width)).prefix(4) }.enumerated().map { place, line in
            Fact(label: place == 0 ? Phrase("at", "étape") : .nothing, value: line)
        }
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        guard let job = context.state.jobs.first(where: { $0.id == id }) else {
            canvas.put(
                context.say(Phrase("this job is no longer kept", "cette tâche n’est plus gardée")), at: Point(1, 0),
                Style(.dim))
            return
        }
        let facts =
            [
                Fact(
                    label: Phrase("what", "quoi"), value: context.say(job.operation.title), style: Style(.text, .bold)),
                Fact(label: Phrase("state", "état"), value: context.state(job.look), style: Style(job.look.role)),
            ] + words(of: job, context, width: canvas.bounds.columns - 16) + [
                Fact(label: Phrase("progress", "avancement"), value: context.percent(job.progress)),
                Fact(
                    label: Phrase("asked", "demandé"), value: SafeText("\(job.createdAt.dateAndTime)  \(job.by.name)")),
                Fact(label: Phrase("ended", "fini"), value: SafeText(job.endedAt?.dateAndTime ?? "-")),
            ]
        let (upper, lower) = canvas.bounds.splitTop(facts.count + 1)
        drawFacts(facts, context, in: upper.inset(1, 0), on: &canvas)
        let title = context.say(Phrase("log (Enter: read again)", "journal (Entrée : relire)"))
        drawSection(title, context, in: lower, on: &canvas) { view.draw(context, on: &$0) }
    }
}
