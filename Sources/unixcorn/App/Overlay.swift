import Screen
import UnixcornCore

/// What lies over the pane and takes the keys: a question or the palette.
enum Overlay {
    case question(Question, Dialog)
    case form(Question, Form)
    case palette(Palette)
}
