public import Text

/// One line of text that a person types.
public struct TextInput: Sendable, Hashable {
    private(set) var characters: [Character]
    /// Where the next character goes: 0 is before the first.
    public private(set) var caret: Int
    /// Whether bullets stand for the characters.
    public let isSecret: Bool
    /// The most characters it takes.
    public var limit = 4096
    private var first = 0

    public init(_ text: String = "", isSecret: Bool = false) {
        characters = Array(text)
        caret = characters.count
        self.isSecret = isSecret
    }

    /// What was typed, as it is: only `SafeText` of it may be drawn.
    public var text: String { String(characters) }

    public var isEmpty: Bool { characters.isEmpty }

    /// Replaces the text; the caret goes to its end.
    public mutating func set(_ text: String) {
        characters = Array(text.prefix(limit))
        caret = characters.count
    }

    /// Edits. Enter is `.chosen(0)`, Esc `.cancelled`.
    public mutating func handle(_ key: Key) -> Outcome {
        switch key {
        case .enter: return .chosen(0)
        case .escape: return .cancelled
        case .character(let character): insert([character])
        case .paste(let text): insert(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        case .backspace: remove(caret - 1)
        case .delete, .control("d"): remove(caret)
        case .left, .control("b"): caret = max(0, caret - 1)
        case .right, .control("f"): caret = min(characters.count, caret + 1)
        case .home, .control("a"): caret = 0
        case .end, .control("e"): caret = characters.count
        case .alt("b"): caret = startOfWord
        case .alt("f"): caret = endOfWord
        case .control("w"):
            let start = startOfWord
            characters.removeSubrange(start..<caret)
            caret = start
        case .control("u"):
            characters.removeSubrange(..<caret)
            caret = 0
        case .control("k"): characters.removeSubrange(caret...)
        default: return .ignored
        }
        return .handled
    }

    private mutating func insert(_ new: [Character]) {
        let clean = new.filter { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } }
        let taken = clean.prefix(max(0, limit - characters.count))
        characters.insert(contentsOf: taken, at: caret)
        caret += taken.count
    }

    private mutating func remove(_ index: Int) {
        guard characters.indices.contains(index) else { return }
        characters.remove(at: index)
        caret = min(index, characters.count)
    }

    private var startOfWord: Int {
        var place = caret
        while place > 0, characters[place - 1] == " " { place -= 1 }
        while place > 0, characters[place - 1] != " " { place -= 1 }
        return place
    }

    private var endOfWord: Int {
        var place = caret
        while place < characters.count, characters[place] == " " { place += 1 }
        while place < characters.count, characters[place] != " " { place += 1 }
        return place
    }
}

extension TextInput {
    /// Draws the part that fits, with the caret in it, on the first row of the canvas.
    public mutating func draw(
        on canvas: inout Canvas, isFocused: Bool = true, glyphs: Glyphs = .full, placeholder: SafeText = ""
    ) {
        let room = canvas.bounds.columns
        guard room > 0 else { return }
        let style = Style(isFocused ? .inputFocused : .input)
        canvas.fill(Rect(0, 0, room, 1), style)
        if isEmpty { canvas.put(placeholder, at: Point(0, 0), Style(.dim, on: style.role)) }
        let shown = characters.map { isSecret ? SafeText(String(glyphs.bullet)) : SafeText(String($0)) }
        scroll(shown.map(\.width), room: room)
        var column = 0
        var place = 0
        for index in first...shown.count {
            if index == caret { place = column }
            guard index < shown.count, column + shown[index].width <= room else { break }
            canvas.put(shown[index], at: Point(column, 0), style)
            column += shown[index].width
        }
        if isFocused { canvas.park(at: Point(min(place, room - 1), 0), showing: true) }
    }

    /// Moves the first character shown so that the caret and one cell for it are within `room`.
    private mutating func scroll(_ widths: [Int], room: Int) {
        first = min(first, caret, widths.count)
        var used = widths[first..<caret].reduce(0, +)
        while used >= room, first < caret {
            used -= widths[first]
            first += 1
        }
    }
}
