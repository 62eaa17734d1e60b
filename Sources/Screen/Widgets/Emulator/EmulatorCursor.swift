extension TerminalEmulator {
    /// Moves the cursor, kept on the screen.
    mutating func move(to place: Point) {
        cursor = Point(max(0, min(place.column, lastColumn)), max(0, min(place.row, size.rows - 1)))
        wrapsNext = false
    }

    /// How far up `count` rows go: no further than the margin, from within the region.
    func upward(_ count: Int) -> Int {
        cursor.row >= margins.lowerBound ? min(count, cursor.row - margins.lowerBound) : count
    }

    func downward(_ count: Int) -> Int {
        cursor.row <= margins.upperBound ? min(count, margins.upperBound - cursor.row) : count
    }

    /// Moves to a place that counts from the region's top in origin mode.
    mutating func moveWithinOrigin(row: Int, column: Int) {
        guard modes.origin else { return move(to: Point(column, row)) }
        move(to: Point(column, min(margins.lowerBound + row, margins.upperBound)))
    }

    mutating func setMargins(_ sequence: ControlSequence) {
        let top = sequence.count() - 1
        let bottom = min(sequence.count(1, size.rows), size.rows) - 1
        guard top < bottom else { return }
        margins = top...bottom
        moveWithinOrigin(row: 0, column: 0)
    }

    mutating func save() {
        saved = SavedCursor(cursor: cursor, pen: pen, charsets: charsets, origin: modes.origin)
    }

    mutating func restore() {
        move(to: saved.cursor)
        (pen, charsets, modes.origin) = (saved.pen, saved.charsets, saved.origin)
    }

    mutating func tab(_ count: Int) {
        for _ in 0..<min(count, columns) {
            move(to: Point(tabs.filter { $0 > cursor.column }.min() ?? lastColumn, cursor.row))
        }
    }

    mutating func tabBack(_ count: Int) {
        for _ in 0..<min(count, columns) {
            move(to: Point(tabs.filter { $0 < cursor.column }.max() ?? 0, cursor.row))
        }
    }

    mutating func clearTabs(_ how: Int) {
        switch how {
        case 0: tabs.remove(cursor.column)
        case 3: tabs.removeAll()
        default: break
        }
    }

    mutating func resetTabs() {
        tabs = Set(stride(from: 8, to: size.columns, by: 8))
    }
}
