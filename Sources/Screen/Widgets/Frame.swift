public import Text

/// A border with a title at the left and a note at the right of its upper line. An open one is that line alone: half
/// the bytes, where frames stand side by side.
public struct Frame: Sendable, Hashable {
    public var title: SafeText
    public var note: SafeText
    public var role: Role
    public var titleRole: Role
    public var isOpen: Bool

    public init(
        _ title: SafeText = "", note: SafeText = "", role: Role = .border, titleRole: Role = .title,
        isOpen: Bool = false
    ) {
        self.title = title
        self.note = note
        self.role = role
        self.titleRole = titleRole
        self.isOpen = isOpen
    }

    /// Draws the border around the whole canvas, and within it what `content` draws. Under 3 by 3 cells there is no
    /// border. `ground` is the role whose background lies under it.
    public func draw(
        on canvas: inout Canvas, glyphs: Glyphs = .full, ground: Role? = nil, content: (inout Canvas) -> Void = { _ in }
    ) {
        let room = canvas.bounds
        if isOpen, room.columns >= 3, room.rows >= 1 {
            canvas.fill(Rect(0, 0, room.columns, 1), Style(role, on: ground), with: glyphs.horizontal)
            drawWords(on: &canvas, ground)
            return canvas.within(room.splitTop(1).rest, content)
        }
        guard room.columns >= 3, room.rows >= 3 else { return canvas.within(room, content) }
        drawLines(on: &canvas, Style(role, on: ground), glyphs)
        drawWords(on: &canvas, ground)
        canvas.within(room.inset(), content)
    }

    private func drawWords(on canvas: inout Canvas, _ ground: Role?) {
        let room = canvas.bounds
        let (columns, style) = (room.columns - 4, Style(titleRole, on: ground))
        var used = 0
        if !title.isEmpty, columns > 2 {
            used = canvas.put(" " + title.cut(to: columns - 2) + " ", at: Point(2, 0), style)
        }
        if !note.isEmpty, used + note.width + 3 <= columns {
            canvas.putRight(" " + note + " ", endingAt: Point(room.columns - 2, 0), Style(.dim, on: ground))
        }
    }

    private func drawLines(on canvas: inout Canvas, _ style: Style, _ glyphs: Glyphs) {
        let (right, bottom) = (canvas.bounds.columns - 1, canvas.bounds.rows - 1)
        canvas.fill(Rect(1, 0, right - 1, 1), style, with: glyphs.horizontal)
        canvas.fill(Rect(1, bottom, right - 1, 1), style, with: glyphs.horizontal)
        canvas.fill(Rect(0, 1, 1, bottom - 1), style, with: glyphs.vertical)
        canvas.fill(Rect(right, 1, 1, bottom - 1), style, with: glyphs.vertical)
        let corners = [Rect(0, 0, 1, 1), Rect(right, 0, 1, 1), Rect(0, bottom, 1, 1), Rect(right, bottom, 1, 1)]
        for (corner, character) in zip(corners, glyphs.corners) { canvas.fill(corner, style, with: character) }
    }
}
