public import Text

/// A question over the screen. Cancel is the default, and the key that opened it never answers it.
public struct Dialog: Sendable, Hashable {
    public var title: Phrase
    /// What will happen and to whom; wrapped to the width.
    public var lines: [Phrase]
    /// What can be done; Cancel stands before them all. `.chosen(n)` is the index in this list.
    public let buttons: [Phrase]
    /// Whether what it asks about destroys.
    public let isDangerous: Bool
    /// The name that must be typed before any button but Cancel works.
    public let expected: SafeText?

    var input = TextInput()
    var focus: Focus
    var scroll = Scroll()
    var complains = false
    private var swallowed: Key?

    enum Focus: Sendable, Hashable { case input, cancel, button(Int) }

    /// A dialog opened by `openedBy`: that key and its repeats do nothing until another key came.
    public init(
        _ title: Phrase, _ lines: [Phrase], buttons: [Phrase], isDangerous: Bool = false, typeName: SafeText? = nil,
        openedBy: Key?
    ) {
        self.title = title
        self.lines = lines
        self.buttons = buttons
        self.isDangerous = isDangerous
        expected = typeName
        swallowed = openedBy
        focus = typeName == nil ? .cancel : .input
    }

    /// A message with one button that closes it. Enter and Esc give `.cancelled`.
    public static func message(_ title: Phrase, _ lines: [Phrase], openedBy: Key?) -> Dialog {
        Dialog(title, lines, buttons: [], openedBy: openedBy)
    }

    /// Whether the buttons beside Cancel work.
    public var isUnlocked: Bool { expected == nil || input.text == expected?.string }

    public mutating func handle(_ key: Key) -> Outcome {
        if key == swallowed { return .handled }
        if key != .resize { swallowed = nil }
        switch key {
        case .escape, .control("g"): return .cancelled
        case .enter: return confirm()
        case .tab, .down: step(1)
        case .backTab, .up: step(-1)
        case .pageDown: scroll.top += scroll.height
        case .pageUp: scroll.top -= scroll.height
        case .right where focus != .input: step(1)
        case .left where focus != .input: step(-1)
        default:
            guard focus == .input else { return .handled }
            complains = false
            _ = input.handle(key)
        }
        return .handled
    }

    private mutating func confirm() -> Outcome {
        switch focus {
        case .cancel: return .cancelled
        case .button(let index) where isUnlocked: return .chosen(index)
        case .input where isUnlocked && buttons.count == 1: return .chosen(0)
        case .input where isUnlocked: step(2)
        case .input, .button: complains = true
        }
        return .handled
    }

    private mutating func step(_ by: Int) {
        let stops: [Focus] = (expected == nil ? [] : [.input]) + [.cancel] + buttons.indices.map { .button($0) }
        let now = stops.firstIndex(of: focus) ?? 0
        focus = stops[(now + by + stops.count) % stops.count]
    }
}
