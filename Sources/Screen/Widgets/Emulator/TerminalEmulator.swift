/// One cell of an emulated terminal.
public struct EmulatorCell: Sendable, Hashable {
    /// The character; nil in the right half of a wide one.
    public var character: Character?
    public var look: Look

    static let blank = EmulatorCell(character: " ", look: .plain)
}

/// A terminal without a terminal: bytes in, a grid of cells out. A subset of VT220 and xterm.
///
/// Whatever the bytes say, they change this grid alone: titles, clipboard, replies to queries, resizing and every
/// string sequence are read and dropped. It shows the serial consoles of guests, and lets tests read a screen.
public struct TerminalEmulator: Sendable {
    /// What a program switched on or off.
    public struct Modes: Sendable, Hashable {
        public var alternateScreen = false
        public var cursorVisible = true
        /// The mouse modes that are on (9, 1000, 1002, 1003).
        public var mouse: Set<Int> = []
        public var bracketedPaste = false
        public var applicationCursorKeys = false
        public var applicationKeypad = false
        public var focusReports = false
        /// Between the marks of a synchronized frame (2026).
        public var synchronized = false
        public var autowrap = true
        public var insert = false
        public var origin = false
        public var newLine = false
        public init() {}
    }

    public internal(set) var size: Size
    /// The rows on the screen, from the top.
    public internal(set) var lines: [[EmulatorCell]]
    /// Where the next character goes.
    public internal(set) var cursor = Point(0, 0)
    public internal(set) var modes = Modes()
    /// Sequences that were read and dropped, because no guest may use them.
    public internal(set) var droppedSequences = 0
    /// Rows that left the screen at its top, oldest first.
    public internal(set) var scrollback: [[EmulatorCell]] = []
    /// The rows that `scrollback` keeps at least; it holds at most twice as many.
    public let scrollbackLimit: Int

    var pen = Look.plain
    /// The last column is filled: the next character goes to the next row.
    var wrapsNext = false
    /// First and last row of the region that scrolls.
    var margins: ClosedRange<Int>
    var tabs: Set<Int> = []
    var charsets = Charsets()
    var saved = SavedCursor()
    var savedMain: (lines: [[EmulatorCell]], cursor: SavedCursor)?
    var lastPrinted: Unicode.Scalar?
    private var parser = EmulatorParser()

    /// Which of the two character sets draw lines (DEC special graphics), and which is in use.
    struct Charsets: Sendable, Hashable {
        var drawsLines = [false, false]
        var active = 0
    }

    struct SavedCursor: Sendable, Hashable {
        var cursor = Point(0, 0)
        var pen = Look.plain
        var charsets = Charsets()
        var origin = false
    }

    /// A blank terminal of at least 1 by 1 cells.
    public init(_ size: Size, scrollbackLimit: Int = 1000) {
        self.size = Size(max(1, size.columns), max(1, size.rows))
        self.scrollbackLimit = max(0, scrollbackLimit)
        let line = Array(repeating: EmulatorCell.blank, count: self.size.columns)
        lines = Array(repeating: line, count: self.size.rows)
        margins = 0...(self.size.rows - 1)
        resetTabs()
    }

    /// Takes what a program wrote.
    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        var parser = parser
        for byte in bytes { parser.take(byte) { perform($0) } }
        self.parser = parser
    }

    /// Takes what a program wrote, as text.
    public mutating func feed(_ text: String) { feed(text.utf8) }

    /// The screen as text, one line a row, without spaces at the end of a line.
    public var text: String { lines.map(TerminalEmulator.text).joined(separator: "\n") }

    /// One row as text, without spaces at its end; empty where there is no such row.
    public func text(row: Int) -> String {
        lines.indices.contains(row) ? TerminalEmulator.text(of: lines[row]) : ""
    }

    static func text(of line: [EmulatorCell]) -> String {
        var text = String(line.compactMap(\.character))
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    private mutating func perform(_ action: EmulatorParser.Action) {
        switch action {
        case .print(let scalar): print(scalar)
        case .control(let byte): control(byte)
        case .escape(let intermediate, let final): escape(intermediate, final)
        case .sequence(let sequence): obey(sequence)
        case .dropped: droppedSequences += 1
        }
    }
}
