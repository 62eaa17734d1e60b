public import Text

extension Table {
    /// Draws the head and the rows that fit. `cells` is asked for the rows on the screen alone, and gives one cell a
    /// column. Keeps the scroll position, so that it changes the table.
    public mutating func draw(
        on canvas: inout Canvas, _ language: Language, glyphs: Glyphs = .full, isFocused: Bool = true,
        cells: (ID) -> [TableCell]
    ) {
        let room = canvas.bounds
        guard !room.isEmpty else { return }
        let body = room.splitTop(room.rows > 1 ? 1 : 0).rest
        scroll.fit(Size(room.columns - 2, body.rows), index: index, count: rows.count)
        if shift > 0, ColumnLayout(columns, room: room.columns - 2).dropped == 0 { shift = 0 }
        let layout = ColumnLayout(columns, room: room.columns - 2, shift: shift)
        dropped = layout.dropped
        if body.row > 0 { drawHead(on: &canvas, layout, language, glyphs) }
        if rows.isEmpty { canvas.put(placeholder, at: Point(1, body.row), Style(.dim)) }
        for line in 0..<body.rows where scroll.top + line < rows.count {
            drawRow(scroll.top + line, at: body.row + line, on: &canvas, layout, glyphs, isFocused, cells)
        }
        scroll.drawBar(on: &canvas, from: body.row, count: rows.count, glyphs)
    }

    private func drawHead(on canvas: inout Canvas, _ layout: ColumnLayout, _ language: Language, _ glyphs: Glyphs) {
        canvas.fill(Rect(0, 0, canvas.bounds.columns, 1), Style(.columnHead))
        for slot in layout.slots {
            let column = columns[slot.column]
            var title = column.title(language)
            var role = Role.columnHead
            if let sort, sort.column == slot.column {
                role = .columnSorted
                let sign = SafeText(String(sort.descending ? glyphs.descending : glyphs.ascending))
                title =
                    title.width + 1 > slot.width && slot.width > 1 ? title.cut(to: slot.width - 1) + sign : title + sign
            }
            put(TableCell(title, role), slot, at: 0, ground: nil, on: &canvas)
        }
        if layout.dropped > 0 {
            let sign = shift > 0 ? glyphs.more.left : glyphs.more.right
            canvas.put(SafeText(String(sign)), at: Point(canvas.bounds.columns - 1, 0), Style(.columnHead))
        }
    }

    private func drawRow(
        _ number: Int, at row: Int, on canvas: inout Canvas, _ layout: ColumnLayout, _ glyphs: Glyphs,
        _ isFocused: Bool, _ cells: (ID) -> [TableCell]
    ) {
        let id = rows[number]
        let isMarked = marked.contains(id)
        let isSelected = number == index && isFocused
        let ground: Role? = isSelected ? .selected : isMarked ? .marked : nil
        if let ground { canvas.fill(Rect(0, row, canvas.bounds.columns, 1), Style(ground)) }
        if isMarked { canvas.put(SafeText(String(glyphs.mark)), at: Point(0, row), Style(.marked, on: ground)) }
        let content = cells(id)
        for slot in layout.slots where slot.column < content.count {
            var cell = content[slot.column]
            // Under the cursor only states keep their colours: each other one would be a change of looks.
            if let ground, cell.role == .text || isSelected && cell.role == .dim {
                cell.role = ground
                if isSelected { cell.added = [] }
            }
            put(cell, slot, at: row, ground: ground, on: &canvas)
        }
        if number == index { canvas.park(at: Point(0, row)) }
    }

    private func put(
        _ cell: TableCell, _ slot: ColumnLayout.Slot, at row: Int, ground: Role?, on canvas: inout Canvas
    ) {
        let style = Style(cell.role, cell.added, on: ground)
        let start = slot.start + 1
        if !cell.marks.isEmpty { return put(cell.marks, slot, at: row, ground: ground, on: &canvas) }
        switch columns[slot.column].alignment {
        case .left: canvas.put(cell.text, at: Point(start, row), style, width: slot.width)
        case .right: canvas.putRight(cell.text, endingAt: Point(start + slot.width, row), style, width: slot.width)
        }
    }

    private func put(
        _ marks: [TableCell.Mark], _ slot: ColumnLayout.Slot, at row: Int, ground: Role?, on canvas: inout Canvas
    ) {
        let shown = marks.suffix(slot.width)
        let start = slot.start + 1 + slot.width - shown.count
        for (place, mark) in shown.enumerated() {
            canvas.put(
                SafeText(String(mark.shape)), at: Point(start + place, row), Style(mark.role, on: ground), width: 1)
        }
    }
}
