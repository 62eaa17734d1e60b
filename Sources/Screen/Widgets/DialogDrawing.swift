public import Text

extension Dialog {
    /// Draws the dialog in the middle of the canvas, over what is there.
    public mutating func draw(on canvas: inout Canvas, _ language: Language, glyphs: Glyphs = .full) {
        let room = canvas.bounds
        guard !room.isEmpty else { return }
        let content = lines.map { $0(language) }
        let buttonsWidth = labels(language).reduce(0) { $0 + $1.width + 2 }
        let widest = max(
            content.map(\.width).max() ?? 0, title(language).width + 4, buttonsWidth, expected == nil ? 0 : 40)
        let width = min(room.columns, max(36, min(widest + 6, 76)))
        let inner = width - (width > 14 ? 6 : 2)
        let wrapped = content.flatMap { $0.isEmpty ? [$0] : $0.wrapped(to: inner) }
        let size = Size(width, wrapped.count + 5 + (expected == nil ? 0 : 3))
        let frame = Frame(
            title(language), role: isDangerous ? .critical : .dialogTitle,
            titleRole: isDangerous ? .critical : .dialogTitle)
        canvas.drawBox(size, frame, glyphs: glyphs) { drawInside(on: &$0, wrapped, language, glyphs) }
    }

    private mutating func drawInside(
        on canvas: inout Canvas, _ wrapped: [SafeText], _ language: Language, _ glyphs: Glyphs
    ) {
        let (upper, bottom) = canvas.bounds.splitBottom(1)
        canvas.within(bottom) { drawButtons(on: &$0, language) }
        let (padded, field) = upper.splitBottom(expected == nil ? 0 : 3)
        if let expected {
            canvas.within(field) { canvas in
                let ask: Phrase = complains ? .nameDiffers(expected) : .typeToConfirm(expected)
                canvas.put(ask(language), at: Point(0, 0), Style(complains ? .critical : .dialog, on: .dialog))
                canvas.within(Rect(0, 1, canvas.bounds.columns, 1)) {
                    input.draw(on: &$0, isFocused: focus == .input, glyphs: glyphs)
                }
            }
        }
        let air = padded.rows - wrapped.count >= 2 ? 1 : 0
        let body = Rect(0, air, padded.columns, padded.rows - 2 * air)
        guard !body.isEmpty else { return }
        scroll.fit(body.size, count: wrapped.count)
        for (row, line) in wrapped.dropFirst(scroll.top).prefix(body.rows).enumerated() {
            canvas.put(line, at: Point(0, body.row + row), Style(.dialog))
        }
        if scroll.top + body.rows < wrapped.count {
            let last = Point(body.columns, body.row + body.rows - 1)
            canvas.putRight(" " + Phrase.scrollForMore(language), endingAt: last, Style(.dim, on: .dialog))
        }
    }

    private func labels(_ language: Language) -> [SafeText] {
        let cancel: Phrase = buttons.isEmpty ? .close : .cancel
        return ([cancel] + buttons).map { "[ " + $0(language) + " ]" }
    }

    private func drawButtons(on canvas: inout Canvas, _ language: Language) {
        let texts = labels(language)
        let total = texts.reduce(0) { $0 + $1.width } + 2 * (texts.count - 1)
        var column = max(0, canvas.bounds.columns - total)
        for (index, text) in texts.enumerated() {
            let isFocused = index == 0 ? focus == .cancel : focus == .button(index - 1)
            let style: Style =
                isFocused
                ? Style(isDangerous && index > 0 ? .danger : .buttonFocused)
                : index > 0 && !isUnlocked ? Style(.dim, on: .button) : Style(.button)
            canvas.put(text, at: Point(column, 0), style)
            if isFocused { canvas.park(at: Point(min(column + 2, canvas.bounds.columns - 1), 0)) }
            column += text.width + 2
        }
    }
}
