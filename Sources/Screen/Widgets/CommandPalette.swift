public import Text

/// A list of commands that a few letters narrow down.
public struct CommandPalette: Sendable, Hashable {
    /// One command.
    public struct Entry: Sendable, Hashable {
        public var title: Phrase
        /// Its key, as the key bar names it.
        public var key: SafeText
        /// What it does, or why it cannot be done now.
        public var hint: Phrase?
        public var isEnabled: Bool

        public init(_ title: Phrase, key: SafeText = "", hint: Phrase? = nil, isEnabled: Bool = true) {
            self.title = title
            self.key = key
            self.hint = hint
            self.isEnabled = isEnabled
        }
    }

    public let title: Phrase
    public let entries: [Entry]
    private let language: Language
    private var input = TextInput()
    /// Indices of the entries that match, best first.
    private(set) var matches: [Int]
    /// The entry that Enter runs: none until something was typed or an arrow moved, so that Enter straight after the
    /// key that opened the palette does nothing.
    private var index: Int?
    private var scroll = Scroll()

    public init(_ title: Phrase, _ entries: [Entry], _ language: Language) {
        self.title = title
        self.entries = entries
        self.language = language
        matches = Array(entries.indices)
    }

    /// The letters typed so far.
    public var query: String { input.text }

    /// Enter gives `.chosen` with the index in `entries`; what is not enabled cannot be chosen.
    public mutating func handle(_ key: Key) -> Outcome {
        switch key {
        case .escape: return .cancelled
        case .enter:
            guard let index, matches.indices.contains(index), entries[matches[index]].isEnabled else {
                return .handled
            }
            return .chosen(matches[index])
        case .tab: move(.down)
        case .backTab: move(.up)
        case .up, .down, .pageUp, .pageDown, .control("n"), .control("p"): move(key)
        default:
            let before = input.text
            _ = input.handle(key)
            if input.text != before { narrow() }
        }
        return .handled
    }

    /// The first move chooses an end of the list.
    private mutating func move(_ key: Key) {
        guard var place = index else {
            let isUp = key == .up || key == .control("p")
            index = isUp ? max(0, matches.count - 1) : 0
            return
        }
        _ = scroll.move(&place, count: matches.count, key, letters: false)
        index = place
    }

    private mutating func narrow() {
        let scored = entries.indices.compactMap { index -> (index: Int, score: Int)? in
            let entry = entries[index]
            let inTitle = Fuzzy.score(input.text, in: entry.title(language).string)
            let inHint = entry.hint.flatMap { Fuzzy.score(input.text, in: $0(language).string) }.map { $0 - 40 }
            guard let score = [inTitle, inHint].compactMap({ $0 }).max() else { return nil }
            return (index, score)
        }
        matches = scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.index)
        index = input.text.isEmpty ? nil : 0
        scroll.top = 0
    }

    /// Draws it in the middle of the canvas, over what is there.
    public mutating func draw(on canvas: inout Canvas, glyphs: Glyphs = .full) {
        let wanted = Size(76, min(entries.count, 14) + 4)
        let frame = Frame(
            title(language), note: SafeText("\(matches.count)/\(entries.count)"), role: .dialogTitle,
            titleRole: .dialogTitle)
        canvas.drawBox(wanted, frame, glyphs: glyphs) { canvas in
            let (top, rest) = canvas.bounds.splitTop(canvas.bounds.rows > 4 ? 2 : 1)
            canvas.within(rest) { drawEntries(on: &$0) }
            canvas.within(top) { input.draw(on: &$0, glyphs: glyphs) }
        }
    }

    private mutating func drawEntries(on canvas: inout Canvas) {
        let room = canvas.bounds
        guard !room.isEmpty else { return }
        scroll.fit(room.size, index: index ?? scroll.top, count: matches.count)
        if matches.isEmpty { canvas.put(Phrase.nothingMatches(language), at: Point(0, 0), Style(.dim, on: .dialog)) }
        // Hints stand in a column of their own, unless titles are long.
        let titles = min(20, entries.map { $0.title(language).width }.max() ?? 0)
        for (row, match) in matches.dropFirst(scroll.top).prefix(room.rows).enumerated() {
            draw(entries[match], at: row, titles, isSelected: scroll.top + row == index, on: &canvas)
        }
    }

    private func draw(_ entry: Entry, at row: Int, _ titles: Int, isSelected: Bool, on canvas: inout Canvas) {
        let ground: Role = isSelected ? .selected : .dialog
        let columns = canvas.bounds.columns
        canvas.fill(Rect(0, row, columns, 1), Style(ground))
        let keyRoom = entry.key.isEmpty ? 0 : entry.key.width + 1
        let style = entry.isEnabled ? Style(ground) : Style(.dim, on: ground)
        var used = canvas.put(entry.title(language), at: Point(0, row), style, width: max(0, columns - keyRoom))
        if let hint = entry.hint, columns - used - keyRoom > 8 {
            used = max(used, min(titles, columns - keyRoom - 8)) + 2
            canvas.put(hint(language), at: Point(used, row), Style(.dim, on: ground), width: columns - used - keyRoom)
        }
        if columns > keyRoom {
            canvas.putRight(entry.key, endingAt: Point(columns, row), Style(isSelected ? .selected : .key, on: ground))
        }
    }
}
