extension TerminalEmulator {
    mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x08: move(to: Point(cursor.column - 1, cursor.row))
        case 0x09: tab(1)
        case 0x0A, 0x0B, 0x0C:
            wrapsNext = false
            lineFeed()
            if modes.newLine { cursor.column = 0 }
        case 0x0D: move(to: Point(0, cursor.row))
        case 0x0E: charsets.active = 1
        case 0x0F: charsets.active = 0
        default: break
        }
    }

    mutating func escape(_ intermediate: UInt8?, _ final: UInt8) {
        switch (intermediate.map { Character(Unicode.Scalar($0)) }, Character(Unicode.Scalar(final))) {
        case (nil, "7"): save()
        case (nil, "8"): restore()
        case (nil, "D"): lineFeed()
        case (nil, "M"): reverseLineFeed()
        case (nil, "E"):
            move(to: Point(0, cursor.row))
            lineFeed()
        case (nil, "H"): tabs.insert(cursor.column)
        case (nil, "c"): reset()
        case (nil, "="): modes.applicationKeypad = true
        case (nil, ">"): modes.applicationKeypad = false
        case ("(", let set): charsets.drawsLines[0] = set == "0"
        case (")", let set): charsets.drawsLines[1] = set == "0"
        case ("#", "8"): fillWithE()
        default: droppedSequences += 1
        }
    }

    mutating func obey(_ sequence: ControlSequence) {
        let final = Character(Unicode.Scalar(sequence.final))
        switch (sequence.marker, sequence.intermediates) {
        case (UInt8(ascii: "?"), []): obeyPrivate(sequence, final)
        case (nil, []):
            if !moves(sequence, final), !edits(sequence, final) { droppedSequences += 1 }
        case (nil, [UInt8(ascii: "!")]) where final == "p": softReset()
        default: droppedSequences += 1
        }
    }

    private mutating func obeyPrivate(_ sequence: ControlSequence, _ final: Character) {
        switch final {
        case "h", "l": for index in sequence.parameters.indices { setPrivate(sequence.value(index), final == "h") }
        case "J": eraseDisplay(sequence.value())
        case "K": eraseLine(sequence.value())
        default: droppedSequences += 1
        }
    }

    /// Sequences that move the cursor; whether this was one.
    private mutating func moves(_ sequence: ControlSequence, _ final: Character) -> Bool {
        let count = sequence.count()
        let (column, row) = (cursor.column, cursor.row)
        switch final {
        case "A": move(to: Point(column, row - upward(count)))
        case "B", "e": move(to: Point(column, row + downward(count)))
        case "C", "a": move(to: Point(column + count, row))
        case "D": move(to: Point(column - count, row))
        case "E": move(to: Point(0, row + downward(count)))
        case "F": move(to: Point(0, row - upward(count)))
        case "G", "`": move(to: Point(count - 1, row))
        case "d": moveWithinOrigin(row: count - 1, column: column)
        case "H", "f": moveWithinOrigin(row: count - 1, column: sequence.count(1) - 1)
        case "I": tab(count)
        case "Z": tabBack(count)
        case "s": save()
        case "u": restore()
        case "r": setMargins(sequence)
        default: return false
        }
        return true
    }

    /// Sequences that change cells or modes; whether this was one.
    private mutating func edits(_ sequence: ControlSequence, _ final: Character) -> Bool {
        let count = sequence.count()
        if "@LMPX".contains(final) { wrapsNext = false }
        switch final {
        case "J": eraseDisplay(sequence.value())
        case "K": eraseLine(sequence.value())
        case "@": insertCells(count)
        case "P": deleteCells(count)
        case "X": erase(cursor.column..<min(columns, cursor.column + count), row: cursor.row)
        case "L": if margins.contains(cursor.row) { insertLines(count, at: cursor.row) }
        case "M": if margins.contains(cursor.row) { removeLines(count, at: cursor.row) }
        case "S": scrollUp(count)
        case "T": scrollDown(count)
        case "b": repeatLast(count)
        case "m": setPen(sequence)
        case "g": clearTabs(sequence.value())
        case "h", "l": for index in sequence.parameters.indices { setMode(sequence.value(index), final == "h") }
        default: return false
        }
        return true
    }

    private mutating func repeatLast(_ count: Int) {
        guard let lastPrinted else { return }
        for _ in 0..<min(count, columns * size.rows) { print(lastPrinted) }
    }

    private mutating func eraseLine(_ how: Int) {
        switch how {
        case 0: erase(cursor.column..<columns, row: cursor.row)
        case 1: erase(0..<(cursor.column + 1), row: cursor.row)
        case 2: erase(0..<columns, row: cursor.row)
        default: return
        }
        wrapsNext = false
    }

    private mutating func eraseDisplay(_ how: Int) {
        let rows: Range<Int>
        switch how {
        case 0:
            eraseLine(0)
            rows = (cursor.row + 1)..<size.rows
        case 1:
            eraseLine(1)
            rows = 0..<cursor.row
        case 2: rows = 0..<size.rows
        case 3: return scrollback.removeAll()
        default: return
        }
        for row in rows { erase(0..<columns, row: row) }
        wrapsNext = false
    }

    private mutating func fillWithE() {
        let line = Array(repeating: EmulatorCell(character: "E", look: .plain), count: columns)
        lines = Array(repeating: line, count: size.rows)
        margins = 0...(size.rows - 1)
        move(to: Point(0, 0))
    }
}
