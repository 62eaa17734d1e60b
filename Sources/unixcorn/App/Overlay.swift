import Screen
import UnixcornCore

/// What lies over the pane and takes the keys: a question or the palette.
enum Overlay {
    case dialog(Question, Dialog)
    case form(Question, Form)
    case palette(CommandPalette)

    /// What the key bar says meanwhile: the keys of the pane beneath do nothing.
    func barEntries(_ language: Language) -> [KeyBar.Entry] {
        func entry(_ keys: [Key], _ words: Phrase, isPinned: Bool = false) -> KeyBar.Entry {
            let names = keys.compactMap { $0.label(language)?.string }.joined(separator: " ")
            return KeyBar.Entry(SafeText(names), words, isPinned: isPinned)
        }
        let (accept, cancel) = (entry([.enter], .accept), entry([.escape], .cancelWord, isPinned: true))
        return switch self {
        case .dialog: [entry([.tab], .nextButton), accept, cancel]
        case .form: [entry([.tab], .nextField), accept, cancel]
        case .palette: [entry([.up, .down], .choose), entry([.enter], .runIt), cancel]
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
