import Screen
import UnixcornCore

extension Tiles {
    /// Each service: how many are due and at risk, how its sources are, when it was read.
    static let members = Tile(
        words: Phrase("Members", "Membres"), opens: .members,
        note: { context in
            let services = context.state.members.services
            guard !services.isEmpty else { return "" }
            let due = context.memberFigures.reduce(0) { $0 + $1.due }
            return context.say(due == 0 ? Phrase("nobody due", "aucun échu") : Phrase("\(due) due", "\(due) échus"))
        },
        draw: { context, canvas in
            let members = context.state.members
            guard !members.services.isEmpty else {
                let words = members.problem.map { context.say($0) } ?? context.say(.noService)
                return drawText(words, members.problem == nil ? .dim : .critical, 0, &canvas)
            }
            let figures = context.memberFigures
            let lapsing = members.lapsing(at: members.at).count
            let rows = canvas.bounds.rows - (lapsing > 0 ? 1 : 0)
            canvas.within(Rect(0, 0, canvas.bounds.columns, max(1, rows))) { canvas in
                drawLines(members.services.count, context, &canvas) {
                    draw(members.services[$0], figures[$0], context, &$1)
                }
            }
            guard lapsing > 0, members.services.count < canvas.bounds.rows else { return }
            drawText(context.say(.lapsing(lapsing)), .warning, members.services.count, &canvas)
        })

    private static func draw(
        _ service: MembersState.Service, _ figures: MembersState.Figures, _ context: Context, _ canvas: inout Canvas
    ) {
        let width = canvas.bounds.columns
        let source = service.sourceLook(context)
        canvas.put(source.words, at: Point(0, 0), Style(source.role), width: 1)
        canvas.put(SafeText(service.id), at: Point(2, 0), Style(.text), width: 8)
        let read = service.readAt.map { context.briefAge($0) } ?? "-"
        canvas.putRight(read, endingAt: Point(width, 0), Style(.dim), width: 6)
        let words = source.role == .good ? context.say(.inBrief(figures)) : source.words.dropFirstShape
        let role: Role =
            source.role == .good ? (figures.due > 0 ? .critical : figures.atRisk > 0 ? .warning : .text) : source.role
        canvas.put(words, at: Point(11, 0), Style(role), width: max(0, width - 18))
    }

    private static func drawText(_ text: SafeText, _ role: Role, _ row: Int, _ canvas: inout Canvas) {
        canvas.put(text, at: Point(0, row), Style(role), width: canvas.bounds.columns)
    }
}

extension SafeText {
    /// Without the shape that stands at another place already.
    fileprivate var dropFirstShape: SafeText { SafeText(String(string.dropFirst(2))) }
}

extension Context {
    /// By service, in their order.
    var memberFigures: [MembersState.Figures] {
        state.members.services.map { $0.figures(state.members.clock, at: state.members.at) }
    }
}

extension Phrase {
    fileprivate static let noService = Phrase("no service declared", "aucun service déclaré")
    fileprivate static func inBrief(_ figures: MembersState.Figures) -> Phrase {
        let (all, due, risk) = (figures.accounts, figures.due, figures.atRisk)
        return Phrase("\(all), \(due) due, \(risk) at risk", "\(all), \(due) échus, \(risk) menacés")
    }
    fileprivate static func lapsing(_ count: Int) -> Phrase {
        Phrase("! exemptions that end soon: \(count)", "! exemptions qui finissent bientôt : \(count)")
    }
}
