extension TerminalEmulator {
    mutating func setMode(_ number: Int, _ isOn: Bool) {
        switch number {
        case 4: modes.insert = isOn
        case 20: modes.newLine = isOn
        default: droppedSequences += 1
        }
    }

    mutating func setPrivate(_ number: Int, _ isOn: Bool) {
        switch number {
        case 1: modes.applicationCursorKeys = isOn
        case 6:
            modes.origin = isOn
            moveWithinOrigin(row: 0, column: 0)
        case 7:
            modes.autowrap = isOn
            wrapsNext = false
        case 25: modes.cursorVisible = isOn
        case 9, 1000, 1002, 1003: if isOn { modes.mouse.insert(number) } else { modes.mouse.remove(number) }
        case 1004: modes.focusReports = isOn
        case 47, 1047: showAlternate(isOn, keepingCursor: false)
        case 1048: if isOn { save() } else { restore() }
        case 1049: showAlternate(isOn, keepingCursor: true)
        case 2004: modes.bracketedPaste = isOn
        case 2026: modes.synchronized = isOn
        default: droppedSequences += 1
        }
    }

    /// Changes to the alternate screen, which is blank then, or back to what was there before.
    private mutating func showAlternate(_ isOn: Bool, keepingCursor: Bool) {
        guard isOn != modes.alternateScreen else { return }
        modes.alternateScreen = isOn
        if isOn {
            if keepingCursor { save() }
            savedMain = (lines, saved)
            lines = Array(repeating: Array(repeating: blank, count: columns), count: size.rows)
        } else if let (main, cursor) = savedMain {
            lines = main
            savedMain = nil
            fitLines()
            saved = cursor
            if keepingCursor { restore() }
        }
        wrapsNext = false
    }

    mutating func softReset() {
        (pen, charsets, wrapsNext) = (.plain, Charsets(), false)
        (modes.cursorVisible, modes.autowrap, modes.insert, modes.origin) = (true, true, false, false)
        (modes.applicationCursorKeys, modes.applicationKeypad) = (false, false)
        margins = 0...(size.rows - 1)
        saved = SavedCursor()
    }

    mutating func reset() {
        let fresh = TerminalEmulator(size, scrollbackLimit: scrollbackLimit)
        (lines, cursor, modes, savedMain) = (fresh.lines, fresh.cursor, fresh.modes, nil)
        (tabs, lastPrinted) = (fresh.tabs, nil)
        softReset()
    }

    /// Gives the terminal another size: rows that find no room above the cursor go to the scrollback.
    public mutating func resize(_ wanted: Size) {
        let new = Size(max(1, wanted.columns), max(1, wanted.rows))
        guard new != size else { return }
        let surplus = max(0, cursor.row + 1 - new.rows)
        if surplus > 0 {
            if !modes.alternateScreen { keep(lines[..<surplus]) }
            lines.removeFirst(surplus)
            cursor.row -= surplus
        }
        size = new
        fitLines()
        margins = 0...(size.rows - 1)
        resetTabs()
        move(to: cursor)
    }

    /// Makes every row as wide, and their number as large, as the size says.
    func fitted(_ rows: [[EmulatorCell]]) -> [[EmulatorCell]] {
        var rows = Array(rows.prefix(size.rows))
        for index in rows.indices {
            // A wide character that the new edge cuts becomes a space.
            if rows[index].count > columns, rows[index][columns].character == nil {
                rows[index][columns - 1].character = " "
            }
            rows[index] = Array(rows[index].prefix(columns))
            let missing = columns - rows[index].count
            if missing > 0 { rows[index].append(contentsOf: Array(repeating: .blank, count: missing)) }
        }
        let line = Array(repeating: EmulatorCell.blank, count: columns)
        rows.append(contentsOf: Array(repeating: line, count: size.rows - rows.count))
        return rows
    }

    private mutating func fitLines() { lines = fitted(lines) }
}
