public import Text

extension Form {
    /// Draws the form in a box in the middle of the canvas, over what is there.
    public mutating func drawBox(on canvas: inout Canvas, _ language: Language, glyphs: Glyphs = .full) {
        let width = min(canvas.bounds.columns, 72)
        let wrapped = lines.flatMap { $0(language).wrapped(to: width - (width > 14 ? 6 : 2)) }
        let above = wrapped.isEmpty ? 0 : wrapped.count + 1
        let frame = Frame(title(language), role: .dialogTitle, titleRole: .dialogTitle)
        canvas.drawBox(Size(width, above + fields.count + 6), frame, glyphs: glyphs) { canvas in
            let short = canvas.bounds.rows < above + fields.count + 3
            let (upper, bottom) = canvas.bounds.splitBottom(short ? 0 : 1)
            canvas.within(bottom) {
                $0.putRight(keys(language), endingAt: Point($0.bounds.columns, 0), Style(.dim, on: .dialog))
            }
            let (top, rest) = upper.splitTop(short ? 0 : max(1, above + 1))
            canvas.within(top) { canvas in
                for (row, line) in wrapped.enumerated() { canvas.put(line, at: Point(0, row + 1), Style(.dialog)) }
            }
            canvas.within(rest) { draw(on: &$0, language, glyphs: glyphs) }
        }
    }

    /// What the keys do here: a form has no buttons.
    private func keys(_ language: Language) -> SafeText {
        guard fields.indices.contains(focus) else { return Phrase.formKeys(language) }
        return switch fields[focus].kind {
        case .choice: Phrase.chooseKeys(language) + "  " + Phrase.formKeys(language)
        case .toggle: Phrase.toggleKeys(language) + "  " + Phrase.formKeys(language)
        case .text, .number, .size: Phrase.formKeys(language)
        }
    }

    /// Draws the fields, and in the last row what is to be said about the one with the focus.
    public mutating func draw(
        on canvas: inout Canvas, _ language: Language, glyphs: Glyphs = .full, ground: Role = .dialog
    ) {
        let room = canvas.bounds
        guard !room.isEmpty, !fields.isEmpty else { return }
        let (body, foot) = room.splitBottom(room.rows > 1 ? 1 : 0)
        scroll.fit(body.size, index: focus, count: fields.count)
        let widest = fields.map { $0.label(language).width }.max() ?? 0
        let labels = min(widest + 2, max(1, room.columns / 2))
        for row in 0..<body.rows where scroll.top + row < fields.count {
            let index = scroll.top + row
            canvas.within(Rect(0, row, room.columns, 1)) { canvas in
                drawField(index, on: &canvas, labels, language, glyphs, ground)
            }
        }
        canvas.within(foot) { drawMessage(on: &$0, language, ground) }
    }

    private mutating func drawField(
        _ index: Int, on canvas: inout Canvas, _ labels: Int, _ language: Language, _ glyphs: Glyphs, _ ground: Role
    ) {
        let field = fields[index]
        let isFocused = index == focus
        let isBad = touched.contains(index) && field.problem != nil
        let role: Role = isBad ? .critical : isFocused ? .dialogTitle : ground
        canvas.put(field.label(language), at: Point(0, 0), Style(role, on: ground), width: labels - 1)
        let room = Rect(labels, 0, canvas.bounds.columns - labels, 1)
        let style = isFocused ? Style(.inputFocused) : Style(.input)
        canvas.within(room) { canvas in
            switch field.kind {
            case .text: drawInput(index, on: &canvas, isFocused, glyphs)
            case .number, .size: drawMeasure(index, on: &canvas, isFocused, language, glyphs, ground)
            case .choice(let entries):
                let text = entries.indices.contains(field.index) ? entries[field.index](language) : ""
                let (left, right) = glyphs.more
                canvas.put(SafeText("\(left) \(text) \(right)"), at: Point(0, 0), style)
            case .toggle: canvas.put(field.index == 1 ? glyphs.on : glyphs.off, at: Point(0, 0), style)
            }
            if isFocused, canvas.cursor == nil || !canvas.showsCursor { canvas.park(at: Point(0, 0)) }
        }
    }

    /// A short input and behind it the unit, or the size as it was understood.
    private mutating func drawMeasure(
        _ index: Int, on canvas: inout Canvas, _ isFocused: Bool, _ language: Language, _ glyphs: Glyphs, _ ground: Role
    ) {
        let width = min(canvas.bounds.columns, 14)
        canvas.within(Rect(0, 0, width, 1)) { drawInput(index, on: &$0, isFocused, glyphs) }
        let note: SafeText
        switch fields[index].kind {
        case .number(_, let unit): note = unit?(language) ?? ""
        default: note = fields[index].size.map { SafeText("= " + Units.size($0, language)) } ?? ""
        }
        canvas.put(note, at: Point(width + 1, 0), Style(.dim, on: ground))
    }

    private func drawMessage(on canvas: inout Canvas, _ language: Language, _ ground: Role) {
        guard fields.indices.contains(focus) else { return }
        if touched.contains(focus), let problem = fields[focus].problem {
            canvas.put(problem(language), at: Point(0, 0), Style(.critical, on: ground))
        } else if let help = fields[focus].help {
            canvas.put(help(language), at: Point(0, 0), Style(.dim, on: ground))
        }
    }
}
