import Screen
import UnixcornCore

/// Years beside each other: what came in, what went out, what was left, and the money over the whole time.
struct YearsPane: Pane {
    init() {}

    var isAlwaysTheSame: Bool { true }

    func title(_ context: Context) -> SafeText { context.say(Phrase("years", "années")) }

    func selected(_ context: Context) -> [Selected] { [.object(.books)] }

    mutating func update(_ context: Context) {}

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect { .none }

    func table(_ context: Context) -> ExportTable? {
        ExportTable(
            columns: ["year", "income", "expense"],
            rows: context.state.finances.years.map { [$0.name, $0.income.plain, $0.expense.plain] })
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let finances = context.state.finances
        guard !finances.years.isEmpty else {
            canvas.put(context.say(Phrase("nothing is booked yet", "aucune écriture")), at: Point(1, 1), Style(.dim))
            return
        }
        let (head, rest) = canvas.bounds.splitTop(min(finances.years.count + 2, canvas.bounds.rows / 2))
        let note = context.say(Phrase("in, out", "reçu, payé"))
        drawSection(context.say(Phrase("years", "années")), note: note, context, in: head, on: &canvas) { canvas in
            PeriodBars(periods: finances.years).draw(context, on: &canvas)
        }
        let title = context.say(Phrase("money over time", "argent dans le temps"))
        drawSection(title, isFocused: true, context, in: rest, on: &canvas) { canvas in
            drawMoneyChart(finances.history, context, on: &canvas)
        }
    }
}
