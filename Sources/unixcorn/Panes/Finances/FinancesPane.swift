import Screen
import UnixcornCore

/// The books: how much there is and how long it lasts, months, what is expected, and a list of what the tab says.
struct FinancesPane: Pane {
    private var tab = FinanceTab.entries
    private var list = Listing(columns: FinanceTab.entries.columns, sortedBy: nil)
    private var seen: FinancesState?
    private var seenTab: FinanceTab?
    /// The row of the newest entry, where entries are listed.
    private var newest: String?

    init() {}

    var barActions: Set<String> {
        guard seen?.isThere == true, seen?.problem == nil else { return [] }
        return list.barActions.union(["list.next-tab"])
    }

    func title(_ context: Context) -> SafeText { context.say(Phrase("Finances", "Finances")) }

    mutating func update(_ context: Context) {
        let finances = context.state.finances
        guard seen != finances || seenTab != tab || context.isFrozen != list.isFrozen else { return }
        // Who stands on the newest entry goes on to the one that was just booked.
        let isOnNewest = seenTab == tab && list.current?.id == newest && newest != nil
        (seen, seenTab) = (finances, tab)
        let rows = tab.rows(context)
        list.show(rows, context, searching: { row, _ in row.cells.map(\.string) })
        newest = tab == .entries ? rows.first?.id : nil
        if isOnNewest, newest != list.current?.id { list.perform(.top, context) }
    }

    func selected(_ context: Context) -> [Selected] {
        let rows = list.chosen.compactMap(\.selected)
        return rows.isEmpty ? [.object(.books)] : rows
    }

    func table(_ context: Context) -> ExportTable? { list.export(context) }

    mutating func take(_ key: Key, _ context: Context) -> Effect? { list.take(key, context) ? Effect.none : nil }

    mutating func perform(_ command: PaneCommand, _ context: Context) -> Effect {
        switch command {
        case .nextTab: show(tab.rawValue + 1, context)
        case .previousTab: show(tab.rawValue - 1, context)
        case .enter:
            switch list.current?.selected {
            case .bookEntry(let number): return .open(BookEntryPane(number))
            case .statementLine: return .run("finance.line")
            case .expectation: return .run("finance.link")
            default: return .none
            }
        default: list.perform(command, context)
        }
        return .none
    }

    private mutating func show(_ number: Int, _ context: Context) {
        let all = FinanceTab.allCases
        tab = all[(number + all.count) % all.count]
        list = Listing(columns: tab.columns, sortedBy: nil)
        update(context)
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let finances = context.state.finances
        guard finances.isThere, finances.problem == nil else { return drawNoBooks(context, on: &canvas) }
        let room = canvas.bounds
        guard room.rows >= 14 else { return drawSmall(context, on: &canvas) }
        let isWide = room.columns >= 150
        let (head, rest) = room.splitTop(isWide ? min(14, room.rows / 3) : min(8, room.rows * 2 / 5))
        let (left, right) = head.splitLeft(isWide ? 56 : min(38, room.columns / 2 - 1))
        drawMoney(context, in: left, on: &canvas)
        if isWide {
            let (middle, far) = right.splitLeft(right.columns / 2)
            drawMonths(context, in: middle, on: &canvas)
            drawHistory(context, in: far, on: &canvas)
        } else {
            drawMonths(context, in: right, on: &canvas)
        }
        drawList(context, in: rest, on: &canvas)
    }

    private mutating func drawList(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        let next = FinanceTab(rawValue: tab.rawValue + 1) ?? .entries
        let note = Phrase(". \(next.words.english)", ". \(next.words.french)")
        var list = list
        let empty = context.say(tab.empty)
        drawSection(context.say(tab.words), note: context.say(note), isFocused: true, context, in: area, on: &canvas) {
            list.draw(context, empty: empty, on: &$0)
        }
        self.list = list
    }

    /// Where there are few rows: the money in a line, the list beneath.
    private mutating func drawSmall(_ context: Context, on canvas: inout Canvas) {
        let (head, rest) = canvas.bounds.splitTop(1)
        canvas.put(
            context.moneyInBrief, at: Point(1, head.row), Style(.title, .bold), width: head.columns - 2)
        canvas.within(rest) { list.draw(context, empty: context.say(tab.empty), on: &$0) }
    }

    private func drawMoney(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        let finances = context.state.finances
        drawSection(
            context.say(Phrase("money", "argent")), note: SafeText(finances.today.iso8601), context, in: area,
            on: &canvas
        ) {
            canvas in
            let role: Role = finances.cash.minor < 0 ? .critical : .title
            var row = 0
            if canvas.bounds.rows >= 6,
                LargeFigures(text: context.figures(finances.cash)).draw(role, context, on: &canvas)
            {
                row = LargeFigures.rows
            } else {
                canvas.put(context.money(finances.cash), at: Point(0, 0), Style(role, .bold))
                row = 1
            }
            let (_, rest) = canvas.bounds.splitTop(row)
            canvas.within(rest) { drawFacts(context.runwayFacts, context, in: $0.bounds, on: &$0) }
        }
    }

    private func drawMonths(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        let note = context.say(Phrase("in, out", "reçu, payé"))
        drawSection(context.say(Phrase("months", "mois")), note: note, context, in: area, on: &canvas) { canvas in
            PeriodBars(periods: context.state.finances.months).draw(context, on: &canvas)
        }
    }

    /// The money at the end of each month.
    private func drawHistory(_ context: Context, in area: Rect, on canvas: inout Canvas) {
        let history = context.state.finances.history
        drawSection(
            context.say(Phrase("money over time", "argent dans le temps")), note: "y", context, in: area, on: &canvas
        ) {
            canvas in drawMoneyChart(history, context, on: &canvas)
        }
    }
}

/// What was there at the end of each month, over the whole width.
func drawMoneyChart(_ history: [FinancesState.MonthEnd], _ context: Context, on canvas: inout Canvas) {
    guard let first = history.first, let last = history.last else { return }
    let top = history.map(\.cash.minor).max() ?? 0
    let gutter = String(top / 100).count + 1
    let points = max(1, canvas.bounds.columns - gutter) * (context.glyphs.graph == .braille ? 2 : 1)
    let values = (0..<points).map { Optional(Double(max(0, history[$0 * history.count / points].cash.minor)) / 100) }
    Chart([Chart.Series(values, .graph1)], start: SafeText(first.month), end: SafeText(last.month))
        .draw(on: &canvas, glyphs: context.glyphs.graph)
}
