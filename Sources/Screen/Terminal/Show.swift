import CNcurses
import Glibc

extension Terminal {
    /// Shows `canvas` with the looks of now. Writes only the cells that differ from what is shown, and nothing when
    /// none does. A terminal that takes no bytes gets the newest frame when it does again.
    public func show(_ canvas: Canvas, look: @escaping (Style) -> Look) {
        guard isOn, !isLost else { return }
        guard isWritable else {
            late = (canvas, look)
            return
        }
        late = nil
        if painter.changed(look) { painter.forget() }
        guard canvas != painter.shown || painter.shown == nil else { return }
        let before = painter.shown
        drawChanges(canvas, since: before, look)
        parkCursor(canvas)
        painter.shown = canvas
        flush(canvas, cellsChanged: before?.cells != canvas.cells)
        if before?.showsCursor != canvas.showsCursor { _ = curs_set(canvas.showsCursor ? 1 : 0) }
    }

    /// Shows `canvas` as `theme` wants it, fitted to the colours that there are.
    public func show(_ canvas: Canvas, theme: Theme) {
        let fitted = fitted(theme)
        show(canvas) { fitted.look(of: $0) }
    }

    private func fitted(_ theme: Theme) -> Theme {
        if let fitted, fitted.from == theme { return fitted.to }
        let made = theme.fitted(to: depth)
        fitted = (theme, made)
        return made
    }

    private func drawChanges(_ canvas: Canvas, since before: Canvas?, _ look: (Style) -> Look) {
        let rows = min(canvas.size.rows, size.rows)
        let columns = min(canvas.size.columns, size.columns)
        let same = before?.size == canvas.size ? before : nil
        if same == nil { _ = werase(uc_screen()) }
        for row in 0..<rows {
            guard let same else {
                painter.draw(canvas, row: row, columns: 0..<columns, look)
                continue
            }
            var column = 0
            while let run = canvas.changedRun(row: row, from: column, to: columns, since: same) {
                painter.draw(canvas, row: row, columns: run, look)
                column = run.upperBound
            }
        }
    }

    private func parkCursor(_ canvas: Canvas) {
        let place = canvas.cursor ?? Point(0, max(0, size.rows - 1))
        let column = max(0, min(place.column, size.columns - 1))
        let row = max(0, min(place.row, size.rows - 1))
        _ = wmove(uc_screen(), Int32(row), Int32(column))
    }

    /// One `wnoutrefresh` and one `doupdate`, between the marks of synchronized output where they are known.
    private func flush(_ canvas: Canvas, cellsChanged: Bool) {
        _ = wnoutrefresh(uc_screen())
        let marks = synchronizes && cellsChanged
        if marks { write(Array(Terminal.beginFrame.utf8)) }
        _ = doupdate()
        if marks { write(Array(Terminal.endFrame.utf8)) }
    }

    /// Draws everything again, as after foreign output (Ctrl-L).
    public func redraw() {
        guard isOn else { return }
        painter.forget()
        _ = clearok(uc_screen(), true)
    }

    var isWritable: Bool {
        var room = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        return poll(&room, 1, 0) > 0 && room.revents & Int16(POLLOUT) != 0
    }

    func showLate() {
        guard let frame = late, isWritable else { return }
        show(frame.canvas, look: frame.look)
    }

    /// Takes the size that the terminal has now.
    func takeSize() {
        let new = Terminal.measure()
        guard new != size else { return }
        size = new
        _ = resizeterm(Int32(new.rows), Int32(new.columns))
        painter.shown = nil
        late = nil
    }
}

extension Canvas {
    /// The next run of cells that differ from those of `old`, from `start` on. Runs less than four cells apart are one:
    /// to move the cursor costs more than to write them again. ncurses decides that too; this only saves calls.
    func changedRun(row: Int, from start: Int, to end: Int, since old: Canvas) -> Range<Int>? {
        let base = row * size.columns
        guard var first = (start..<end).first(where: { cells[base + $0] != old.cells[base + $0] }) else { return nil }
        var last = first
        var column = first + 1
        while column < end, column - last < 4 {
            if cells[base + column] != old.cells[base + column] { last = column }
            column += 1
        }
        // A wide character is drawn from its left half, and whole.
        while first > 0, cells[base + first].character == nil { first -= 1 }
        while last + 1 < end, cells[base + last + 1].character == nil { last += 1 }
        return first..<(last + 1)
    }
}
