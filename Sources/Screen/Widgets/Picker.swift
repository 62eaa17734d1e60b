public import Text

/// A short list of which one entry is taken.
public struct Picker: Sendable, Hashable {
    public let title: Phrase
    public let entries: [Phrase]
    public private(set) var index: Int
    private var scroll = Scroll()
    private var swallowed: Key?

    /// A list with the cursor on `index`. The key that opened it chooses nothing until another key came.
    public init(_ title: Phrase, _ entries: [Phrase], index: Int = 0, openedBy: Key? = nil) {
        self.title = title
        self.entries = entries
        self.index = max(0, min(index, entries.count - 1))
        swallowed = openedBy
    }

    public mutating func handle(_ key: Key, _ language: Language) -> Outcome {
        if key == swallowed { return .handled }
        swallowed = nil
        switch key {
        case .escape: return .cancelled
        case .enter: return entries.isEmpty ? .cancelled : .chosen(index)
        case .character(let letter) where letter != "j" && letter != "k": jump(to: letter, language)
        default: _ = scroll.move(&index, count: entries.count, key)
        }
        return .handled
    }

    /// To the next entry that begins with `letter`.
    private mutating func jump(to letter: Character, _ language: Language) {
        let wanted = Folding.fold(letter)
        let order = Array(entries.indices.dropFirst(index + 1)) + entries.indices.prefix(index + 1)
        let next = order.first { entries[$0](language).string.first.map(Folding.fold) == wanted }
        index = next ?? index
    }

    /// Draws it in the middle of the canvas, over what is there.
    public mutating func draw(on canvas: inout Canvas, _ language: Language, glyphs: Glyphs = .full) {
        let texts = entries.map { $0(language) }
        let widest = max(title(language).width + 4, texts.map(\.width).max() ?? 0)
        let frame = Frame(title(language), role: .dialogTitle, titleRole: .dialogTitle)
        canvas.drawBox(Size(max(24, widest + 6), entries.count + 2), frame, glyphs: glyphs) { canvas in
            let room = canvas.bounds
            guard !room.isEmpty else { return }
            scroll.fit(room.size, index: index, count: texts.count)
            for (row, text) in texts.dropFirst(scroll.top).prefix(room.rows).enumerated() {
                let isSelected = scroll.top + row == index
                let style = Style(isSelected ? .selected : .dialog)
                canvas.fill(Rect(0, row, room.columns, 1), style)
                canvas.put(text, at: Point(0, row), style)
                if isSelected { canvas.park(at: Point(0, row)) }
            }
        }
    }
}
