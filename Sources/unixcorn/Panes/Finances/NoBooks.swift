import Screen
import UnixcornCore

/// Where there are no books, or they cannot be read: why, and what to do.
func drawNoBooks(_ context: Context, on canvas: inout Canvas) {
    let finances = context.state.finances
    let width = max(10, canvas.bounds.columns - 4)
    var row = 1
    func put(_ text: SafeText, _ style: Style, at column: Int = 2) {
        for line in text.wrapped(to: width - column + 2) {
            canvas.put(line, at: Point(column, row), style)
            row += 1
        }
    }
    if let problem = finances.problem {
        put(context.say(problem), Style(.critical))
        if let hint = finances.hint { put(context.say(hint), Style(.text)) }
        return
    }
    put(context.say(Phrase("○ There are no books yet", "○ Il n’y a pas encore de comptes")), Style(.off, .bold))
    row += 1
    put(context.say(.makeBooks), Style(.text))
    row += 1
    put("unixcorn ledger init", Style(.key, on: .text), at: 4)
    row += 1
    put(context.say(.thenImport), Style(.dim))
}

extension Phrase {
    fileprivate static let makeBooks = Phrase(
        "N makes them here: one file in the state folder, with the chart of accounts of a French association. Or:",
        "N les ouvre ici : un fichier dans le dossier d’état, avec le plan comptable d’une association. Ou bien :")
    fileprivate static let thenImport = Phrase(
        "Then: unixcorn ledger import takes a bank’s statement, a books an entry by hand.",
        "Ensuite : unixcorn ledger import prend un relevé de banque, a passe une écriture à la main.")
}
