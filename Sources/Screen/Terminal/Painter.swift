import CNcurses
import Text

/// Turns cells into what ncurses draws: colour pairs on demand, and characters that the terminal has.
struct Painter {
    /// A pair of palette numbers; -1 is the terminal's own colour.
    struct Pair: Hashable {
        var foreground: Int32
        var background: Int32
    }

    /// What ncurses wants to know about a look.
    struct Paint {
        var attributes: attr_t
        var pair: Int32
        /// The palette number under the text.
        var background: Int32

        /// Whether a blank cell of one and of the other look the same: then none is switched to.
        func looksSameWhenBlank(_ other: Paint) -> Bool {
            let shown = uc_attribute_underline | uc_attribute_reverse
            return background == other.background && (attributes | other.attributes) & shown == 0
        }
    }

    private let depth: ColourDepth
    private let capabilities: Capabilities
    private let limit: Int
    private var pairs: [Pair: Int32] = [:]
    private var paints: [Style: Paint] = [:]
    private var directs: [Style: Paint] = [:]

    /// The last frame's cells, cursor and looks: what a new frame is compared with.
    var shown: Canvas?
    var looks: [Style: Look] = [:]

    init(depth: ColourDepth, capabilities: Capabilities) {
        self.depth = depth
        self.capabilities = capabilities
        limit = depth == .mono ? 0 : min(Int(uc_pairs()), 32767) - 1
    }

    /// Forgets what is on the screen: the next frame is drawn whole.
    mutating func forget() {
        shown = nil
        looks = [:]
        paints = [:]
        directs = [:]
        pairs = [:]
    }

    mutating func paint(of style: Style, _ look: (Style) -> Look) -> Paint {
        if let known = paints[style] { return known }
        if style.direct != nil { return makeDirect(style) }
        let answer = look(style)
        looks[style] = answer
        let paint = make(answer)
        paints[style] = paint
        return paint
    }

    /// Colours of a guest's own console: without end, so they are remembered for as long as there are few.
    private mutating func makeDirect(_ style: Style) -> Paint {
        if directs.count > 1000 { directs = [:] }
        if let known = directs[style] { return known }
        let paint = make(style.direct ?? .plain)
        directs[style] = paint
        return paint
    }

    private mutating func make(_ look: Look) -> Paint {
        var attributes: attr_t = 0
        if look.attributes.contains(.bold) { attributes |= uc_attribute_bold }
        if look.attributes.contains(.underline) { attributes |= uc_attribute_underline }
        if look.attributes.contains(.reverse) { attributes |= uc_attribute_reverse }
        if look.attributes.contains(.dim) { attributes |= uc_attribute_dim }
        let foreground = Int32(look.foreground?.nearest(depth) ?? -1)
        let background = Int32(look.background?.nearest(depth) ?? -1)
        if depth == .ansi8, background != -1, foreground == background {
            // Two colours that fell together would hide the text.
            return Paint(
                attributes: attributes ^ uc_attribute_reverse, pair: number(Pair(foreground: -1, background: -1)),
                background: -1)
        }
        let pair = number(Pair(foreground: foreground, background: background))
        return Paint(attributes: attributes, pair: pair, background: background)
    }

    /// The number of a pair, made now when it is new. When the terminal has no more, the foreground alone, then none.
    private mutating func number(_ pair: Pair) -> Int32 {
        if pair == Pair(foreground: -1, background: -1) || limit <= 0 { return 0 }
        if let known = pairs[pair] { return known }
        guard pairs.count < limit else {
            return pairs[Pair(foreground: pair.foreground, background: -1)] ?? 0
        }
        let number = Int32(pairs.count + 1)
        _ = init_extended_pair(number, pair.foreground, pair.background)
        pairs[pair] = number
        return number
    }

    /// Whether a style of the last frame looks different now: then the frame is drawn whole.
    func changed(_ look: (Style) -> Look) -> Bool {
        looks.contains { look($0.key) != $0.value }
    }

    /// Gives ncurses the cells `columns` of `row`. A blank keeps the look of the text before it where that is the same to
    /// the eye: each change of look costs some twenty bytes, and a row of a table has a gap after each column.
    mutating func draw(_ canvas: Canvas, row: Int, columns: Range<Int>, _ look: (Style) -> Look) {
        var cells: [cchar_t] = []
        cells.reserveCapacity(columns.count + 1)
        var text = [wchar_t](repeating: 0, count: 6)
        var last = lookBefore(canvas, row: row, column: columns.lowerBound, look)
        for column in columns {
            let cell = canvas[column, row]
            // The right half comes with the left one; in ASCII it is a cell of its own, so that columns stay aligned.
            if cell.character == nil, capabilities.isUTF8 { continue }
            let left = column > 0 ? canvas[column - 1, row].character : nil
            let character = cell.character ?? Fallback.rightHalf(of: left)
            var paint = paint(of: cell.style, look)
            if character == " ", let last, last.looksSameWhenBlank(paint) { paint = last }
            last = paint
            var made = cchar_t()
            fill(&text, character)
            uc_set_cell(&made, text, paint.attributes, paint.pair)
            cells.append(made)
        }
        let count = Int32(cells.count)
        _ = mvwadd_wchnstr(uc_screen(), Int32(row), Int32(columns.lowerBound), cells, count)
    }

    /// The look of the text before `column`, as far as the blanks between are drawn with it; at the left edge that of
    /// the row's first text.
    private mutating func lookBefore(
        _ canvas: Canvas, row: Int, column: Int, _ look: (Style) -> Look
    ) -> Paint? {
        func isText(_ column: Int) -> Bool { canvas[column, row].character.map { $0 != " " } ?? false }
        let text = (0..<column).last(where: isText)
        guard let start = text ?? (0..<canvas.size.columns).first(where: isText) else { return nil }
        var last = paint(of: canvas[start, row].style, look)
        for blank in (text.map { $0 + 1 } ?? 0)..<column {
            let paint = paint(of: canvas[blank, row].style, look)
            if !last.looksSameWhenBlank(paint) { last = paint }
        }
        return last
    }

    private func fill(_ text: inout [wchar_t], _ character: Character) {
        var count = 0
        if capabilities.isUTF8, !(capabilities.isConsole && Fallback.isBraille(character)) {
            for scalar in character.unicodeScalars.prefix(5) {
                text[count] = wchar_t(bitPattern: scalar.value)
                count += 1
            }
        } else {
            for byte in Fallback.ascii(character).utf8.prefix(2) {
                text[count] = wchar_t(byte)
                count += 1
            }
        }
        text[count] = 0
    }
}
