import UnixcornCore

extension ActionTable {
    /// What can be done with the books.
    static let finance: [Action] = [
        Action(
            "finance.add", Phrase("book", "écrire"),
            Phrase(
                "Book an entry: what it is, how much, from which account to which, split lines where there are several",
                "Passer une écriture : quoi, combien, de quel compte à quel autre, en lignes partagées s’il y en a plusieurs"
            ),
            keys: ["a"], scope: .finance, risk: .changes, weight: 79, applies: { $0.hasBooks }, needs: .needsBooks
        ) { subject in askEntry(nil, subject) },
        Action(
            "finance.usual", Phrase("usual", "habituel"),
            Phrase(
                "Book one of the usual entries: its form comes filled in",
                "Passer une écriture habituelle : sa fiche vient remplie"),
            keys: ["t"], scope: .finance, risk: .changes, weight: 78, applies: { $0.hasUsual }, needs: .needsUsual,
            effect: askUsual),
        Action(
            "finance.reverse", Phrase("take back", "annuler"),
            Phrase(
                "Take the entry back by another one with all signs turned; both stay in the books",
                "Annuler l’écriture par une autre de signes contraires ; les deux restent dans les comptes"),
            keys: ["u"], scope: .finance, risk: .changes, weight: 70, applies: { $0.bookEntry != nil },
            needs: .needsEntry,
            effect: askReverse),
        Action(
            "finance.import", Phrase("import", "importer"),
            Phrase(
                "Take a bank’s statement: every line is shown with what becomes of it first",
                "Prendre un relevé de banque : chaque ligne est d’abord montrée avec ce qu’elle devient"),
            keys: ["i"], scope: .finance, risk: .changes, weight: 76, applies: { $0.hasBooks }, needs: .needsBooks,
            effect: askImport),
        Action(
            "finance.line", Phrase("it is for", "c’est pour"),
            Phrase(
                "Book the line that waits: say which account it is for",
                "Passer la ligne qui attend : dire pour quel compte"),
            keys: ["b"], scope: .finance, risk: .changes, weight: 75, applies: { $0.waitingLine != nil },
            needs: .needsLine,
            effect: askBookLine),
        Action(
            "finance.dismiss", Phrase("dismiss", "écarter"),
            Phrase(
                "Say that the line is not to be booked, and why", "Dire que la ligne n’est pas à passer, et pourquoi"),
            keys: ["d"], scope: .finance, risk: .changes, weight: 64, applies: { $0.waitingLine != nil },
            needs: .needsLine,
            effect: askDismissLine),
        Action(
            "finance.expect", Phrase("expect", "attendre"),
            Phrase(
                "Say that something comes again and again; of the entry under the cursor where there is one",
                "Dire que quelque chose revient ; d’après l’écriture sous le curseur s’il y en a une"),
            keys: ["e"], scope: .finance, risk: .changes, weight: 66, applies: { $0.hasBooks }, needs: .needsBooks,
            effect: askExpect),
        Action(
            "finance.link", Phrase("it is…", "c’est…"),
            Phrase(
                "Say which entry was what was expected on that day",
                "Dire quelle écriture était ce qui était attendu ce jour-là"),
            keys: ["l"], scope: .finance, risk: .changes, weight: 69, applies: { $0.expected != nil },
            needs: .needsExpected,
            effect: askLink),
        Action(
            "finance.end", Phrase("no more", "plus rien"),
            Phrase("Expect it no more after today", "Ne plus l’attendre après ce jour"),
            keys: ["X"], scope: .finance, risk: .changes, weight: 60, applies: { $0.expected != nil },
            needs: .needsExpected,
            effect: askEndExpectation),
        Action(
            "finance.exempt", Phrase("exempt", "exempter"),
            Phrase(
                "Exempt the account of a regular donor until a month after the next gift is expected",
                "Exempter le compte d’un donateur régulier jusqu’à un mois après le prochain don attendu"),
            keys: ["x"], scope: .finance, risk: .changes, weight: 63, applies: { $0.offeredExemption != nil },
            needs: .needsRegular, effect: askDonorExempt),
        Action(
            "finance.years", Phrase("years", "années"),
            Phrase(
                "Show the years beside each other, and the money over the whole time",
                "Montrer les années côte à côte, et l’argent sur toute la durée"),
            keys: ["y"], scope: .finance, weight: 50, applies: { $0.hasBooks }, needs: .needsBooks
        ) { _ in .open(YearsPane()) },
        Action(
            "finance.init", Phrase("new books", "ouvrir"),
            Phrase(
                "Make the books, with the chart of accounts of a French association",
                "Ouvrir les comptes, avec le plan comptable d’une association"),
            keys: ["N"], scope: .finance, risk: .changes, weight: 77, applies: { !$0.hasBooks }, needs: .hasBooksAlready
        ) { _ in .submit([Operation(.finance(.found), on: .books)]) },
    ]
}

extension Subject {
    var hasBooks: Bool { context.state.finances.isThere && context.state.finances.problem == nil }

    var hasUsual: Bool { hasBooks && !context.state.finances.usual.isEmpty }

    /// The one entry under the cursor, among those that are shown.
    var bookEntry: LedgerEntry? {
        guard selected.count == 1, case .bookEntry(let number)? = selected.first else { return nil }
        return context.state.finances.entries.first { $0.number == number }
    }
}

extension Phrase {
    fileprivate static let needsBooks = Phrase(
        "there are no books: N makes them", "il n’y a pas de comptes : N les ouvre")
    fileprivate static let needsUsual = Phrase(
        "no entry was booked twice yet: a books one", "aucune écriture n’a encore été passée deux fois : a en passe une"
    )
    fileprivate static let needsEntry = Phrase(
        "it is about one entry: put the cursor on it", "elle porte sur une écriture : placez-y le curseur")
    fileprivate static let needsExpected = Phrase(
        "it is about something expected: put the cursor on it in the list “expected”",
        "elle porte sur quelque chose d’attendu : placez-y le curseur dans la liste « attendu »")
    fileprivate static let needsLine = Phrase(
        "it is about a line that waits: put the cursor on it in the list “waiting lines”",
        "elle porte sur une ligne qui attend : placez-y le curseur dans la liste « lignes en attente »")
    fileprivate static let needsRegular = Phrase(
        "it is about a donor who gives regularly and whose account is known: unixcorn ledger donor set --member",
        "elle porte sur un donateur régulier dont le compte est connu : unixcorn ledger donor set --member")
    fileprivate static let hasBooksAlready = Phrase("there are books already", "il y a déjà des comptes")
}
