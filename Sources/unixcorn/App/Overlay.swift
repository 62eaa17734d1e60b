import Screen
import UnixcornCore

/// What lies over the pane and takes the keys: a question or the palette.
enum Overlay {
    case dialog(Question, Dialog)
    case form(Question, Form)
    case palette(CommandPalette)

    /// What the key bar says meanwhile: the keys of the pane beneath do nothing.
    var barEntries: [KeyBar.Entry] {
        let (enter, escape) = (KeyBar.Entry("enter", .accept), KeyBar.Entry("esc", .cancelWord, isPinned: true))
        return switch self {
        case .dialog: [KeyBar.Entry("tab", .nextButton), enter, escape]
        case .form: [KeyBar.Entry("tab", .nextField), enter, escape]
        case .palette: [KeyBar.Entry("up down", .choose), KeyBar.Entry("enter", .runIt), escape]
        }
    }
}

extension Phrase {
    fileprivate static let accept = Phrase("accept", "valider")
    fileprivate static let cancelWord = Phrase("cancel", "annuler")
    fileprivate static let nextButton = Phrase("next button", "bouton suivant")
    fileprivate static let nextField = Phrase("next field", "champ suivant")
    fileprivate static let choose = Phrase("choose", "choisir")
    fileprivate static let runIt = Phrase("run", "lancer")
}
