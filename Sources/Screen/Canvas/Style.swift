/// What a piece of the screen means. A theme says how it looks; nothing else names a colour.
public enum Role: String, Sendable, CaseIterable {
    case text
    /// Less important text: labels, units, hints.
    case dim
    case title
    case border
    /// The border of the pane that has the keys: a colour of its own and nothing else, so that a frame stays cheap.
    case borderFocused = "border-focused"
    case header
    /// The lower line with keys: the words, and the keys themselves.
    case keyBar = "key-bar"
    case key
    /// The row under the cursor, and rows marked with Space.
    case selected
    case marked
    /// Column heads of a table; the sorted one.
    case columnHead = "column-head"
    case columnSorted = "column-sorted"
    /// States: a word and a shape stand beside each of them.
    case running
    case paused
    case off
    case crashed
    case unknown
    /// Judgements.
    case good
    case warning
    case critical
    /// Age of facts that are not fresh.
    case stale
    /// Series of a chart.
    case graph1
    case graph2
    case graph3
    case gauge
    case gaugeRest = "gauge-rest"
    /// Dialogs and forms.
    case dialog
    case dialogTitle = "dialog-title"
    case danger
    case button
    case buttonFocused = "button-focused"
    case input
    case inputFocused = "input-focused"
    case toast
    case toastError = "toast-error"
    /// What a filter matched.
    case match
    case demo
}

/// A role and what is added to it.
public struct Style: Sendable, Hashable {
    public struct Attributes: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let bold = Attributes(rawValue: 1)
        public static let underline = Attributes(rawValue: 2)
        public static let reverse = Attributes(rawValue: 4)
        public static let dim = Attributes(rawValue: 8)
    }

    public var role: Role
    public var added: Attributes
    /// The role whose background lies under this one: a state's colour on the selected row.
    public var ground: Role?
    /// Colours that no theme decides: what a guest's own console drew. Stands above all the rest.
    public var direct: Look?

    public init(_ role: Role, _ added: Attributes = [], on ground: Role? = nil) {
        self.role = role
        self.added = added
        self.ground = ground
    }

    /// A style with colours of its own.
    public init(direct: Look) {
        role = .text
        added = []
        self.direct = direct
    }
}
