public import Text

/// Lines to read: a log, an XML document, help. They may be many; only those on the screen cost.
public struct TextView: Sendable {
    /// One line and its role.
    public struct Line: Sendable, Hashable {
        public var text: SafeText
        public var role: Role

        public init(_ text: SafeText, _ role: Role = .text) {
            self.text = text
            self.role = role
        }
    }

    public private(set) var lines: [Line] = []
    public var wraps = false
    /// Whether the end stays on the screen as lines come. Moving up ends it, End begins it.
    public var followsTail: Bool
    /// What is searched for; matches are highlighted.
    public private(set) var search = Filter("")

    var scroll = Scroll()
    /// Cells scrolled out to the left.
    var shift = 0

    public init(_ lines: [Line] = [], followsTail: Bool = false) {
        self.lines = lines
        self.followsTail = followsTail
    }

    /// Lines of one role.
    public init(_ lines: [SafeText], _ role: Role = .text, followsTail: Bool = false) {
        self.init(lines.map { Line($0, role) }, followsTail: followsTail)
    }

    /// The first line on the screen.
    public var top: Int { scroll.top }

    /// Replaces the lines; the place stays as far as it can.
    public mutating func show(_ lines: [Line]) { self.lines = lines }

    /// Adds lines at the end and keeps the newest `limit`.
    public mutating func append(_ new: some Collection<Line>, limit: Int = 10_000) {
        lines.append(contentsOf: new)
        let surplus = lines.count - limit
        guard surplus > 0 else { return }
        lines.removeFirst(surplus)
        scroll.top = max(0, scroll.top - surplus)
    }

    /// Brings a line into sight, with a few lines before it.
    public mutating func reveal(_ line: Int) {
        scroll.top = max(0, min(line - 5, lines.count - 1))
        followsTail = false
    }

    /// Searches from the first line on the screen; whether there is a match.
    @discardableResult
    public mutating func search(_ filter: Filter) -> Bool {
        search = filter
        guard !filter.isEmpty else { return true }
        return go(to: Array(lines.indices.dropFirst(scroll.top)) + lines.indices.prefix(scroll.top))
    }

    /// To the next match, and round from the end to the start; whether there is one.
    @discardableResult
    public mutating func findNext() -> Bool {
        go(to: Array(lines.indices.dropFirst(scroll.top + 1)) + lines.indices.prefix(scroll.top + 1))
    }

    @discardableResult
    public mutating func findPrevious() -> Bool {
        go(to: lines.indices.prefix(scroll.top).reversed() + lines.indices.dropFirst(scroll.top).reversed())
    }

    private mutating func go(to order: [Int]) -> Bool {
        guard !search.isEmpty, let place = order.first(where: { search.matches(lines[$0].text) }) else { return false }
        scroll.top = place
        followsTail = false
        return true
    }

    /// Moves; `n` and `N` go to the next and previous match.
    public mutating func handle(_ key: Key) -> Outcome {
        switch key {
        case .up, .character("k"): move(-1)
        case .down, .character("j"), .enter: move(1)
        case .pageUp, .character("b"): move(-scroll.height)
        case .pageDown, .character(" "): move(scroll.height)
        case .home: move(-lines.count)
        case .end, .character("G"):
            followsTail = true
            scroll.top = lines.count
        case .left where !wraps: shift = max(0, shift - 8)
        case .right where !wraps: shift += 8
        case .character("n") where !search.isEmpty: findNext()
        case .character("N") where !search.isEmpty: findPrevious()
        case .mouse(let event) where event.button == .wheelUp: move(-3)
        case .mouse(let event) where event.button == .wheelDown: move(3)
        default: return .ignored
        }
        return .handled
    }

    private mutating func move(_ by: Int) {
        if by < 0 { followsTail = false }
        scroll.top = max(0, min(scroll.top + by, lines.count - 1))
    }
}

extension TextView {
    /// Draws the lines that fit. Keeps the scroll position, so that it changes the view.
    public mutating func draw(on canvas: inout Canvas, glyphs: Glyphs = .full) {
        let room = canvas.bounds
        guard !room.isEmpty else { return }
        scroll.fit(Size(room.columns, room.rows), count: wraps ? lines.count + room.rows - 1 : lines.count)
        if followsTail || wraps { scroll.top = min(scroll.top, lastTop(room)) }
        if followsTail { scroll.top = lastTop(room) }
        if wraps { drawWrapped(on: &canvas) } else { drawCut(on: &canvas, glyphs) }
        scroll.drawBar(on: &canvas, from: 0, count: lines.count, glyphs)
        canvas.park(at: Point(0, 0))
    }

    /// The first line of the last full page.
    private func lastTop(_ room: Rect) -> Int {
        guard wraps else { return max(0, lines.count - room.rows) }
        var rows = 0
        var top = lines.count
        while top > 0 {
            rows += max(1, lines[top - 1].text.wrapped(to: room.columns).count)
            if rows > room.rows { break }
            top -= 1
        }
        return max(0, min(top, lines.count - 1))
    }

    private mutating func drawCut(on canvas: inout Canvas, _ glyphs: Glyphs) {
        let seen = lines.dropFirst(scroll.top).prefix(canvas.bounds.rows)
        let widest = shift > 0 ? seen.map(\.text.width).max() ?? 0 : 0
        shift = min(shift, max(0, widest - canvas.bounds.columns + 1))
        for (row, line) in seen.enumerated() {
            let text = shift > 0 ? line.text.dropping(shift) : line.text
            canvas.put(text, at: Point(0, row), Style(line.role))
            canvas.highlight(search, in: line.text, at: Point(0, row), shift: shift)
        }
    }

    private func drawWrapped(on canvas: inout Canvas) {
        var row = 0
        for line in lines.dropFirst(scroll.top) where row < canvas.bounds.rows {
            for part in line.text.isEmpty ? [line.text] : line.text.wrapped(to: canvas.bounds.columns) {
                canvas.put(part, at: Point(0, row), Style(line.role))
                canvas.highlight(search, in: part, at: Point(0, row))
                row += 1
            }
        }
    }
}
