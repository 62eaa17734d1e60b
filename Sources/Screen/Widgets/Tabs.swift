public import Text

/// Names in a row, one of them chosen.
public struct Tabs: Sendable, Hashable {
    public var titles: [Phrase]
    public var index: Int

    public init(_ titles: [Phrase], index: Int = 0) {
        self.titles = titles
        self.index = index
    }

    /// Left and right, Tab and Shift-Tab go round; `.chosen` with the new index.
    public mutating func handle(_ key: Key) -> Outcome {
        guard titles.count > 1 else { return .ignored }
        switch key {
        case .right, .tab: index = (index + 1) % titles.count
        case .left, .backTab: index = (index + titles.count - 1) % titles.count
        default: return .ignored
        }
        return .chosen(index)
    }

    /// Draws them on the first row; where not all fit, those around the chosen one.
    public func draw(on canvas: inout Canvas, _ language: Language, glyphs: Glyphs = .full, ground: Role = .text) {
        // Brackets: where there are no colours the chosen one is still told from the others.
        let texts = titles.indices.map { place in
            let title = titles[place](language)
            return place == index ? "[" + title + "]" : " " + title + " "
        }
        guard texts.indices.contains(index) else { return }
        let room = canvas.bounds.columns
        var (first, last) = (0, texts.count - 1)
        func width() -> Int {
            texts[first...last].reduce(0) { $0 + $1.width } + (first > 0 ? 1 : 0) + (last < texts.count - 1 ? 1 : 0)
        }
        while width() > room, first < last { if last > index { last -= 1 } else { first += 1 } }
        var column = 0
        let sign = Style(.dim, on: ground)
        if first > 0 { column += canvas.put(SafeText(String(glyphs.more.left)), at: Point(0, 0), sign) }
        for place in first...last {
            let style = place == index ? Style(.selected, .bold) : Style(.dim, on: ground)
            column += canvas.put(texts[place], at: Point(column, 0), style)
        }
        if last < texts.count - 1 { canvas.put(SafeText(String(glyphs.more.right)), at: Point(column, 0), sign) }
    }
}
