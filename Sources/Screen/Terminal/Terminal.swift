import CGuard
import CNcurses
import Glibc
import Text

/// The screen and the keyboard: one object, used on the main thread only (ncurses is not thread-safe).
///
/// It draws canvases, writes only what changed, and puts the terminal back as it was. `Guard.start()` should have run
/// before, and `setlocale(LC_ALL, "")`. Nothing here blocks but `wait`.
public final class Terminal {
    /// What to have from the start.
    public struct Wishes: Sendable {
        /// Presses and the wheel of the mouse as keys. Selecting text then needs Shift in most terminals.
        public var mouse = false
        /// No colours at all, as with a non-empty `NO_COLOR`.
        public var plain = false

        public init(mouse: Bool = false, plain: Bool = false) {
            self.mouse = mouse
            self.plain = plain
        }
    }

    let capabilities: Capabilities
    let wishes: Wishes
    let handle: OpaquePointer
    var standardError: StandardError?
    var painter: Painter
    var parser = KeyParser()
    /// The screen is ours now.
    var isOn = false
    /// The terminal is gone for good.
    var isLost = false
    /// When a half-received escape sequence is taken as the keys that it is made of, in `now()` milliseconds.
    var escapeDeadline: Int?
    /// Keys that were made by signals and not typed.
    var madeKeys: [Key] = []
    /// A frame that the terminal had no room for.
    var late: (canvas: Canvas, look: (Style) -> Look)?
    /// The theme of the last frame, and what it became.
    var fitted: (from: Theme, to: Theme)?
    /// The last poll found something for the terminal itself.
    var wasWoken = false
    /// The terminal answered that it knows synchronized output.
    var synchronizes = false

    /// How many colours there are.
    public let depth: ColourDepth
    /// The signal that asked the console to end, if one did: end the process with `Guard.end(by:)` after `leave()`.
    public internal(set) var endSignal: Int32?
    /// Cells of the terminal.
    public internal(set) var size: Size

    /// Takes the terminal: another screen, raw keys, standard error into a pipe.
    public init(_ wishes: Wishes = Wishes()) throws(TerminalError) {
        capabilities = try Capabilities.read()
        self.wishes = wishes
        uc_signals_start()
        uc_restore_note(capabilities.undo, capabilities.undo.count)
        uc_restore_arm(1)
        guard let screen = uc_newterm(capabilities.type) else {
            uc_restore_now()
            throw TerminalError(words: .unknownTerminal(SafeText(capabilities.type)))
        }
        handle = screen
        depth = Terminal.startColours(plain: wishes.plain)
        size = Terminal.measure()
        painter = Painter(depth: depth, capabilities: capabilities)
        isOn = true
        standardError = StandardError()
        _ = raw()
        _ = noecho()
        _ = nonl()
        _ = intrflush(uc_screen(), false)
        _ = typeahead(-1)
        _ = leaveok(uc_screen(), false)
        idcok(uc_screen(), false)
        _ = set_escdelay(25)
        _ = curs_set(0)
        switchOn()
    }

    deinit { leave() }

    /// Gives the terminal back as it was. Does nothing the second time.
    public func leave() {
        guard isOn else { return }
        isOn = false
        if !isLost {
            write(switchOffBytes)
            if !capabilities.hasOtherScreen { _ = wclear(uc_screen()); _ = wrefresh(uc_screen()) }
            _ = curs_set(1)
            _ = endwin()
        }
        uc_restore_arm(0)
        uc_restore_modes()
        uc_signals_left()
        standardError?.putBack()
        standardError = nil
    }

    /// What lines and graphs are best made of here: by the locale, and by the font that such a terminal has.
    public var glyphs: Glyphs {
        guard capabilities.isUTF8 else { return .ascii }
        return capabilities.isConsole || !capabilities.hasOtherScreen ? .console : .full
    }

    private static func startColours(plain: Bool) -> ColourDepth {
        let refused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        guard !plain, !refused, has_colors(), start_color() == OK else { return .mono }
        _ = use_default_colors()
        switch uc_colours() {
        case 256...: return .indexed256
        case 16...: return .ansi16
        case 8...: return .ansi8
        default: return .mono
        }
    }

    static func measure() -> Size {
        var columns: Int32 = 0
        var rows: Int32 = 0
        if uc_window_size(STDOUT_FILENO, &columns, &rows) == 0, columns > 0, rows > 0 {
            return Size(Int(columns), Int(rows))
        }
        return Size(Int(getmaxx(uc_screen())), Int(getmaxy(uc_screen())))
    }
}
