import Screen
import UnixcornCore

/// Lines to read: scrolled, searched with `/`, `n` and `N`, wrapped with `w`.
struct TextReader: Sendable {
    private var view = TextView()
    private var input: TextInput?

    /// Shows other lines; `follow` stays at the end.
    mutating func show(_ lines: [SafeText], follow: Bool) {
        view.show(lines.map { TextView.Line($0) })
        view.followsTail = follow
    }

    /// The same with a role for each line.
    mutating func show(_ lines: [TextView.Line], follow: Bool) {
        view.show(lines)
        view.followsTail = follow
    }

    /// Brings a line, from 0, into sight, with what stands before it.
    mutating func reveal(_ line: Int) { view.reveal(line) }

    /// Takes the keys of its own. False: the key is not for the text.
    mutating func take(_ key: Key) -> Bool {
        guard var input else {
            switch key {
            case .character("n"), .character("N"), .mouse: return view.handle(key) != .ignored
            case .character("w"): view.wraps.toggle()
            default: return false
            }
            return true
        }
        switch key {
        case .enter: self.input = nil
        case .escape:
            self.input = nil
            _ = view.search(Filter(""))
        default:
            _ = input.handle(key)
            self.input = input
            _ = view.search(Filter(input.text))
        }
        return true
    }

    /// Does what the common keys ask.
    mutating func perform(_ command: PaneCommand) {
        switch command {
        case .up: _ = view.handle(.up)
        case .down: _ = view.handle(.down)
        case .pageUp: _ = view.handle(.pageUp)
        case .pageDown, .mark: _ = view.handle(.pageDown)
        case .top: _ = view.handle(.home)
        case .bottom: _ = view.handle(.end)
        case .left: _ = view.handle(.left)
        case .right: _ = view.handle(.right)
        case .filter: input = TextInput()
        case .enter, .sort, .reverseSort, .markAll, .clearMarks, .nextTab, .previousTab, .toggle: break
        }
    }

    mutating func draw(_ context: Context, on canvas: inout Canvas) {
        let (body, bar) = canvas.bounds.splitBottom(input == nil ? 0 : 1)
        canvas.within(body) { view.draw(on: &$0, glyphs: context.glyphs) }
        guard input != nil else { return }
        canvas.put("/", at: Point(1, bar.row), Style(.key, on: .text))
        canvas.within(Rect(2, bar.row, bar.columns - 3, 1)) { input?.draw(on: &$0, glyphs: context.glyphs) }
    }
}
