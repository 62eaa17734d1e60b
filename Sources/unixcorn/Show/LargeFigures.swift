import Screen
import UnixcornCore

/// An amount in figures three rows high, for what must be read from across the room.
struct LargeFigures {
    let text: SafeText

    static let rows = 3

    /// Five by three half-cells a figure.
    private static let shapes: [Character: [String]] = [
        "0": ["█▀█", "█ █", "▀▀▀"], "1": [" ▀█", "  █", "  ▀"], "2": ["▀▀█", "█▀▀", "▀▀▀"], "3": ["▀▀█", " ▀█", "▀▀▀"],
        "4": ["█ █", "▀▀█", "  ▀"], "5": ["█▀▀", "▀▀█", "▀▀▀"], "6": ["█▀▀", "█▀█", "▀▀▀"], "7": ["▀▀█", "  █", "  ▀"],
        "8": ["█▀█", "█▀█", "▀▀▀"], "9": ["█▀█", "▀▀█", "▀▀▀"], "-": ["   ", "▀▀▀", "   "], ",": [" ", " ", "█"],
        ".": [" ", " ", "▀"], " ": [" ", " ", " "], "\u{A0}": [" ", " ", " "],
    ]

    /// Cells from the first figure to the last.
    var width: Int { text.string.reduce(0) { $0 + (Self.shapes[$1]?[0].count ?? 3) + 1 } }

    /// False: there is no room, or no font for it, and nothing was drawn.
    func draw(_ role: Role, _ context: Context, on canvas: inout Canvas) -> Bool {
        guard !context.glyphs.isASCII, canvas.bounds.rows >= Self.rows, canvas.bounds.columns >= width else {
            return false
        }
        var column = 0
        for character in text.string {
            let shape = Self.shapes[character] ?? [String(character), "   ", "   "]
            for (row, line) in shape.enumerated() {
                canvas.put(SafeText(line), at: Point(column, row), Style(role, .bold))
            }
            column += shape[0].count + 1
        }
        return true
    }
}
