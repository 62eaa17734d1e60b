/// What part of a list is on the screen. It remembers the height it was last drawn at: page keys move by it.
public struct Scroll: Sendable, Hashable {
    /// The first row on the screen.
    public var top = 0
    /// The rows that fitted when it was last drawn.
    public private(set) var height = 10
    /// The columns that fitted when it was last drawn.
    public private(set) var width = 80

    public init() {}

    /// Takes the room that there is now and moves `top` as little as needed for `index` to be seen.
    mutating func fit(_ size: Size, index: Int, count: Int) {
        fit(size, count: count)
        if index < top { top = index }
        if index >= top + height { top = index - height + 1 }
        top = max(0, top)
    }

    /// Takes the room that there is now and keeps the last page full.
    mutating func fit(_ size: Size, count: Int) {
        (height, width) = (max(1, size.rows), size.columns)
        top = max(0, min(top, count - height))
    }

    /// Moves `index` among `count` rows; whether the key was one that moves. `letters` too, where none is typed.
    mutating func move(_ index: inout Int, count: Int, _ key: Key, letters: Bool = true) -> Bool {
        let last = max(0, count - 1)
        switch key {
        case .character("j") where letters, .down, .control("n"): index = min(last, index + 1)
        case .character("k") where letters, .up, .control("p"): index = max(0, index - 1)
        case .character("G") where letters, .end: index = last
        case .home: index = 0
        case .pageUp:
            index = max(0, index - height)
            top -= height
        case .pageDown:
            index = min(last, index + height)
            top += height
        default: return false
        }
        return true
    }

    /// Draws where in the list we are: a thumb in the last column of the canvas, only when not all rows fit.
    func drawBar(on canvas: inout Canvas, from row: Int, count: Int, _ glyphs: Glyphs) {
        guard count > height, canvas.bounds.columns > 4 else { return }
        let size = max(1, height * height / count)
        let start = (height - size) * top / max(1, count - height)
        canvas.fill(
            Rect(canvas.bounds.columns - 1, row + min(start, height - size), 1, size), Style(.dim), with: glyphs.thumb)
    }
}
