public import Ledger
public import Text

/// What can be done with the books.
public enum FinanceDeed: Sendable, Hashable, Codable {
    /// Makes the book with its first chart of accounts.
    case found
    /// Seals entries.
    case seal([EntryDraft])
    /// Takes an entry back by another one.
    case reverse(Int)
    /// A new account, or another name for one.
    case setAccount(number: String, name: String)
    /// Says that something comes again and again; with an id: what is known of it changes.
    case expect(Expectation)
    /// Nothing is expected of it any more after a day.
    case endExpectation(Int, CivilDate)
    /// An entry is what was expected on a day, whatever its words.
    case link(OccurrenceLink)
    /// Takes a bank's file: its lines, and an entry for each that a rule books. `account`: the bank's in the books, where
    /// neither the file nor the book knows it.
    case take(file: String, account: String?)
    /// Books what the rules now know of the lines that wait.
    case applyRules
    /// Books a line that waits: the accounts that it is for, each with its share in the direction of the line.
    case bookLine(Int, shares: [Posting], label: String?)
    /// An entry is what a line says.
    case matchLine(Int, entry: Int)
    /// A line is not to be booked.
    case dismissLine(Int, reason: String)
    /// A dismissed line waits again.
    case bringLineBack(Int)
    /// An entry is the gift of a donor.
    case linkGift(entry: Int, donor: Int)
    case receiveCheque(ChequeDraft)
    case depositCheques([Int], on: CivilDate, slip: String?)
    case clearCheques([Int], on: CivilDate, account: String, entry: Int?)
    case bounceCheque(Int, on: CivilDate)
    /// What an account may take in a year; nil: nothing is planned.
    case plan(year: Int, account: String, amount: Money?)
    /// Closes a year: expenses and income into the result.
    case closeYear(Int)
}

extension FinanceDeed {
    var title: Phrase {
        switch self {
        case .found: Phrase("Make the books", "Ouvrir les comptes")
        case .seal(let drafts) where drafts.count == 1:
            Phrase("Book “\(SafeText(drafts[0].label))”", "Passer « \(SafeText(drafts[0].label)) »")
        case .seal(let drafts): Phrase("Book \(drafts.count) entries", "Passer \(drafts.count) écritures")
        case .reverse(let number): Phrase("Take entry \(number) back", "Annuler l’écriture \(number)")
        case .setAccount(let number, let name):
            Phrase(
                "Name account \(SafeText(number)) \(SafeText(name))",
                "Nommer le compte \(SafeText(number)) \(SafeText(name))")
        case .expect(let expectation):
            Phrase("Expect “\(SafeText(expectation.name))”", "Attendre « \(SafeText(expectation.name)) »")
        case .endExpectation(let id, let day):
            Phrase("End expectation \(id) on \(day.iso8601)", "Ne plus attendre \(id) après le \(day.iso8601)")
        case .link(let link):
            Phrase(
                "Entry \(link.entry) is what was expected on \(link.day.iso8601)",
                "L’écriture \(link.entry) est ce qui était attendu le \(link.day.iso8601)")
        case .take(let file, _): Phrase("Take the file \(SafeText(file))", "Prendre le fichier \(SafeText(file))")
        case .applyRules: Phrase("Book what the rules know", "Passer ce que les règles connaissent")
        case .bookLine(let line, _, _): Phrase("Book line \(line)", "Passer la ligne \(line)")
        case .matchLine(let line, let entry):
            Phrase("Line \(line) is entry \(entry)", "La ligne \(line) est l’écriture \(entry)")
        case .dismissLine(let line, _): Phrase("Dismiss line \(line)", "Écarter la ligne \(line)")
        case .bringLineBack(let line): Phrase("Bring line \(line) back", "Reprendre la ligne \(line)")
        case .linkGift(let entry, let donor):
            Phrase("Entry \(entry) is of donor \(donor)", "L’écriture \(entry) est du donateur \(donor)")
        case .receiveCheque(let cheque):
            Phrase(
                "Receive a cheque of \(cheque.amount.text(.english))",
                "Recevoir un chèque de \(cheque.amount.text(.french))")
        case .depositCheques(let ids, _, _):
            Phrase("Deposit cheques \(numbers(ids))", "Remettre les chèques \(numbers(ids))")
        case .clearCheques(let ids, _, _, _):
            Phrase("Clear cheques \(numbers(ids))", "Encaisser les chèques \(numbers(ids))")
        case .bounceCheque(let id, _): Phrase("Cheque \(id) was not paid", "Chèque \(id) impayé")
        case .plan(let year, let account, let amount?):
            Phrase(
                "Plan \(amount.text(.english)) for account \(SafeText(account)) in \(year)",
                "Prévoir \(amount.text(.french)) au compte \(SafeText(account)) en \(year)")
        case .plan(let year, let account, nil):
            Phrase(
                "Plan nothing for account \(SafeText(account)) in \(year)",
                "Ne rien prévoir au compte \(SafeText(account)) en \(year)")
        case .closeYear(let year): Phrase("Close the year \(year)", "Clore l’exercice \(year)")
        }
    }

    var consequence: Phrase? {
        switch self {
        case .closeYear(let year):
            Phrase(
                "No entry can be dated in \(year) any more. There is no way back: what is wrong is mended in the next year.",
                "Plus aucune écriture ne peut être datée de \(year). Sans retour : ce qui est faux se corrige l’année suivante."
            )
        case .found, .seal, .reverse, .setAccount, .expect, .endExpectation, .link, .plan, .take, .applyRules,
            .bookLine,
            .matchLine, .dismissLine, .bringLineBack, .linkGift, .receiveCheque, .depositCheques, .clearCheques,
            .bounceCheque:
            nil
        }
    }

    /// What somebody wrote, and the journal would keep.
    var texts: [String] {
        switch self {
        case .seal(let drafts): drafts.flatMap { [$0.label, $0.piece ?? ""] }
        case .setAccount(_, let name): [name]
        case .expect(let expectation): [expectation.name]
        case .bookLine(_, _, let label): [label ?? ""]
        case .dismissLine(_, let reason): [reason]
        case .receiveCheque(let cheque): [cheque.label ?? ""]
        case .depositCheques(_, _, let slip): [slip ?? ""]
        case .found, .reverse, .endExpectation, .link, .take, .applyRules, .matchLine, .bringLineBack, .linkGift,
            .clearCheques, .bounceCheque, .plan, .closeYear:
            []
        }
    }

    private func numbers(_ ids: [Int]) -> String { ids.map(String.init).joined(separator: ", ") }
}
