import Screen
import UnixcornCore

/// The fields of an entry, and the entry of the filled fields.
struct EntryForm: Sendable {
    let finances: FinancesState
    let language: Language

    struct Refusal: Error {
        let words: Phrase
    }

    func fields(_ usual: EntryDraft?) -> [FormField] {
        let isSimple = usual.map { $0.postings.count == 2 } ?? true
        let debit = usual?.postings.first { $0.amount.minor > 0 }?.account
        let credit = usual?.postings.first { $0.amount.minor < 0 }?.account
        let lines = usual.map {
            $0.postings.map { "\($0.account) \(plain($0.amount))" }.joined(separator: "; ")
        }
        let (today, closed) = (finances.today, finances.closedUntil)
        return [
            FormField(
                "label", Phrase("what", "quoi"), .text(), text: usual?.label ?? "",
                check: { $0.trimmed.isEmpty ? Phrase("say what it is", "dites ce que c’est") : nil }),
            FormField(
                "amount", Phrase("amount", "montant"), .text(), text: usual.map { plain($0.total) } ?? "",
                help: Phrase("48.00", "48,00"), check: { text in Self.amountFault(text) }),
            FormField(
                "from", Phrase("from account", "du compte"), .text(), text: isSimple ? credit ?? "512" : "",
                help: accountHelp("512", "7541"), check: { accountFault($0) }),
            FormField(
                "to", Phrase("to account", "au compte"), .text(), text: isSimple ? debit ?? "" : "",
                help: accountHelp("6135", "512"), check: { accountFault($0) }),
            FormField(
                "lines", Phrase("or lines", "ou lignes"), .text(), text: isSimple ? "" : lines ?? "",
                help: Phrase("6135 40.00; 626 8.00; 512 -48.00", "6135 40,00; 626 8,00; 512 -48,00"),
                check: { text in text.trimmed.isEmpty ? nil : linesFault(text) }),
            FormField(
                "date", Phrase("day", "jour"), .text(), text: today.iso8601,
                check: { text in
                    guard let day = CivilDate(iso8601: text.trimmed) else { return .noDay(SafeText(text.trimmed)) }
                    if let closed, day <= closed { return Phrase("that year is closed", "cet exercice est clos") }
                    return day > today ? .dayAhead(SafeText(text.trimmed)) : nil
                }),
            FormField("receipt", Phrase("receipt", "pièce"), .text(), help: Phrase("F-2026-11", "F-2026-11")),
        ]
    }

    /// The entry that the fields say. What the fields' own checks cannot see together is refused here.
    func draft(_ form: Form) -> Result<EntryDraft, Refusal> {
        guard let day = CivilDate(iso8601: form.text("date").trimmed) else { return .failure(Refusal(words: .nothing)) }
        let receipt = form.text("receipt").trimmed
        let lines = form.text("lines").trimmed
        var postings: [Posting] = []
        if lines.isEmpty {
            let (from, to) = (form.text("from").trimmed, form.text("to").trimmed)
            guard !from.isEmpty, !to.isEmpty, let amount = try? Money.reading(form.text("amount").trimmed),
                amount.minor > 0
            else {
                return .failure(
                    Refusal(
                        words: Phrase(
                            "an entry needs an amount and two accounts, or its lines",
                            "une écriture demande un montant et deux comptes, ou ses lignes")))
            }
            postings = [Posting(to, amount), Posting(from, amount.negated)]
        } else {
            postings = Self.postings(lines) ?? []
            let sum = postings.reduce(0) { $0 + $1.amount.minor }
            guard sum == 0 else {
                return .failure(
                    Refusal(
                        words: Phrase(
                            "the lines are \(Money(sum).text(.english)) off",
                            "les lignes ont un écart de \(Money(sum).text(.french))"))
                )
            }
        }
        return .success(
            EntryDraft(
                day, Label.cleaned(form.text("label")), journal: .suiting(postings),
                piece: receipt.isEmpty ? nil : receipt,
                postings: postings))
    }

    private func plain(_ money: Money) -> String { Self.plain(money, language) }

    /// An amount as it stands in a field.
    static func plain(_ money: Money, _ language: Language) -> String {
        language == .french ? money.plain.replacing(".", with: ",") : money.plain
    }

    static func amountFault(_ text: String) -> Phrase? {
        guard !text.trimmed.isEmpty else { return nil }
        do {
            return try Money.reading(text.trimmed).minor > 0 ? nil : Phrase("more than nothing", "plus que zéro")
        } catch {
            return error.words(SafeText(text.trimmed))
        }
    }

    private func accountHelp(_ one: String, _ other: String) -> Phrase {
        let words = [one, other].compactMap { number in finances.accounts.first { $0.number == number }?.title }
        return Phrase(verbatim: SafeText(words.joined(separator: ", ")))
    }

    private func accountFault(_ text: String) -> Phrase? {
        let number = text.trimmed
        if number.isEmpty || finances.accounts.contains(where: { $0.number == number }) { return nil }
        let near = finances.accounts.filter { $0.number.hasPrefix(number.prefix(2)) }.prefix(3).map(\.title)
        let list = SafeText(near.joined(separator: ", "))
        return Phrase(
            "no such account" + (near.isEmpty ? "" : ": \(list)"),
            "pas un tel compte" + (near.isEmpty ? "" : " : \(list)"))
    }

    private func linesFault(_ text: String) -> Phrase? {
        guard let postings = Self.postings(text) else {
            return Phrase("ACCOUNT AMOUNT; ACCOUNT AMOUNT", "COMPTE MONTANT; COMPTE MONTANT")
        }
        return postings.lazy.compactMap { accountFault($0.account) }.first
    }

    /// `6135 40,00; 512 -40,00`: debits positive.
    private static func postings(_ text: String) -> [Posting]? {
        var postings: [Posting] = []
        for part in text.split(separator: ";") {
            let words = part.split(separator: " ", maxSplits: 1).map(String.init)
            guard words.count == 2, let amount = try? Money.reading(words[1]), !amount.isZero else { return nil }
            postings.append(Posting(words[0], amount))
        }
        return postings.count >= 2 ? postings : nil
    }
}
