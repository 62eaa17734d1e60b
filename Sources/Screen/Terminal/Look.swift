/// How a style looks on a terminal: its colours and attributes. What a theme answers for a style.
public struct Look: Sendable, Hashable {
    /// The colour of the character; nil is the terminal's own.
    public var foreground: Colour?
    /// The colour behind it; nil is the terminal's own.
    public var background: Colour?
    public var attributes: Style.Attributes

    /// The terminal's own colours and no attributes.
    public static let plain = Look()

    public init(foreground: Colour? = nil, background: Colour? = nil, attributes: Style.Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }
}

/// A colour as a theme writes it: 24 bits. The terminal shows the nearest one it has.
public enum Colour: Sendable, Hashable {
    case rgb(UInt8, UInt8, UInt8)
}

/// How many colours a terminal has, as far as we use them.
public enum ColourDepth: Sendable, Hashable, CaseIterable {
    /// None: attributes alone tell roles apart (`vt100`, `NO_COLOR`).
    case mono
    /// The eight of the Linux console.
    case ansi8
    /// Eight, and the bright eight.
    case ansi16
    /// The cube of 216, 24 greys and the sixteen.
    case indexed256
}
