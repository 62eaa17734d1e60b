import Screen
import UnixcornCore

/// What lies over the pane and takes the keys: a question or the palette.
enum Overlay {
    case dialog(Question, Dialog)
    case form(Question, Form)
    case palette(CommandPalette)
}
