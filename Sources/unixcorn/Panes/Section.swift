import Screen
import UnixcornCore

/// A part of a pane: a line with its title and a note, and beneath it what it holds, a cell in from both sides. No box:
/// the sides of boxes would be a third of all bytes of a screen.
func drawSection(
    _ title: SafeText, note: SafeText = "", isFocused: Bool = false, _ context: Context, in area: Rect,
    on canvas: inout Canvas, content: (inout Canvas) -> Void
) {
    canvas.within(area.inset(1, 0)) { canvas in
        Frame(title, note: note, role: isFocused ? .borderFocused : .border, isOpen: true)
            .draw(on: &canvas, glyphs: context.glyphs, content: content)
    }
}
