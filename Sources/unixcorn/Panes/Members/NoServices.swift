import Screen
import UnixcornCore

/// Where no service is declared, or what is known cannot be read: why, and what to do.
func drawNoServices(_ context: Context, on canvas: inout Canvas) {
    let width = max(10, canvas.bounds.columns - 4)
    var row = 1
    func put(_ text: SafeText, _ style: Style, at column: Int = 2) {
        for line in text.wrapped(to: width - column + 2) {
            canvas.put(line, at: Point(column, row), style)
            row += 1
        }
    }
    if let problem = context.state.members.problem { put(context.say(problem), Style(.critical)) }
    put(context.say(.noServices), Style(.off, .bold))
    row += 1
    put(context.say(.declareServices), Style(.text))
    row += 1
    for line in Phrase.declaringService { put(line, Style(.key, on: .text), at: 4) }
    row += 1
    put(context.say(.thenSync), Style(.dim))
}

extension Phrase {
    fileprivate static let noServices = Phrase("○ No service is declared", "○ Aucun service n’est déclaré")
    fileprivate static let declareServices = Phrase(
        "A section of unixcorn.toml names a service with accounts: Nextcloud, ownCloud, GitLab, Gitea, Forgejo, the UNIX "
            + "accounts of this machine, or a CSV file.",
        "Une section de unixcorn.toml nomme un service à comptes : Nextcloud, ownCloud, GitLab, Gitea, Forgejo, les comptes "
            + "UNIX de cette machine, ou un fichier CSV.")
    fileprivate static let declaringService: [SafeText] = [
        "[services.cloud]", "type = \"nextcloud\"", "url = \"https://cloud.example.org\"", "login = \"unixcorn\"",
        "password_file = \"/etc/unixcorn/cloud.password\"",
    ]
    fileprivate static let thenSync = Phrase(
        "unixcorn doctor then says what is still missing, unixcorn member sync reads who is there. Nothing is deleted by itself.",
        "unixcorn doctor dit ensuite ce qui manque, unixcorn member sync lit qui est là. Rien n’est supprimé tout seul."
    )
}
