import Screen
import UnixcornCore

/// Months or years under each other: what came in to the left of the middle, what went out to its right.
struct PeriodBars {
    let periods: [FinancesState.Period]

    func draw(_ context: Context, on canvas: inout Canvas) {
        let rows = canvas.bounds.rows
        let shown = Array(periods.suffix(rows))
        guard !shown.isEmpty, canvas.bounds.columns >= 30 else { return }
        let most = max(1, shown.map { max($0.income.minor, $0.expense.minor) }.max() ?? 1)
        let figures = shown.flatMap { [context.figures($0.income), context.figures($0.expense)] }
        let figure = figures.map(\.width).max() ?? 0
        let bar = max(0, (canvas.bounds.columns - 8 - figure * 2 - 4) / 2)
        for (row, period) in shown.enumerated() {
            let isNow = row == shown.count - 1
            canvas.put(SafeText(period.name), at: Point(0, row), Style(isNow ? .text : .dim))
            canvas.putRight(
                context.figures(period.income), endingAt: Point(8 + figure, row),
                Style(period.income.isZero ? .dim : .good))
            drawBar(period.income, of: most, .good, in: Rect(9 + figure, row, bar, 1), context, on: &canvas)
            drawBar(period.expense, of: most, .warning, in: Rect(10 + figure + bar, row, bar, 1), context, on: &canvas)
            canvas.putRight(
                context.figures(period.expense), endingAt: Point(canvas.bounds.columns, row),
                Style(period.expense.isZero ? .dim : .text))
        }
    }

    private func drawBar(
        _ amount: Money, of most: Int, _ role: Role, in area: Rect, _ context: Context, on canvas: inout Canvas
    ) {
        guard area.columns > 0, amount.minor > 0 else { return }
        let text = Gauge.bar(Double(amount.minor) / Double(most), width: area.columns, glyphs: context.glyphs)
        let bar = SafeText(text.string.replacing(".", with: " "))
        canvas.put(bar, at: Point(area.column, area.row), Style(role), width: area.columns)
    }
}

extension Context {
    /// An amount without its currency.
    func figures(_ money: Money) -> SafeText {
        let text = money.text(language)
        return SafeText(String(text[..<(text.lastIndex { $0 == " " || $0 == "\u{A0}" } ?? text.endIndex)]))
    }
}
