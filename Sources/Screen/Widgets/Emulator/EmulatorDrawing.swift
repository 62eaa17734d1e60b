import Text

extension TerminalEmulator {
    /// Draws the screen from the canvas's corner on; `back` rows further up show the scrollback.
    public func draw(on canvas: inout Canvas, back: Int = 0, isFocused: Bool = true) {
        let back = max(0, min(back, scrollback.count))
        for row in 0..<min(size.rows, canvas.bounds.rows) {
            let index = scrollback.count - back + row
            let line = index < scrollback.count ? scrollback[index] : lines[index - scrollback.count]
            TerminalEmulator.draw(line, row, on: &canvas)
        }
        guard isFocused, modes.cursorVisible, back == 0 else { return }
        canvas.park(at: cursor, showing: true)
    }

    /// Draws in runs of one look. What is not ASCII goes cell by cell: neighbours must not join to one character.
    private static func draw(_ line: [EmulatorCell], _ row: Int, on canvas: inout Canvas) {
        var start = 0
        while start < line.count, start < canvas.bounds.columns {
            guard let first = line[start].character else {
                start += 1
                continue
            }
            var run = String(first)
            var end = start + 1
            while first.isASCII, end < min(line.count, canvas.bounds.columns), let next = line[end].character,
                next.isASCII,
                line[end].look == line[start].look
            {
                run.append(next)
                end += 1
            }
            canvas.put(SafeText(run), at: Point(start, row), Style(direct: line[start].look))
            start = end
        }
    }
}
