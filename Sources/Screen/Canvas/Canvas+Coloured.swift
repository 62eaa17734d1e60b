extension Canvas {
    /// The canvas as text with the looks of its cells as SGR sequences (ECMA-48, colours of 24 bits), one line a row.
    /// For `cat`, for manuals and for golden screens; the console itself writes through ncurses.
    public func coloured(_ look: (Style) -> Look) -> String {
        (0..<size.rows).map { row in
            var line = ""
            var last = Look.plain
            for column in 0..<size.columns {
                let cell = self[column, row]
                guard let character = cell.character else { continue }
                let now = look(cell.style)
                if now != last { line += Canvas.sequence(now) }
                last = now
                line.append(character)
            }
            return last == .plain ? line : line + "\u{1B}[0m"
        }.joined(separator: "\n")
    }

    private static func sequence(_ look: Look) -> String {
        var codes = ["0"]
        if look.attributes.contains(.bold) { codes.append("1") }
        if look.attributes.contains(.dim) { codes.append("2") }
        if look.attributes.contains(.underline) { codes.append("4") }
        if look.attributes.contains(.reverse) { codes.append("7") }
        if case .rgb(let red, let green, let blue)? = look.foreground { codes.append("38;2;\(red);\(green);\(blue)") }
        if case .rgb(let red, let green, let blue)? = look.background { codes.append("48;2;\(red);\(green);\(blue)") }
        return "\u{1B}[" + codes.joined(separator: ";") + "m"
    }
}
