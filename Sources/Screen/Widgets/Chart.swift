public import Text

/// One or two figures over time: the first as an area, the second as a line over it.
public struct Chart: Sendable {
    /// A line of values, oldest first; nil is a time that nothing is known of.
    public struct Series: Sendable, Hashable {
        public var values: [Double?]
        public var role: Role

        public init(_ values: [Double?], _ role: Role) {
            self.values = values
            self.role = role
        }
    }

    public var series: [Series]
    /// What the top of the scale stands for; nil takes the largest value.
    public var maximum: Double?
    /// How the value at the top of the scale is written.
    public var label: @Sendable (Double) -> SafeText
    /// What the left end of the time axis says, such as `-5 min`; no axis where it is empty.
    public var start: SafeText
    /// What its right end says.
    public var end: SafeText

    public init(
        _ series: [Series], maximum: Double? = nil, start: SafeText = "", end: SafeText = "",
        label: @escaping @Sendable (Double) -> SafeText = { SafeText("\(Int(max(-1e15, min(1e15, $0))))") }
    ) {
        self.series = series
        self.maximum = maximum
        self.start = start
        self.end = end
        self.label = label
    }

    /// Draws the chart over the whole canvas: scale at the left where there is room, time below.
    public func draw(on canvas: inout Canvas, glyphs: GraphGlyphs = .braille) {
        let room = canvas.bounds
        guard !room.isEmpty else { return }
        let wanted = maximum ?? Sparkline.largest(series.flatMap(\.values))
        let top = wanted.isFinite ? max(wanted, 0) : 0
        let labels = [label(top), label(top / 2), label(0)]
        let gutter = (labels.map(\.width).max() ?? 0) + 1
        let hasScale = room.columns >= gutter + 12 && room.rows >= 2
        let (left, right) = room.splitLeft(hasScale ? gutter : 0)
        let (plot, axis) = right.splitBottom(room.rows >= 4 && !(start.isEmpty && end.isEmpty) ? 1 : 0)
        if hasScale { drawScale(labels, Rect(0, 0, left.columns, plot.rows), on: &canvas) }
        canvas.within(plot) { drawPlot(top, on: &$0, glyphs) }
        canvas.within(axis) { canvas in
            let used = canvas.put(start, at: Point(0, 0), Style(.dim))
            guard used + end.width < canvas.bounds.columns else { return }
            canvas.putRight(end, endingAt: Point(canvas.bounds.columns, 0), Style(.dim))
        }
    }

    private func drawScale(_ labels: [SafeText], _ area: Rect, on canvas: inout Canvas) {
        let end = area.columns - 1
        canvas.putRight(labels[0], endingAt: Point(end, 0), Style(.dim))
        if area.rows >= 5, area.rows % 2 == 1 {
            canvas.putRight(labels[1], endingAt: Point(end, area.rows / 2), Style(.dim))
        }
        if area.rows >= 2 { canvas.putRight(labels[2], endingAt: Point(end, area.rows - 1), Style(.dim)) }
    }

    private func drawPlot(_ top: Double, on canvas: inout Canvas, _ glyphs: GraphGlyphs) {
        let room = canvas.bounds
        guard !room.isEmpty else { return }
        let grid = PlotGrid(room.size, series, top, glyphs)
        for row in 0..<room.rows {
            for column in 0..<room.columns {
                guard let (character, index) = grid[column, row] else { continue }
                canvas.fill(Rect(column, row, 1, 1), Style(series[index].role), with: character)
            }
        }
    }
}
