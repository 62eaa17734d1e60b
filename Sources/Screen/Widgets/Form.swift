public import Text

/// Fields to fill in, one a row. Tab and arrows move, Enter gives the whole form when every field is good.
public struct Form: Sendable {
    public var title: Phrase
    /// What the form is about; wrapped, above the fields.
    public var lines: [Phrase]
    public private(set) var fields: [FormField]
    var focus = 0
    var scroll = Scroll()
    /// Problems of fields are shown once they were left, or Enter was pressed.
    var touched: Set<Int> = []
    /// The key that opened it, until another one came or it was let go.
    private var swallowed: (key: Key, at: ContinuousClock.Instant)?
    /// A key that is held repeats sooner than that.
    static let pause = Duration.milliseconds(600)

    /// A form opened by `openedBy`: while that key is held, it does nothing here. Pressed once more, it does.
    public init(
        _ title: Phrase, lines: [Phrase] = [], _ fields: [FormField], openedBy: Key? = nil,
        at now: ContinuousClock.Instant = .now
    ) {
        self.title = title
        self.lines = lines
        self.fields = fields
        swallowed = openedBy.map { ($0, now) }
    }

    /// Whether every field is good.
    public var isValid: Bool { fields.allSatisfy { $0.problem == nil } }

    /// What stands in a field that is typed; empty where there is no such field.
    public func text(_ id: String) -> String { field(id)?.input.text ?? "" }
    /// The number of a field; nil where it is none.
    public func number(_ id: String) -> Int? { field(id)?.number }
    /// The bytes of a field; nil where it is none.
    public func size(_ id: String) -> UInt64? { field(id)?.size }
    /// The index of the entry of a choice.
    public func choice(_ id: String) -> Int { field(id)?.index ?? 0 }
    /// Whether a toggle is on.
    public func isOn(_ id: String) -> Bool { field(id)?.index == 1 }

    private func field(_ id: String) -> FormField? { fields.first { $0.id == id } }

    /// Replaces what stands in a field that is typed.
    public mutating func set(_ id: String, _ text: String) {
        guard let index = fields.firstIndex(where: { $0.id == id }) else { return }
        fields[index].input.set(text)
    }

    public mutating func handle(_ key: Key, at now: ContinuousClock.Instant = .now) -> Outcome {
        if let held = swallowed, held.key == key, now - held.at < Self.pause {
            swallowed?.at = now
            return .handled
        }
        if key != .resize { swallowed = nil }
        guard fields.indices.contains(focus) else { return key == .enter ? .chosen(0) : .cancelled }
        switch key {
        case .escape: return .cancelled
        case .enter: return submit()
        case .tab, .down: step(1)
        case .backTab, .up: step(-1)
        default: _ = fields[focus].handle(key)
        }
        return .handled
    }

    private mutating func step(_ by: Int) {
        touched.insert(focus)
        focus = (focus + by + fields.count) % fields.count
    }

    private mutating func submit() -> Outcome {
        touched = Set(fields.indices)
        guard let bad = fields.firstIndex(where: { $0.problem != nil }) else { return .chosen(0) }
        focus = bad
        return .handled
    }

    mutating func drawInput(_ index: Int, on canvas: inout Canvas, _ isFocused: Bool, _ glyphs: Glyphs) {
        fields[index].input.draw(on: &canvas, isFocused: isFocused, glyphs: glyphs)
    }
}
