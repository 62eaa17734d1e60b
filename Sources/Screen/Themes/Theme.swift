/// How every role looks. Read from one file of `themes/`; may inherit from another.
public struct Theme: Sendable, Hashable {
    public let name: String
    /// The looks as the file gives them, in 24 bits. Every role is there.
    public let looks: [Role: Look]
    /// The palette of the file and of those it inherits from.
    public let palette: [String: Colour]
    /// The roles as they are written, for themes that inherit: a palette of theirs gives inherited roles new colours.
    let written: ThemeTable

    init(name: String, looks: [Role: Look], palette: [String: Colour], written: ThemeTable = [:]) {
        self.name = name
        self.looks = looks
        self.palette = palette
        self.written = written
    }

    /// The terminal's own colours and attributes alone: what there is before any file is read.
    public static let plain = Theme(
        name: "plain",
        looks: Dictionary(
            uniqueKeysWithValues: Role.allCases.map { ($0, Look(attributes: $0.plainAttributes)) }),
        palette: [:])

    /// How `style` looks: the role, what is added to it, and the background of the role that lies under it.
    public func look(of style: Style) -> Look {
        if let direct = style.direct { return direct }
        var look = looks[style.role] ?? .plain
        if let ground = style.ground, let under = looks[ground] {
            look.background = under.background
            look.attributes.formUnion(under.attributes)
        }
        look.attributes.formUnion(style.added)
        return look
    }
}
