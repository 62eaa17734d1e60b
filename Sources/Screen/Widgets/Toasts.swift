public import Text

/// Short messages over a corner of the screen that go away by themselves. Time comes from outside.
public struct Toasts: Sendable, Hashable {
    struct Toast: Sendable, Hashable {
        let text: Phrase
        let isError: Bool
        let end: Moment
    }

    private(set) var shown: [Toast] = []
    /// The most messages at one time; the oldest goes first.
    public let limit: Int

    public init(limit: Int = 4) {
        self.limit = max(1, limit)
    }

    public var isEmpty: Bool { shown.isEmpty }

    /// When the next message goes away: the moment to wake up at.
    public var nextEnd: Moment? { shown.map(\.end).min() }

    /// Shows a message until `end`. The same message again only lasts longer.
    public mutating func add(_ text: Phrase, isError: Bool = false, until end: Moment) {
        shown.removeAll { $0.text == text && $0.isError == isError }
        shown.append(Toast(text: text, isError: isError, end: end))
        if shown.count > limit { shown.removeFirst(shown.count - limit) }
    }

    /// Takes away what ended by `now`; whether anything did.
    @discardableResult
    public mutating func expire(_ now: Moment) -> Bool {
        let before = shown.count
        shown.removeAll { $0.end <= now }
        return shown.count != before
    }

    /// Takes all messages away (Esc); whether there were any.
    @discardableResult
    public mutating func dismiss() -> Bool {
        defer { shown = [] }
        return !shown.isEmpty
    }

    /// Draws them upwards from the lower right corner of the canvas, the newest lowest. Where they would hide the row
    /// `keeping` (that of the cursor), they stand in the upper corner.
    public func draw(on canvas: inout Canvas, _ language: Language, keeping row: Int? = nil) {
        let room = canvas.bounds
        let width = min(room.columns, 64)
        guard width > 4 else { return }
        let texts = shown.map { Array($0.text(language).wrapped(to: width - 4).prefix(6)) }
        let height = min(room.rows, texts.reduce(0) { $0 + $1.count })
        let isAbove = row.map { $0 >= room.rows - height && $0 >= height } ?? false
        var bottom = isAbove ? height : room.rows
        for (toast, lines) in zip(shown, texts).reversed() {
            let widest = lines.map(\.width).max() ?? 0
            let box = Rect(room.columns - widest - 3, bottom - lines.count, widest + 2, lines.count)
            guard box.row >= 0 else { return }
            let style = Style(toast.isError ? .toastError : .toast)
            canvas.fill(box, style)
            for (row, line) in lines.enumerated() { canvas.put(line, at: Point(box.column + 1, box.row + row), style) }
            bottom = box.row
        }
    }
}
