import Screen
import UnixcornCore

/// What only a terminal can do for the app. A screen without a terminal leaves the defaults, which do nothing.
struct FrontEnd {
    var copy: (SafeText) -> Void = { _ in }
    var suspend: () -> Void = {}
    var redraw: () -> Void = {}
    /// Lets the operator edit a text outside the screen, in a file of this name.
    var edit: (_ text: String, _ name: String) -> EditResult = { _, _ in .unavailable("no terminal") }
    var export: (ExportTable, ExportFormat) -> Result<String, OperationFailure> = { _, _ in .success("") }

    enum EditResult {
        case text(String)
        case unavailable(String)
    }
}

/// A definition that was edited and not yet stored.
struct Draft {
    var object: ObjectRef
    var text: String
    var previous: String
}
