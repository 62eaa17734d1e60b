import Text

/// How graphs are drawn: the finer, the more a terminal must know.
public enum GraphGlyphs: Sendable, Hashable, CaseIterable {
    /// Braille patterns: two by four points a cell.
    case braille
    /// Eighths of blocks: eight steps a cell.
    case blocks
    /// Nothing but ASCII.
    case ascii
}

/// The characters that lines, marks and graphs are made of.
public struct Glyphs: Sendable, Hashable {
    public var graph: GraphGlyphs
    /// Whether anything beyond ASCII may be drawn.
    public var isASCII: Bool
    /// Whether corners are round.
    public var isRounded: Bool

    public init(graph: GraphGlyphs, isASCII: Bool = false, isRounded: Bool = true) {
        self.graph = graph
        self.isASCII = isASCII
        self.isRounded = isRounded
    }

    /// A terminal with a good font.
    public static let full = Glyphs(graph: .braille)
    /// The Linux console: its font has lines and blocks only.
    public static let console = Glyphs(graph: .blocks, isRounded: false)
    /// A terminal or locale without Unicode.
    public static let ascii = Glyphs(graph: .ascii, isASCII: true, isRounded: false)

    var horizontal: Character { isASCII ? "-" : "─" }
    var vertical: Character { isASCII ? "|" : "│" }
    /// Top left, top right, bottom left, bottom right.
    var corners: [Character] {
        isASCII ? ["+", "+", "+", "+"] : isRounded ? ["╭", "╮", "╰", "╯"] : ["┌", "┐", "└", "┘"]
    }
    var ascending: Character { isASCII ? "^" : "▲" }
    var descending: Character { isASCII ? "v" : "▼" }
    var mark: Character { isASCII ? "*" : "•" }
    var bullet: Character { isASCII ? "*" : "•" }
    var expanded: Character { isASCII ? "-" : isRounded ? "▾" : "▼" }
    var collapsed: Character { isASCII ? "+" : isRounded ? "▸" : "►" }
    var more: (left: Character, right: Character) { isASCII ? ("<", ">") : isRounded ? ("‹", "›") : ("«", "»") }
    var thumb: Character { isASCII ? "#" : isRounded ? "┃" : "█" }
    var on: SafeText { isASCII ? "[x]" : isRounded ? "[✓]" : "[x]" }
    var off: SafeText { "[ ]" }
}
