public import Text

/// One cell: a character and its style. The cell to the right of a wide character holds nothing of its own.
public struct Cell: Sendable, Equatable {
    /// The character; nil in the right half of a wide one.
    public var character: Character?
    public var style: Style

    public static let blank = Cell(character: " ", style: Style(.text))

    public init(character: Character?, style: Style) {
        self.character = character
        self.style = style
    }
}

/// A grid of cells to draw on. A value: two canvases are compared to find what changed.
public struct Canvas: Sendable, Equatable {
    public let size: Size
    public private(set) var cells: [Cell]
    /// Where the hardware cursor is parked: on the selected row or in an input field. Screen readers follow it.
    public var cursor: Point?
    /// Whether the cursor is to be seen (an input field has it).
    public var showsCursor = false
    /// Where drawing goes: origin and limits of what `put` may touch.
    private var clip: Rect

    public init(_ size: Size) {
        self.size = Size(max(0, size.columns), max(0, size.rows))
        cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
        clip = Rect(0, 0, self.size.columns, self.size.rows)
    }

    /// The whole room that can be drawn on now, in its own coordinates (its corner is 0, 0).
    public var bounds: Rect { Rect(0, 0, clip.columns, clip.rows) }

    /// Draws within `rect` (in the coordinates of now): coordinates start at its corner and nothing leaves it.
    public mutating func within(_ rect: Rect, _ draw: (inout Canvas) -> Void) {
        let outer = clip
        clip = Rect(outer.column + rect.column, outer.row + rect.row, rect.columns, rect.rows).intersection(outer)
        draw(&self)
        clip = outer
    }

    /// The cell at a place of the whole canvas.
    public subscript(column: Int, row: Int) -> Cell { cells[row * size.columns + column] }

    /// Writes `text` from `point` on, cut at `width` cells (with `…` where cut) and at the edge. Returns the cells used.
    @discardableResult
    public mutating func put(_ text: SafeText, at point: Point, _ style: Style, width: Int? = nil) -> Int {
        guard point.row >= 0, point.row < clip.rows else { return 0 }
        let room = min(width ?? .max, clip.columns - point.column)
        guard room > 0 else { return 0 }
        let full = text.width
        let limit = full > room ? room - 1 : room
        var used = 0
        for cluster in text.cells {
            if used + cluster.width > limit { break }
            set(cluster.character, cluster.width, Point(point.column + used, point.row), style)
            used += cluster.width
        }
        if full > room {
            set("…", 1, Point(point.column + used, point.row), style)
            used += 1
        }
        return used
    }

    /// Writes `text` so that it ends before `point` (right aligned in `width` cells that end there).
    public mutating func putRight(_ text: SafeText, endingAt point: Point, _ style: Style, width: Int? = nil) {
        let used = min(text.width, width ?? .max)
        put(text, at: Point(point.column - used, point.row), style, width: used)
    }

    /// Fills `rect` with one character.
    public mutating func fill(_ rect: Rect, _ style: Style, with character: Character = " ") {
        let area = rect.intersection(bounds)
        for row in area.row..<(area.row + area.rows) {
            for column in area.column..<(area.column + area.columns) {
                set(character, 1, Point(column, row), style)
            }
        }
    }

    /// Gives every cell of `rect` another style and leaves the characters.
    public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        let area = rect.intersection(bounds)
        for row in area.row..<(area.row + area.rows) {
            for column in area.column..<(area.column + area.columns) {
                let index = (clip.row + row) * size.columns + clip.column + column
                cells[index].style = change(cells[index].style)
            }
        }
    }

    private mutating func set(_ character: Character, _ width: Int, _ point: Point, _ style: Style) {
        guard point.column >= 0, point.row >= 0, point.row < clip.rows else { return }
        guard point.column + width <= clip.columns else { return }
        let index = (clip.row + point.row) * size.columns + clip.column + point.column
        mend(index, in: clip.row + point.row)
        cells[index] = Cell(character: character, style: style)
        if width == 2 {
            mend(index + 1, in: clip.row + point.row)
            cells[index + 1] = Cell(character: nil, style: style)
        }
    }

    /// Blanks the other half of a wide character that is about to be overwritten in part.
    private mutating func mend(_ index: Int, in row: Int) {
        if cells[index].character == nil, index > row * size.columns { cells[index - 1].character = " " }
        if index + 1 < (row + 1) * size.columns, cells[index + 1].character == nil { cells[index + 1].character = " " }
    }

    /// The canvas as text, one line a row, without spaces at the end of a line.
    public var text: String {
        (0..<size.rows).map { row in
            var line = ""
            for column in 0..<size.columns {
                if let character = self[column, row].character { line.append(character) }
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
