import Screen
import Text

/// A screen of a size after something drew on it, as text.
func drawn(_ columns: Int, _ rows: Int, _ draw: (inout Canvas) -> Void) -> String {
    var canvas = Canvas(Size(columns, rows))
    draw(&canvas)
    return canvas.text
}

/// Sizes at which a widget must draw something or nothing, and never trap.
let sillySizes = [
    Size(0, 0), Size(1, 0), Size(0, 1), Size(1, 1), Size(2, 2), Size(3, 3), Size(5, 3), Size(3, 9), Size(14, 2),
    Size(40, 1), Size(1, 40), Size(200, 60),
]

/// The keys of a string of names: `"down down enter"`; a word in quotes is typed letter by letter.
func keys(_ names: String) -> [Key] {
    names.split(separator: " ").flatMap { name -> [Key] in
        if name.hasPrefix("'") { return name.dropFirst().map { Key.character($0) } }
        return Key(name: String(name)).map { [$0] } ?? []
    }
}

extension Phrase {
    /// A title that is the same in both languages.
    init(same text: String) { self.init(text, text) }
}
