/// What a key did to a widget.
public enum Outcome: Sendable, Hashable {
    /// The key means nothing here: whoever owns the widget may use it.
    case ignored
    /// The widget took it; draw again.
    case handled
    /// Something was chosen: the index of a row, an entry, a button or a tab; 0 for a form or an input.
    case chosen(Int)
    /// The person went back.
    case cancelled
}
