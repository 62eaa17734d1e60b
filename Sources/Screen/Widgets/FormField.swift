public import Text

/// One field of a form.
public struct FormField: Sendable {
    public enum Kind: Sendable {
        /// A line of text; `isSecret` shows bullets.
        case text(isSecret: Bool = false)
        /// A whole number, and the word behind it.
        case number(ClosedRange<Int>, unit: Phrase? = nil)
        /// A size in bytes, typed with its unit.
        case size(ClosedRange<UInt64>)
        case choice([Phrase])
        case toggle
    }

    /// The name by which the owner reads it.
    public let id: String
    public let label: Phrase
    public let kind: Kind
    /// Shown while the field has the focus.
    public let help: Phrase?
    /// What else must hold of a text: the problem, or nil.
    public let check: (@Sendable (String) -> Phrase?)?

    var input: TextInput
    /// The entry of a choice; 1 or 0 of a toggle.
    var index: Int

    /// A field that begins with `text` (text, number, size) or `index` (choice; 1 is on for a toggle).
    public init(
        _ id: String, _ label: Phrase, _ kind: Kind, text: String = "", index: Int = 0, help: Phrase? = nil,
        check: (@Sendable (String) -> Phrase?)? = nil
    ) {
        self.id = id
        self.label = label
        self.kind = kind
        self.help = help
        self.check = check
        self.index = index
        if case .text(let isSecret) = kind {
            input = TextInput(text, isSecret: isSecret)
        } else {
            input = TextInput(text)
        }
    }

    /// What is wrong with what stands in it; nil when it is good.
    public var problem: Phrase? {
        switch kind {
        case .text: return check?(input.text)
        case .number(let range, _):
            guard let number, range.contains(number) else { return .numberBetween(range) }
            return check?(input.text)
        case .size(let range):
            guard let size, range.contains(size) else { return .sizeBetween(range) }
            return check?(input.text)
        case .choice, .toggle: return nil
        }
    }

    var number: Int? { Int(input.text.filter { $0 != " " }) }
    var size: UInt64? { Units.bytes(input.text) }

    /// How many states left and right go through; nil for what is typed.
    private var states: Int? {
        switch kind {
        case .choice(let entries): max(1, entries.count)
        case .toggle: 2
        case .text, .number, .size: nil
        }
    }

    mutating func handle(_ key: Key) -> Outcome {
        guard let states else {
            if case .number = kind, case .character(let typed) = key, !typed.isNumber, typed != "-" { return .handled }
            return input.handle(key)
        }
        switch key {
        case .right, .character(" "): index = (index + 1) % states
        case .left: index = (index + states - 1) % states
        default: return .ignored
        }
        return .handled
    }
}
