public import Text

/// One key press, paste, or event of the terminal.
public enum Key: Sendable, Hashable {
    case character(Character)
    case control(Character)
    case alt(Character)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
    /// Text pasted between the marks of bracketed paste: never taken as keys.
    case paste(String)
    case mouse(MouseEvent)
    case resize
    /// The terminal is gone (end of file, EIO).
    case hangUp
}

/// A press or a turn of the wheel.
public struct MouseEvent: Sendable, Hashable {
    public enum Button: Sendable, Hashable { case left, middle, right, wheelUp, wheelDown }
    public var button: Button
    public var at: Point
    public init(button: Button, at: Point) {
        self.button = button
        self.at = at
    }
}

extension Key {
    /// The key of a name as it stands in key files, manuals and `--keys`: `g`, `enter`, `ctrl-l`, `f2`, `space`.
    public init?(name: String) {
        if let named = Key.names.first(where: { $0.name == name }) {
            self = named.key
        } else if name.count == 1, let character = name.first {
            self = .character(character)
        } else if name.hasPrefix("ctrl-"), name.count == 6, let character = name.last {
            self = .control(character)
        } else if name.hasPrefix("alt-"), name.count == 5, let character = name.last {
            self = .alt(character)
        } else if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...12).contains(number) {
            self = .function(number)
        } else {
            return nil
        }
    }

    /// Its name; nil for pastes, the mouse and events.
    public var name: String? {
        if let named = Key.names.first(where: { $0.key == self }) { return named.name }
        switch self {
        case .character(let character): return String(character)
        case .control(let character): return "ctrl-\(character)"
        case .alt(let character): return "alt-\(character)"
        case .function(let number): return "f\(number)"
        default: return nil
        }
    }

    /// Its name as the reader's keyboard and language have it: `espace`, `échap`. Key files know only `name`.
    public func label(_ language: Language) -> SafeText? {
        guard let name else { return nil }
        return SafeText(language == .french ? Key.french[name] ?? name : name)
    }

    private static let french = [
        "enter": "entrée", "esc": "échap", "shift-tab": "maj-tab", "backspace": "retour arr.", "delete": "suppr",
        "insert": "inser", "up": "haut", "down": "bas", "left": "gauche", "right": "droite", "home": "début",
        "end": "fin", "page-up": "pg-préc", "page-down": "pg-suiv", "space": "espace",
    ]

    private static let names: [(name: String, key: Key)] = [
        ("enter", .enter), ("esc", .escape), ("tab", .tab), ("shift-tab", .backTab), ("backspace", .backspace),
        ("delete", .delete), ("insert", .insert), ("up", .up), ("down", .down), ("left", .left), ("right", .right),
        ("home", .home), ("end", .end), ("page-up", .pageUp), ("page-down", .pageDown),
        ("space", .character(" ")),
    ]
}
