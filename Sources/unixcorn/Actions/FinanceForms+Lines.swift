import Screen
import UnixcornCore

extension ActionTable {
    /// Which file; it is shown before it is taken.
    static let askImport: @Sendable (Subject) -> Effect = { subject in
        let accounts = subject.context.state.finances.accounts
        let bank = subject.context.state.finances.bank
        let fields = [
            FormField(
                "file", Phrase("file", "fichier"), .text(),
                help: Phrase("/srv/statement.ofx, .csv", "/srv/releve.ofx, .csv"),
                check: {
                    $0.trimmed.hasPrefix("/") ? nil : Phrase("a whole path: /srv/…", "un chemin entier : /srv/…")
                }),
            FormField(
                "account", Phrase("account", "compte"), .text(), text: bank,
                check: { text in
                    accounts.contains { $0.number == text.trimmed }
                        ? nil : Phrase("no such account", "pas un tel compte")
                }),
        ]
        return .ask(
            Question(title: Phrase("Import a statement", "Importer un relevé"), lines: [], body: .form(fields)) {
                answer in
                guard case .filled(let form) = answer else { return .none }
                return .open(ImportPane(form.text("file").trimmed, account: form.text("account").trimmed))
            })
    }

    /// The account that a waiting line is for.
    static let askBookLine: @Sendable (Subject) -> Effect = { subject in
        guard let line = subject.waitingLine else { return .none }
        let accounts = subject.context.state.finances.accounts
        let fields = [
            FormField(
                "account", Phrase("for account", "pour le compte"), .text(),
                text: line.line.amount.minor > 0 ? "7541" : "",
                help: Phrase("6135, 7541, 756", "6135, 7541, 756"),
                check: { text in
                    accounts.contains { $0.number == text.trimmed }
                        ? nil : Phrase("no such account", "pas un tel compte")
                }),
            FormField(
                "label", Phrase("label", "libellé"), .text(),
                help: Phrase(
                    "empty: the bank’s words; no person’s name, it is sealed",
                    "vide : mots de la banque ; pas de nom de personne, il est scellé")),
        ]
        return .ask(
            Question(
                title: Phrase("Book the line", "Passer la ligne"),
                lines: [
                    Phrase(verbatim: SafeText(line.line.label)),
                    Phrase(verbatim: subject.context.money(line.line.amount, signed: true)),
                ],
                body: .form(fields)
            ) { answer in
                guard case .filled(let form) = answer else { return .none }
                let label = Label.cleaned(form.text("label"))
                let shares = [Posting(form.text("account").trimmed, line.line.amount)]
                return .submit([
                    Operation(
                        .finance(.bookLine(line.id, shares: shares, label: label.isEmpty ? nil : label)), on: .books)
                ])
            })
    }

    static let askDismissLine: @Sendable (Subject) -> Effect = { subject in
        guard let line = subject.waitingLine else { return .none }
        let field = FormField(
            "why", Phrase("why", "pourquoi"), .text(),
            check: { $0.trimmed.isEmpty ? Phrase("say why", "dites pourquoi") : nil })
        return .ask(
            Question(
                title: Phrase("Dismiss the line", "Écarter la ligne"),
                lines: [Phrase(verbatim: SafeText(line.line.label))],
                body: .form([field])
            ) { answer in
                guard case .filled(let form) = answer else { return .none }
                return .submit([
                    Operation(.finance(.dismissLine(line.id, reason: form.text("why").trimmed)), on: .books)
                ])
            })
    }
}

extension Subject {
    /// The one line of a statement that waits, under the cursor.
    var waitingLine: StoredLine? {
        guard selected.count == 1, case .statementLine(let id)? = selected.first else { return nil }
        return context.state.finances.lines.first { $0.id == id }
    }
}
