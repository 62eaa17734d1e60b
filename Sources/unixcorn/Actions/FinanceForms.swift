import Screen
import UnixcornCore

extension ActionTable {
    /// The form of an entry, filled in from one that was booked before.
    static func askEntry(_ usual: EntryDraft?, _ subject: Subject) -> Effect {
        let (finances, language) = (subject.context.state.finances, subject.context.language)
        let form = EntryForm(finances: finances, language: language)
        return .ask(
            Question(
                title: Phrase("Book an entry", "Passer une écriture"), lines: [], body: .form(form.fields(usual))
            ) { answer in
                guard case .filled(let filled) = answer else { return .none }
                switch form.draft(filled) {
                case .success(let draft): return .submit([Operation(.finance(.seal([draft])), on: .books)])
                case .failure(let refusal): return .say(refusal.words, isError: true)
                }
            })
    }

    /// One of the entries that come again and again.
    static let askUsual: @Sendable (Subject) -> Effect = { subject in
        let usual = Array(subject.context.state.finances.usual.prefix(9))
        let rows = usual.map {
            [SafeText($0.label), SafeText($0.accounts(debit: true)), subject.context.money($0.total)]
        }
        let heads = [
            (Phrase("usual entry", "écriture habituelle"), 24), (Phrase("account", "compte"), 8),
            (Phrase("amount", "montant"), 12),
        ]
        return .open(
            ChoicePane(Phrase("usual", "habituel"), heads, rows) { index in
                usual.indices.contains(index) ? askEntry(usual[index], subject) : .none
            })
    }

    /// Both stay: that is said first.
    static let askReverse: @Sendable (Subject) -> Effect = { subject in
        guard let entry = subject.bookEntry else { return .none }
        let operation = Operation(.finance(.reverse(entry.number)), on: .books)
        let (label, total) = (SafeText(entry.content.label), entry.content.total)
        return .ask(
            Question(
                title: operation.title,
                lines: [
                    Phrase(
                        "\(entry.content.date.iso8601)  \(label)  \(total.text(.english))",
                        "\(entry.content.date.iso8601)  \(label)  \(total.text(.french))"),
                    Phrase(
                        "A new entry turns all its signs. Both stay in the books.",
                        "Une nouvelle écriture en inverse les signes. Les deux restent dans les comptes."),
                ], body: .confirm(yes: operation.title, danger: false, typed: nil)
            ) { answer in if case .yes = answer { .submitConfirmed([operation]) } else { .none } })
    }
}
