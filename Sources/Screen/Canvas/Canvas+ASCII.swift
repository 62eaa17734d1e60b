extension Canvas {
    /// The same canvas with ASCII alone: what a terminal without Unicode shows. A wide character takes two cells.
    public var inASCII: Canvas {
        var copy = self
        for row in 0..<size.rows {
            for column in 0..<size.columns {
                let cell = self[column, row]
                let left = column > 0 ? self[column - 1, row].character : nil
                let character = cell.character.map { Fallback.ascii($0).first ?? "?" } ?? Fallback.rightHalf(of: left)
                copy.replace(column, row, Cell(character: character, style: cell.style))
            }
        }
        return copy
    }
}
