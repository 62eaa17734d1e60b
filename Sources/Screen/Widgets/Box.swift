import Text

extension Canvas {
    /// Draws a box of at most `wanted` cells (border included) in the middle, over what is there.
    package mutating func drawBox(
        _ wanted: Size, _ frame: Frame, glyphs: Glyphs, content: (inout Canvas) -> Void
    ) {
        let room = bounds
        guard !room.isEmpty else { return }
        let (columns, rows) = (min(room.columns, wanted.columns), min(room.rows, wanted.rows))
        within(Rect((room.columns - columns) / 2, (room.rows - rows) / 2, columns, rows)) { canvas in
            canvas.fill(canvas.bounds, Style(.dialog))
            frame.draw(on: &canvas, glyphs: glyphs, ground: .dialog) { canvas in
                let margin = canvas.bounds.columns > 12 ? 2 : 0
                canvas.within(canvas.bounds.inset(margin, 0), content)
            }
        }
    }
}
