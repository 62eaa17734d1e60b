import Screen
import UnixcornCore

extension ActionTable {
    /// What comes again and again; from the entry under the cursor where there is one.
    static let askExpect: @Sendable (Subject) -> Effect = { subject in
        let finances = subject.context.state.finances
        let entry = subject.bookEntry
        let other = entry?.content.postings.first { "67".contains($0.account.prefix(1)) }
        let check: @Sendable (String) -> Phrase? = { text in
            finances.accounts.contains { $0.number.hasPrefix(text.trimmed) } && "67".contains(text.trimmed.prefix(1))
                && !text.trimmed.isEmpty ? nil : Phrase("an account of class 6 or 7", "un compte de classe 6 ou 7")
        }
        let fields = [
            FormField(
                "name", Phrase("what", "quoi"), .text(), text: entry?.content.label ?? "",
                help: Phrase("no person’s name", "pas de nom de personne"),
                check: { $0.trimmed.isEmpty ? Phrase("say what it is", "dites ce que c’est") : nil }),
            FormField(
                "way", Phrase("direction", "sens"),
                .choice([Phrase("it goes out", "payé"), Phrase("it comes in", "reçu")]),
                index: (other?.amount.minor ?? 1) < 0 ? 1 : 0),
            FormField(
                "amount", Phrase("amount", "montant"), .text(),
                text: entry.map { EntryForm.plain($0.content.total, subject.context.language) } ?? "",
                help: Phrase("48.00; empty: any", "48,00 ; vide : quelconque"),
                check: { text in
                    guard !text.trimmed.isEmpty else { return nil }
                    return EntryForm.amountFault(text)
                }),
            FormField("account", Phrase("account", "compte"), .text(), text: other?.account ?? "6135", check: check),
            FormField(
                "rhythm", Phrase("how often", "rythme"), .text(),
                text: "monthly \(entry?.content.date.day ?? finances.today.day)",
                help: Phrase(
                    "monthly 5, monthly 31/3, weekly 2 (Wednesday), yearly 06-30, once",
                    "mensuel 5, mensuel 31/3, hebdomadaire 2 (mercredi), annuel 06-30, une fois"),
                check: { Rhythm(typed: $0) == nil ? Phrase("such as monthly 5", "par exemple mensuel 5") : nil }),
            FormField(
                "first", Phrase("first day", "premier jour"), .text(),
                text: (entry?.content.date ?? finances.today).iso8601,
                check: { CivilDate(iso8601: $0.trimmed) == nil ? .noDay(SafeText($0.trimmed)) : nil }),
        ]
        return .ask(
            Question(title: Phrase("Expect something", "Attendre quelque chose"), lines: [], body: .form(fields)) {
                answer in
                guard case .filled(let form) = answer, let rhythm = Rhythm(typed: form.text("rhythm")),
                    let first = CivilDate(iso8601: form.text("first").trimmed)
                else { return .none }
                let amount =
                    (try? Money.reading(form.text("amount").trimmed)).map { ExpectedAmount.exactly($0) } ?? .open()
                let expectation = Expectation(
                    Label.cleaned(form.text("name")), form.choice("way") == 1 ? .income : .expense, amount,
                    account: form.text("account").trimmed, rhythm, first: first)
                return .submit([Operation(.finance(.expect(expectation)), on: .books)])
            })
    }

    /// Nothing is expected of it any more.
    static let askEndExpectation: @Sendable (Subject) -> Effect = { subject in
        guard let (expectation, _) = subject.expected else { return .none }
        let today = subject.context.state.finances.today
        let operation = Operation(.finance(.endExpectation(expectation.id, today)), on: .books)
        let name = SafeText(expectation.name)
        return .ask(
            Question(
                title: Phrase("Expect \(name) no more", "Ne plus attendre \(name)"),
                lines: [
                    Phrase("What came until today stays matched.", "Ce qui est venu jusqu’à ce jour reste rapproché.")
                ],
                body: .confirm(yes: Phrase("End it today", "Finir aujourd’hui"), danger: false, typed: nil)
            ) { answer in if case .yes = answer { .submitConfirmed([operation]) } else { .none } })
    }

    /// Which of the entries it was.
    static let askLink: @Sendable (Subject) -> Effect = { subject in
        guard let (expectation, day) = subject.expected else { return .none }
        let near = subject.context.state.finances.entries.filter { entry in
            abs(entry.content.date.daysSinceEpoch - day.daysSinceEpoch) <= 31
                && entry.content.postings.contains { $0.account.hasPrefix(expectation.account) }
        }.sorted {
            abs($0.content.date.daysSinceEpoch - day.daysSinceEpoch)
                < abs($1.content.date.daysSinceEpoch - day.daysSinceEpoch)
        }
        .prefix(9)
        guard !near.isEmpty else {
            return .say(
                Phrase(
                    "no entry of that account is near that day", "aucune écriture de ce compte n’est proche de ce jour"),
                isError: true)
        }
        let numbers = near.map(\.number)
        let rows = near.map { entry in
            [
                SafeText(entry.content.label), SafeText(entry.content.date.iso8601),
                subject.context.money(entry.content.total),
            ]
        }
        let heads = [(Phrase("entry", "écriture"), 24), (Phrase("day", "jour"), 10), (Phrase("amount", "montant"), 12)]
        return .open(
            ChoicePane(Phrase("which entry?", "quelle écriture ?"), heads, rows) { index in
                guard numbers.indices.contains(index) else { return .none }
                let link = OccurrenceLink(expectation: expectation.id, day: day, entry: numbers[index])
                return .submit([Operation(.finance(.link(link)), on: .books)])
            })
    }
}

extension Subject {
    /// The one time that something is expected, under the cursor.
    var expected: (expectation: Expectation, day: CivilDate)? {
        guard selected.count == 1, case .expectation(let id, let day)? = selected.first,
            let found = context.state.finances.expectations.first(where: { $0.id == id })
        else { return nil }
        return (found, day)
    }
}
