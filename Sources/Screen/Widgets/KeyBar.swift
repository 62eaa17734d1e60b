public import Text

/// The line that names the keys, as many as fit.
public struct KeyBar: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        public var key: SafeText
        public var word: Phrase
        /// Stays when others find no room (help, quit).
        public var isPinned: Bool

        public init(_ key: SafeText, _ word: Phrase, isPinned: Bool = false) {
            self.key = key
            self.word = word
            self.isPinned = isPinned
        }
    }

    /// The most useful first.
    public var entries: [Entry]

    public init(_ entries: [Entry]) {
        self.entries = entries
    }

    /// The entries that fit into `columns`, in their order.
    func fitting(_ columns: Int, _ language: Language) -> [Entry] {
        var chosen = Set<Int>()
        var used = 0
        let order = entries.indices.filter { entries[$0].isPinned } + entries.indices.filter { !entries[$0].isPinned }
        for index in order {
            let need = entries[index].key.width + 1 + entries[index].word(language).width + (chosen.isEmpty ? 0 : 2)
            if used + need > columns { if entries[index].isPinned { continue } else { break } }
            used += need
            chosen.insert(index)
        }
        return entries.indices.filter(chosen.contains).map { entries[$0] }
    }

    /// Draws them on the first row of the canvas, one space in from the left.
    public func draw(on canvas: inout Canvas, _ language: Language) {
        let room = canvas.bounds.columns
        canvas.fill(Rect(0, 0, room, 1), Style(.keyBar))
        var column = room > 20 ? 1 : 0
        for entry in fitting(room - 2 * column, language) {
            column += canvas.put(entry.key, at: Point(column, 0), Style(.key, on: .keyBar)) + 1
            column += canvas.put(entry.word(language), at: Point(column, 0), Style(.keyBar)) + 2
        }
    }
}
