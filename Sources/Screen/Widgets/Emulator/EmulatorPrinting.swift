import Text

extension TerminalEmulator {
    var columns: Int { size.columns }
    var lastColumn: Int { size.columns - 1 }
    /// What erasing leaves behind: a space on the background of now.
    var blank: EmulatorCell { EmulatorCell(character: " ", look: Look(background: pen.background)) }

    mutating func print(_ raw: Unicode.Scalar) {
        let scalar = charsets.drawsLines[charsets.active] ? LineDrawing.character(raw) : raw
        let width = cellWidth(of: scalar)
        if width == 0 { return combine(scalar) }
        // A character that a terminal would obey is shown as one that it does not know.
        let isSafe = scalar.value < 0x7F || SafeText(String(scalar)).string == String(scalar)
        put(isSafe ? scalar : "\u{FFFD}", isSafe ? width : 1)
        lastPrinted = scalar
    }

    private mutating func put(_ scalar: Unicode.Scalar, _ width: Int) {
        guard width <= columns else { return put("\u{FFFD}", 1) }
        if wrapsNext || cursor.column + width > columns {
            if modes.autowrap { wrap() } else { cursor.column = columns - width }
        }
        if modes.insert { insertCells(width) }
        write(EmulatorCell(character: Character(scalar), look: pen), at: cursor.column)
        if width == 2 { write(EmulatorCell(character: nil, look: pen), at: cursor.column + 1) }
        let next = cursor.column + width
        wrapsNext = next >= columns && modes.autowrap
        cursor.column = min(next, lastColumn)
    }

    private mutating func wrap() {
        cursor.column = 0
        lineFeed()
        wrapsNext = false
    }

    /// Puts one cell into the row of the cursor and mends a wide character that it cuts.
    private mutating func write(_ cell: EmulatorCell, at column: Int) {
        cutWide(before: column, row: cursor.row)
        cutWide(before: column + 1, row: cursor.row)
        lines[cursor.row][column] = cell
    }

    /// Blanks both halves of a wide character that stands over the edge at the left of `column`.
    private mutating func cutWide(before column: Int, row: Int) {
        guard column > 0, column < columns, lines[row][column].character == nil else { return }
        lines[row][column].character = " "
        lines[row][column - 1].character = " "
    }

    /// Adds a mark to the character before the cursor; at most two of them, as `SafeText` allows.
    private mutating func combine(_ scalar: Unicode.Scalar) {
        guard scalar.properties.generalCategory == .nonspacingMark else { return }
        var column = wrapsNext ? cursor.column : cursor.column - 1
        if column > 0, lines[cursor.row][column].character == nil { column -= 1 }
        guard column >= 0, let base = lines[cursor.row][column].character, base.unicodeScalars.count < 3 else { return }
        let combined = String(base) + String(scalar)
        guard combined.count == 1, SafeText(combined).string == combined else { return }
        lines[cursor.row][column].character = Character(combined)
    }

    /// Down one row; the region scrolls where the cursor is at its foot.
    mutating func lineFeed() {
        if cursor.row == margins.upperBound {
            scrollUp(1)
        } else if cursor.row < size.rows - 1 {
            cursor.row += 1
        }
    }

    mutating func reverseLineFeed() {
        if cursor.row == margins.lowerBound {
            scrollDown(1)
        } else if cursor.row > 0 {
            cursor.row -= 1
        }
    }

    mutating func scrollUp(_ count: Int) {
        let count = min(count, margins.count)
        if margins.lowerBound == 0, !modes.alternateScreen { keep(lines[..<count]) }
        removeLines(count, at: margins.lowerBound)
    }

    mutating func scrollDown(_ count: Int) {
        insertLines(min(count, margins.count), at: margins.lowerBound)
    }

    /// Takes `count` rows out at `row`; blank ones come in at the foot of the region.
    mutating func removeLines(_ count: Int, at row: Int) {
        let count = min(count, margins.upperBound - row + 1)
        lines.removeSubrange(row..<(row + count))
        let line = Array(repeating: blank, count: columns)
        lines.insert(contentsOf: Array(repeating: line, count: count), at: margins.upperBound + 1 - count)
    }

    /// Puts `count` blank rows in at `row`; as many leave at the foot of the region.
    mutating func insertLines(_ count: Int, at row: Int) {
        let count = min(count, margins.upperBound - row + 1)
        lines.removeSubrange((margins.upperBound + 1 - count)...margins.upperBound)
        let line = Array(repeating: blank, count: columns)
        lines.insert(contentsOf: Array(repeating: line, count: count), at: row)
    }

    /// Puts `count` blank cells in at the cursor; as many leave at the right.
    mutating func insertCells(_ count: Int) {
        let count = min(count, columns - cursor.column)
        cutWide(before: cursor.column, row: cursor.row)
        cutWide(before: columns - count, row: cursor.row)
        lines[cursor.row].removeLast(count)
        lines[cursor.row].insert(contentsOf: Array(repeating: blank, count: count), at: cursor.column)
    }

    mutating func deleteCells(_ count: Int) {
        let count = min(count, columns - cursor.column)
        cutWide(before: cursor.column, row: cursor.row)
        cutWide(before: cursor.column + count, row: cursor.row)
        lines[cursor.row].removeSubrange(cursor.column..<(cursor.column + count))
        lines[cursor.row].append(contentsOf: Array(repeating: blank, count: count))
    }

    mutating func erase(_ range: Range<Int>, row: Int) {
        let cells = range.clamped(to: 0..<columns)
        guard !cells.isEmpty else { return }
        cutWide(before: cells.lowerBound, row: row)
        cutWide(before: cells.upperBound, row: row)
        for column in cells { lines[row][column] = blank }
    }

    /// Keeps rows that leave the screen. Twice the limit is let grow before the oldest half goes: cheap on average.
    mutating func keep(_ rows: ArraySlice<[EmulatorCell]>) {
        guard scrollbackLimit > 0 else { return }
        scrollback.append(contentsOf: rows)
        if scrollback.count > 2 * scrollbackLimit { scrollback.removeFirst(scrollback.count - scrollbackLimit) }
    }
}

/// The DEC special graphics: lower-case letters that draw lines.
enum LineDrawing {
    private static let characters: [Unicode.Scalar] = Array(" ◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·".unicodeScalars)

    static func character(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x5F...0x7E).contains(scalar.value) else { return scalar }
        return characters[Int(scalar.value - 0x5F)]
    }
}
